package dev.tokentrail.fuzz;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.curl.CurlDialect;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Commands for sh and bash, revealed, with variables, and with the secrets out of the process list: split by a shell's
 * rules and read by curl's, each sends the very request.
 */
public final class ShellFuzz {

    private static final List<CurlDialect> DIALECTS = List.of(CurlDialect.SH, CurlDialect.BASH);
    private static final int WAYS = 6;

    private ShellFuzz() {}

    /** The input is method and target, header lines and the body; its hash chooses one of the ways to show it. */
    public static void fuzzerTestOneInput(byte[] input) {
        int way = CurlCase.choice(input, DIALECTS.size() * WAYS);
        CurlCase.of(input).ifPresent(one -> runs(one, DIALECTS.get(way / WAYS), way % WAYS));
    }

    /** Shows it in every way. */
    static void everyWay(byte[] input) {
        for (CurlDialect dialect : DIALECTS) {
            for (int i = 0; i < WAYS; i++) {
                int way = i;
                CurlCase.of(input).ifPresent(one -> runs(one, dialect, way));
            }
        }
    }

    private static void runs(CurlCase one, CurlDialect dialect, int way) {
        CurlCommand command = CurlCommand.of(one.request()).in(dialect);
        switch (way) {
            case 0 -> CurlCase.text(command, CurlCommand::text);
            case 1 -> runs(one, dialect, CurlCase.text(command, CurlCommand::revealSecrets), Map.of());
            case 2 -> runs(one, dialect, CurlCase.text(command.onOneLine(), CurlCommand::revealSecrets), Map.of());
            case 3 ->
                runs(
                        one,
                        dialect,
                        CurlCase.text(command.keepingSecretsOutOfProcessList(), CurlCommand::revealSecrets),
                        Map.of());
            case 4 -> withVariables(one, dialect, command);
            default -> withVariables(one, dialect, command.keepingSecretsOutOfProcessList());
        }
    }

    private static void withVariables(CurlCase one, CurlDialect dialect, CurlCommand command) {
        CurlCommand variables = command.withVariables();
        String text = CurlCase.text(variables, CurlCommand::text);
        if (text != null) {
            runs(one, dialect, text, CurlCase.bytesOf(variables.variables()));
        }
    }

    private static void runs(CurlCase one, CurlDialect dialect, @Nullable String text, Map<String, String> set) {
        if (text != null) {
            ShellModel.Command command = ShellModel.read(CurlCase.bytes(text), set, dialect == CurlDialect.BASH);
            one.isSentBy(command.words(), name -> {
                if (!name.equals("-") || command.standardInput() == null) {
                    throw new AssertionError("curl would read " + name);
                }
                return command.standardInput();
            });
        }
    }
}
