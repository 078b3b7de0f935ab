package dev.tokentrail.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.curl.CurlDialect;
import dev.tokentrail.core.secret.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Commands for PowerShell, Windows PowerShell 5.1 and the command prompt: taken apart by their rules and read by curl's,
 * each sends the very request.
 */
public final class WindowsFuzz {

    private WindowsFuzz() {}

    /** The input is method and target, header lines and the body. */
    public static void fuzzerTestOneInput(byte[] input) {
        CurlCase.of(input).ifPresent(WindowsFuzz::runs);
    }

    private static void runs(CurlCase one) {
        CurlCommand command = CurlCommand.of(one.request());
        for (CurlCommand layout : List.of(command, command.onOneLine())) {
            powerShell(one, layout.in(CurlDialect.POWERSHELL));
            old(one, layout.in(CurlDialect.WINDOWS_POWERSHELL));
            prompt(one, layout.in(CurlDialect.CMD));
        }
    }

    private static void powerShell(CurlCase one, CurlCommand command) {
        CurlCase.text(command, CurlCommand::text);
        String revealed = CurlCase.text(command, CurlCommand::revealSecrets);
        if (revealed != null) {
            isSent(one, PowerShellTokens.words(revealed, Map.of()));
        }
        String text = CurlCase.text(command.withVariables(), CurlCommand::text);
        if (text != null) {
            Map<String, String> variables = new HashMap<>();
            command.withVariables().variables().forEach((name, secret) -> variables.put(name, secret.reveal()));
            isSent(one, PowerShellTokens.words(text, variables));
        }
    }

    private static void old(CurlCase one, CurlCommand command) {
        CurlCase.text(command, CurlCommand::text);
        String revealed = CurlCase.text(command, CurlCommand::revealSecrets);
        if (revealed != null) {
            List<String> words = PowerShellTokens.words(revealed, Map.of());
            isSent(one, WindowsArguments.split(PowerShellTokens.commandLine(words)));
        }
    }

    private static void prompt(CurlCase one, CurlCommand command) {
        String masked = CurlCase.text(command, CurlCommand::text);
        if (masked != null) {
            WindowsArguments.typed(masked);
        }
        String revealed = CurlCase.text(command, CurlCommand::revealSecrets);
        if (revealed != null) {
            isSent(one, WindowsArguments.split(WindowsArguments.typed(revealed)));
        }
        Map<String, Secret> variables = variables(command);
        assertThat(variables).isEmpty();
    }

    private static Map<String, Secret> variables(CurlCommand command) {
        String text = CurlCase.text(command.withVariables(), CurlCommand::text);
        return text == null ? Map.of() : command.withVariables().variables();
    }

    private static void isSent(CurlCase one, List<String> words) {
        assertThat(words).first().isEqualTo("curl.exe");
        one.isSentBy(words.stream().skip(1).map(CurlCase::bytes).toList(), name -> {
            throw new AssertionError("curl would read " + name);
        });
    }
}
