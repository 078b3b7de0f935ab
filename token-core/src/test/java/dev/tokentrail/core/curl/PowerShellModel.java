package dev.tokentrail.core.curl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How PowerShell reads a command of words and quoted strings (about_Parsing, about_Quoting_Rules,
 * about_Special_Characters), and how it passes arguments on. Whatever else PowerShell knows is an error here: a
 * rendered command has no use for it.
 */
final class PowerShellModel {

    private static final String APOSTROPHES = "'\u2018\u2019\u201a\u201b";
    private static final String QUOTATION_MARKS = "\"\u201c\u201d\u201e";
    private static final Pattern CHARACTER = Pattern.compile("\\$\\(\\[char\\]0x([0-9A-F]{4})\\)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z0-9_]+)\\}");

    private final String text;
    private final Map<String, String> environment;
    private int at;

    private PowerShellModel(String text, Map<String, String> environment) {
        this.text = text;
        this.environment = environment;
    }

    /** The words of a command, its name first. */
    static List<String> words(String text, Map<String, String> environment) {
        return new PowerShellModel(text, environment).words();
    }

    /**
     * What a program is given by Windows PowerShell 5.1: words joined by blanks, in quotation marks if they hold a blank
     * that is not in quotation marks already, and without any further escape. Empty words vanish.
     *
     * @param trailing whether backslashes at the end are doubled when marks are added, as versions 6 to 7.2 do
     */
    static String legacyCommandLine(List<String> words, boolean trailing) {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            if (word.isEmpty()) {
                continue;
            }
            line.append(line.isEmpty() ? "" : " ");
            if (needsQuotes(word)) {
                String backslashes = trailing ? word.replaceFirst("(?s)^.*?(\\\\*)$", "$1") : "";
                line.append('"').append(word).append(backslashes).append('"');
            } else {
                line.append(word);
            }
        }
        return line.toString();
    }

    private static boolean needsQuotes(String word) {
        boolean quoted = false;
        boolean afterBackslash = false;
        for (char c : word.toCharArray()) {
            if (c == '"' && !afterBackslash) {
                quoted = !quoted;
            } else if (Character.isWhitespace(c) && !quoted) {
                return true;
            }
            afterBackslash = c == '\\';
        }
        return false;
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        while (true) {
            skipBlanks();
            if (at >= text.length()) {
                return words;
            }
            char c = text.charAt(at);
            if (APOSTROPHES.indexOf(c) >= 0) {
                words.add(single());
            } else if (QUOTATION_MARKS.indexOf(c) >= 0) {
                words.add(expandable());
            } else {
                words.add(bare());
            }
            if (at < text.length() && " `\n".indexOf(text.charAt(at)) < 0) {
                throw wrong("a word goes on after its quotes");
            }
        }
    }

    private void skipBlanks() {
        while (at < text.length()) {
            if (text.startsWith("`\n", at)) {
                at += 2;
            } else if (text.charAt(at) == ' ') {
                at++;
            } else if (text.charAt(at) == '#' && (at == 0 || text.charAt(at - 1) == '\n')) {
                at = text.indexOf('\n', at) + 1;
            } else {
                return;
            }
        }
    }

    private String bare() {
        int start = at;
        while (at < text.length() && text.charAt(at) != ' ') {
            at++;
        }
        String word = text.substring(start, at);
        if (!word.matches("curl\\.exe|--[a-z0-9-]+")) {
            throw wrong("unexpected bare word " + word);
        }
        return word;
    }

    private String single() {
        StringBuilder word = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (APOSTROPHES.indexOf(c) >= 0) {
                at++;
                if (at >= text.length() || APOSTROPHES.indexOf(text.charAt(at)) < 0) {
                    return word.toString();
                }
            }
            word.append(c);
        }
        throw wrong("no closing apostrophe");
    }

    private String expandable() {
        StringBuilder word = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (QUOTATION_MARKS.indexOf(c) >= 0) {
                at++;
                if (at >= text.length() || QUOTATION_MARKS.indexOf(text.charAt(at)) < 0) {
                    return word.toString();
                }
                word.append(c);
            } else if (c == '`') {
                at++;
                char escaped = text.charAt(at);
                int named = "0abefnrtv".indexOf(escaped);
                word.append(named >= 0 ? "\0\u0007\b\u001b\f\n\r\t\u000b".charAt(named) : escaped);
                if (escaped == 'u' || escaped == 'e') {
                    throw wrong("an escape that 5.1 does not know");
                }
            } else if (c == '$') {
                word.append(expression());
            } else {
                word.append(c);
            }
        }
        throw wrong("no closing quotation mark");
    }

    private String expression() {
        Matcher character = CHARACTER.matcher(text).region(at, text.length());
        Matcher variable = VARIABLE.matcher(text).region(at, text.length());
        if (character.lookingAt()) {
            at = character.end() - 1;
            return String.valueOf((char) Integer.parseInt(character.group(1), 16));
        }
        if (variable.lookingAt()) {
            at = variable.end() - 1;
            return environment.getOrDefault(variable.group(1), "");
        }
        throw wrong("an expression that is neither a character nor a variable");
    }

    private AssertionError wrong(String what) {
        return new AssertionError(what + " at " + at + " of " + text);
    }
}
