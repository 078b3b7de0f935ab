package dev.tokentrail.mock.http;

import dev.tokentrail.mock.http.Delivery.Extent;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.jspecify.annotations.Nullable;

/** Sends answers late, slowly, in part or not at all; none of them holds a thread while it waits. */
final class Deliveries {

    private static final Duration NEVER = Duration.ofDays(1);

    private Deliveries() {}

    /** Writes one answer, a piece at a time. */
    interface Writer {
        /** Writes status and headers. */
        void head(Answer answer) throws IOException;

        /** Writes a part of the body and flushes. */
        void body(byte[] body, int offset, int length) throws IOException;
    }

    /**
     * Delivers an answer as its delivery says.
     *
     * @param request where it goes
     * @param answer what goes
     * @param writer writes it
     * @param unsent is told if nothing of it will be sent
     * @return completes when all is sent or the connection is closed
     */
    static CompletableFuture<Void> deliver(
            ServletContextRequest request, Answer answer, Writer writer, Runnable unsent) {
        EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
        Executor threads = request.getConnectionMetaData().getConnector().getExecutor();
        // The idle time-out of a connection must not end a wait that was asked for.
        long idle = connection.getIdleTimeout();
        connection.setIdleTimeout(NEVER.toMillis());
        return new Sending(answer, writer, threads, unsent).begin().<Void>handle((close, failure) -> {
            connection.setIdleTimeout(idle);
            if (failure != null || close) {
                close(connection, answer.delivery().extent() == Extent.NOTHING_BUT_RESET);
            }
            return null;
        });
    }

    /** One answer on its way; each step tells in the end whether the connection is to be closed. */
    private record Sending(Answer answer, Writer writer, Executor threads, Runnable unsent) {

        CompletableFuture<Boolean> begin() {
            return answer.delivery()
                    .pauses()
                    .begin(answer.delivery().delay())
                    .thenComposeAsync(ended -> ended ? nothing() : head(), threads);
        }

        private CompletableFuture<Boolean> nothing() {
            unsent.run();
            return CompletableFuture.completedFuture(true);
        }

        private CompletableFuture<Boolean> head() {
            Extent extent = answer.delivery().extent();
            if (extent == Extent.NOTHING || extent == Extent.NOTHING_BUT_RESET) {
                return nothing();
            }
            answer.leave();
            try {
                writer.head(answer);
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
            byte[] body = answer.body();
            return body(body, 0, extent == Extent.HALF ? body.length / 2 : body.length);
        }

        private CompletableFuture<Boolean> body(byte[] body, int from, int to) {
            int length = Math.min(answer.delivery().piece(), to - from);
            try {
                writer.body(body, from, length);
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
            int next = from + length;
            if (next == to) {
                return CompletableFuture.completedFuture(answer.delivery().extent() != Extent.WHOLE);
            }
            return answer.delivery()
                    .pauses()
                    .begin(answer.delivery().pause())
                    .thenComposeAsync(
                            ended -> ended ? CompletableFuture.completedFuture(true) : body(body, next, to), threads);
        }
    }

    private static void close(EndPoint connection, boolean reset) {
        SocketChannel socket = socket(connection);
        if (reset && socket != null) {
            try {
                // What is left to send is thrown away and the peer gets RST.
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
                socket.close();
            } catch (IOException e) {
                connection.close(e);
            }
        } else if (socket != null) {
            // Not by way of TLS: a close_notify would be a polite end.
            abandon(socket, connection);
        }
        connection.close();
    }

    private static void abandon(SocketChannel socket, EndPoint connection) {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            connection.close(e);
        }
    }

    private static @Nullable SocketChannel socket(EndPoint connection) {
        Object transport = connection instanceof SslConnection.SslEndPoint tls
                ? tls.getSslConnection().getEndPoint().getTransport()
                : connection.getTransport();
        return transport instanceof SocketChannel socket ? socket : null;
    }
}
