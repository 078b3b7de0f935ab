package dev.tokentrail.provider.wso2;

import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.WireRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests as text: as a {@link WireRequest} says, and as they arrive at a socket. */
final class Wire {

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

    private Wire() {}

    /** Request line with the whole address, header lines, a blank line, the body. */
    static String text(WireRequest request) {
        return text(request, request.origin(), request.headers());
    }

    /** The same with the target alone, and with the header lines in the order in which the JDK's client sends them. */
    static String sent(WireRequest request) {
        List<Header> sorted = request.headers().stream()
                .sorted(Comparator.comparing(Header::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
        return text(request, "", sorted);
    }

    private static String text(WireRequest request, String origin, List<Header> headers) {
        StringBuilder text = new StringBuilder(request.method() + " " + origin)
                .append(request.target())
                .append('\n');
        for (Header header : headers) {
            text.append(header.name()).append(": ").append(header.value()).append('\n');
        }
        return text.append('\n')
                .append(new String(request.body().bytes(), StandardCharsets.UTF_8))
                .toString();
    }

    /** A server for one connection: it answers 200 with a body of JSON, and tells what it received. */
    static final class Listener implements AutoCloseable {

        private final ServerSocket server;
        private final CompletableFuture<String> received;

        Listener(String json) throws IOException {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            received = CompletableFuture.supplyAsync(() -> serve(json));
        }

        String origin() {
            return "http://127.0.0.1:" + server.getLocalPort();
        }

        /** The request without the lines that follow from connection and body, and without the protocol's version. */
        String received() {
            return received.join()
                    .replaceAll("(?i)(?<=\n)(host|content-length|connection): [^\n]*\n", "")
                    .replaceFirst(" HTTP/1.1\n", "\n");
        }

        private String serve(String json) {
            try (Socket connection = server.accept()) {
                String request = read(connection.getInputStream());
                connection
                        .getOutputStream()
                        .write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                                        + "\r\nConnection: close\r\n\r\n" + json)
                                .getBytes(StandardCharsets.UTF_8));
                return request;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String read(InputStream in) throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
                head.write(in.read());
            }
            String lines = head.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
            Matcher length = LENGTH.matcher(lines);
            int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
            return lines + new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
