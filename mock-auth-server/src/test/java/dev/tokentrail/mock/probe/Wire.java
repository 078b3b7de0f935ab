package dev.tokentrail.mock.probe;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One connection, written to and read from byte by byte: nothing is added, followed or repaired. */
final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLISECONDS = 20_000;

    private final URI server;
    private final Socket socket;
    private final InputStream in;

    Wire(URI server) {
        this.server = server;
        try {
            this.socket = new Socket(InetAddress.getByName(server.getHost()), server.getPort());
            socket.setSoTimeout(PATIENCE_MILLISECONDS);
            socket.setTcpNoDelay(true);
            this.in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String authority() {
        return server.getAuthority();
    }

    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(String latin1) {
        send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads one answer; that of HEAD has no body, whatever its Content-Length says. */
    Reply reply(boolean toHead) {
        try {
            String start = line();
            int status = Integer.parseInt(start.split(" ")[1]);
            List<Map.Entry<String, String>> headers = new ArrayList<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.add(Map.entry(
                        line.substring(0, colon), line.substring(colon + 1).strip()));
            }
            if (status == 100) {
                return reply(toHead);
            }
            int length = headers.stream()
                    .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals("content-length"))
                    .mapToInt(header -> Integer.parseInt(header.getValue()))
                    .findFirst()
                    .orElse(0);
            byte[] body = in.readNBytes(toHead ? 0 : length);
            return new Reply(status, headers, new String(body, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server has closed its side. */
    boolean closed() {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed after " + line);
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
