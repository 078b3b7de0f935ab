package dev.tokentrail.core.curl;

import java.util.ArrayList;
import java.util.List;

/** How the lines of a command hold together in each language. */
final class Layout {

    private Layout() {}

    /**
     * Joins a command.
     *
     * @param lines one option each
     * @param comments letters, digits and harmless punctuation only: at some prompts a comment is read as a command
     */
    static String text(CurlDialect dialect, boolean oneLine, List<String> comments, List<String> lines) {
        boolean file = dialect == CurlDialect.CONFIG_FILE;
        if (oneLine && !file) {
            return String.join(" ", lines);
        }
        List<String> all = new ArrayList<>();
        for (String comment : comments) {
            all.add((dialect == CurlDialect.CMD ? "rem " : "# ") + comment);
        }
        all.add(String.join(file ? "\n" : continuation(dialect) + "\n  ", lines));
        return String.join("\n", all) + (file ? "\n" : "");
    }

    private static String continuation(CurlDialect dialect) {
        return switch (dialect) {
            case POWERSHELL, WINDOWS_POWERSHELL -> " `";
            case CMD -> " ^";
            default -> " \\";
        };
    }
}
