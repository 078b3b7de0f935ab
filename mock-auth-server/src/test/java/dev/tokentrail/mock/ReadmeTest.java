package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The README does what it says: its commands run, its configuration is read.
 *
 * <p>Its {@code sh} blocks run in their order in one shell, which stops at the first command that fails and names the
 * line of the README. Each line of the script is the same line of the README, so the numbers are right. A block that
 * needs another emulator has a comment on the line above it, with its address and its configuration:
 * {@code <!-- emulator http://127.0.0.1:9091 {"interactive": true} -->}. One with {@code https} speaks TLS and has
 * written its certificate into the directory of the script.
 */
class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final Pattern EMULATOR =
            Pattern.compile("<!-- emulator (https?://127\\.0\\.0\\.1:[0-9]+) (\\{.*}) -->");
    private static final String STRICT =
            "set -eEuo pipefail; trap 'echo \"README.md:$LINENO: failed: $BASH_COMMAND\"' ERR";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void every_curl_command_works(boolean inNamespaces) throws Exception {
        List<String> readme = Files.readAllLines(README);
        Map<String, MockAuthServer> emulators = new LinkedHashMap<>();
        try (MockAuthServer server = MockAuthServer.start()) {
            emulators.put(
                    "http://127.0.0.1:9090", inNamespaces ? server.namespace().open() : MockAuthServer.start());
            for (String line : readme) {
                Matcher needed = EMULATOR.matcher(line);
                if (needed.matches()) {
                    emulators.computeIfAbsent(
                            needed.group(1),
                            address -> address.startsWith("https:")
                                    ? withTls(needed.group(2))
                                    : inNamespaces
                                            ? server.namespace()
                                                    .configure(needed.group(2))
                                                    .open()
                                            : MockAuthServer.create()
                                                    .configure(needed.group(2))
                                                    .start());
                }
            }
            String output = run(script(readme, emulators));
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
                            "no answer, as planned\n{\"waiting\":2}502\n502\n502\n200\n",
                            "first region 301",
                            "No refresh tokens found please get a refresh token first",
                            "{\"active\":false}",
                            "RevokedAccessToken: ",
                            "\"error\":\"authorization_pending\"} 400",
                            "\"issued_token_type\"",
                            "\"expires_in\":1}",
                            "after the window: {\"error\":\"invalid_grant\"",
                            "its descendant: {\"error\":\"invalid_grant\"",
                            "\"reusedRefreshTokens\":2,\"endedFamilies\":1",
                            "\"refreshTokenUse\":\"answered-again\"\n",
                            "\"refreshTokenUse\":\"family-ended\"\n",
                            "expired: 401");
        } finally {
            emulators.values().forEach(MockAuthServer::close);
        }
    }

    /** A command whose refusal would go unnoticed proves nothing. */
    @Test
    void every_curl_command_fails_aloud_or_shows_its_status() throws IOException {
        List<String> readme = Files.readAllLines(README);
        String[] commands = script(readme, Map.of()).replace("\\\n", " ").split("(?=\\bcurl )");
        assertThat(commands).hasSizeGreaterThan(45);
        for (int i = 1; i < commands.length; i++) {
            assertThat(commands[i]).containsAnyOf("--fail", "--write-out", "--dump-header", "--include");
        }
    }

    @Test
    void a_failing_command_is_reported_with_its_line() throws Exception {
        List<String> readme = List.of("# Title", "", "```sh", "echo fine", "false | cat", "```");
        Path file = Files.writeString(directory.resolve("failing.sh"), script(readme, Map.of()));
        Process process = new ProcessBuilder("bash", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isNotZero();
        assertThat(output).startsWith("fine\nREADME.md:5: failed: ");
    }

    @Test
    void the_example_configuration_is_read() throws IOException {
        Matcher examples = Pattern.compile("```json\n(\\{\n  \"journal\".*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README));
        assertThat(examples.find()).isTrue();
        try (MockAuthServer mock =
                MockAuthServer.create().configure(examples.group(1)).start()) {
            assertThat(Caller.get(mock.goTo().uri("/oauth/jwks.json")).status()).isEqualTo(200);
        }
    }

    private MockAuthServer withTls(String configuration) {
        MockAuthServer started =
                MockAuthServer.create().tls().configure(configuration).start();
        started.writeCaCertificate(directory.resolve("mock-auth-server-ca.pem"));
        return started;
    }

    private String run(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("readme.sh"), script);
        Process process = new ProcessBuilder("bash", file.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static String script(List<String> readme, Map<String, MockAuthServer> emulators) {
        List<String> script = new ArrayList<>();
        boolean inside = false;
        for (String line : readme) {
            boolean fence = line.startsWith("```");
            script.add(inside && !fence ? line : "");
            inside = fence ? line.equals("```sh") : inside;
        }
        script.set(0, STRICT);
        String text = String.join("\n", script) + "\n";
        for (Map.Entry<String, MockAuthServer> emulator : emulators.entrySet()) {
            text = text.replace(emulator.getKey(), emulator.getValue().url().toString());
        }
        return text;
    }
}
