package dev.tokentrail.demo.web.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The shell of the system, with its own curl and no settings of the user. */
final class Sh {

    /** What a script wrote and how it ended. */
    record Result(int status, String output, String errors) {}

    private Sh() {}

    static Result run(String script, Path directory, Map<String, String> variables) throws Exception {
        requireCurl();
        Path file = Files.writeString(directory.resolve("script.sh"), script);
        Path output = directory.resolve("output");
        Path errors = directory.resolve("errors");
        Files.writeString(directory.resolve(".curlrc"), "silent\nshow-error\nmax-time = 30\n");
        ProcessBuilder process = new ProcessBuilder("sh", file.toString())
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        String path = System.getenv("PATH");
        process.environment().clear();
        process.environment().put("PATH", path);
        process.environment().put("HOME", directory.toString());
        process.environment().put("LANG", "C.UTF-8");
        process.environment().putAll(variables);
        Process started = process.start();
        started.getOutputStream().close();
        assertThat(started.waitFor(2, TimeUnit.MINUTES)).as("the script ends").isTrue();
        return new Result(started.exitValue(), text(output), text(errors));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static void requireCurl() throws Exception {
        try {
            new ProcessBuilder("curl", "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            assertThat(System.getenv("CI")).as("curl is on the path").isNotEqualTo("true");
            Assumptions.abort("skipped: curl is not on the path");
        }
    }
}
