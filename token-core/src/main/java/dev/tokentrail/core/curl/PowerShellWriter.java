package dev.tokentrail.core.curl;

import dev.tokentrail.core.curl.Word.Part;
import dev.tokentrail.core.curl.Word.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a command for PowerShell 7.3 and later, or for Windows PowerShell 5.1. */
final class PowerShellWriter {

    /** Windows allows 32,767 characters for a whole command line. */
    private static final int LONGEST_COMMAND = 32_000;

    private static final String TOO_LONG = "the command would be longer than the 32,767 characters that Windows allows";

    private static final String BEYOND_ASCII =
            " holds characters beyond ASCII, which curl.exe may read in another code page";

    /** What PowerShell reads as an apostrophe, and as a quotation mark. */
    private static final String APOSTROPHES = "'\u2018\u2019\u201A\u201B";

    private static final String QUOTATION_MARKS = "\"\u201C\u201D\u201E";

    private final CurlDialect dialect;
    private final boolean old;

    PowerShellWriter(CurlDialect dialect) {
        this.dialect = dialect;
        this.old = dialect == CurlDialect.WINDOWS_POWERSHELL;
    }

    /** The command, one option per element. */
    List<String> write(Invocation invocation) {
        List<Option> body = invocation.bodyArguments(this::carries);
        if (body == null) {
            throw refused(whyNot(invocation));
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
            if (!carries(value)) {
                throw refused("the address or a header line" + BEYOND_ASCII);
            }
            if (old && value.hasVariables()) {
                throw new CurlDialectException(
                        dialect, "a variable that holds a quotation mark would reach curl.exe changed");
            }
            command.add((option.isUrl() ? "curl.exe " : "--" + option.name() + " ") + quoted(value));
        }
        if (command.stream().mapToInt(String::length).sum() > LONGEST_COMMAND) {
            throw refused(TOO_LONG);
        }
        return command;
    }

    private String whyNot(Invocation invocation) {
        byte[] bytes = invocation.bodyBytes();
        if (bytes.length > Invocation.LONGEST_ARGUMENT) {
            return TOO_LONG;
        }
        return invocation.bodyIsText() ? "the body" + BEYOND_ASCII : "the body is not text without NUL";
    }

    private boolean carries(Word word) {
        String text = word.text();
        return text.indexOf(0) < 0 && (!old || text.chars().allMatch(c -> c < 0x80));
    }

    private String quoted(Word word) {
        if (!word.hasVariables() && Printable.isPrintable(word.text())) {
            return "'" + doubled(argument(word.text())) + "'";
        }
        return word.parts().stream().map(this::expandable).collect(Collectors.joining("", "\"", "\""));
    }

    private String expandable(Part part) {
        if (part instanceof Variable variable) {
            return "${env:" + variable.name() + "}";
        }
        StringBuilder out = new StringBuilder();
        for (char c : argument(((Word.Text) part).text()).toCharArray()) {
            if (c == '`' || c == '$' || QUOTATION_MARKS.indexOf(c) >= 0) {
                out.append('`').append(c);
            } else if (c == '\r' || c == '\n' || c == '\t') {
                out.append('`').append(c == '\r' ? 'r' : c == '\n' ? 'n' : 't');
            } else if (Character.isSurrogate(c) || !Printable.isPrintable(c)) {
                out.append(String.format(Locale.ROOT, "$([char]0x%04X)", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** For the old way of passing arguments, text in quotation marks of its own, as curl.exe will parse it. */
    private String argument(String text) {
        boolean plain = !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"');
        return !old || plain ? text : CommandLineQuoting.quoted(text);
    }

    private static String doubled(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            out.append(c);
            if (APOSTROPHES.indexOf(c) >= 0) {
                out.append(c);
            }
        }
        return out.toString();
    }

    private CurlDialectException refused(String reason) {
        return new CurlDialectException(dialect, reason);
    }
}
