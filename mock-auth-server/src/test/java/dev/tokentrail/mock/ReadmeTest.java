package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The README does what it says: its commands run, its configuration is read. */
class ReadmeTest {

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void every_curl_command_works() throws Exception {
        try (MockAuthServer mock = MockAuthServer.start();
                MockAuthServer asking = MockAuthServer.create().interactive().start()) {
            String script = String.join("\n", blocks("sh"))
                    .replace("http://127.0.0.1:9090", mock.url().toString())
                    .replace("http://127.0.0.1:9091", asking.url().toString());
            assertThat(script.split("curl --silent", -1)).hasSizeGreaterThan(40);
            Process process = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output)
                    .contains(
                            "\"data\":{\"customer\"",
                            "\"account_id\"",
                            "\"status\":\"failed\"",
                            "\"name\":\"Example Logistics\"",
                            "\"direction\":\"OUT\"",
                            "\"menu\"",
                            "\"sub\":\"admin@carbon.super\"",
                            "\"active\":true",
                            "\"scope\":\"calls.v2.initiate\",\"principal\":\"colleague@example.com\"",
                            "429");
        }
    }

    @Test
    void the_example_configuration_is_read() throws IOException {
        List<String> examples = blocks("json");
        assertThat(examples).hasSize(1);
        try (MockAuthServer mock =
                MockAuthServer.create().configure(examples.get(0)).start()) {
            assertThat(Caller.get(mock.goTo().uri("/oauth/jwks.json")).status()).isEqualTo(200);
        }
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }
}
