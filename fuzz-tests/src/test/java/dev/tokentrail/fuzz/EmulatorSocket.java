package dev.tokentrail.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Bytes to the emulator over a connection of their own, and all that comes back. */
final class EmulatorSocket {

    private static final int PATIENCE_MILLISECONDS = 30_000;
    private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.1 (\\d{3})");

    private EmulatorSocket() {}

    /** Sends all of it, then says that no more comes; a server that holds the connection longer fails the test. */
    static String exchange(int port, byte[] bytes) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(PATIENCE_MILLISECONDS);
            try {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (SocketTimeoutException hangs) {
                throw new AssertionError("The emulator neither answered nor closed", hangs);
            } catch (SocketException closedBeforeAllWasSent) {
                return "";
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of each answer. */
    static List<Integer> statuses(String answers) {
        return STATUS.matcher(answers)
                .results()
                .map((MatchResult status) -> Integer.valueOf(status.group(1)))
                .toList();
    }

    /** Whether the emulator serves others. */
    static boolean isUp(int port) {
        String get = "GET /goto/oauth/jwks.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        return exchange(port, get.getBytes(StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 200 ");
    }
}
