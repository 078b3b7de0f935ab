package dev.tokentrail.core.curl;

import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares what arrived with what the request says. */
final class Exactness {

    private Exactness() {}

    /** What differs, or empty if the request arrived once and to the byte. */
    static String difference(WireRequest request, List<RawServer.Received> received) {
        if (received.size() != 1) {
            return "arrived " + received.size() + " times";
        }
        List<String> expected = expectedHead(request);
        List<String> actual =
                new ArrayList<>(Arrays.asList(received.get(0).head().split("\r\n", -1)));
        String host = "Host: " + request.origin().replaceFirst("https?://", "");
        if (actual.size() < 2 || !actual.remove(1).equals(host)) {
            return "no host line in second place: " + received.get(0).head();
        }
        byte[] body = request.body().bytes();
        boolean chunked = request.headers().stream().anyMatch(line -> line.isNamed("Transfer-Encoding"));
        String length = "Content-Length: " + body.length;
        if (!(request.body() instanceof Body.None) && !chunked && !actual.remove(length)) {
            return "no line " + length + " in " + received.get(0).head();
        }
        if (!actual.equals(expected)) {
            return "expected " + expected + " but was " + actual;
        }
        byte[] came = received.get(0).body();
        return Arrays.equals(came, body) ? "" : "expected a body of " + shown(body) + " but was " + shown(came);
    }

    private static List<String> expectedHead(WireRequest request) {
        List<String> lines = new ArrayList<>();
        lines.add(latin(request.method() + " " + request.target() + " HTTP/1.1"));
        for (Header header : request.headers()) {
            lines.add(latin(header.name() + ":" + (header.value().isEmpty() ? "" : " " + header.value())));
        }
        return lines;
    }

    /** The UTF-8 bytes of a text, one character each. */
    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String shown(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return bytes.length + " bytes '" + (text.length() > 200 ? text.substring(0, 200) + "…" : text) + "'";
    }
}
