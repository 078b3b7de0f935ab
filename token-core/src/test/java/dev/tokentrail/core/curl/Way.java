package dev.tokentrail.core.curl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A way to run commands in a dialect. */
interface Way {

    /** A command with its text, masked or not. */
    record Rendered(CurlCommand command, String text) {}

    CurlDialect dialect();

    /** Skips the test, or fails it in CI, if what is needed is absent. */
    void require();

    /**
     * Runs all commands one after the other.
     *
     * @return what was written to the standard error
     */
    String run(List<Rendered> commands, Path directory, Map<String, String> variables) throws IOException;

    /** Every shell with the dialects that it reads, and configuration files. */
    static Stream<Way> all() {
        return Stream.of(
                        Shell.posixAndFish().stream().map(shell -> script(shell, CurlDialect.SH)),
                        Stream.of(Shell.BASH, Shell.ZSH, Shell.KSH).map(shell -> script(shell, CurlDialect.BASH)),
                        Stream.of(script(Shell.PWSH, CurlDialect.POWERSHELL), configurationFiles()))
                .flatMap(ways -> ways);
    }

    /** A script file with all commands. */
    static Way script(Shell shell, CurlDialect dialect) {
        return new Script(shell, dialect);
    }

    /** A configuration file for each command, in a directory of its own. */
    static Way configurationFiles() {
        return new ConfigurationFiles();
    }

    /** A script file with all commands. */
    record Script(Shell shell, CurlDialect dialect) implements Way {
        @Override
        public void require() {
            shell.require();
        }

        @Override
        public String run(List<Rendered> commands, Path directory, Map<String, String> variables) {
            return shell.run(
                    String.join("\n", commands.stream().map(Rendered::text).toList()), directory, variables);
        }

        @Override
        public String toString() {
            return shell.name().toLowerCase(Locale.ROOT) + ", " + dialect;
        }
    }

    /** A configuration file for each command, in a directory of its own. */
    record ConfigurationFiles() implements Way {
        @Override
        public CurlDialect dialect() {
            return CurlDialect.CONFIG_FILE;
        }

        @Override
        public void require() {
            Shell.DASH.require();
        }

        @Override
        public String run(List<Rendered> commands, Path directory, Map<String, String> variables) throws IOException {
            List<String> script = new ArrayList<>();
            for (int i = 0; i < commands.size(); i++) {
                Path own = Files.createDirectories(
                        directory.resolveSibling("files").resolve(String.valueOf(i)));
                Files.writeString(own.resolve("request.curl"), commands.get(i).text());
                Optional<byte[]> body = commands.get(i).command().revealSecretsInBodyFile();
                if (body.isPresent()) {
                    Files.write(own.resolve("request-body.bin"), body.orElseThrow());
                }
                script.add("cd '" + own + "'; curl --config request.curl");
            }
            return Shell.DASH.run(String.join("\n", script), directory, variables);
        }

        @Override
        public String toString() {
            return "curl --config";
        }
    }
}
