package dev.tokentrail.core.curl;

import dev.tokentrail.core.curl.RequestAnatomy.Content;
import dev.tokentrail.core.curl.RequestAnatomy.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a command for POSIX shells and fish, or for bash alone. */
final class ShellWriter {

    /** Linux's limit for one argument is 131,072 bytes with its final NUL. */
    private static final int ARGUMENT_LIMIT = 131_000;

    private final CurlDialect dialect;
    private final ShellQuoting quoting;
    private final boolean secretsThroughStandardInput;

    ShellWriter(CurlDialect dialect, boolean secretsThroughStandardInput) {
        this.dialect = dialect;
        this.quoting = new ShellQuoting(dialect == CurlDialect.BASH);
        this.secretsThroughStandardInput = secretsThroughStandardInput;
    }

    /** The command, one option per element. */
    List<String> write(Invocation invocation) {
        Content body = invocation.request().body();
        List<Option> headers = invocation.headers();
        Word standardInput = null;
        List<Option> bodyOptions =
                secretsThroughStandardInput && body != null && body.whole().hasSlots()
                        ? null
                        : invocation.bodyArguments(this::carries);
        if (bodyOptions == null && body != null) {
            standardInput = invocation.wholeBody(body);
            bodyOptions = List.of(new Option("data-binary", Word.of("@-")));
        }
        if (secretsThroughStandardInput) {
            refuseSecretsIn(
                    invocation.request().method().plus(invocation.request().url()));
            if (hasSecretHeader(invocation, headers)) {
                if (standardInput != null) {
                    throw refused("secrets stand in the body and in header lines, and there is one standard input");
                }
                standardInput = lines(headers);
                headers = throughStandardInput(headers);
            }
        }
        List<Option> options = new ArrayList<>(invocation.requestLine());
        options.addAll(headers);
        options.addAll(invocation.removals());
        options.addAll(bodyOptions == null ? List.of() : bodyOptions);
        return command(options, standardInput);
    }

    private List<String> command(List<Option> options, @Nullable Word standardInput) {
        List<String> command = new ArrayList<>();
        String start = standardInput == null ? "" : ShellQuoting.printf(standardInput) + " | ";
        for (Option option : options) {
            Word value = option.value();
            if (value != null && value.bytes().length > ARGUMENT_LIMIT) {
                throw refused("an argument would be longer than the 131,071 bytes that Linux allows");
            }
            String argument = value == null ? "" : quoting.quoted(value);
            command.add(
                    option.isUrl()
                            ? start + "curl " + argument
                            : "--" + option.name() + (value == null ? "" : " " + argument));
        }
        return command;
    }

    private boolean carries(Word word) {
        return dialect == CurlDialect.BASH ? word.text().indexOf(0) < 0 : Printable.isPrintableInLines(word.text());
    }

    private void refuseSecretsIn(Template requestLine) {
        if (requestLine.hasSlots()) {
            throw refused("a secret stands in the address or the method, which the process list shows");
        }
    }

    /** Whether a header line shows a secret; curl blanks the arguments of --user and --oauth2-bearer itself. */
    private static boolean hasSecretHeader(Invocation invocation, List<Option> written) {
        List<Line> lines = invocation.request().headers();
        for (int i = 0; i < lines.size(); i++) {
            if (written.get(i).name().equals("header") && lines.get(i).hasSlots()) {
                return true;
            }
        }
        return false;
    }

    private static Word lines(List<Option> headers) {
        List<Word.Part> parts = new ArrayList<>();
        for (Option header : headers) {
            if (header.name().equals("header") && header.value() != null) {
                parts.addAll(header.value().parts());
                parts.add(new Word.Text("\n"));
            }
        }
        return new Word(List.copyOf(parts), StandardCharsets.UTF_8);
    }

    private static List<Option> throughStandardInput(List<Option> headers) {
        List<Option> others = headers.stream()
                .filter(option -> !option.name().equals("header"))
                .collect(Collectors.toCollection(ArrayList::new));
        others.add(new Option("header", Word.of("@-")));
        return others;
    }

    private CurlDialectException refused(String reason) {
        return new CurlDialectException(dialect, reason);
    }
}
