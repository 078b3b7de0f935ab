package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many strangers at once, at a small packaged server: others are served meanwhile. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HostileLoadIT {

    private static final boolean CI = "true".equals(System.getenv("CI"));
    private static final int IDLE = CI ? 10_000 : 2000;
    private static final String HEAD = "POST /goto/oauth/token HTTP/1.1\r\nHost: a\r\n";

    private final List<SocketChannel> strangers = new ArrayList<>();
    private Process process;
    private BufferedReader out;
    private int port;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-jar",
                        Path.of("target", "mock-auth-server.jar").toString(),
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        out = process.inputReader();
        String ready = out.readLine();
        port = Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1));
    }

    @AfterEach
    void stop() throws IOException {
        for (SocketChannel stranger : strangers) {
            stranger.close();
        }
        process.destroyForcibly();
        out.close();
    }

    @Test
    void idle_connections_hinder_nobody() throws IOException {
        for (int i = 0; i < IDLE; i++) {
            stranger("");
        }
        assertThat(open()).isEqualTo(IDLE);
        others_are_served();
        assertThat(open()).isEqualTo(IDLE);
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

    @Test
    void slow_heads_bodies_and_readers_hinder_nobody() throws IOException {
        for (int i = 0; i < 200; i++) {
            stranger("GET /goto/oauth/jwks.json HTTP/1.1\r\nHost: a\r\nX-Slow: ");
            stranger(HEAD + "Content-Length: 1000\r\n\r\na");
            stranger(HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\nab");
            stranger("GET /goto/oauth/jwks.json HTTP/1.1\r\nHost: a\r\n\r\n".repeat(20));
        }
        others_are_served();
        for (SocketChannel stranger : strangers) {
            stranger.write(ByteBuffer.wrap(new byte[] {'a'}));
        }
        others_are_served();
    }

    private void stranger(String sent) throws IOException {
        SocketChannel stranger = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        strangers.add(stranger);
        stranger.write(ByteBuffer.wrap(sent.getBytes(StandardCharsets.US_ASCII)));
    }

    private void others_are_served() {
        long before = System.nanoTime();
        Caller.Reply token = Caller.postForm(
                URI.create("http://127.0.0.1:" + port + "/wso2/token"),
                Caller.form("grant_type", "password", "username", "admin", "password", "admin"),
                "Authorization",
                Wso2Fixture.CLIENT);
        assertThat(token.status()).isEqualTo(200);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before)).isLessThan(10);
        assertThat(process.isAlive()).isTrue();
    }
}
