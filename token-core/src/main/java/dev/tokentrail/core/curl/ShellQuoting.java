package dev.tokentrail.core.curl;

import dev.tokentrail.core.curl.Word.Part;
import dev.tokentrail.core.curl.Word.Text;
import dev.tokentrail.core.curl.Word.Variable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words as POSIX shells and fish read them. */
final class ShellQuoting {

    /** What means itself between double quotes in every shell, before a variable. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 =._/:,;+?&@-]*");

    private final boolean ansiC;

    /** With {@code $'…'} for what does not print (bash, zsh, ksh), or with {@code "$(printf '…')"} (all of them). */
    ShellQuoting(boolean ansiC) {
        this.ansiC = ansiC;
    }

    String quoted(Word word) {
        if (!ansiC && !Printable.isPrintableInLines(word.text())) {
            return "\"$(" + printf(word) + ")\"";
        }
        StringBuilder out = new StringBuilder();
        boolean open = false;
        List<Part> parts = word.parts();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Variable variable) {
                out.append(open ? "" : "\"").append('$').append(variable.name());
                open = isColonBeforeVariable(parts, i + 1);
                out.append(open ? "" : "\"");
            } else if (parts.get(i) instanceof Text text) {
                boolean beforeVariable =
                        i + 1 < parts.size() && PLAIN.matcher(text.text()).matches();
                out.append(!open && beforeVariable ? "\"" : "")
                        .append(open || beforeVariable ? text.text() : literal(text.text()));
                open = open || beforeVariable;
            }
        }
        return out.isEmpty() ? "''" : out.toString();
    }

    /** A command that writes the word's bytes: octal is what every printf reads alike. */
    static String printf(Word word) {
        StringBuilder format = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        for (Part part : word.parts()) {
            if (part instanceof Variable variable) {
                format.append("%s");
                arguments.append(" \"$").append(variable.name()).append('"');
            } else if (part instanceof Text text) {
                for (byte b : text.text().getBytes(word.charset())) {
                    format.append(escaped(b & 0xff, format.isEmpty()));
                }
            }
        }
        return "printf '" + format + "'" + arguments;
    }

    private static String escaped(int b, boolean first) {
        if (b == '%') {
            return "%%";
        }
        boolean literal = b >= ' ' && b <= '~' && b != '\'' && b != '\\' && !(first && b == '-');
        return literal ? String.valueOf((char) b) : octal(b);
    }

    private static String octal(int b) {
        return String.format(Locale.ROOT, "\\%03o", b);
    }

    private String literal(String text) {
        return Printable.isPrintableInLines(text) ? singleQuoted(text) : ansiC(text);
    }

    /** Apostrophe and backslash step outside the quotes: fish reads a backslash inside them. */
    private static String singleQuoted(String text) {
        StringBuilder out = new StringBuilder();
        boolean open = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean outside = c == '\'' || c == '\\';
            if (outside == open) {
                out.append('\'');
                open = !open;
            }
            out.append(outside ? "\\" : "").append(c);
        }
        return out.append(open ? "'" : "").toString();
    }

    private static String ansiC(String text) {
        StringBuilder out = new StringBuilder("$'");
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                out.append("\\n");
            } else if (c == '\\') {
                out.append("\\\\");
            } else if (c != '\'' && c != '!' && Printable.isPrintable(c)) {
                out.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    out.append(octal(b & 0xff));
                }
            }
        });
        return out.append('\'').toString();
    }

    /** After a variable anything else goes into quotes of its own: zsh and fish read on after a variable's name. */
    private static boolean isColonBeforeVariable(List<Part> parts, int i) {
        return i + 1 < parts.size() && parts.get(i).equals(new Text(":"));
    }
}
