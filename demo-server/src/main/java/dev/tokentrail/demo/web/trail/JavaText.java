package dev.tokentrail.demo.web.trail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Text as Java source. */
final class JavaText {

    private JavaText() {}

    /** A string literal, in ASCII. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (c >= ' ' && c <= '~') {
                        literal.append(c);
                    } else {
                        literal.append(String.format("\\u%04x", (int) c));
                    }
                }
            }
        }
        return literal.append('"').toString();
    }

    /** A comment to the end of the line; nothing in it is an escape. */
    static String comment(String text) {
        return "// " + VisibleText.line(text).replace("\\", "\\\\");
    }

    /**
     * An expression for a text in which some values are known by another name.
     *
     * @param text the text
     * @param known values and the expressions that give them
     * @return literals and expressions, joined by {@code +}
     */
    static String expression(String text, Map<String, String> known) {
        List<String> terms = new ArrayList<>();
        int literalFrom = 0;
        int at = 0;
        while (at < text.length()) {
            String value = longestAt(text, at, known);
            if (value.isEmpty()) {
                at++;
                continue;
            }
            if (literalFrom < at) {
                terms.add(literal(text.substring(literalFrom, at)));
            }
            terms.add(known.getOrDefault(value, literal(value)));
            at += value.length();
            literalFrom = at;
        }
        if (literalFrom < text.length() || terms.isEmpty()) {
            terms.add(literal(text.substring(literalFrom)));
        }
        return String.join(" + ", terms);
    }

    private static String longestAt(String text, int at, Map<String, String> known) {
        String longest = "";
        for (String value : known.keySet()) {
            if (value.length() > longest.length() && text.startsWith(value, at)) {
                longest = value;
            }
        }
        return longest;
    }
}
