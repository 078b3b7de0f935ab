package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request is in the journal from the moment its head is here, and what never becomes a request leaves a trace. */
class JournalArrivalTest {

    private static final String HEAD =
            "POST /goto/oauth/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n";

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();

    @Test
    void a_head_that_is_too_long_leaves_a_trace() throws IOException {
        Map<String, String> heads = Map.of(
                "/badMessage", "GET /x?" + "a".repeat(20_000) + " HTTP/1.1\r\n",
                "/x", "GET /x HTTP/1.1\r\nHost: a\r\nA: " + "a".repeat(20_000));
        for (Map.Entry<String, String> head : heads.entrySet()) {
            JournalView calls = mock.mark();
            exchange(head.getValue() + "\r\n\r\n");
            RecordedRequest request = await(
                            calls, all -> !all.isEmpty() && !all.get(0).inFlight())
                    .get(0);
            assertThat(request.path()).isEqualTo(head.getKey());
            assertThat(request.status().orElse(0)).isIn(414, 431);
            assertThat(request.headers()).isEmpty();
            calls.verify().tokenRequests(0);
            assertThatThrownBy(() -> calls.verify().noUnexpectedCalls()).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void values_of_headers_are_as_they_were_sent() throws IOException {
        exchange(
                "GET /goto/oauth/jwks.json HTTP/1.1\r\nhost: a\r\nACCEPT: Application/JSON\r\ncontent-TYPE: TEXT/Plain\r\n"
                        + "USER-agent:  x \r\nAUTHORIZATION: bearer y\r\nconnection: CLOSE\r\n\r\n");
        assertThat(mock.requests().get(0).headers())
                .isEqualTo(List.of(
                        Map.entry("Host", "a"),
                        Map.entry("Accept", "Application/JSON"),
                        Map.entry("Content-Type", "TEXT/Plain"),
                        Map.entry("User-Agent", "x"),
                        Map.entry("Authorization", "bearer y"),
                        Map.entry("Connection", "CLOSE")));
    }

    @Test
    void a_head_is_recorded_while_its_body_is_on_the_way() throws IOException {
        JournalView calls = mock.goTo().mark();
        try (Socket socket = new Socket("127.0.0.1", mock.port())) {
            send(socket, HEAD + "Content-Length: 20\r\n\r\ngrant_type");
            RecordedRequest request = await(calls, all -> all.size() == 1).get(0);
            assertThat(request.inFlight()).isTrue();
            assertThat(request.complete()).isFalse();
            assertThat(request.answer()).isEmpty();
            assertThat(request.duration()).isEmpty();
            assertThat(request.path()).isEqualTo("/goto/oauth/token");
            assertThat(request.purpose()).isEqualTo("token");
            send(socket, "=password1");
            assertThat(calls.takeRequest(Duration.ofSeconds(30))).isSameAs(request);
            assertThat(request.complete()).isTrue();
            assertThat(request.grant()).contains("password1");
            await(calls, all -> !all.get(0).inFlight());
            assertThat(request.status()).hasValue(401);
        }
    }

    @Test
    void a_client_that_leaves_in_the_middle_of_a_body_leaves_a_trace() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", mock.port())) {
            send(socket, HEAD + "Content-Length: 100\r\n\r\ngrant_type=");
            await(mock.journal(), all -> all.size() == 1);
        }
        RecordedRequest request =
                await(mock.journal(), all -> !all.get(0).inFlight()).get(0);
        assertThat(request.complete()).isFalse();
        assertThat(request.bodyText()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /goto/oauth/token HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 104857600\\r\\n | /goto/oauth/token | 413",
                "POST /goto/oauth/token HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: -1\\r\\n | /goto/oauth/token | 400",
                "POST /goto/oauth/token HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\n | /goto/oauth/token | 400",
                "GET /goto/oauth/jwks.json HTTP/1.1\\r\\n | /goto/oauth/jwks.json | 400",
                "GET /goto/%zz HTTP/1.1\\r\\nHost: a\\r\\n | /badMessage | 400",
                "garbage | /badMessage | 400"
            })
    void what_is_refused_unread_leaves_a_trace(String head, String path, int status) throws IOException {
        String answer = exchange(head.replace("\\r\\n", "\r\n") + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        List<RecordedRequest> requests = await(mock.journal(), all -> !all.isEmpty());
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).path()).isEqualTo(path);
        assertThat(requests.get(0).status()).hasValue(status);
        assertThat(requests.get(0).complete()).isFalse();
    }

    private static List<RecordedRequest> await(JournalView view, Predicate<List<RecordedRequest>> condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.test(view.requests())) {
            assertThat(System.nanoTime()).as("%s", view.requests()).isLessThan(end);
            Thread.onSpinWait();
        }
        return view.requests();
    }

    private static String exchange(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", mock.port())) {
            socket.setSoTimeout(20_000);
            send(socket, request);
            byte[] status = socket.getInputStream().readNBytes(12);
            return new String(status, StandardCharsets.ISO_8859_1);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
