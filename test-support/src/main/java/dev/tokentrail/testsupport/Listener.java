package dev.tokentrail.testsupport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A server on plain TCP for one request: it keeps the bytes, answers, and closes. Reading ends after {@value #LARGEST}
 * bytes, and waiting after 20 seconds.
 */
public final class Listener implements AutoCloseable {

    /** The size of the largest request that is read, head and body, in bytes. */
    public static final int LARGEST = 65_536;

    private static final int PATIENCE_SECONDS = 20;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d{1,9})\r\n");

    private final ServerSocket server;
    private final String origin;
    private final CompletableFuture<List<String>> received = new CompletableFuture<>();

    private Listener(String json) throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        origin = "http://127.0.0.1:" + server.getLocalPort();
        received.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Thread thread = new Thread(() -> serve(json), "listener");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Starts to listen on a free port of the loopback interface. A second connection is refused.
     *
     * @param json the body of the answer, which has status 200
     * @return the listener
     * @throws IOException if there is no free port
     */
    public static Listener answering(String json) throws IOException {
        return new Listener(json);
    }

    /**
     * Tells where to send the request.
     *
     * @return for example {@code http://127.0.0.1:49152}
     */
    public String origin() {
        return origin;
    }

    /**
     * Waits for the request. Of its header lines two are left out, and only if they say what follows from the rest:
     * {@code Host} with the address of this listener, and {@code Content-Length} with the size of the body.
     *
     * @return request line, header lines, an empty line, and the body with one character per byte
     * @throws AssertionError if no whole request came
     */
    public List<String> received() {
        try {
            return received.join();
        } catch (CompletionException failed) {
            throw new AssertionError("No whole request came: " + failed.getCause(), failed.getCause());
        }
    }

    /** Stops listening. */
    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve(String json) {
        try (server;
                Socket connection = accept()) {
            connection.setSoTimeout(PATIENCE_SECONDS * 1000);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            String head = head(in);
            List<String> request = lines(head, body(head, in));
            byte[] content = json.getBytes(UTF_8);
            connection
                    .getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + content.length
                                    + "\r\nConnection: close\r\n\r\n" + json)
                            .getBytes(UTF_8));
            received.complete(request);
        } catch (IOException | RuntimeException failed) {
            received.completeExceptionally(failed);
        }
    }

    private Socket accept() throws IOException {
        server.setSoTimeout(PATIENCE_SECONDS * 1000);
        Socket connection = server.accept();
        server.close();
        return connection;
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || head.size() == LARGEST) {
                throw new IOException("The head does not end within " + head.size() + " bytes");
            }
            head.write(next);
        }
        return head.toString(ISO_8859_1);
    }

    private static String body(String head, InputStream in) throws IOException {
        Matcher stated = LENGTH.matcher(head);
        int length = stated.find() ? Integer.parseInt(stated.group(1)) : 0;
        if (length > LARGEST - head.length()) {
            throw new IOException("A body of " + length + " bytes is too large");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new IOException("The body ends after " + body.length + " of " + length + " bytes");
        }
        return new String(body, ISO_8859_1);
    }

    private List<String> lines(String head, String body) {
        String host = "Host: " + origin.substring("http://".length());
        String length = "Content-Length: " + body.length();
        Stream<String> lines = Stream.of(head.substring(0, head.length() - 4).split("\r\n", -1))
                .filter(line -> !line.equalsIgnoreCase(host) && !line.equalsIgnoreCase(length));
        return Stream.concat(lines, Stream.of("", body)).toList();
    }
}
