package dev.tokentrail.core.curl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The shells that judge. They find nothing on their path but curl, and no settings of the user. */
enum Shell {
    DASH("dash"),
    BASH("bash", "--norc", "--noprofile"),
    ZSH("zsh", "-f"),
    KSH("ksh"),
    BUSYBOX("busybox", "sh"),
    FISH("fish", "--no-config"),
    PWSH("pwsh", "-NoProfile", "-NonInteractive", "-File");

    private static final long MINUTES = 10;

    private final List<String> command;

    Shell(String... command) {
        this.command = List.of(command);
    }

    static List<Shell> posixAndFish() {
        return List.of(DASH, BASH, ZSH, KSH, BUSYBOX, FISH);
    }

    /** Skips the test, saying so, if a program is absent; in CI that is a failure, but for pwsh, which Debian has not. */
    static Path require(String program) {
        Optional<Path> found = find(program);
        if (found.isEmpty()) {
            String reason = program + " is not installed, so nothing was checked with it";
            assertThat(System.getenv("CI")).as(reason).isNotEqualTo(program.equals("pwsh") ? "" : "true");
            System.out.println("SKIPPED: " + reason);
            Assumptions.abort(reason);
        }
        return found.orElseThrow();
    }

    static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Path require() {
        return require(command.get(0));
    }

    /**
     * Runs a script.
     *
     * @param script its text
     * @param directory an empty directory of its own, where the script works; its home lies beside it
     * @param variables what to set in the environment
     * @return what it wrote to its standard error
     */
    String run(String script, Path directory, Map<String, String> variables) {
        try {
            Path file = directory.resolveSibling(directory.getFileName() + (this == PWSH ? ".ps1" : ".script"));
            Files.writeString(file, script + "\n", StandardCharsets.UTF_8);
            List<String> line = new ArrayList<>(command);
            line.set(0, require().toString());
            line.add(file.toString());
            return run(line, directory, variables);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a command with nothing but curl on its path, and a configuration that keeps curl quiet and quick. Arguments
     * and variables go through a script, byte for byte: the JVM would put them into the character set of the system.
     */
    static String run(List<String> command, Path directory, Map<String, String> variables) {
        try {
            StringBuilder launch = new StringBuilder();
            variables.forEach((name, value) -> launch.append("export ")
                    .append(name)
                    .append('=')
                    .append(quoted(value))
                    .append('\n'));
            launch.append("exec");
            command.forEach(word -> launch.append(' ').append(quoted(word)));
            Path launcher = directory.resolveSibling(directory.getFileName() + ".launch");
            Files.writeString(launcher, launch.append('\n'));
            Path errors = directory.resolveSibling(directory.getFileName() + ".errors");
            ProcessBuilder process = new ProcessBuilder("/bin/sh", launcher.toString())
                    .directory(directory.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(errors.toFile());
            process.environment().clear();
            process.environment().putAll(environment(directory));
            Process started = process.start();
            started.getOutputStream().close();
            if (!started.waitFor(MINUTES, TimeUnit.MINUTES)) {
                started.destroyForcibly();
                throw new AssertionError(command + " did not end within " + MINUTES + " minutes");
            }
            return Files.readString(errors, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    static Map<String, String> environment(Path directory) throws IOException {
        Path home = directory.resolveSibling("home");
        Path bin = directory.resolveSibling("bin");
        if (!Files.exists(bin)) {
            Files.createDirectories(home);
            Files.writeString(home.resolve(".curlrc"), "silent\nshow-error\nmax-time = 30\n");
            Files.createDirectories(bin);
            // Links, not copies: a copy open for writing while another thread forks is "Text file busy" to its shell.
            Files.createSymbolicLink(bin.resolve("curl"), require("curl"));
            Files.createSymbolicLink(bin.resolve("curl.exe"), require("curl"));
        }
        return Map.of("PATH", bin.toString(), "HOME", home.toString(), "LANG", "C.UTF-8", "TERM", "dumb");
    }
}
