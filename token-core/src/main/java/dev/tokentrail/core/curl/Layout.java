package dev.tokentrail.core.curl;

import java.util.ArrayList;
import java.util.List;

/** How the lines of a command hold together in each language. */
final class Layout {

    private Layout() {}

    /**
     * Joins a command.
     *
     * @param comments what to say before the command
     * @param lines one option each
     */
    static String text(CurlDialect dialect, boolean oneLine, List<String> comments, List<String> lines) {
        boolean file = dialect == CurlDialect.CONFIG_FILE;
        if (oneLine && !file) {
            return String.join(" ", lines);
        }
        List<String> all = new ArrayList<>();
        for (String comment : comments) {
            all.add(comment(dialect, comment));
        }
        all.add(String.join(file ? "\n" : continuation(dialect) + "\n  ", lines));
        return String.join("\n", all) + (file ? "\n" : "");
    }

    /** A line that nothing runs. At the prompt of zsh it is read as a command, so it holds harmless characters only. */
    static String comment(CurlDialect dialect, String text) {
        StringBuilder comment = new StringBuilder(dialect == CurlDialect.CMD ? "rem " : "# ");
        text.codePoints().map(c -> isHarmless(c) ? c : ' ').forEach(comment::appendCodePoint);
        return comment.toString();
    }

    private static boolean isHarmless(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || " .,:_-".indexOf(c) >= 0;
    }

    static boolean isBeyondAscii(String line) {
        return line.chars().anyMatch(c -> c > '~');
    }

    private static String continuation(CurlDialect dialect) {
        return switch (dialect) {
            case POWERSHELL, WINDOWS_POWERSHELL -> " `";
            case CMD -> " ^";
            default -> " \\";
        };
    }
}
