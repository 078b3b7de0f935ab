package dev.tokentrail.fuzz;

import dev.tokentrail.core.http.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An input that is shaped like an HTTP message, which keeps the corpora legible: a first line, header lines, an empty
 * line, a body. Lines end in LF.
 *
 * @param start the first line
 * @param headers the lines that HTTP allows; others are passed over
 * @param body whatever follows the empty line; no bytes if there is none
 * @param hasBody whether there is an empty line
 */
public record Input(String start, List<Header> headers, byte[] body, boolean hasBody) {

    static Input of(byte[] bytes) {
        int end = 0;
        List<String> lines = new ArrayList<>();
        boolean hasBody = false;
        while (end < bytes.length && !hasBody) {
            int from = end;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            hasBody = end == from && !lines.isEmpty();
            if (!hasBody) {
                lines.add(text(Arrays.copyOfRange(bytes, from, end)));
            }
            end++;
        }
        byte[] body = hasBody ? Arrays.copyOfRange(bytes, Math.min(end, bytes.length), bytes.length) : new byte[0];
        List<Header> headers = new ArrayList<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                try {
                    headers.add(new Header(line.substring(0, colon), line.substring(colon + 1)));
                } catch (IllegalArgumentException refused) {
                    // HTTP has no such line
                }
            }
        }
        return new Input(lines.isEmpty() ? "" : lines.get(0), List.copyOf(headers), body, hasBody);
    }

    /** UTF-8, in which half a surrogate pair may be written as three bytes: Java's texts can hold one. */
    static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int i = 0; i + 2 < bytes.length; i++) {
            if ((bytes[i] & 0xff) == 0xed && (bytes[i + 1] & 0xe0) == 0xa0 && (bytes[i + 2] & 0xc0) == 0x80) {
                out.append(new String(bytes, from, i - from, StandardCharsets.UTF_8));
                out.append((char) (0xd000 | (bytes[i + 1] & 0x3f) << 6 | (bytes[i + 2] & 0x3f)));
                from = i + 3;
                i += 2;
            }
        }
        return out.append(new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8))
                .toString();
    }
}
