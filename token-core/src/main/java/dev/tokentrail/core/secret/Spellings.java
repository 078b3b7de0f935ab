package dev.tokentrail.core.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The ways in which one value is written on the wire. */
final class Spellings {

    private static final Pattern UNICODE_ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");
    private static final Pattern ESCAPE = Pattern.compile("[%+\\\\;]");
    private static final Pattern PLAIN_RUN = Pattern.compile("[A-Za-z0-9]+");
    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9._-]+");
    private static final String JSON_ESCAPED = "\b\f\n\r\t\"/";

    private Spellings() {}

    /** Whether a text holds a character of which each escape has one; if not, only the value itself can stand in it. */
    static boolean hasEscapes(String text) {
        return ESCAPE.matcher(text).find();
    }

    /** The longest run of characters that every encoder leaves as they are; empty if there is none. */
    static String longestPlainRun(String value) {
        return PLAIN_RUN
                .matcher(value)
                .results()
                .map(MatchResult::group)
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    /**
     * The value with any of its characters escaped, whichever the encoder chose to: percent-encoded, once or more, as
     * in an address or a form; as in a JSON string, also inside another; as in HTML. No encoder escapes letters and
     * digits of ASCII; they stand for themselves, so that a value without others is searched for as quickly as text.
     */
    static Pattern escaped(String value) {
        StringBuilder pattern = new StringBuilder();
        int[] characters = value.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            int c = characters[i];
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
                pattern.appendCodePoint(c);
            } else if (c == '\\') {
                int start = i;
                while (i + 1 < characters.length && characters[i + 1] == '\\') {
                    i++;
                }
                pattern.append(backslashes(i + 1 - start));
            } else {
                pattern.append("(?:").append(alternatives(c)).append(')');
            }
        }
        // In a group: text at the start of a pattern gets Boyer-Moore tables, in quadratic time if its characters
        // repeat.
        return Pattern.compile("(" + pattern + ")");
    }

    /** A run as a whole, as JSON may double it up to three times: one choice for each would take exponential time. */
    private static String backslashes(int count) {
        return "(?:\\\\(?:u005[Cc])?|%(?:25)*5[Cc]|&#(?:0*92|[xX]0*5[Cc]);){" + count + "," + 8 * count + "}";
    }

    private static String alternatives(int c) {
        String character = Character.toString(c);
        List<String> ways = new ArrayList<>(List.of(Pattern.quote(character)));
        StringBuilder percent = new StringBuilder();
        for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
            percent.append("%(?:25)*").append(anyCase("%02x", b & 0xff));
        }
        ways.add(percent.toString());
        StringBuilder json = new StringBuilder();
        character.chars().forEach(unit -> json.append("\\\\{1,8}u").append(anyCase("%04x", unit)));
        ways.add(json.toString());
        if (c == ' ') {
            ways.add("\\+|%(?:25)*2[Bb]");
        }
        int named = JSON_ESCAPED.indexOf(c);
        if (named >= 0) {
            ways.add("\\\\{1,8}" + Pattern.quote(String.valueOf("bfnrt\"/".charAt(named))));
        }
        ways.add("&#0*" + c + ";|&#[xX]0*" + anyCase("%x", c) + ";");
        int html = "&<>\"'".indexOf(c);
        if (html >= 0) {
            ways.add("&" + List.of("amp", "lt", "gt", "quot", "apos").get(html) + ";");
        }
        return String.join("|", ways);
    }

    private static String anyCase(String format, int number) {
        return "(?i:" + String.format(Locale.ROOT, format, number) + ")";
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
        Set<String> spellings = new LinkedHashSet<>(List.of(least, ascii, safe));
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
                json.append("\\u").append(HexFormat.of().toHexDigits(c));
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
        Set<String> spellings = new LinkedHashSet<>(List.of(value));
        if (!UNRESERVED.matcher(value).matches()) {
            spellings.addAll(urlEncoded(value));
            spellings.addAll(jsonEscaped(value));
        }
        Set<String> cores = new LinkedHashSet<>();
        for (String spelling : spellings) {
            byte[] bytes = spelling.getBytes(StandardCharsets.UTF_8);
            for (int offset = 0; offset < 3; offset++) {
                byte[] shifted = new byte[offset + bytes.length];
                System.arraycopy(bytes, 0, shifted, offset, bytes.length);
                int first = (8 * offset + 5) / 6;
                int end = 8 * shifted.length / 6;
                String core = Base64.getEncoder().encodeToString(shifted).substring(first, end);
                cores.add(core);
                cores.add(core.replace('+', '-').replace('/', '_'));
            }
        }
        return cores;
    }
}
