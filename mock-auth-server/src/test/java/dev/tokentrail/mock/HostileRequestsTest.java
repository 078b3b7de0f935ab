package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a stranger sends gets a clear refusal in JSON, and the next client is served. */
class HostileRequestsTest {

    private static final int HUNDRED_MEBIBYTES = 100 * 1024 * 1024;

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();

    @AfterEach
    void others_are_served() throws IOException {
        assertThat(Caller.get(mock.goTo().uri("/oauth/jwks.json")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "garbage | 400",
                "GET/HTTP/1.1\\r\\nHost: a\\r\\n | 400",
                "GET /\\0 HTTP/1.1\\r\\nHost: a\\r\\n | 400",
                "GE(T / HTTP/1.1\\r\\nHost: a\\r\\n | 400",
                "get /goto/oauth/jwks.json HTTP/1.1\\r\\nHost: a\\r\\n | 405",
                "FOO /goto/oauth/token HTTP/1.1\\r\\nHost: a\\r\\n | 405",
                "TRACE /goto/oauth/token HTTP/1.1\\r\\nHost: a\\r\\n | 405",
                "CONNECT evil.example:443 HTTP/1.1\\r\\nHost: evil.example:443\\r\\n | 403",
                "CONNECT /goto HTTP/1.1\\r\\nHost: a\\r\\n | 400",
                "GET /goto/oauth/jwks.json\\r\\n | 505",
                "GET / HTTP/1.2\\r\\nHost: a\\r\\n | 505",
                "PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n | 426",
                "\u0016\u0003\u0001\u0000\u00f1 | 400",
                "GET goto HTTP/1.1\\r\\nHost: a\\r\\n | 400",
                "GET * HTTP/1.1\\r\\nHost: a\\r\\n | 400",
                "OPTIONS * HTTP/1.1\\r\\nHost: a\\r\\n | 404",
                "GET http://evil.example/goto/oauth/jwks.json HTTP/1.1\\r\\nHost: a\\r\\n | 400",
                "GET ftp://a/x HTTP/1.1\\r\\nHost: a\\r\\n | 404",
                "GET /goto/oauth/jwks.json HTTP/1.1\\r\\n | 400",
                "GET /goto/oauth/jwks.json HTTP/1.1\\r\\nHost: a\\r\\nHost: b\\r\\n | 400",
                "GET /goto/oauth/jwks.json HTTP/1.1\\r\\nHost : a\\r\\n | 400",
                "GET /goto/oauth/jwks.json HTTP/1.1\\r\\nHost: \\r\\n | 400",
                "GET /goto/oauth/jwks.json HTTP/1.1\\r\\nHost: a b\\r\\n | 400",
                "GET /goto/oauth/jwks.json HTTP/1.1\\r\\nHost: a\"><script>\\r\\n | 400",
                "GET /goto/oauth/jwks.json HTTP/1.1\\r\\nHost: a:99999999\\r\\n | 400",
                "GET /goto/oauth/jwks.json HTTP/1.1\\r\\nHost: u@a\\r\\n | 400",
                "GET /goto/oauth/jwks.json HTTP/1.1\\r\\nHost: [::1\\r\\n | 400",
                "GET /goto/oauth/jwks.json HTTP/1.1\\r\\nHost: a\\r\\nX: a\\0b\\r\\n | 400",
                "GET /goto/oauth/jwks.json HTTP/1.1\\r\\nHost: a\\r\\nX: a\\rb\\r\\n | 400",
                "GET /goto/oauth/jwks.json HTTP/1.1\\r\\nHost: a\\r\\nX(y: a\\r\\n | 400",
                "GET /goto/oauth/jwks.json HTTP/1.1\\r\\nHost: a\\r\\nX y: a\\r\\n | 400",
                "GET /goto/oauth/jwks.json HTTP/1.1\\r\\nHost: a\\r\\n: a\\r\\n | 400",
                "GET /goto/oauth/jwks.json HTTP/1.1\\r\\nHost: a\\r\\nXyz\\r\\n | 400",
                "GET /goto/oauth/jwks.json HTTP/1.1\\r\\nHost: a\\r\\nX: a\\r\\n b\\r\\n | 400",
                "POST /goto/oauth/token HTTP/1.1\\r\\nHost: a\\r\\nExpect: nonsense\\r\\nContent-Length: 0\\r\\n | 417",
                "GET /goto/%zz HTTP/1.1\\r\\nHost: a\\r\\n | 400",
                "GET /goto/% HTTP/1.1\\r\\nHost: a\\r\\n | 400",
                "GET /goto/%00 HTTP/1.1\\r\\nHost: a\\r\\n | 400",
                "GET /goto/%c0%ae%c0%ae/ HTTP/1.1\\r\\nHost: a\\r\\n | 400",
                "GET /goto%2foauth%2fjwks.json HTTP/1.1\\r\\nHost: a\\r\\n | 404",
                "GET /goto/../_mock/health HTTP/1.1\\r\\nHost: a\\r\\n | 404",
                "GET /goto/%2e%2e/_mock/health HTTP/1.1\\r\\nHost: a\\r\\n | 404",
                "GET /goto/..;/_mock/health HTTP/1.1\\r\\nHost: a\\r\\n | 400",
                "GET /../../etc/passwd HTTP/1.1\\r\\nHost: a\\r\\n | 400",
                "GET //goto/oauth/jwks.json HTTP/1.1\\r\\nHost: a\\r\\n | 404",
                "GET /goto/oauth/jwks.json;a=b HTTP/1.1\\r\\nHost: a\\r\\n | 404",
                "GET /goto\\oauth HTTP/1.1\\r\\nHost: a\\r\\n | 400",
                "GET /goto/\u00ff HTTP/1.1\\r\\nHost: a\\r\\n | 400",
                "GET /goto/oauth/authorize?client_id=%zz HTTP/1.1\\r\\nHost: a\\r\\n | 400",
                "GET /goto/oauth/authorize?client_id=%ff%fe HTTP/1.1\\r\\nHost: a\\r\\n | 400",
                "GET /nothing HTTP/1.1\\r\\nHost: a\\r\\n | 404"
            })
    void a_malformed_head_gets_a_clear_status_in_json(String head, int status) throws IOException {
        assertRefused(send(unescaped(head) + "\r\n"), status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: -1",
                "Content-Length: +1",
                "Content-Length: 0x1",
                "Content-Length: 1, 1",
                "Content-Length: 99999999999999999999",
                "Content-Length: 1\\r\\nContent-Length: 1",
                "Content-Length: 1\\r\\nContent-Length: 2",
                "Content-Length: 1\\r\\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\\r\\nContent-Length: 4",
                "Transfer-Encoding: chunked\\r\\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked\\r\\n\\r\\nzz",
                "Transfer-Encoding: chunked\\r\\n\\r\\n-1",
                "Transfer-Encoding: chunked\\r\\n\\r\\nffffffffffffffffff",
                "Transfer-Encoding: chunked\\r\\n\\r\\n1\\r\\nabc"
            })
    void a_body_whose_length_is_in_doubt_is_refused_and_nothing_after_it_is_read(String framing) throws IOException {
        String hidden = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
        String answers = sendUntilClosed(
                "POST /goto/oauth/token HTTP/1.1\r\nHost: a\r\n" + unescaped(framing) + "\r\n\r\n" + hidden);
        assertRefused(answers, 400);
        assertThat(answers.split("HTTP/1.1 ", -1)).hasSize(2);
        assertThat(mock.requests()).noneMatch(request -> request.target().contains("smuggled"));
    }

    @Test
    void heads_that_are_too_long_are_refused() throws IOException {
        String get = "GET /goto/oauth/jwks.json HTTP/1.1\r\nHost: a\r\n";
        assertRefused(send(get + "X: " + "a".repeat(20_000) + "\r\n\r\n"), 431);
        assertRefused(send(get + "X: y\r\n".repeat(10_000) + "\r\n"), 431);
        assertRefused(send("A".repeat(20_000) + " / HTTP/1.1\r\nHost: a\r\n\r\n"), 431);
        assertRefused(send("\r\n".repeat(50_000)), 431);
        assertRefused(send("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"), 414);
    }

    @Test
    void trailers_and_chunk_extensions_do_not_grow() throws IOException {
        String post = "POST /goto/oauth/token HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertRefused(send(post + "1;" + "x".repeat(30_000) + "\r\na\r\n0\r\n\r\n"), 400);
        assertRefused(send(post + "1\r\na\r\n0\r\n" + "X: y\r\n".repeat(10_000) + "\r\n"), 400);
    }

    @Test
    void a_hundred_mebibytes_are_refused_before_they_are_read() throws IOException {
        String post = "POST /goto/oauth/token HTTP/1.1\r\nHost: a\r\n";
        assertRefused(send(post + "Content-Length: " + HUNDRED_MEBIBYTES + "\r\n\r\n"), 413);
        assertRefused(send(post + "Expect: 100-continue\r\nContent-Length: " + HUNDRED_MEBIBYTES + "\r\n\r\n"), 413);
        String chunk = "100000\r\n" + "a".repeat(0x100000) + "\r\n";
        assertThat(flood(post + "Transfer-Encoding: chunked\r\n\r\n", chunk)).startsWith("HTTP/1.1 413 ");
        assertThat(flood(post + "\r\n", chunk)).contains("HTTP/1.1 400 ");
    }

    @Test
    void broken_off_requests_are_refused_or_closed() throws IOException {
        for (String half : new String[] {
            "GET / HT",
            "POST /goto/oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc",
            "POST /goto/oauth/token HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"
        }) {
            try (Socket socket = connect()) {
                write(socket, half);
                socket.shutdownOutput();
                String answer = read(socket);
                if (!answer.isEmpty()) {
                    assertRefused(answer, 400);
                }
            }
        }
    }

    @Test
    void a_hundred_thousand_parameters_and_colliding_names_are_read_in_time() throws IOException {
        StringBuilder form = new StringBuilder("grant_type=password");
        // "Aa" and "BB" have the same hash code, and so has every row of them.
        for (int i = 0; i < 1 << 14; i++) {
            form.append('&');
            for (int bit = 0; bit < 14; bit++) {
                form.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            form.append("=1");
        }
        assertRefused(post("/goto/oauth/token", "application/x-www-form-urlencoded", form.toString()), 400, 401);
        assertRefused(post("/goto/oauth/token", "application/x-www-form-urlencoded", "a=1&".repeat(100_000)), 400, 401);
    }

    @Test
    void deep_json_and_empty_parts_are_refused() throws IOException {
        assertRefused(post("/x3/v1/token", "application/json", "[".repeat(500_000)), 400);
        assertRefused(post("/x3/v1/token", "application/json", "{\"a\":".repeat(100_000)), 400);
        assertRefused(post("/x3/v1/token", "application/json", "9".repeat(1_000_000)), 400);
        String part = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
        String answer = post(
                "/sonetel/SonetelAuth/beta/oauth/token",
                "multipart/form-data; boundary=b",
                part.repeat(15_000) + "--b--\r\n");
        assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*").doesNotContain("Exception", "\tat ");
    }

    @Test
    void faults_and_namespaces_that_pile_up_are_refused() throws IOException {
        String many = "{\"faults\":[" + "{\"fault\":\"hang\"},".repeat(50_000) + "{\"fault\":\"hang\"}]}";
        String answer = send("POST /_mock/faults HTTP/1.1\r\nHost: 127.0.0.1:" + mock.port()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + many.length() + "\r\n\r\n" + many);
        assertRefused(answer, 400);
    }

    @Test
    void three_hundred_clients_that_do_not_read_hold_no_thread() throws IOException {
        String plan = "{\"fault\":\"status\",\"status\":503,\"times\":1500,\"service\":\"x3\",\"body\":\""
                + "x".repeat(900_000) + "\"}";
        assertThat(send("POST /_mock/faults HTTP/1.1\r\nHost: 127.0.0.1:" + mock.port() + "\r\nContent-Length: "
                        + plan.length() + "\r\n\r\n" + plan))
                .startsWith("HTTP/1.1 200 ");
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                Socket socket = new Socket();
                silent.add(socket);
                socket.setReceiveBufferSize(2048);
                socket.connect(new InetSocketAddress("127.0.0.1", mock.port()));
                write(socket, "GET /x3/v1/token/authorise HTTP/1.1\r\nHost: a\r\n\r\n".repeat(5));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(send("GET /goto/oauth/jwks.json HTTP/1.1\r\nHost: a\r\n\r\n"))
                        .startsWith("HTTP/1.1 200 ");
            }
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    private static String post(String path, String type, String body) throws IOException {
        return send("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Type: " + type + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
    }

    private static void assertRefused(String answer, int... statuses) {
        assertThat(answer).contains("Content-Type: application/json\r\n").containsPattern("\\{\"(error|message)\":");
        assertThat(answer).doesNotContain("Exception", "\tat ", "<html");
        assertThat(statuses).contains(Integer.parseInt(answer.substring(9, 12)));
    }

    private static String unescaped(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0");
    }

    private static String flood(String head, String chunk) throws IOException {
        try (Socket socket = connect()) {
            try {
                write(socket, head);
                for (int i = 0; i < 100; i++) {
                    write(socket, chunk);
                }
            } catch (IOException e) {
                // Closed before it is through, as it should be.
            }
            return read(socket);
        }
    }

    private static String send(String request) throws IOException {
        try (Socket socket = connect()) {
            try {
                write(socket, request);
            } catch (IOException e) {
                assertThat(request.length()).as("answered before it is read").isGreaterThan(10_000);
            }
            return read(socket);
        }
    }

    private static String sendUntilClosed(String request) throws IOException {
        try (Socket socket = connect()) {
            write(socket, request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", mock.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Status line, headers and as much of a body as they promise; less if the connection ends. */
    private static String read(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        int end = Integer.MAX_VALUE;
        while (text.length() < end) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
            int head = next == '\n' && end == Integer.MAX_VALUE ? text.indexOf("\r\n\r\n") : -1;
            if (head >= 0) {
                int at = text.indexOf("Content-Length: ");
                end = head + 4 + (at < 0 ? 0 : Integer.parseInt(text.substring(at + 16, text.indexOf("\r\n", at))));
            }
        }
        return text.toString();
    }
}
