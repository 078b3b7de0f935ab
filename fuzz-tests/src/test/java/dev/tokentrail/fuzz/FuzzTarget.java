package dev.tokentrail.fuzz;

import dev.tokentrail.demo.settings.EnvironmentFileFuzz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Every target with the inputs that are kept for it. */
enum FuzzTarget {
    CALLBACK(CallbackFuzz::fuzzerTestOneInput),
    TOKEN_ANSWERS(TokenAnswersFuzz::fuzzerTestOneInput),
    JWT(JwtFuzz::fuzzerTestOneInput),
    METADATA(MetadataFuzz::fuzzerTestOneInput),
    SHELL(ShellFuzz::everyWay),
    WINDOWS(WindowsFuzz::everyWay),
    CURL_CONFIGURATION(CurlConfigurationFuzz::fuzzerTestOneInput),
    BODY(BodyFuzz::fuzzerTestOneInput),
    REDACTION(RedactionFuzz::everyWay),
    EMULATOR_BYTES(EmulatorBytesFuzz::fuzzerTestOneInput),
    EMULATOR_CALLS(EmulatorCallsFuzz::fuzzerTestOneInput),
    ENVIRONMENT_FILE(EnvironmentFileFuzz::fuzzerTestOneInput);

    private static final Path CORPORA = Path.of("src/test/corpus");

    private final Consumer<byte[]> test;

    FuzzTarget(Consumer<byte[]> test) {
        this.test = test;
    }

    /** As Jazzer does, and in all ways where Jazzer chooses one. */
    void run(byte[] input) {
        test.accept(input);
    }

    /** As the class is called, without its ending. */
    String title() {
        StringBuilder title = new StringBuilder();
        for (String word : name().split("_")) {
            title.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return title.toString();
    }

    List<Path> corpus() {
        try (Stream<Path> files = Files.list(CORPORA.resolve(title()))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
