package dev.tokentrail.core.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A peer on plain TCP that keeps every request to the byte and answers as a script says. */
final class RawPeer implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length: (\\d+)");

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> received = new CopyOnWriteArrayList<>();

    /** What the peer does once a request has come in whole. */
    @FunctionalInterface
    interface Script {
        void answer(Socket connection, OutputStream out) throws IOException, InterruptedException;
    }

    RawPeer(Script script) {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket connection = socket.accept();
                    threads.execute(() -> serve(connection, script));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    static RawPeer answering(String response) {
        return new RawPeer((connection, out) -> out.write(response.getBytes(StandardCharsets.ISO_8859_1)));
    }

    String url(String target) {
        return "http://127.0.0.1:" + socket.getLocalPort() + target;
    }

    /** The requests as ISO 8859-1, oldest first. */
    List<String> received() {
        return received;
    }

    private void serve(Socket connection, Script script) {
        try (connection) {
            InputStream in = connection.getInputStream();
            for (String request = read(in); request != null; request = read(in)) {
                received.add(request);
                script.answer(connection, connection.getOutputStream());
                connection.getOutputStream().flush();
            }
        } catch (IOException | InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            bytes.write(next);
        }
        Matcher length = LENGTH.matcher(bytes.toString(StandardCharsets.ISO_8859_1));
        bytes.write(in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0));
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
