package dev.tokentrail.mock;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One request over a socket of its own, and everything that came back until the message was whole or the connection ended.
 *
 * @param lines status line and header lines, none if nothing came
 * @param body what came of the body
 * @param end how it ended
 * @param time from the request to the end
 */
record RawCall(List<String> lines, byte[] body, End end, Duration time) {

    enum End {
        /** The body is as long as the head says, and the connection is still open. */
        WHOLE,
        /** The connection was closed in an orderly way before that. */
        CLOSED,
        /** The connection was reset. */
        RESET
    }

    static RawCall send(MockAuthServer mock, String head, String body) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", mock.port())) {
            return send(socket, head, body);
        }
    }

    static RawCall send(Socket socket, String head, String body) throws IOException {
        socket.setSoTimeout(20_000);
        long start = System.nanoTime();
        socket.getOutputStream()
                .write((head + "Host: 127.0.0.1:" + socket.getPort() + "\r\nContent-Length: "
                                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        End end = read(socket.getInputStream(), received);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        String text = received.toString(StandardCharsets.ISO_8859_1);
        int split = text.indexOf("\r\n\r\n");
        return split < 0
                ? new RawCall(List.of(), received.toByteArray(), end, time)
                : new RawCall(
                        List.of(text.substring(0, split).split("\r\n")),
                        text.substring(split + 4).getBytes(StandardCharsets.ISO_8859_1),
                        end,
                        time);
    }

    private static End read(InputStream in, ByteArrayOutputStream received) throws IOException {
        try {
            byte[] block = new byte[1 << 16];
            while (!whole(received)) {
                int read = in.read(block);
                if (read < 0) {
                    return End.CLOSED;
                }
                received.write(block, 0, read);
            }
            return End.WHOLE;
        } catch (SocketException e) {
            return End.RESET;
        }
    }

    private static boolean whole(ByteArrayOutputStream received) {
        String text = received.toString(StandardCharsets.ISO_8859_1);
        int split = text.indexOf("\r\n\r\n");
        return split >= 0 && text.length() - split - 4 >= length(text.substring(0, split));
    }

    private static int length(String head) {
        for (String line : head.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring(15).strip());
            }
        }
        return 0;
    }

    int status() {
        return lines.isEmpty() ? 0 : Integer.parseInt(lines.get(0).split(" ")[1]);
    }

    String header(String name) {
        return lines.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
