package dev.tokentrail.core.curl;

import java.util.ArrayList;
import java.util.List;

/** Writes a command to be pasted at the command prompt of Windows. */
final class CmdWriter {

    /** The prompt takes 8,191 characters. */
    private static final int LONGEST_COMMAND = 8_000;

    private static final String TOO_LONG =
            "the command would be longer than the 8,191 characters that the prompt takes";

    /** What means itself to cmd.exe outside quotation marks. */
    private static final String PLAIN = " _-:=+~/.,;?*\\'";

    /** The command, one option per element. */
    List<String> write(Invocation invocation) {
        List<Option> body = invocation.bodyArguments(word -> Printable.isPrintableAscii(word.text()));
        if (body == null) {
            throw refused(
                    invocation.bodyBytes().length > Invocation.LONGEST_ARGUMENT
                            ? TOO_LONG
                            : "the body holds characters other than printable ASCII");
        }
        List<Option> options = new ArrayList<>(invocation.requestLine());
        options.addAll(invocation.headers());
        options.addAll(invocation.removals());
        options.addAll(body);
        List<String> command = new ArrayList<>();
        for (Option option : options) {
            Word value = option.value();
            if (value == null) {
                command.add("--" + option.name());
                continue;
            }
            if (!Printable.isPrintableAscii(value.text())) {
                throw refused("the address or a header line holds characters other than printable ASCII");
            }
            if (value.hasVariables()) {
                throw new CurlDialectException(
                        CurlDialect.CMD,
                        "variables are put in before the line is read, so that a secret with & or a quotation mark"
                                + " would be run as code");
            }
            command.add((option.isUrl() ? "curl.exe " : "--" + option.name() + " ")
                    + escaped(CommandLineQuoting.quoted(value.text())));
        }
        if (command.stream().mapToInt(line -> line.length() + 5).sum() > LONGEST_COMMAND) {
            throw refused(TOO_LONG);
        }
        return command;
    }

    /** With a caret before every special character, quotation marks too, and after every percent sign. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        boolean afterPercent = false;
        for (char c : text.toCharArray()) {
            boolean plain =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
            out.append(plain && !afterPercent ? "" : "^").append(c);
            afterPercent = c == '%';
        }
        return out.toString();
    }

    private static CurlDialectException refused(String reason) {
        return new CurlDialectException(CurlDialect.CMD, reason);
    }
}
