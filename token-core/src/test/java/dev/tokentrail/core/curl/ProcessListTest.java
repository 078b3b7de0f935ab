package dev.tokentrail.core.curl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code ps} shows of a secret while curl waits for an answer, read from {@code /proc} as it does. */
@Tag("slow")
class ProcessListTest {

    private static final String CANARY = "Zq7Xk9Wv2Rt5";
    private static final Path PROCESSES = Path.of("/proc");

    private final RawServer server = new RawServer();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @TempDir
    private Path temporary;

    @BeforeEach
    void watch() {
        Assumptions.assumeTrue(Files.exists(PROCESSES.resolve("self/cmdline")), "SKIPPED: no /proc on this system");
        server.beforeAnswer(() -> seen.addAll(commandLinesOfCurl()));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void keepsSecretsOutOfProcessList(Shell shell) throws IOException {
        shell.require();
        List<String> shown = new ArrayList<>();
        for (Map.Entry<String, PlantedSecrets.Position> position :
                PlantedSecrets.positions().entrySet()) {
            WireRequest request = request(position.getValue());
            try {
                CurlCommand command = CurlCommand.of(request).withVariables().keepingSecretsOutOfProcessList();
                run(shell, command.text(), command);
                run(
                        shell,
                        CurlCommand.of(request).keepingSecretsOutOfProcessList().revealSecrets(),
                        command);
                shown.add(position.getKey());
            } catch (CurlDialectException refused) {
                assertThat(refused.reason()).containsAnyOf("address", "standard input");
            }
        }
        assertThat(seen).hasSize(2 * shown.size());
        assertThat(seen).allSatisfy(line -> assertThat(line).doesNotContain(CANARY));
        System.out.println(
                "cURL in the process list, " + shell + ": of " + shown.size() + " positions no secret was seen");
    }

    static Stream<Shell> shells() {
        return Shell.posixAndFish().stream();
    }

    @Test
    void configurationFileKeepsSecretsOutOfProcessList() throws IOException {
        Shell.DASH.require();
        for (PlantedSecrets.Position position : PlantedSecrets.positions().values()) {
            CurlCommand command = CurlCommand.of(request(position)).in(CurlDialect.CONFIG_FILE);
            Path file = temporary.resolve("request.curl");
            try {
                Files.writeString(file, command.revealSecrets());
            } catch (CurlDialectException refused) {
                continue;
            }
            Files.write(
                    temporary.resolve("request-body.bin"),
                    command.revealSecretsInBodyFile().orElse(new byte[0]));
            run(Shell.DASH, "cd '" + temporary + "'; curl --config " + file, command);
        }
        assertThat(seen).hasSizeGreaterThan(30);
        assertThat(seen).allSatisfy(line -> assertThat(line).doesNotContain(CANARY));
    }

    /** The other spellings do show them, which is what makes the tests above worth something. */
    @Test
    void seesSecretsThatAreArguments() throws IOException {
        Shell.DASH.require();
        WireRequest request = request(PlantedSecrets.positions().get("vendor header"));
        CurlCommand command = CurlCommand.of(request).withVariables();
        run(Shell.DASH, command.text(), command);
        assertThat(seen).singleElement().asString().contains("client-secret: " + CANARY);
    }

    private WireRequest request(PlantedSecrets.Position position) {
        return position.apply(server.origin("ps"), Secret.of(CANARY))
                .service("S")
                .build();
    }

    private void run(Shell shell, String text, CurlCommand command) throws IOException {
        Path directory = Files.createDirectories(temporary.resolve("work"));
        Map<String, String> variables = new HashMap<>();
        command.variables().forEach((name, value) -> variables.put(name, value.reveal()));
        shell.run(text, directory, variables);
    }

    /** The command lines of all processes that are about this server. */
    private List<String> commandLinesOfCurl() {
        List<String> lines = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                String line = commandLine(process);
                if (line.startsWith("curl ")
                        && (line.contains(server.origin("ps")) || line.contains(temporary.toString()))) {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            lines.add(e.toString());
        }
        return lines;
    }

    private static String commandLine(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8)
                    .replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }
}
