package dev.tokentrail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.MockAuthServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar, as its user runs it. */
class DemoServerIT {

    private static final Pattern SUMMARY = Pattern.compile("(\\d+) services, (\\d+) steps, (\\d+) calls, no failure");
    private static final List<String> DEMO_SECRETS = List.of(
            "x3-secret",
            "xbooker-secret",
            "goto-secret",
            "goto-pat",
            "ksdSdoefDDP7wpaElfqvmjDue",
            "'password=password'",
            "eyJ");

    @TempDir
    private Path directory;

    /** What a run left behind. */
    private record Run(int exit, String out, String err) {}

    @Test
    void theTourWalksFiveServicesWithoutAFailureAndWithoutASecret() throws Exception {
        Run tour = run("--tour");

        assertThat(tour.exit()).as(tour.out() + tour.err()).isZero();
        Matcher summary = SUMMARY.matcher(tour.out());
        assertThat(summary.find()).isTrue();
        assertThat(summary.group(1)).isEqualTo("5");
        assertThat(Integer.parseInt(summary.group(3))).isGreaterThanOrEqualTo(20);
        assertThat(tour.out().split("curl 'http://127.0.0.1", -1)).hasSizeGreaterThan(20);
        assertThat(tour.out()).contains("refused as expected").doesNotContain("FAILED", "\u001b");
        assertThat(tour.out())
                .as("a token of every service is used")
                .contains("/x3/v1/graphql'", "/sonetel/account/'", "/delegated/v1/organization'")
                .contains("/messaging/v1/messages'", "/pizzashack/1.0.0/menu'");
        assertThat(tour.err()).isEmpty();
        DEMO_SECRETS.forEach(secret -> assertThat(tour.out()).doesNotContain(secret));
    }

    @Test
    void oneServiceAgainstAnEmulatorThatRunsAlreadyWithItsSecretsRevealed() throws Exception {
        try (MockAuthServer emulator = MockAuthServer.start()) {
            Run tour =
                    run("--tour", "--only", "goto", "--against", emulator.url().toString(), "--reveal");

            assertThat(tour.exit()).as(tour.out() + tour.err()).isZero();
            assertThat(tour.out())
                    .contains("1 service, ")
                    .contains("pat=goto-pat")
                    .doesNotContain("***");
            assertThat(emulator.goTo().requests()).hasSizeGreaterThanOrEqualTo(9);
        }
    }

    @Test
    void theTourFailsIfTheServiceDoes() throws Exception {
        try (MockAuthServer emulator = MockAuthServer.start()) {
            emulator.xBooker().failNext(503, "{}");

            Run tour = run(
                    "--tour", "--only", "xbooker", "--against", emulator.url().toString());

            assertThat(tour.exit()).isEqualTo(1);
            assertThat(tour.out()).contains("FAILED").contains("1 failed");
        }
    }

    @Test
    void aWrongCommandLineIsOneSentenceAndExitTwo() throws Exception {
        for (List<String> wrong : List.of(
                List.of("--bogus"),
                List.of("--tour", "--only", "nobody"),
                List.of("--tour", "--only"),
                List.of("--tour", "--against", "https://api.example.com"),
                List.of("--tour", "--against", "http://127.0.0.1.example.com"),
                List.of("--tour", "--against", "nonsense"))) {
            Run run = run(wrong.toArray(String[]::new));

            assertThat(run.exit()).as(wrong.toString()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines()).as(wrong.toString()).hasSize(1);
        }
    }

    @Test
    void helpNamesEveryOption() throws Exception {
        Run help = run("--help");

        assertThat(help.exit()).isZero();
        assertThat(help.out())
                .contains("--tour", "--only", "--against", "--reveal")
                .contains("--port", "--host", "--tls", "--ca-file", "--env", "--no-emulator", "--open");
    }

    private Run run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", "target/demo-server.jar"));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Run(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
