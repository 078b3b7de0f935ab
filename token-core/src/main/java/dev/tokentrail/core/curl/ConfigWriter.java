package dev.tokentrail.core.curl;

import dev.tokentrail.core.curl.RequestAnatomy.Content;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a file for {@code curl --config}. */
final class ConfigWriter {

    /** The name of the file that holds a body which the configuration cannot. */
    static final String BODY_FILE = "request-body.bin";

    private final Invocation invocation;

    ConfigWriter(Invocation invocation) {
        this.invocation = invocation;
    }

    /** The lines of the file. */
    List<String> write() {
        List<Option> options = new ArrayList<>(invocation.requestLine());
        options.addAll(invocation.headers());
        options.addAll(invocation.removals());
        List<Option> body = bodyArguments();
        options.addAll(body == null ? List.of(new Option("data-binary", Word.of("@" + BODY_FILE))) : body);
        List<String> lines = new ArrayList<>();
        for (Option option : options) {
            Word value = option.value();
            lines.add(value == null ? option.name() : option.name() + " = " + quoted(value));
        }
        return lines;
    }

    /** Whether the body needs a file of its own. */
    boolean needsBodyFile() {
        return bodyArguments() == null;
    }

    Word body(Content content) {
        return invocation.wholeBody(content);
    }

    private @Nullable List<Option> bodyArguments() {
        return invocation.bodyArguments(word -> isWritable(word.text()));
    }

    private static String quoted(Word word) {
        String text = word.text();
        if (word.hasVariables()) {
            throw new CurlDialectException(CurlDialect.CONFIG_FILE, "curl before 8.3 knows no variables");
        }
        if (word.bytes().length > Invocation.LONGEST_ARGUMENT) {
            throw new CurlDialectException(
                    CurlDialect.CONFIG_FILE, "a line would be longer than the 90,000 bytes that curl reads");
        }
        if (!isWritable(text)) {
            throw new CurlDialectException(
                    CurlDialect.CONFIG_FILE,
                    "the address or a header line holds a character that does not print, for which curl's"
                            + " configuration has no escape");
        }
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\t", "\\t")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }

    private static boolean isWritable(String text) {
        return text.codePoints().allMatch(c -> c == '\t' || c == '\n' || c == '\r' || Printable.isPrintable(c));
    }
}
