package dev.tokentrail.core.curl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A shell of Windows by a model of its parsing; the arguments that come out are given to the real curl. */
record ModelledWindows(String name, CurlDialect dialect, Parser parser) implements Way {

    private static final int WINDOWS_COMMAND_LINE = 32_767;
    private static final int PROMPT_LINE = 8_191;

    /** Takes a text apart. */
    interface Parser {
        List<String> arguments(String text, Map<String, String> variables);
    }

    static Stream<Way> ways() {
        return Stream.of(
                new ModelledWindows("PowerShell 7.3 (model)", CurlDialect.POWERSHELL, PowerShellModel::words),
                new ModelledWindows(
                        "Windows PowerShell 5.1 (model)",
                        CurlDialect.WINDOWS_POWERSHELL,
                        (text, variables) -> CommandLineModel.arguments(
                                PowerShellModel.legacyCommandLine(PowerShellModel.words(text, variables), false))),
                new ModelledWindows(
                        "PowerShell 6 to 7.2 (model)",
                        CurlDialect.WINDOWS_POWERSHELL,
                        (text, variables) -> CommandLineModel.arguments(
                                PowerShellModel.legacyCommandLine(PowerShellModel.words(text, variables), true))),
                new ModelledWindows("cmd.exe (model)", CurlDialect.CMD, ModelledWindows::cmd));
    }

    private static List<String> cmd(String text, Map<String, String> variables) {
        List<String> lines = CmdModel.commandLines(text);
        assertThat(lines).as(text).hasSize(1);
        assertThat(text.length()).isLessThanOrEqualTo(PROMPT_LINE);
        return CommandLineModel.arguments(lines.get(0));
    }

    @Override
    public void require() {
        Shell.require("curl");
    }

    @Override
    public String run(List<Rendered> commands, Path directory, Map<String, String> variables) {
        StringBuilder errors = new StringBuilder();
        for (Rendered command : commands) {
            assertThat(command.text().length()).isLessThanOrEqualTo(WINDOWS_COMMAND_LINE);
            List<String> arguments = new ArrayList<>(parser.arguments(command.text(), variables));
            assertThat(arguments.get(0)).isEqualTo("curl.exe");
            arguments.set(0, Shell.require("curl").toString());
            errors.append(Shell.run(arguments, directory, Map.of()));
        }
        return errors.toString();
    }

    @Override
    public String toString() {
        return name + ", " + dialect;
    }
}
