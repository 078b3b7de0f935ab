package dev.tokentrail.mock.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the control sends, and what it makes of the answers. */
class MockAuthServerControlTest {

    private static final String KEY = "0123456789abcdef";

    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String answer = "{\"ok\":true}";
    private HttpServer server;
    private MockAuthServerControl control;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        control = new MockAuthServerControl(url, KEY, null);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sendsWhatTheEmulatorReads() {
        control.advance(Duration.ofHours(1));
        control.planFaults("{\"fault\":\"status\"}");
        control.verify("{\"refreshes\":1}");
        assertThat(control.requests()).isEqualTo(answer);
        control.reset();

        assertThat(received)
                .containsExactly(
                        "POST /_mock/clock Bearer " + KEY + " {\"advance\":\"PT1H\"}",
                        "POST /_mock/faults Bearer " + KEY + " {\"fault\":\"status\"}",
                        "POST /_mock/verify Bearer " + KEY + " {\"refreshes\":1}",
                        "GET /_mock/requests Bearer " + KEY + " ",
                        "POST /_mock/reset Bearer " + KEY + " ");
    }

    @Test
    void aFailedExpectationFailsTheTest() {
        status = 409;
        answer = "{\"ok\":false,\"failures\":[\"Expected exactly 1 refresh, but there were 2\"]}";

        assertThatThrownBy(() -> control.verify("{\"refreshes\":1}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but there were 2");
    }

    @Test
    void aRefusalSaysWhichCallAndWhy() {
        status = 400;
        answer = "{\"error\":\"There is no fault called nonsense\"}";

        assertThatThrownBy(() -> control.planFaults("{\"fault\":\"nonsense\"}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/_mock/faults was answered with 400")
                .hasMessageContaining("no fault called nonsense")
                .hasMessageNotContaining(KEY);
    }

    @Test
    void aServerThatIsGoneIsNamed() {
        server.stop(0);

        assertThatThrownBy(control::reset)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("/_mock/reset was not answered");
    }
}
