package dev.tokentrail.core.curl;

import java.util.ArrayList;
import java.util.List;

/** How the C run-time library of Windows takes a command line apart (Microsoft: "Parsing C command-line arguments"). */
final class CommandLineModel {

    private CommandLineModel() {}

    /** The arguments after the name of the program. */
    static List<String> arguments(String commandLine) {
        List<String> arguments = new ArrayList<>();
        int i = 0;
        while (true) {
            while (i < commandLine.length() && isBlank(commandLine.charAt(i))) {
                i++;
            }
            if (i >= commandLine.length()) {
                return arguments;
            }
            StringBuilder argument = new StringBuilder();
            boolean quoted = false;
            while (i < commandLine.length() && (quoted || !isBlank(commandLine.charAt(i)))) {
                int backslashes = 0;
                while (i < commandLine.length() && commandLine.charAt(i) == '\\') {
                    backslashes++;
                    i++;
                }
                boolean quote = i < commandLine.length() && commandLine.charAt(i) == '"';
                if (!quote) {
                    argument.append("\\".repeat(backslashes));
                    if (i < commandLine.length() && (quoted || !isBlank(commandLine.charAt(i)))) {
                        argument.append(commandLine.charAt(i++));
                    }
                    continue;
                }
                argument.append("\\".repeat(backslashes / 2));
                if (backslashes % 2 == 1) {
                    argument.append('"');
                } else if (quoted && i + 1 < commandLine.length() && commandLine.charAt(i + 1) == '"') {
                    argument.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
                i++;
            }
            arguments.add(argument.toString());
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
