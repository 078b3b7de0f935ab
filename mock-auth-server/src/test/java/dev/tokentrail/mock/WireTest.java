package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on the wire, byte by byte, through a plain socket. */
class WireTest {

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><a>&c;</a>",
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
                "<a>",
                ""
            })
    void an_assertion_that_is_made_to_hurt_is_refused(String xml) {
        String assertion =
                Base64.getUrlEncoder().encodeToString((xml + "<a>".repeat(50_000)).getBytes(StandardCharsets.UTF_8));
        for (String sent :
                List.of(assertion, Base64.getUrlEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8)))) {
            Caller.Reply saml = Caller.postForm(
                    mock.wso2().uri("/token"),
                    Caller.form("grant_type", "urn:ietf:params:oauth:grant-type:saml2-bearer", "assertion", sent),
                    "Authorization",
                    Wso2Fixture.CLIENT);
            assertThat(saml.status()).isEqualTo(400);
            assertThat(saml.body()).doesNotContain("root:", "Exception");
            Caller.Reply jwt = Caller.postForm(
                    mock.wso2().uri("/token"),
                    Caller.form(
                            "grant_type",
                            "urn:ietf:params:oauth:grant-type:jwt-bearer",
                            "assertion",
                            sent + "." + sent + ".a"),
                    "Authorization",
                    Wso2Fixture.CLIENT);
            assertThat(jwt.status()).isEqualTo(400);
        }
    }

    @Test
    void who_asks_for_a_websocket_is_answered_as_any_other_and_gets_no_session() throws IOException {
        String upgrade =
                "GET /goto/oauth/jwks.json HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
        assertThat(send(upgrade)).startsWith("HTTP/1.1 200 ").doesNotContain("Set-Cookie");
        assertThat(mock.requests().get(0).header("Sec-WebSocket-Version")).isPresent();
    }

    @Test
    void calls_that_come_while_the_server_stops_are_answered_in_earnest_or_not_at_all() throws Exception {
        for (int round = 0; round < 30; round++) {
            MockAuthServer stopping = MockAuthServer.start();
            List<Socket> sockets = new ArrayList<>();
            try {
                for (int i = 0; i < 50; i++) {
                    sockets.add(new Socket("127.0.0.1", stopping.port()));
                }
                for (Socket socket : sockets) {
                    write(socket, "GET /goto/oauth/jwks.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                }
                stopping.close();
                for (Socket socket : sockets) {
                    socket.setSoTimeout(10_000);
                    assertThat(received(socket))
                            .satisfiesAnyOf(
                                    nothing -> assertThat(nothing).isEmpty(),
                                    answer -> assertThat(answer).startsWith("HTTP/1.1 200 "));
                }
            } finally {
                stopping.close();
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        }
    }

    private static String received(Socket socket) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(received);
        } catch (SocketTimeoutException silence) {
            throw new AssertionError(
                    "Neither an answer nor an end came after " + received + "; the system knows of " + known(socket),
                    silence);
        } catch (SocketException reset) {
            // What came before it is all that came.
        }
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    /** Both ends of a connection with their states and what waits in them, where the system tells (proc(5)). */
    private static List<String> known(Socket socket) throws IOException {
        Path table = Path.of("/proc/net/tcp");
        String port = String.format(":%04X ", socket.getLocalPort());
        return Files.exists(table)
                ? Files.readAllLines(table).stream()
                        .filter(line -> line.contains(port))
                        .toList()
                : List.of();
    }

    @Test
    void requests_that_follow_each_other_without_waiting_are_answered_in_order() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", mock.port())) {
            socket.setSoTimeout(10_000);
            write(
                    socket,
                    "GET /goto/oauth/jwks.json HTTP/1.1\r\nHost: a\r\n\r\nGET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"
                            .repeat(200));
            socket.shutdownOutput();
            for (int i = 0; i < 200; i++) {
                assertThat(readAnswer(socket.getInputStream(), true)).startsWith("HTTP/1.1 200 ");
                assertThat(readAnswer(socket.getInputStream(), true)).startsWith("HTTP/1.1 404 ");
            }
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    @Test
    void a_body_of_exactly_one_mebibyte_is_read() throws IOException {
        String body = "a".repeat(1024 * 1024);
        assertThat(send("POST /goto/oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void a_connection_is_kept_and_every_answer_has_its_length() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", mock.port())) {
            socket.setSoTimeout(10_000);
            for (int i = 0; i < 3; i++) {
                write(socket, "GET /goto/oauth/jwks.json HTTP/1.1\r\nHost: a\r\n\r\n");
                String answer = readAnswer(socket.getInputStream(), true);
                assertThat(answer)
                        .startsWith("HTTP/1.1 200 ")
                        .contains("Content-Length: ")
                        .doesNotContain("Connection: close", "chunked");
            }
        }
    }

    @Test
    void head_has_the_headers_of_get_and_no_body() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", mock.port())) {
            socket.setSoTimeout(10_000);
            write(socket, "GET /goto/oauth/jwks.json HTTP/1.1\r\nHost: a\r\n\r\n");
            String get = readAnswer(socket.getInputStream(), true);
            write(socket, "HEAD /goto/oauth/jwks.json HTTP/1.1\r\nHost: a\r\n\r\n");
            String head = readAnswer(socket.getInputStream(), false);
            assertThat(head.replaceFirst("Date: .*", ""))
                    .isEqualTo(get.substring(0, get.indexOf("\r\n\r\n") + 4).replaceFirst("Date: .*", ""));
            write(socket, "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(readAnswer(socket.getInputStream(), true)).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void options_lists_methods_and_no_answer_has_cors_headers() throws IOException {
        String answer = send(
                "OPTIONS /goto/oauth/token HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example\r\nAccess-Control-Request-Method: POST\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 204 ")
                .contains("Allow: OPTIONS, POST\r\n")
                .doesNotContain("Access-Control");
    }

    @Test
    void the_date_header_follows_the_clock() throws IOException {
        mock.clock().set(Instant.parse("2031-02-03T04:05:06Z"));
        assertThat(send("GET /goto/oauth/jwks.json HTTP/1.1\r\nHost: a\r\n\r\n"))
                .contains("Date: Mon, 03 Feb 2031 04:05:06 GMT\r\n");
    }

    @Test
    void the_journal_has_the_raw_target_the_headers_in_order_and_the_raw_body() throws IOException {
        send(
                "POST /goto/oauth/token?a=%2f&b=+1&&c HTTP/1.1\r\nHost: a\r\nX-b: 1\r\nZ: 2\r\nX-B:3\r\nA: \r\nContent-Length: 4\r\n\r\na\0\377b");
        RecordedRequest request = mock.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/goto/oauth/token?a=%2f&b=+1&&c");
        assertThat(request.path()).isEqualTo("/goto/oauth/token");
        assertThat(request.service()).contains("goto");
        assertThat(request.headers())
                .isEqualTo(List.of(
                        Map.entry("Host", "a"),
                        Map.entry("X-b", "1"),
                        Map.entry("Z", "2"),
                        Map.entry("X-B", "3"),
                        Map.entry("A", ""),
                        Map.entry("Content-Length", "4")));
        assertThat(request.header("x-b")).isEmpty();
        assertThat(request.body()).containsExactly('a', 0, 0xff, 'b');
    }

    @Test
    void a_client_that_leaves_in_the_middle_harms_nobody() throws IOException {
        for (int i = 0; i < 50; i++) {
            try (Socket socket = new Socket("127.0.0.1", mock.port())) {
                write(socket, "POST /goto/oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc");
            }
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (mock.goTo().requests().stream().filter(left -> !left.inFlight()).count() < 50) {
            assertThat(System.nanoTime()).as("each leaves a trace").isLessThan(end);
        }
        assertThat(Caller.get(mock.goTo().uri("/oauth/jwks.json")).status()).isEqualTo(200);
    }

    private static String send(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", mock.port())) {
            socket.setSoTimeout(20_000);
            try {
                write(socket, request);
            } catch (IOException e) {
                // The server may answer and close before it has read all of it.
                assertThat(request.length()).isGreaterThan(10_000);
            }
            return readAnswer(socket.getInputStream(), true);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String readAnswer(InputStream in, boolean withBody) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("after " + head).isNotNegative();
            head.append((char) next);
        }
        int at = head.indexOf("Content-Length: ");
        if (!withBody || at < 0) {
            return head.toString();
        }
        int length = Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at)));
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
