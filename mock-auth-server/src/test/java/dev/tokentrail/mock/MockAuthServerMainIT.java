package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged jar as a user starts it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class MockAuthServerMainIT {

    private record Ended(int status, String out, String err) {}

    @Test
    void it_says_where_it_is_once_it_answers_and_nothing_else() throws Exception {
        Process process = start("--port", "0");
        try (BufferedReader out = process.inputReader()) {
            String ready = out.readLine();
            assertThat(ready).matches("Mock authorization server ready at http://127\\.0\\.0\\.1:[0-9]+");
            URI url = URI.create(ready.substring(ready.indexOf("http")));
            assertThat(out.readLine()).isEqualTo("Paths and demo credentials: " + url + "/");
            assertThat(Caller.get(URI.create(url + "/_mock/health")).text("status"))
                    .isEqualTo("up");
            Caller.Reply token = Caller.postForm(
                    URI.create(url + "/wso2/token"),
                    Caller.form("grant_type", "password", "username", "admin", "password", "admin"),
                    "Authorization",
                    Wso2Fixture.CLIENT);
            assertThat(token.json()).containsEntry("expires_in", 3600);
            Caller.Reply jwt = Caller.postForm(
                    URI.create(url + "/goto/oauth/token"),
                    Caller.form("grant_type", "personal_access_token", "pat", "goto-pat"),
                    "Authorization",
                    Caller.basic("goto-client", "goto-secret"));
            assertThat(Jwt.verifies(
                            jwt.text("access_token"),
                            Caller.get(URI.create(url + "/goto/oauth/jwks.json"))
                                    .json()))
                    .isTrue();
            try (Socket idle = new Socket("127.0.0.1", url.getPort());
                    Socket slow = new Socket("127.0.0.1", url.getPort())) {
                slow.getOutputStream()
                        .write("POST /goto/oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n1"
                                .getBytes(StandardCharsets.US_ASCII));
                long before = System.nanoTime();
                process.toHandle().destroy();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
                assertThat(idle.getInputStream().read()).isNegative();
            }
            assertThat(out.readLine()).isNull();
            assertThat(process.errorReader().readLine()).isNull();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void one_service_and_a_file_change_what_is_served(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("mock.json"), "{\"sonetel\":{\"expiresIn\":true}}");
        Process process = start("--port", "0", "--only", "sonetel", "--config", file.toString());
        try (BufferedReader out = process.inputReader()) {
            String ready = out.readLine();
            URI uri = URI.create(ready.substring(ready.indexOf("http")) + "/SonetelAuth/beta/oauth/token");
            Caller.Reply token = Caller.postForm(
                    uri,
                    Caller.form("grant_type", "password", "username", "user@example.com", "password", "password"),
                    "Authorization",
                    Caller.basic("sonetel-api", "sonetel-api"));
            assertThat(token.json()).containsEntry("expires_in", 86_400);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void with_tls_it_writes_what_to_trust_and_says_where(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("ca.pem");
        Process process =
                start("--port", "0", "--tls", "--tls-name", "a.test", "--tls-name", "b.test", "--ca-file", file + "");
        try (BufferedReader out = process.inputReader()) {
            String ready = out.readLine();
            assertThat(ready).matches("Mock authorization server ready at https://127\\.0\\.0\\.1:[0-9]+");
            String port = ready.substring(ready.lastIndexOf(':') + 1);
            out.readLine();
            assertThat(out.readLine()).isEqualTo("CA certificate for clients to trust: " + file);
            Process curl = new ProcessBuilder(
                            "curl",
                            "--silent",
                            "--fail",
                            "--cacert",
                            file.toString(),
                            "--resolve",
                            "b.test:" + port + ":127.0.0.1",
                            "https://b.test:" + port + "/goto/oauth/jwks.json")
                    .start();
            assertThat(new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("\"keys\"");
            assertThat(curl.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port 0 --tls --ca-file target | The CA file target cannot be written: it is a directory",
                "--port 0 --tls --ca-file pom.xml | The CA file pom.xml is not written: what is there is no certificate and would be lost",
                "--port 0 --tls --tls-name a/b | A TLS name is a host name or an IP address without brackets, not a/b",
                "--tls-name a.test | --tls-name and --ca-file need --tls; --help lists the options",
                "--port 0 --key-file none.key | The key file none.key cannot be read: there is no such file",
                "--port 0 --key-file target | The key file target cannot be read: it is a directory",
                "--check localhost:9090 | --check needs the address of a server, such as http://127.0.0.1:9090, not localhost:9090",
                "--host no-such-host.invalid --port 0 | There is no host no-such-host.invalid; the host is an address of this machine, or 0.0.0.0 for all",
                "--config pom.xml --port many | --port needs a number, not many; --help lists the options",
                "--port many | --port needs a number, not many; --help lists the options",
                "--port 70000 | A port is a number from 0 to 65535, not 70000",
                "--prot 1 | There is no option --prot; --help lists the options",
                "--port 1 more | There is no option more; --help lists the options",
                "--port 1 --port 2 | --port is given more than once; --help lists the options",
                "--only gogo | There is no service gogo; there are x3, sonetel, xbooker, goto, wso2",
                "--only | --only needs a value (SERVICE); --help lists the options",
                "--config none.json | The configuration file none.json cannot be read: there is no such file",
                "--config target | The configuration file target cannot be read: it is a directory",
                "--host 192.0.2.1 --port 0 | Cannot listen at port 0 of 192.0.2.1: it is taken, or the address is not of this machine; port 0 picks a free one"
            })
    void wrong_use_is_one_sentence_and_status_2(String arguments, String sentence) throws Exception {
        assertThat(run(arguments.split(" "))).isEqualTo(new Ended(2, "", sentence + System.lineSeparator()));
    }

    @Test
    void a_key_too_short_is_one_sentence_without_the_key(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("key"), "tooshort");
        String sentence = "The key has 8 characters; it needs 16 to 512, such as openssl rand -hex 16 makes";
        assertThat(run("--port", "0", "--key-file", file.toString()))
                .isEqualTo(new Ended(2, "", sentence + System.lineSeparator()));
    }

    @Test
    void a_check_ends_with_0_if_the_server_is_up_and_with_1_if_not(@TempDir Path directory) throws Exception {
        Path authority = directory.resolve("ca.pem");
        try (MockAuthServer mock = MockAuthServer.create().tls().start()) {
            mock.writeCaCertificate(authority);
            String url = mock.url().toString();
            assertThat(run("--check", url, "--ca-file", authority.toString()))
                    .isEqualTo(new Ended(0, "up" + System.lineSeparator(), ""));
            Ended distrust = run("--check", url);
            assertThat(distrust.status()).isEqualTo(1);
            assertThat(distrust.err())
                    .startsWith(url + "/_mock/health does not answer: ")
                    .hasLineCount(1);
        }
        try (Socket bound = new Socket()) { // it does not listen, and nobody else can
            bound.bind(new InetSocketAddress("127.0.0.1", 0));
            assertThat(run("--check", "http://127.0.0.1:" + bound.getLocalPort() + "/")
                            .status())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_bad_file_is_named_with_its_key(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("mock.json"), "{\"goto\":{\"codeSeconds\":\"1\"}}");
        assertThat(run("--config", file.toString()))
                .isEqualTo(new Ended(
                        2,
                        "",
                        file + ": goto.codeSeconds must be a whole number from 1 to 315360000, not \"1\""
                                + System.lineSeparator()));
        Files.writeString(file, "{\"goto\":");
        Ended ended = run("--config", file.toString());
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err())
                .startsWith(file + ": The configuration is not valid: Not valid JSON (line 1, column ")
                .hasLineCount(1);
    }

    @Test
    void a_taken_port_is_one_sentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            Ended ended = run("--port", String.valueOf(taken.getLocalPort()));
            assertThat(ended.status()).isEqualTo(2);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err())
                    .isEqualTo("Cannot listen at port " + taken.getLocalPort()
                            + " of 127.0.0.1: it is taken, or the address is not of this machine; port 0 picks a free one"
                            + System.lineSeparator());
        }
    }

    @Test
    void help_and_version_are_told_and_status_0() throws Exception {
        Ended help = run("--help");
        assertThat(help.status()).isZero();
        assertThat(help.out())
                .contains(
                        "--port",
                        "--host",
                        "--only",
                        "--config",
                        "--help",
                        "--version",
                        "9090",
                        "--tls",
                        "--ca-file",
                        "--key-file",
                        "--check");
        Ended version = run("--version");
        assertThat(version.status()).isZero();
        assertThat(version.out()).matches("mock-auth-server [0-9][^ ]*\\R");
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target", "mock-auth-server.jar").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static Ended run(String... arguments) throws Exception {
        Process process = start(arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, err);
    }
}
