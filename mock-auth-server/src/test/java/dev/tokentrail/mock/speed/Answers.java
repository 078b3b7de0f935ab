package dev.tokentrail.mock.speed;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads one HTTP answer, with as little code as will do: what measures must not start slowly itself. */
final class Answers {

    private Answers() {}

    /** Sends a request and waits for the whole answer, head and body. */
    static String call(Socket socket, byte[] request) throws IOException {
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(request);
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The answer ends after " + head);
            }
            head.append((char) next);
        }
        byte[] body = in.readNBytes(contentLength(head.toString()));
        return head + new String(body, StandardCharsets.UTF_8);
    }

    /** The stated length of the body, 0 if there is none. */
    static int contentLength(String head) {
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length:");
        return at < 0
                ? 0
                : Integer.parseInt(
                        lower.substring(at + 15, lower.indexOf('\r', at)).strip());
    }
}
