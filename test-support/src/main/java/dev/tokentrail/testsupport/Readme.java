package dev.tokentrail.testsupport;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.http.WireRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The cURL commands that the README of the module under test shows, and those that the library prints. */
public final class Readme {

    private static final Pattern SHELL_BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)\n```$");

    private Readme() {}

    /**
     * Gives each block of {@code sh} of the {@code README.md} in the working directory, which is the module's.
     *
     * @return the blocks, from the first to the last
     * @throws IOException if there is no such file
     */
    public static List<String> commands() throws IOException {
        return SHELL_BLOCK
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /**
     * Prints requests as {@link CurlCommand#text()} does.
     *
     * @param requests the requests
     * @return a command for each, masked
     */
    public static List<String> printed(WireRequest... requests) {
        return Stream.of(requests)
                .map(request -> CurlCommand.of(request).text())
                .toList();
    }

    /**
     * Prints requests as {@link #printed} does, without the first line, which names the shells.
     *
     * @param requests the requests
     * @return a command for each, masked
     */
    public static List<String> printedWithoutShells(WireRequest... requests) {
        return printed(requests).stream()
                .map(command -> command.replaceFirst("\\A# sh:.*\n", ""))
                .toList();
    }
}
