package dev.tokentrail.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * What cmd.exe makes of typed lines, and the C run-time library of a command line (Microsoft: "Parsing C command-line
 * arguments"). Wherever cmd.exe would do more than pass a character on is an error.
 */
final class WindowsArguments {

    private WindowsArguments() {}

    /** The command line that a command typed at the prompt starts. */
    static String typed(String text) {
        StringBuilder command = new StringBuilder();
        boolean open = true;
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("rem ") && command.isEmpty()) {
                if (!line.matches("[A-Za-z0-9 .,:_-]*")) {
                    throw new AssertionError("a comment that does something: " + line);
                }
                continue;
            }
            if (!open) {
                throw new AssertionError("a second command: " + line);
            }
            refuseVariables(line);
            open = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c < ' ' || c > '~' || "&|<>()\"!".indexOf(c) >= 0) {
                    throw new AssertionError("cmd.exe would act on " + c + " in " + line);
                }
                if (c != '^') {
                    command.append(c);
                } else if (i + 1 == line.length()) {
                    open = true;
                } else {
                    command.append(line.charAt(++i));
                }
            }
        }
        if (open) {
            throw new AssertionError("cmd.exe would wait for more: " + text);
        }
        return command.toString();
    }

    /** A variable's name reaches to the next percent sign or colon; none has a caret in it. */
    private static void refuseVariables(String line) {
        for (int i = line.indexOf('%'); i >= 0; i = line.indexOf('%', i + 1)) {
            int end = line.indexOf('%', i + 1);
            if (end > 0) {
                String name = line.substring(i + 1, end).replaceFirst(":.*", "");
                if (!name.isEmpty() && name.indexOf('^') < 0) {
                    throw new AssertionError("cmd.exe would put in the variable " + name);
                }
            }
        }
    }

    /** The arguments, the name of the program first. */
    static List<String> split(String line) {
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        int backslashes = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                backslashes++;
                begun = true;
                continue;
            }
            if (c == '"') {
                argument.append("\\".repeat(backslashes / 2));
                if (backslashes % 2 == 1) {
                    argument.append('"');
                } else if (quoted && line.startsWith("\"\"", i)) {
                    argument.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
                begun = true;
            } else {
                argument.append("\\".repeat(backslashes));
                if (!quoted && (c == ' ' || c == '\t')) {
                    if (begun) {
                        arguments.add(argument.toString());
                    }
                    argument.setLength(0);
                    begun = false;
                } else {
                    argument.append(c);
                    begun = true;
                }
            }
            backslashes = 0;
        }
        if (begun) {
            arguments.add(argument.append("\\".repeat(backslashes)).toString());
        }
        if (quoted) {
            throw new AssertionError("a quotation mark is left open in " + line);
        }
        return arguments;
    }
}
