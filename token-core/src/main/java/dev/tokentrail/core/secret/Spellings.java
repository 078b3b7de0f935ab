package dev.tokentrail.core.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The ways in which one value is written on the wire. */
final class Spellings {

    private static final Pattern HEX_ESCAPE = Pattern.compile("%[0-9A-F]{2}");

    private Spellings() {}

    /** The value itself, URL-encoded and JSON-escaped. */
    static Set<String> of(String value) {
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(value);
        String java = URLEncoder.encode(value, StandardCharsets.UTF_8);
        String curl = java.replace("*", "%2A").replace("%7E", "~");
        String strict = curl.replace("+", "%20");
        String script = strict.replace("%21", "!")
                .replace("%27", "'")
                .replace("%28", "(")
                .replace("%29", ")")
                .replace("%2A", "*");
        for (String encoded : new String[] {java, curl, strict, script}) {
            spellings.add(encoded);
            spellings.add(
                    HEX_ESCAPE.matcher(encoded).replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT)));
            spellings.add(URLEncoder.encode(encoded, StandardCharsets.UTF_8));
        }
        for (String json :
                new String[] {json(value, "%04X", false), json(value, "%04x", true), json(value, "%04X", true)}) {
            spellings.add(json);
            spellings.add(json.replace("/", "\\/"));
        }
        return spellings;
    }

    /** The inside of a JSON string (RFC 8259 section 7), beyond ASCII as it is or escaped. */
    private static String json(String value, String hex, boolean asciiOnly) {
        StringBuilder escaped = new StringBuilder();
        for (char c : value.toCharArray()) {
            int named = "\b\f\n\r\t\"\\".indexOf(c);
            if (named >= 0) {
                escaped.append('\\').append("bfnrt\"\\".charAt(named));
            } else if (c < ' ' || (asciiOnly && c > '~')) {
                escaped.append("\\u").append(String.format(Locale.ROOT, hex, (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /**
     * The stretches of Base64 text that show a value whatever stands before and after it: an encoder sees it at one of
     * three offsets, and the characters at both ends depend on the neighbours.
     */
    static Set<String> base64Cores(String value) {
        Set<String> cores = new LinkedHashSet<>();
        for (String spelling : new String[] {value, URLEncoder.encode(value, StandardCharsets.UTF_8)}) {
            byte[] bytes = spelling.getBytes(StandardCharsets.UTF_8);
            for (int offset = 0; offset < 3; offset++) {
                byte[] shifted = new byte[offset + bytes.length];
                System.arraycopy(bytes, 0, shifted, offset, bytes.length);
                int whole = shifted.length / 3 * 3;
                int start = offset == 0 ? 0 : 4;
                for (Base64.Encoder encoder : new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
                    String text = encoder.encodeToString(Arrays.copyOf(shifted, whole));
                    if (text.length() > start) {
                        cores.add(text.substring(start));
                    }
                }
            }
        }
        return cores;
    }
}
