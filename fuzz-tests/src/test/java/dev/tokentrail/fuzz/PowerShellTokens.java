package dev.tokentrail.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How PowerShell reads a command (about_Parsing, about_Quoting_Rules, about_Special_Characters): one expression for each
 * kind of token. A token of any other kind is an error.
 */
final class PowerShellTokens {

    private static final String SINGLE = "['\u2018\u2019\u201A\u201B]";
    private static final String DOUBLE = "[\"\u201C\u201D\u201E]";
    private static final Pattern NOTHING = Pattern.compile("(?:(?<=^|\\n)#[^\\n]*\\n|`\\n| )+");
    private static final Pattern BARE = Pattern.compile("curl\\.exe|--[a-z][a-z0-9-]*");
    private static final Pattern LITERAL =
            Pattern.compile(SINGLE + "((?:" + SINGLE + "{2}|(?!" + SINGLE + ")[\\s\\S])*)" + SINGLE);
    private static final Pattern EXPANDABLE =
            Pattern.compile(DOUBLE + "((?:`[\\s\\S]|" + DOUBLE + "{2}|(?!" + DOUBLE + ")[^`])*)" + DOUBLE);
    private static final Pattern PART =
            Pattern.compile("`([\\s\\S])|\\$\\(\\[char]0x([0-9A-F]{4})\\)|\\$\\{env:([A-Z0-9_]+)}" + "|" + DOUBLE + "("
                    + DOUBLE + ")|(\\$)|([\\s\\S])");

    private PowerShellTokens() {}

    /** The words of a command, its name first. */
    static List<String> words(String text, Map<String, String> environment) {
        List<String> words = new ArrayList<>();
        int at = 0;
        boolean apart = true;
        while (at < text.length()) {
            Matcher nothing = NOTHING.matcher(text).region(at, text.length());
            nothing.useTransparentBounds(true).useAnchoringBounds(false);
            Matcher bare = BARE.matcher(text).region(at, text.length());
            Matcher literal = LITERAL.matcher(text).region(at, text.length());
            Matcher expandable = EXPANDABLE.matcher(text).region(at, text.length());
            if (nothing.lookingAt()) {
                at = nothing.end();
                apart = true;
                continue;
            }
            if (!apart) {
                throw new AssertionError("one word would go on in the next at " + at + " of " + text);
            }
            apart = false;
            if (bare.lookingAt()) {
                words.add(bare.group());
                at = bare.end();
            } else if (literal.lookingAt()) {
                words.add(literal.group(1).replaceAll(SINGLE + "(" + SINGLE + ")", "$1"));
                at = literal.end();
            } else if (expandable.lookingAt()) {
                words.add(expanded(expandable.group(1), environment));
                at = expandable.end();
            } else {
                throw new AssertionError("PowerShell may act on what stands at " + at + " of " + text);
            }
        }
        return words;
    }

    private static String expanded(String inner, Map<String, String> environment) {
        StringBuilder word = new StringBuilder();
        Matcher part = PART.matcher(inner);
        while (part.find()) {
            if (part.group(1) != null) {
                int known = "0abfnrtv".indexOf(part.group(1));
                if ("eu".contains(part.group(1))) {
                    throw new AssertionError("5.1 reads this escape differently: " + part.group());
                }
                word.append(known < 0 ? part.group(1) : "\0\u0007\b\f\n\r\t\u000b".substring(known, known + 1));
            } else if (part.group(2) != null) {
                word.append((char) Integer.parseInt(part.group(2), 16));
            } else if (part.group(3) != null) {
                word.append(environment.get(part.group(3)));
            } else if (part.group(4) != null) {
                word.append(part.group(4));
            } else if (part.group(5) != null) {
                throw new AssertionError("an expression in " + inner);
            } else {
                word.append(part.group(6));
            }
        }
        return word.toString();
    }

    /**
     * The command line that Windows PowerShell 5.1 makes of words: as they are, in quotation marks where a blank stands
     * outside of any; empty ones vanish.
     */
    static String commandLine(List<String> words) {
        List<String> written = new ArrayList<>();
        for (String word : words) {
            if (!word.isEmpty()) {
                String outside = word.replaceAll("(?<!\\\\)\"[^\"]*(?:(?<=\\\\)\"[^\"]*)*\"?", "");
                written.add(outside.matches("(?s).*\\s.*") ? '"' + word + '"' : word);
            }
        }
        return String.join(" ", written);
    }
}
