package dev.tokentrail.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.curl.CurlDialect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Commands for PowerShell, Windows PowerShell 5.1 and the command prompt: taken apart by their rules and read by curl's,
 * each sends the very request.
 */
public final class WindowsFuzz {

    private static final List<CurlDialect> DIALECTS =
            List.of(CurlDialect.POWERSHELL, CurlDialect.WINDOWS_POWERSHELL, CurlDialect.CMD);
    private static final int WAYS = 4;

    private WindowsFuzz() {}

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
        Map<String, String> variables = new HashMap<>();
        String text = switch (way) {
            case 0 -> CurlCase.text(command, CurlCommand::text);
            case 1 -> CurlCase.text(command, CurlCommand::revealSecrets);
            case 2 -> CurlCase.text(command.onOneLine(), CurlCommand::revealSecrets);
            default -> CurlCase.text(command.withVariables(), CurlCommand::text);
        };
        if (text == null) {
            return;
        }
        if (way == WAYS - 1) {
            command.withVariables().variables().forEach((name, secret) -> variables.put(name, secret.reveal()));
        }
        List<String> words = switch (dialect) {
            case CMD -> WindowsArguments.split(WindowsArguments.typed(text));
            case WINDOWS_POWERSHELL ->
                WindowsArguments.split(PowerShellTokens.commandLine(PowerShellTokens.words(text, variables)));
            default -> PowerShellTokens.words(text, variables);
        };
        assertThat(words).first().isEqualTo("curl.exe");
        if (way > 0) {
            one.isSentBy(words.stream().skip(1).map(CurlCase::bytes).toList(), name -> {
                throw new AssertionError("curl would read " + name);
            });
        }
    }
}
