package dev.tokentrail.testsupport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.WireRequest;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests as text: as they are shown, as they should arrive, and as they do arrive. */
public final class Wire {

    private Wire() {}

    /**
     * Writes what is shown: method and URL, the header lines in order, an empty line, the body as UTF-8.
     *
     * @param request the request
     * @return lines that end with a line feed, then the body as it is
     */
    public static String shown(WireRequest request) {
        return Stream.concat(
                        Stream.of(request.method() + " " + request.url()),
                        request.headers().stream().map(Wire::line))
                .collect(Collectors.joining(
                        "\n", "", "\n\n" + new String(request.body().bytes(), UTF_8)));
    }

    /**
     * Writes what should arrive, in the form of {@link Listener#received}: the JDK's client sends the header lines sorted
     * by name.
     *
     * @param request the request
     * @return request line, header lines, an empty line, and the body with one character per byte
     */
    public static List<String> expected(WireRequest request) {
        Stream<String> head = Stream.concat(
                Stream.of(request.method() + " " + request.target() + " HTTP/1.1"),
                request.headers().stream()
                        .sorted(Comparator.comparing(Header::name, String.CASE_INSENSITIVE_ORDER))
                        .map(Wire::line));
        return Stream.concat(head, Stream.of("", new String(request.body().bytes(), ISO_8859_1)))
                .toList();
    }

    /**
     * Sends a request by {@link JdkTransport} to a listener and tells what arrived there.
     *
     * @param request what to send
     * @return what {@link Listener#received} gives
     * @throws IOException if the request does not get through
     */
    public static List<String> received(RequestTo request) throws IOException {
        try (Listener listener = Listener.answering("{}")) {
            JdkTransport.create().send(request.to(listener.origin()));
            return listener.received();
        }
    }

    /** Makes a request for a server of which only the test knows where it listens. */
    @FunctionalInterface
    public interface RequestTo {

        /**
         * Makes the request.
         *
         * @param origin scheme, host and port of the server
         * @return a request to that origin
         */
        WireRequest to(String origin);
    }

    private static String line(Header header) {
        return header.name() + ": " + header.value();
    }
}
