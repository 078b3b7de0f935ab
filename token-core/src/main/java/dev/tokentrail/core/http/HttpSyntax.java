package dev.tokentrail.core.http;

/** What RFC 9110 allows in the parts of a message. */
final class HttpSyntax {

    private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

    private HttpSyntax() {}

    /** A token of RFC 9110 section 5.6.2. */
    static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || TOKEN_PUNCTUATION.indexOf(c) >= 0);
    }

    /** Printable ASCII without the blank: what an address consists of once it is percent-encoded. */
    static boolean isVisibleAscii(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** Without the blank and the control characters of ASCII, and without half a surrogate pair. */
    static boolean isVisible(String text) {
        return text.codePoints().allMatch(c -> c > ' ' && c != 0x7f && !isSurrogate(c));
    }

    private static boolean isSurrogate(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    /** Without the optional white space of RFC 9110 section 5.6.3 at both ends; other space stays. */
    static String withoutBlanksAround(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** A text made fit for an error message: quoted, cut, without control characters. */
    static String shown(String text) {
        String cut = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return "'" + cut.replaceAll("\\p{C}", "?") + "'";
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
