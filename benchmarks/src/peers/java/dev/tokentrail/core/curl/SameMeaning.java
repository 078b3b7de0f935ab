package dev.tokentrail.core.curl;

import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Whether what arrived means the same: request line and body to the byte, and of each header name the same values in the same
 * order (RFC 9110 section 5.3), but for surrounding white space and for lines that curl adds where the request has none.
 */
final class SameMeaning {

    /** Of curl itself, of {@code --data} and of {@code --compressed}. */
    private static final List<String> LINES_OF_CURL =
            List.of("user-agent", "accept", "accept-encoding", "content-type", "content-length", "host");

    private SameMeaning() {}

    static boolean has(WireRequest request, RawServer.Received received) {
        List<String> lines = Arrays.asList(received.head().split("\r\n", -1));
        String first = latin(request.method() + " " + request.target() + " HTTP/1.1");
        byte[] body = request.body() instanceof Body.None ? new byte[0] : request.body().bytes();
        if (!lines.get(0).equals(first) || !Arrays.equals(received.body(), body)) {
            return false;
        }
        Map<String, List<String>> expected =
                headers(request.headers().stream().map(SameMeaning::line));
        Map<String, List<String>> came = headers(lines.stream().skip(1));
        came.keySet().removeIf(name -> LINES_OF_CURL.contains(name) && !expected.containsKey(name));
        return came.equals(expected);
    }

    private static Map<String, List<String>> headers(Stream<String> lines) {
        Map<String, List<String>> headers = new TreeMap<>();
        lines.forEach(line -> {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        });
        return headers;
    }

    private static String line(Header header) {
        return latin(header.name() + ":" + header.value());
    }

    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
