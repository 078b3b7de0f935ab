package dev.tokentrail.core.curl;

/** Arguments as the C run-time library of Windows takes a command line apart. */
final class CommandLineQuoting {

    private CommandLineQuoting() {}

    /** In quotation marks: an inner one gets a backslash, and backslashes before any of them are doubled. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        int backslashes = 0;
        for (char c : text.toCharArray()) {
            if (c == '"') {
                out.append("\\".repeat(backslashes + 1));
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
            out.append(c);
        }
        return out.append("\\".repeat(backslashes)).append('"').toString();
    }
}
