package dev.tokentrail.provider.xbooker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.WireRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Requests as text, and as the bytes that really arrive. */
final class Wire {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");
    private static final Pattern ADDED = Pattern.compile("(?i)(host|content-length|connection):.*");

    private Wire() {}

    /** What is shown: method and URL, header lines in order, body. */
    static String shown(WireRequest request) {
        String head = request.method() + " " + request.url();
        Stream<String> lines = request.headers().stream().map(Wire::line);
        return Stream.concat(Stream.of(head), lines)
                        .reduce((a, b) -> a + "\n" + b)
                        .orElseThrow()
                + "\n\n"
                + new String(request.body().bytes(), UTF_8);
    }

    /** What a request should be on the wire: the JDK's client sends header lines sorted by name. */
    static List<String> expected(WireRequest request) {
        return Stream.of(
                        Stream.of(request.method() + " " + request.target() + " HTTP/1.1"),
                        request.headers().stream()
                                .sorted(Comparator.comparing(Header::name, String.CASE_INSENSITIVE_ORDER))
                                .map(Wire::line),
                        Stream.of("", new String(request.body().bytes(), ISO_8859_1)))
                .flatMap(part -> part)
                .toList();
    }

    /** What a server receives: request line, header lines without those that follow from the rest, an empty line, body. */
    static List<String> received(RequestTo request) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> raw = CompletableFuture.supplyAsync(() -> answerOne(server));
            JdkTransport.create().send(request.to("http://127.0.0.1:" + server.getLocalPort()));
            String text = raw.get();
            int end = text.indexOf("\r\n\r\n");
            Stream<String> head = Stream.of(text.substring(0, end).split("\r\n"))
                    .filter(line -> !ADDED.matcher(line).matches());
            return Stream.concat(head, Stream.of("", text.substring(end + 4))).toList();
        }
    }

    /** Makes a request for a server that listens somewhere. */
    interface RequestTo {
        WireRequest to(String origin);
    }

    private static String line(Header header) {
        return header.name() + ": " + header.value();
    }

    private static String answerOne(ServerSocket server) {
        try (Socket socket = server.accept()) {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            while (!complete(received.toString(ISO_8859_1))) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                received.write(next);
            }
            socket.getOutputStream().write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
            return received.toString(ISO_8859_1);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static boolean complete(String received) {
        int end = received.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        Matcher length = LENGTH.matcher(received.substring(0, end + 2));
        return received.length() >= end + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0);
    }
}
