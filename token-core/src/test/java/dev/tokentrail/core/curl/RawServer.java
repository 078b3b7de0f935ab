package dev.tokentrail.core.curl;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records requests to the byte, over plain TCP. A request tells by its host name which one it is: curl takes every name
 * under {@code localhost} for the loopback address.
 */
final class RawServer implements AutoCloseable {

    private static final Pattern ID = Pattern.compile("(?im)^Host: ([a-z0-9-]+)\\.localhost");
    private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length: (\\d+)");
    private static final Pattern CHUNKED = Pattern.compile("(?im)^Transfer-Encoding: chunked");
    private static final Pattern EXPECT = Pattern.compile("(?im)^Expect: 100-continue");

    /** A request as it came: the head without its final empty line, ISO 8859-1, and the body, chunks joined. */
    record Received(String head, byte[] body) {}

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<Received>> received = new ConcurrentHashMap<>();
    private volatile Runnable beforeAnswer = () -> {};

    RawServer() {
        try {
            socket = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** The origin under which a request is recorded as {@code id}: lower-case letters, digits and hyphens. */
    String origin(String id) {
        return "http://" + id + ".localhost:" + socket.getLocalPort();
    }

    List<Received> received(String id) {
        return received.getOrDefault(id, List.of());
    }

    void forget(String id) {
        received.remove(id);
    }

    /** Runs something while a client waits for its answer. */
    void beforeAnswer(Runnable action) {
        beforeAnswer = action;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                threads.execute(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setSoTimeout(20_000);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            String head = head(in);
            if (EXPECT.matcher(head).find()) {
                connection.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            Matcher length = LENGTH.matcher(head);
            byte[] body = new byte[0];
            if (length.find()) {
                body = in.readNBytes(Integer.parseInt(length.group(1)));
            } else if (CHUNKED.matcher(head).find() && !head.startsWith("GET ")) {
                body = chunks(in);
            }
            Matcher id = ID.matcher(head);
            received.computeIfAbsent(id.find() ? id.group(1) : "", any -> new ArrayList<>())
                    .add(new Received(head, body));
            beforeAnswer.run();
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException brokenOff) {
            received.computeIfAbsent("broken", any -> new ArrayList<>())
                    .add(new Received(brokenOff.toString(), new byte[0]));
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no end of the head in " + head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(b);
            ends = b == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : b == '\r' ? 1 : 0;
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        return text.substring(0, text.length() - 4);
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(in), 16);
            body.write(in.readNBytes(size));
            line(in);
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("no end of a line");
            }
            line.append((char) b);
        }
        return line.toString().strip();
    }
}
