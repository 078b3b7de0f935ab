package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.http.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The image's commands, run without an image, in an empty folder that nobody may write to. */
@Timeout(60)
class DockerfileIT {

    private static final Path JAR = Path.of("target", "mock-auth-server.jar");

    private static List<String> lines() throws IOException {
        return Files.readString(Path.of("Dockerfile"))
                .replace("\\\n", " ")
                .lines()
                .toList();
    }

    private static String instruction(String name) throws IOException {
        List<String> found =
                lines().stream().filter(line -> line.startsWith(name + " ")).toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0).substring(name.length() + 1);
    }

    @Test
    void the_base_is_an_argument_and_names_no_registry() throws IOException {
        assertThat(lines().stream().filter(line -> !line.startsWith("#")).toList())
                .element(0)
                .asString()
                .startsWith("ARG BASE=")
                .doesNotContain(".");
        assertThat(instruction("FROM")).isEqualTo("${BASE}");
    }

    @Test
    void it_is_not_root_and_has_the_jar_of_the_build() throws IOException {
        assertThat(instruction("USER")).matches("[1-9][0-9]*:[1-9][0-9]*");
        assertThat(instruction("COPY")).isEqualTo("target/mock-auth-server.jar /mock-auth-server.jar");
        assertThat(instruction("EXPOSE")).isEqualTo("9090");
    }

    @Test
    void its_command_serves_its_health_check_and_ends_on_sigterm(@TempDir Path folder) throws Exception {
        assertThat(folder.toFile().setWritable(false)).isTrue();
        Process server =
                start(folder, command(instruction("ENTRYPOINT"), "0.0.0.0", "127.0.0.1"), List.of("--port", "0"));
        try (BufferedReader out = server.inputReader()) {
            String url = out.readLine().replaceFirst(".* ", "");
            String check = instruction("HEALTHCHECK").replaceFirst(".*CMD ", "");
            Process healthy = start(folder, command(check, "http://127.0.0.1:9090", url), List.of());
            assertThat(new String(healthy.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("up\n");
            assertThat(healthy.waitFor()).isZero();
            server.destroy();
            assertThat(server.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(folder).isEmptyDirectory();
        } finally {
            server.destroyForcibly();
        }
    }

    /** A command in exec form, with the Java and the jar of this build. */
    private static List<String> command(String exec, String from, String to) {
        List<String> command = new ArrayList<>();
        Object words = Json.object(("{\"words\":" + exec + "}").getBytes(StandardCharsets.UTF_8))
                .get("words");
        for (Object word : (List<?>) words) {
            command.add(Map.of(
                            "java",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "/mock-auth-server.jar",
                            JAR.toAbsolutePath().toString(),
                            from,
                            to)
                    .getOrDefault(word, String.valueOf(word)));
        }
        return command;
    }

    private static Process start(Path folder, List<String> command, List<String> more) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(more);
        return new ProcessBuilder(all)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
