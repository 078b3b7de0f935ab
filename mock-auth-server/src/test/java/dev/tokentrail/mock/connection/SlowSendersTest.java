package dev.tokentrail.mock.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sends a byte now and then is cut off in the end; who only keeps a connection is not. */
class SlowSendersTest {

    private static final Duration LIMIT = Duration.ofMillis(300);

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    @BeforeEach
    void start() throws Exception {
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.write(true, null, callback);
                return true;
            }
        });
        server.addBean(new SlowSenders(server, LIMIT));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void a_head_that_never_ends_is_cut_off() throws IOException {
        try (Socket socket = connect()) {
            socket.setSoTimeout(5);
            assertThatThrownBy(() -> drip(socket)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void a_kept_connection_is_served_again_however_long_it_was_silent() throws Exception {
        try (Socket kept = connect();
                Socket slow = connect()) {
            kept.setSoTimeout(10_000);
            slow.setSoTimeout(5);
            assertThat(get(kept)).isEqualTo('H');
            // Until the slow one has been cut off, the kept one was silent for longer than the limit.
            assertThatThrownBy(() -> drip(slow)).isInstanceOf(SocketException.class);
            assertThat(get(kept)).isEqualTo('H');
        }
    }

    private Socket connect() throws IOException {
        return new Socket("127.0.0.1", connector.getLocalPort());
    }

    private static int get(Socket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        int first = socket.getInputStream().read();
        byte[] rest = new byte[8192];
        assertThat(socket.getInputStream().read(rest)).isPositive();
        return first;
    }

    private static void drip(Socket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 4000; i++) {
            socket.getOutputStream().write('x');
            try {
                if (socket.getInputStream().read() < 0) {
                    throw new SocketException("closed");
                }
            } catch (SocketTimeoutException e) {
                // Nothing is said yet: the next byte.
            }
        }
    }
}
