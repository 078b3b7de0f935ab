package dev.tokentrail.core.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server on loopback, reached through a wiretap that keeps every byte the client sends. Its script is handed each connection;
 * one with TLS counts the requests that got through the handshake, and answers them.
 */
final class TlsPeer implements AutoCloseable {

    /** What a peer does with a connection. */
    @FunctionalInterface
    interface Script {
        void handle(Socket connection) throws IOException, InterruptedException;
    }

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket tap = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final @Nullable ServerSocket server;
    private final int serverPort;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "tls-peer");
        thread.setDaemon(true);
        return thread;
    });
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final AtomicInteger requests;

    private TlsPeer(@Nullable ServerSocket server, int serverPort, AtomicInteger requests, Script script)
            throws IOException {
        this.server = server;
        this.serverPort = serverPort;
        this.requests = requests;
        if (server != null) {
            accept(server, script);
        }
        accept(tap, this::forward);
    }

    /** A server in TLS with this context that answers every request. */
    static TlsPeer with(SSLContext context) throws IOException {
        return with((SSLServerSocket) context.getServerSocketFactory().createServerSocket());
    }

    static TlsPeer with(SSLServerSocket socket) throws IOException {
        socket.bind(new InetSocketAddress("127.0.0.1", 0));
        AtomicInteger counter = new AtomicInteger();
        return new TlsPeer(socket, socket.getLocalPort(), counter, connection -> {
            if (answer(connection)) {
                counter.incrementAndGet();
            }
        });
    }

    /** A server that does with the bare connection whatever the script says. */
    static TlsPeer raw(Script script) throws IOException {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        return new TlsPeer(socket, socket.getLocalPort(), new AtomicInteger(), script);
    }

    /** A wiretap before a server in another process. */
    static TlsPeer before(int port) throws IOException {
        return new TlsPeer(null, port, new AtomicInteger(), connection -> {});
    }

    int port() {
        return tap.getLocalPort();
    }

    /** The requests that came through TLS whole. */
    int requests() {
        return requests.get();
    }

    /** Every byte the client sent, as ISO 8859-1. */
    synchronized String sent() {
        return sent.toString(StandardCharsets.ISO_8859_1);
    }

    /** Answers a request once its head is in; false if none comes. */
    static boolean answer(Socket connection) throws IOException {
        InputStream in = connection.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).contains("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            head.write(next);
        }
        connection.getOutputStream().write(ANSWER);
        connection.getOutputStream().flush();
        return true;
    }

    private void accept(ServerSocket socket, Script script) {
        threads.execute(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket connection = socket.accept();
                    threads.execute(() -> handle(connection, script));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private static void handle(Socket connection, Script script) {
        try (connection) {
            script.handle(connection);
        } catch (IOException refused) {
            // the client's side of this is what a test looks at
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(Socket client) throws IOException, InterruptedException {
        try (Socket onward = new Socket("127.0.0.1", serverPort)) {
            Future<?> answers = threads.submit(() -> {
                onward.getInputStream().transferTo(client.getOutputStream());
                client.shutdownOutput();
                return null;
            });
            InputStream in = client.getInputStream();
            byte[] buffer = new byte[8192];
            boolean open = true;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                synchronized (this) {
                    sent.write(buffer, 0, read);
                }
                open = open && forwarded(onward, buffer, read);
            }
            onward.shutdownOutput();
            answers.get();
        } catch (ExecutionException broken) {
            throw new IOException(broken.getCause());
        }
    }

    /** False once the server has closed; what the client sends is read on, or a reset would overtake the server's last word. */
    private static boolean forwarded(Socket onward, byte[] buffer, int length) {
        try {
            onward.getOutputStream().write(buffer, 0, length);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            tap.close();
            if (server != null) {
                server.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
