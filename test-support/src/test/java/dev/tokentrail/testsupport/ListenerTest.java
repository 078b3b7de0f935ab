package dev.tokentrail.testsupport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.WireRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(15)
class ListenerTest {

    @Test
    void keepsWhatDoesNotFollowFromTheRest() throws IOException {
        try (Listener listener = Listener.answering("{}");
                Socket client = connect(listener)) {
            String host = listener.origin().substring("http://".length());
            send(
                    client,
                    "POST /a?b HTTP/1.1\r\nhost: %s\r\nHost: other\r\nB: 2 \r\nA: 1\r\nConnection: x\r\n"
                                    .formatted(host)
                            + "Content-Length: 4\r\nContent-Length: 04\r\n\r\nü\r\n\0next");

            assertThat(listener.received())
                    .containsExactly(
                            "POST /a?b HTTP/1.1",
                            "Host: other",
                            "B: 2 ",
                            "A: 1",
                            "Connection: x",
                            "Content-Length: 04",
                            "",
                            "ü\r\n\0");
        }
    }

    @Test
    void answersOnceAndRefusesASecondConnection() throws IOException {
        try (Listener listener = Listener.answering("{\"ü\":1}");
                Socket client = connect(listener)) {
            send(client, "GET / HTTP/1.1\r\n\r\n");

            assertThat(client.getInputStream().readAllBytes())
                    .asString()
                    .endsWith("Content-Length: 8\r\nConnection: close\r\n\r\n{\"ü\":1}");
            assertThatThrownBy(() -> connect(listener)).isInstanceOf(ConnectException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET / HTTP/1.1\r\nA: 1\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab",
                "POST / HTTP/1.1\r\nContent-Length: 65536\r\n\r\n"
            })
    void saysThatNoWholeRequestCame(String part) throws IOException {
        try (Listener listener = Listener.answering("{}");
                Socket client = connect(listener)) {
            send(client, part);
            client.shutdownOutput();

            assertThatThrownBy(listener::received)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("No whole request came: java.io.IOException: ");
        }
    }

    @Test
    void stopsReadingAHeadWithoutAnEnd() throws IOException {
        try (Listener listener = Listener.answering("{}");
                Socket client = connect(listener)) {
            send(client, "x".repeat(Listener.LARGEST + 1));

            assertThatThrownBy(listener::received).hasMessageContaining("does not end within 65536 bytes");
        }
    }

    @Test
    void whatWasNeverSentIsNotWaitedForAfterClosing() throws IOException {
        Listener listener = Listener.answering("{}");
        listener.close();

        assertThatThrownBy(listener::received).isInstanceOf(AssertionError.class);
    }

    @Test
    void whatArrivesIsWhatIsExpected() throws IOException {
        Wire.RequestTo request = origin -> WireRequest.post(origin + "/token?a=%20")
                .header("X-B", "2")
                .header("x-a", "1")
                .body(Body.json(Map.of("name", "ü")))
                .build();

        assertThat(Wire.received(request))
                .isEqualTo(Wire.expected(request.to("http://127.0.0.1")))
                .startsWith("POST /token?a=%20 HTTP/1.1", "Content-Type: application/json")
                .containsSubsequence("x-a: 1", "X-B: 2")
                .endsWith("", "{\"name\":\"\u00c3\u00bc\"}");
    }

    private static Socket connect(Listener listener) throws IOException {
        URI address = URI.create(listener.origin());
        return new Socket(address.getHost(), address.getPort());
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(ISO_8859_1));
    }
}
