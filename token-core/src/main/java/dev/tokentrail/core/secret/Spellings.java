package dev.tokentrail.core.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The ways in which one value is written on the wire. */
final class Spellings {

    private static final Pattern HEX_ESCAPE = Pattern.compile("%[0-9A-F]{2}");
    private static final Pattern UNICODE_ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private Spellings() {}

    /** The value itself, URL-encoded, JSON-escaped and HTML-escaped. */
    static Set<String> of(String value) {
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(value);
        for (String encoded : urlEncoded(value)) {
            spellings.add(encoded);
            spellings.add(
                    HEX_ESCAPE.matcher(encoded).replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT)));
            spellings.add(URLEncoder.encode(encoded, StandardCharsets.UTF_8));
        }
        spellings.addAll(jsonEscaped(value));
        String html = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        spellings.add(html);
        spellings.add(html.replace("\"", "&quot;").replace("'", "&#39;"));
        spellings.add(html.replace("\"", "&#34;").replace("'", "&#x27;"));
        return spellings;
    }

    /** In the alphabets of Java, of curl, of RFC 3986 and of JavaScript. */
    private static Set<String> urlEncoded(String value) {
        String java = URLEncoder.encode(value, StandardCharsets.UTF_8);
        String curl = java.replace("*", "%2A").replace("%7E", "~");
        String strict = curl.replace("+", "%20");
        String script = strict.replace("%21", "!")
                .replace("%27", "'")
                .replace("%28", "(")
                .replace("%29", ")")
                .replace("%2A", "*");
        return new LinkedHashSet<>(List.of(java, curl, strict, script));
    }

    /** With the least escapes, with escaped slashes, with ASCII only, and with ASCII that is safe in HTML too. */
    private static Set<String> jsonEscaped(String value) {
        String least = jsonEscaped(value, "", 0x10000);
        String ascii = jsonEscaped(value, "", 0x7f);
        String safe = jsonEscaped(value, "<>&'=", 0x7f);
        Set<String> spellings = new LinkedHashSet<>(List.of(least, least.replace("/", "\\/"), ascii, safe));
        for (String escaped : List.of(least, ascii, safe)) {
            spellings.add(escaped.replace("/", "\\/"));
            spellings.add(UNICODE_ESCAPE
                    .matcher(escaped)
                    .replaceAll(escape -> "\\\\u" + escape.group(1).toUpperCase(Locale.ROOT)));
        }
        return spellings;
    }

    private static String jsonEscaped(String value, String alsoEscaped, int firstEscaped) {
        StringBuilder json = new StringBuilder();
        for (char c : value.toCharArray()) {
            int shortForm = "\"\\\b\f\n\r\t".indexOf(c);
            if (shortForm >= 0) {
                json.append('\\').append("\"\\bfnrt".charAt(shortForm));
            } else if (c < ' ' || c >= firstEscaped || alsoEscaped.indexOf(c) >= 0) {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.toString();
    }

    /**
     * The stretches of Base64 text that show a value whatever stands before and after it: an encoder sees it at one of
     * three offsets, and of each character that depends on a neighbour nothing is said.
     */
    static Set<String> base64Cores(String value) {
        Set<String> spellings = urlEncoded(value);
        spellings.add(value);
        spellings.addAll(jsonEscaped(value));
        Set<String> cores = new LinkedHashSet<>();
        for (String spelling : spellings) {
            byte[] bytes = spelling.getBytes(StandardCharsets.UTF_8);
            for (int offset = 0; offset < 3; offset++) {
                byte[] shifted = new byte[offset + bytes.length];
                System.arraycopy(bytes, 0, shifted, offset, bytes.length);
                int first = (8 * offset + 5) / 6;
                int end = 8 * shifted.length / 6;
                for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                    cores.add(encoder.encodeToString(shifted).substring(first, end));
                }
            }
        }
        return cores;
    }
}
