package dev.tokentrail.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a shell reads a command (POSIX.1-2017, Shell Command Language, section 2), as far as all of dash, bash, zsh, ksh,
 * busybox and fish agree; anything beyond is an error. Everything is bytes, one per character.
 */
final class ShellModel {

    /** A command that would run. */
    record Command(List<String> words, @Nullable String standardInput) {}

    private final String text;
    private final Map<String, String> environment;
    private final boolean ansiC;
    private int at;

    private ShellModel(String text, Map<String, String> environment, boolean ansiC) {
        this.text = text;
        this.environment = environment;
        this.ansiC = ansiC;
    }

    /**
     * Reads a text with comments and one command, into which a printf may be piped.
     *
     * @param ansiC whether the shell knows {@code $'…'}
     */
    static Command read(String text, Map<String, String> environment, boolean ansiC) {
        ShellModel model = new ShellModel(text, environment, ansiC);
        List<String> words = model.words("|");
        String standardInput = null;
        if (model.peek() == '|') {
            model.at++;
            standardInput = printf(words);
            words = model.words("");
        }
        if (model.at < text.length() || words.isEmpty() || !words.get(0).equals("curl")) {
            throw model.wrong("not one curl");
        }
        return new Command(words.subList(1, words.size()), standardInput);
    }

    private List<String> words(String end) {
        List<String> words = new ArrayList<>();
        while (true) {
            while (peek() == ' ' || text.startsWith("\\\n", at)) {
                at += peek() == ' ' ? 1 : 2;
            }
            if (peek() == '#' && words.isEmpty() && (at == 0 || text.charAt(at - 1) == '\n')) {
                int line = text.indexOf('\n', at);
                if (!text.substring(at, line).matches("[A-Za-z0-9 .,:_#-]*")) {
                    throw wrong("zsh reads this comment at its prompt");
                }
                at = line + 1;
            } else if (at >= text.length() || end.indexOf(peek()) >= 0) {
                return words;
            } else {
                words.add(word());
            }
        }
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        int start = at;
        while (at < text.length() && " |)".indexOf(peek()) < 0 && !text.startsWith("\\\n", at)) {
            char c = text.charAt(at++);
            if (c == '\'') {
                word.append(single());
            } else if (c == '"') {
                twice(word);
            } else if (c == '$' && ansiC && peek() == '\'') {
                at++;
                ansiC(word);
            } else if (c == '\\' && (peek() == '\'' || peek() == '\\')) {
                word.append(text.charAt(at++));
            } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-') {
                word.append(c);
            } else {
                throw wrong("a shell may act on " + c);
            }
        }
        if (at == start) {
            throw wrong("no word");
        }
        return word.toString();
    }

    /** fish reads a backslash before another one and before an apostrophe. */
    private String single() {
        int end = text.indexOf('\'', at);
        if (end < 0) {
            throw wrong("no closing apostrophe");
        }
        String inner = text.substring(at, end);
        if (inner.contains("\\\\") || inner.endsWith("\\")) {
            throw wrong("fish reads these backslashes");
        }
        at = end + 1;
        return inner;
    }

    private void twice(StringBuilder word) {
        while (peek() != '"') {
            char c = text.charAt(at);
            if (text.startsWith("$(", at)) {
                at += 2;
                List<String> inner = words(")");
                at++;
                word.append(printf(inner).replaceFirst("\n+$", ""));
            } else if (c == '$') {
                at++;
                word.append(variable());
            } else if ("\\`!\0".indexOf(c) >= 0) {
                throw wrong("a shell may act on " + c + " between quotation marks");
            } else {
                word.append(c);
                at++;
            }
        }
        at++;
    }

    private String variable() {
        int start = at;
        while ((peek() >= 'A' && peek() <= 'Z') || (peek() >= '0' && peek() <= '9') || peek() == '_') {
            at++;
        }
        String name = text.substring(start, at);
        if (name.isEmpty() || peek() == '[' || (peek() >= 'a' && peek() <= 'z')) {
            throw wrong("another variable than was meant");
        }
        if (peek() == ':' && text.charAt(at + 1) != '$') {
            throw wrong("zsh reads a modifier");
        }
        String value = environment.get(name);
        if (value == null) {
            throw wrong("nobody knows the variable " + name);
        }
        return value;
    }

    private void ansiC(StringBuilder word) {
        while (peek() != '\'') {
            char c = text.charAt(at++);
            if (c == '!' || c < ' ') {
                throw wrong("bash may act on " + (int) c);
            }
            if (c != '\\') {
                word.append(c);
            } else if (peek() >= '0' && peek() <= '3') {
                word.append((char) Integer.parseInt(text.substring(at, at + 3), 8));
                at += 3;
            } else if (peek() == 'n' || peek() == '\\') {
                word.append(text.charAt(at++) == 'n' ? '\n' : '\\');
            } else {
                throw wrong("an escape that was not expected");
            }
        }
        at++;
    }

    /** What printf writes: the escapes and conversions that are alike everywhere. */
    private static String printf(List<String> words) {
        if (words.size() < 2 || !words.get(0).equals("printf") || words.get(1).startsWith("-")) {
            throw new AssertionError("a command other than printf: " + words);
        }
        String format = words.get(1);
        StringBuilder out = new StringBuilder();
        int argument = 2;
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '%' && format.startsWith("%s", i) && argument < words.size()) {
                out.append(words.get(argument++));
                i++;
            } else if (c == '%' && format.startsWith("%%", i)) {
                out.append('%');
                i++;
            } else if (c == '\\' && format.substring(i + 1, i + 4).matches("[0-3][0-7]{2}")) {
                out.append((char) Integer.parseInt(format.substring(i + 1, i + 4), 8));
                i += 3;
            } else if (c == '\\' || c == '%') {
                throw new AssertionError("printf reads something else in " + format);
            } else {
                out.append(c);
            }
        }
        if (argument < words.size()) {
            throw new AssertionError("printf would use its format again: " + words);
        }
        return out.toString();
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private AssertionError wrong(String what) {
        return new AssertionError(what + " at " + at + " of " + text);
    }
}
