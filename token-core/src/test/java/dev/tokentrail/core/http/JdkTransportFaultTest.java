package dev.tokentrail.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real faults of a connection: each one ends, in time, as the exception that {@link Transport} promises. */
@Timeout(30)
class JdkTransportFaultTest {

    private static final Duration SHORT = Duration.ofMillis(400);

    @Test
    void aPeerThatNeverAnswersRunsIntoTheTotalTimeout() {
        CountDownLatch never = new CountDownLatch(1);
        try (RawPeer peer = new RawPeer((connection, out) -> never.await())) {
            assertThatThrownBy(() -> timed(peer))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("within 400 ms");
        }
    }

    @Test
    void aBodyThatDripsForeverRunsIntoTheTotalTimeoutAndIsLetGo() throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        try (RawPeer peer = new RawPeer((connection, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            try {
                while (true) {
                    write(out, "x");
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            } catch (IOException closed) {
                letGo.countDown();
            }
        })) {
            assertThatThrownBy(() -> timed(peer)).isInstanceOf(SocketTimeoutException.class);
            assertThat(letGo.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void headersThatDripForeverRunIntoTheTotalTimeout() {
        try (RawPeer peer = new RawPeer((connection, out) -> {
            write(out, "HTTP/1.1 200 OK\r\n");
            for (int i = 0; ; i++) {
                write(out, "X-" + i + ": y\r\n");
                TimeUnit.MILLISECONDS.sleep(20);
            }
        })) {
            assertThatThrownBy(() -> timed(peer)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aConnectionThatDoesNotComeAboutRunsIntoTheConnectTimeout() throws Exception {
        try (FullBacklog full = new FullBacklog()) {
            Transport transport = JdkTransport.builder()
                    .connectTimeout(SHORT)
                    .totalTimeout(Duration.ofSeconds(20))
                    .build();
            assertThatThrownBy(() -> transport.send(WireRequest.get(full.url()).build()))
                    .isInstanceOf(RequestNotSentException.class)
                    .hasMessageContaining("in time");
        }
    }

    @Test
    void aResponseAtTheBoundIsReadAndOneByteMoreIsNot() throws Exception {
        Transport transport = JdkTransport.builder().largestResponse(1000).build();
        try (RawPeer peer = RawPeer.answering(response(1000));
                RawPeer larger = RawPeer.answering(response(1001))) {
            assertThat(transport.send(WireRequest.get(peer.url("/")).build()).body())
                    .hasSize(1000);
            assertThatThrownBy(() ->
                            transport.send(WireRequest.get(larger.url("/")).build()))
                    .isInstanceOf(ResponseTooLargeException.class)
                    .hasMessageContaining("1000 bytes");
        }
    }

    @Test
    void anEndlessChunkedResponseIsCutAtTheBound() {
        try (RawPeer peer = new RawPeer((connection, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                write(out, "1000\r\n" + "x".repeat(0x1000) + "\r\n");
            }
        })) {
            assertThatThrownBy(() -> JdkTransport.create()
                            .send(WireRequest.get(peer.url("/")).build()))
                    .isInstanceOf(ResponseTooLargeException.class)
                    .hasMessageContaining("1048576");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"access_token\":\"canary",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"acc",
            })
    void aDroppedConnectionMayHaveReachedTheService(String beginning) {
        try (RawPeer peer = new RawPeer((connection, out) -> {
            write(out, beginning);
            connection.close();
        })) {
            Throwable thrown = catchThrowable(() -> JdkTransport.create()
                    .send(WireRequest.post(peer.url("/"))
                            .form(Parameters.of("a", "b"))
                            .build()));
            assertThat(thrown)
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(RequestNotSentException.class)
                    .hasMessageContaining("broke");
            assertThat(thrown).hasStackTraceContaining("broke");
            assertThat(stackTrace(thrown)).doesNotContain("canary");
            assertThat(peer.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"canary\"}\r\n\r\n",
                "HTTP/1.1 canary\r\n\r\n",
                "HTTP/1.1 200 OK\r\nbad name canary: x\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: can\u0000ary canary\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: canary\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ncanary\r\n",
            })
    void whatIsNotHttpIsAnIoExceptionThatQuotesNothing(String answer) {
        try (RawPeer peer = new RawPeer((connection, out) -> {
            write(out, answer);
            connection.close();
        })) {
            Throwable thrown = catchThrowable(() -> JdkTransport.builder()
                    .totalTimeout(Duration.ofSeconds(5))
                    .build()
                    .send(WireRequest.post(peer.url("/"))
                            .form(Parameters.of("a", "b"))
                            .build()));
            assertThat(thrown).isInstanceOf(IOException.class).isNotInstanceOf(RequestNotSentException.class);
            assertThat(stackTrace(thrown)).doesNotContain("canary");
        }
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        try (RawPeer peer = new RawPeer((connection, out) -> {
            arrived.countDown();
            never.await();
        })) {
            CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    JdkTransport.create().send(WireRequest.get(peer.url("/")).build());
                } catch (InterruptedIOException interrupted) {
                    stillInterrupted.complete(Thread.currentThread().isInterrupted());
                } catch (IOException other) {
                    stillInterrupted.completeExceptionally(other);
                }
            });
            caller.start();
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
            caller.interrupt();
            assertThat(stillInterrupted.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aPostIsNeverRepeatedAndAGetOnlyOnAReusedConnection() throws Exception {
        String ok = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        for (String method : new String[] {"POST", "GET"}) {
            boolean[] answered = {false};
            try (RawPeer peer = new RawPeer((connection, out) -> {
                if (answered[0]) {
                    connection.close();
                } else {
                    answered[0] = true;
                    write(out, ok);
                }
            })) {
                Transport transport = JdkTransport.create();
                transport.send(WireRequest.method(method, peer.url("/1")).build());
                assertThatThrownBy(() -> transport.send(
                                WireRequest.method(method, peer.url("/2")).build()))
                        .isInstanceOf(IOException.class);
                assertThat(peer.received()).hasSize(method.equals("POST") ? 2 : 3);
            }
        }
    }

    private static String response(int length) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static WireResponse timed(RawPeer peer) throws IOException {
        return JdkTransport.builder()
                .totalTimeout(SHORT)
                .build()
                .send(WireRequest.get(peer.url("/")).build());
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** A listening socket that accepts nobody and whose queue is full, so that a further connection is left unanswered. */
    private static final class FullBacklog implements AutoCloseable {
        private final ServerSocket socket;
        private final List<Socket> queued = new ArrayList<>();

        FullBacklog() throws IOException {
            socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
            for (int i = 0; i < 4; i++) {
                Socket client = new Socket();
                queued.add(client);
                try {
                    client.connect(socket.getLocalSocketAddress(), 200);
                } catch (SocketTimeoutException full) {
                    return;
                }
            }
        }

        String url() {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/";
        }

        @Override
        public void close() throws IOException {
            for (Socket client : queued) {
                client.close();
            }
            socket.close();
        }
    }
}
