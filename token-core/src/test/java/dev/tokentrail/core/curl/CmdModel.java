package dev.tokentrail.core.curl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How cmd.exe reads lines at its prompt: percent signs first, line by line, then carets, quotation marks and operators,
 * with a caret at the end of a line joining the next; what is left goes to the program as one command line.
 */
final class CmdModel {

    private static final Pattern VARIABLE = Pattern.compile("%([^%:\\n]+)(:[^%\\n]*)?%");
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "C:\\x", "X", "& touch PWNED &", "TEMP", "\" & touch PWNED", "A", "v", "S", "v", "B", "v");

    private CmdModel() {}

    /** The command lines that would be run; one for each command. */
    static List<String> commandLines(String typed) {
        List<String> commands = new ArrayList<>();
        StringBuilder command = new StringBuilder();
        boolean quoted = false;
        boolean literal = false;
        for (String line : typed.split("\n", -1)) {
            if (!literal && line.startsWith("rem ")) {
                continue;
            }
            String expanded = expanded(line);
            boolean joined = false;
            for (int i = 0; i < expanded.length(); i++) {
                char c = expanded.charAt(i);
                if (literal) {
                    command.append(c);
                    literal = false;
                } else if (c == '^' && !quoted) {
                    joined = i == expanded.length() - 1;
                    literal = true;
                } else if (c == '"') {
                    quoted = !quoted;
                    command.append(c);
                } else if (!quoted && "&|<>()".indexOf(c) >= 0) {
                    throw new AssertionError("cmd.exe would act on " + c + " in " + typed);
                } else if (c < ' ' || c > '~') {
                    throw new AssertionError("cmd.exe cannot be typed a character " + (int) c + " in " + typed);
                } else {
                    command.append(c);
                }
            }
            if (!joined) {
                commands.add(command.toString());
                command.setLength(0);
                literal = false;
                quoted = false;
            }
        }
        return commands;
    }

    /** At the prompt a variable that is not set stays as it was typed. */
    private static String expanded(String line) {
        StringBuilder out = new StringBuilder();
        Matcher variable = VARIABLE.matcher(line);
        int end = 0;
        while (variable.find(end)) {
            String value = ENVIRONMENT.get(variable.group(1).toUpperCase(java.util.Locale.ROOT));
            int stop = value == null ? variable.end() - 1 : variable.end();
            out.append(line, end, variable.start())
                    .append(value == null ? line.substring(variable.start(), stop) : value);
            end = stop;
        }
        return out.append(line.substring(end)).toString();
    }
}
