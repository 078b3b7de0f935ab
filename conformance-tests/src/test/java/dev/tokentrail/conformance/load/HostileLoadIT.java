package dev.tokentrail.conformance.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many strangers at once, at a packaged program with a small heap: others are served meanwhile, and its memory has an end. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HostileLoadIT {

    private static final int IDLE =
            "true".equals(System.getenv("CI")) && !Boolean.getBoolean("tests.short") ? 10_000 : 2000;
    private static final int HUNDRED_MEBIBYTES = 100 * 1024 * 1024;
    private static final int MOST_RESIDENT_MEBIBYTES = 640;

    private final List<SocketChannel> strangers = new ArrayList<>();
    private final HttpClient others =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    @AfterEach
    void disconnect() throws IOException {
        for (SocketChannel stranger : strangers) {
            stranger.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void idle_connections_hinder_nobody(Program program) throws Exception {
        try (RunningProgram running = RunningProgram.start(program)) {
            for (int i = 0; i < IDLE; i++) {
                stranger(running, "");
            }
            assertThat(open()).isEqualTo(IDLE);
            othersAreServed(running, program);
            assertThat(open()).isEqualTo(IDLE);
        }
    }

    /** How many strangers the server has not closed. */
    private int open() throws IOException {
        int open = 0;
        for (SocketChannel stranger : strangers) {
            stranger.configureBlocking(false);
            open += stranger.read(ByteBuffer.allocate(1)) == 0 ? 1 : 0;
        }
        return open;
    }

    @ParameterizedTest
    @EnumSource
    void slow_heads_bodies_and_readers_hinder_nobody(Program program) throws Exception {
        try (RunningProgram running = RunningProgram.start(program)) {
            for (int i = 0; i < 300; i++) {
                stranger(running, head(running, "GET", program.page) + "X-Slow: ");
                stranger(running, head(running, "POST", program.post) + "Content-Length: 1000\r\n\r\na");
                stranger(running, head(running, "POST", program.post) + "Transfer-Encoding: chunked\r\n\r\n3\r\nab");
                stranger(running, (head(running, "GET", program.large) + "\r\n").repeat(20));
            }
            othersAreServed(running, program);
            for (SocketChannel stranger : strangers) {
                trickle(stranger);
            }
            othersAreServed(running, program);
        }
    }

    private static void trickle(SocketChannel stranger) {
        try {
            stranger.write(ByteBuffer.wrap(new byte[] {'a'}));
        } catch (IOException closed) {
            // Whoever sends nonsense after a request may be sent away.
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_hundred_mebibytes_are_refused_before_they_are_read(Program program) throws Exception {
        try (RunningProgram running = RunningProgram.start(program)) {
            String announced =
                    head(running, "POST", program.post) + "Content-Length: " + HUNDRED_MEBIBYTES + "\r\n\r\n";
            String chunked = head(running, "POST", program.post) + "Transfer-Encoding: chunked\r\n\r\n";
            String chunk = "10000\r\n" + "a".repeat(0x10000) + "\r\n";
            for (int i = 0; i < 20; i++) {
                assertThat(answer(running, announced, "a".repeat(0x10000))).startsWith("HTTP/1.1 413 ");
                assertThat(answer(running, chunked, chunk)).matches("HTTP/1.1 4(13|03) ");
            }
            othersAreServed(running, program);
        }
    }

    @ParameterizedTest
    @EnumSource
    void heads_without_an_end_are_refused(Program program) throws Exception {
        try (RunningProgram running = RunningProgram.start(program)) {
            for (int i = 0; i < 20; i++) {
                assertThat(answer(running, head(running, "GET", program.page), "X-Flood: a\r\n".repeat(1000)))
                        .startsWith("HTTP/1.1 431 ");
                assertThat(answer(running, head(running, "GET", program.page) + "Cookie: ", "a".repeat(0x10000)))
                        .startsWith("HTTP/1.1 431 ");
                assertThat(answer(running, "GET /", "a".repeat(0x10000))).startsWith("HTTP/1.1 414 ");
            }
            othersAreServed(running, program);
        }
    }

    /** Sends a beginning and then the same again and again, until there is an answer or 100 MiB are sent. */
    private static String answer(RunningProgram running, String beginning, String repeated) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", running.port())) {
            socket.setSoTimeout(20_000);
            byte[] again = repeated.getBytes(StandardCharsets.US_ASCII);
            try {
                socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
                for (int sent = 0; sent < HUNDRED_MEBIBYTES; sent += again.length) {
                    if (socket.getInputStream().available() > 0) {
                        break;
                    }
                    socket.getOutputStream().write(again);
                }
            } catch (SocketException sentAway) {
                // The answer may be there all the same.
            }
            byte[] start = socket.getInputStream().readNBytes(13);
            return new String(start, StandardCharsets.US_ASCII);
        }
    }

    private static String head(RunningProgram running, String method, String path) {
        return method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + running.port() + "\r\n";
    }

    private void stranger(RunningProgram running, String sent) throws IOException {
        SocketChannel stranger = SocketChannel.open(new InetSocketAddress("127.0.0.1", running.port()));
        strangers.add(stranger);
        stranger.write(ByteBuffer.wrap(sent.getBytes(StandardCharsets.US_ASCII)));
    }

    private void othersAreServed(RunningProgram running, Program program) throws Exception {
        HttpResponse<String> page = others.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port() + program.page))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(running.runs()).isTrue();
        OptionalLong resident = running.residentMebibytes();
        System.out.println(program + " under load: " + resident + " MiB resident");
        resident.ifPresent(mebibytes -> assertThat(mebibytes).as("resident MiB").isLessThan(MOST_RESIDENT_MEBIBYTES));
    }
}
