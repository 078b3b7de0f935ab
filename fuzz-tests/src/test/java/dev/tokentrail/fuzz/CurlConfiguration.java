package dev.tokentrail.fuzz;

import java.util.ArrayList;
import java.util.List;

/** How curl reads a file for {@code --config} (its manual, "-K, --config"). Everything is bytes, one per character. */
final class CurlConfiguration {

    private static final int LONGEST_LINE = 100_000;

    private CurlConfiguration() {}

    /** The same options as arguments. */
    static List<String> arguments(String file) {
        List<String> arguments = new ArrayList<>();
        for (String line : file.split("\n")) {
            if (line.length() > LONGEST_LINE) {
                throw new AssertionError("curl reads no line of " + line.length() + " bytes");
            }
            if (line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf(" = ");
            if (equals < 0) {
                arguments.add("--" + line);
                continue;
            }
            arguments.add("--" + line.substring(0, equals));
            arguments.add(unquoted(line.substring(equals + 3)));
        }
        return arguments;
    }

    private static String unquoted(String text) {
        if (!text.startsWith("\"")) {
            throw new AssertionError("curl would end this at a blank: " + text);
        }
        StringBuilder value = new StringBuilder();
        int i = 1;
        for (; text.charAt(i) != '"'; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                c = text.charAt(++i);
                int known = "tnrv".indexOf(c);
                c = known < 0 ? c : "\t\n\r\u000b".charAt(known);
            }
            value.append(c);
        }
        if (i != text.length() - 1) {
            throw new AssertionError("curl would pass over what follows " + value);
        }
        return value.toString();
    }
}
