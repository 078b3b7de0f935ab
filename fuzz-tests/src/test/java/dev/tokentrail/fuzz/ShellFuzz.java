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

    private ShellFuzz() {}

    /** The input is method and target, header lines and the body. */
    public static void fuzzerTestOneInput(byte[] input) {
        CurlCase.of(input).ifPresent(ShellFuzz::runs);
    }

    private static void runs(CurlCase one) {
        for (CurlDialect dialect : List.of(CurlDialect.SH, CurlDialect.BASH)) {
            CurlCommand command = CurlCommand.of(one.request()).in(dialect);
            runs(one, dialect, CurlCase.text(command, CurlCommand::revealSecrets), Map.of());
            runs(one, dialect, CurlCase.text(command.onOneLine(), CurlCommand::revealSecrets), Map.of());
            CurlCase.text(command, CurlCommand::text);
            for (CurlCommand hiding : List.of(command, command.keepingSecretsOutOfProcessList())) {
                runs(one, dialect, CurlCase.text(hiding, CurlCommand::revealSecrets), Map.of());
                CurlCommand variables = hiding.withVariables();
                String text = CurlCase.text(variables, CurlCommand::text);
                if (text != null) {
                    runs(one, dialect, text, CurlCase.bytesOf(variables.variables()));
                }
            }
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
