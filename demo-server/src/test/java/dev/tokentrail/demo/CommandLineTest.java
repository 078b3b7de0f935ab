package dev.tokentrail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What cannot be used is said in one line on standard error, with exit status 2. */
class CommandLineTest {

    private static final String PLANTED = "pl4nted-s3cret";

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--bogus                       | Unknown option: '--bogus'. See --help.",
                "extra                         | Unmatched argument at index 0: 'extra'. See --help.",
                "--port                        | Missing required parameter for option '--port' (PORT). See --help.",
                "--port many                   | a port is a number from 0 to 65535, not 'many'. See --help.",
                "--port 65536                  | a port is a number from 0 to 65535, not '65536'. See --help.",
                "--port -1                     | a port is a number from 0 to 65535, not '-1'. See --help.",
                "--port 1 --port 2             | should be specified only once. See --help.",
                "--host 0.0.0.0                | --host 0.0.0.0, for all addresses, needs --origin,",
                "--host ::                     | --host ::, for all addresses, needs --origin,",
                "--origin demo.example         | an origin is scheme, host and port, such as http://127.0.0.1:8080, not",
                "--origin http://a.example/b   | an origin is scheme, host and port, such as http://127.0.0.1:8080, not",
                "--origin http://u@a.example   | an origin is scheme, host and port, such as http://127.0.0.1:8080, not",
                "--origin http://a:99999       | a port is a number from 0 to 65535, not '99999'. See --help.",
                "--tls --origin http://a       | With --tls browsers open https, not http://a.",
                "--no-emulator --emulator-port 1 | --emulator-port is for the emulator that --no-emulator leaves out.",
                "--tour --origin http://a      | --origin is an option of the pages, which --tour does not serve.",
                "--store jdbc:h2:mem:x         | --store takes a JDBC URL of PostgreSQL, such as jdbc:postgresql://db/tokens.",
                "--store jdbc:postgresql://a/b | --store needs keys in the variable TOKENTRAIL_KEYS; --generate-keys makes some.",
                "--tour --store jdbc:postgresql://a/b | --store is an option of the pages, which --tour does not serve.",
                "--check demo.example          | --check takes the address of a demo, such as http://127.0.0.1:5050, not",
                "--host=                       | --host takes an address or a name of this machine",
                "--host no-such-host.invalid   | There is no host no-such-host.invalid;",
                "--host 192.0.2.1 --port 0     | Cannot listen at port 0 of 192.0.2.1: the address is not of this machine.",
                "--ca-file ca.pem              | --ca-file needs --tls.",
                "--no-emulator                 | no service is configured.",
                "--env no-such-file            | The file no-such-file cannot be read: there is no such file.",
                "--env .                       | The file . cannot be read: it is not a regular file.",
                "--only x3                     | --only needs --tour. See --help.",
                "--reveal --port 0             | --reveal needs --tour. See --help.",
                "--tour --port 0               | --port is an option of the pages, which --tour does not serve.",
                "--tour --env x                | --env is an option of the pages, which --tour does not serve.",
            })
    void oneLineAndExitTwo(String arguments, String message) {
        assertThat(refused(arguments.split(" "))).contains(message);
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(taken.getLocalPort());

            assertThat(refused("--port", port))
                    .isEqualTo("Cannot listen at port " + port
                            + " of 127.0.0.1: the port is taken; --port 0 picks a free one.");
        }
    }

    @Test
    void aBrokenLineIsNamedAndNotRepeated() throws IOException {
        Path file = Files.writeString(directory.resolve("real.env"), "X3_CLIENT_ID=id\nX3_CLIENT_SECRET=\"" + PLANTED);

        assertThat(refused("--port", "0", "--env", file.toString()))
                .startsWith(file + ", line 2: the value of X3_CLIENT_SECRET ")
                .doesNotContain(PLANTED);
    }

    @Test
    void anAddressThatWouldSendSecretsInClearIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("real.env"), "GOTO_ADDRESS=http://goto.example");

        assertThat(refused("--port", "0", "--env", file.toString()))
                .startsWith(file + ", line 1: The address in GOTO_ADDRESS must be https, or a loopback address");
    }

    @Test
    void withoutAnEmulatorAHalfConfiguredServiceIsNotEnough() throws IOException {
        Path file = Files.writeString(directory.resolve("real.env"), "SONETEL_USERNAME=user@example.com");

        assertThat(refused("--port", "0", "--no-emulator", "--env", file.toString()))
                .endsWith("because no service is configured: Sonetel lacks SONETEL_PASSWORD.");
    }

    @Test
    void aCertificateThatCannotBeWrittenIsSaidBeforeTheServerStarts() {
        Path absent = directory.resolve("absent");

        assertThat(refused(
                        "--port",
                        "0",
                        "--tls",
                        "--ca-file",
                        absent.resolve("ca.pem").toString()))
                .contains("cannot be written: there is no directory " + absent);
    }

    @Test
    void aTakenPortOfTheEmulatorIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(taken.getLocalPort());

            assertThat(refused("--port", "0", "--emulator-port", port)).contains(port);
        }
    }

    @Test
    void aDemoIsAskedWhetherItIsUp() {
        CommandLine line = DemoServer.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int port;
        try (RunningDemo demo = new RunningDemo("https://demo.example")) {
            port = demo.port();
            assertThat(line.execute("--check", "http://127.0.0.1:" + port)).isZero();
            assertThat(out.toString().strip()).isEqualTo("up");
        }
        assertThat(line.execute("--check", "http://127.0.0.1:" + port)).isEqualTo(1);
        assertThat(err.toString()).contains("http://127.0.0.1:" + port + "/health does not answer");
    }

    private String refused(String... arguments) {
        CommandLine line = DemoServer.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        assertThat(line.execute(arguments)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).hasSize(1).noneMatch(text -> text.contains("Exception"));
        return err.toString().strip();
    }
}
