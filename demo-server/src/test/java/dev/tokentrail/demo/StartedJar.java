package dev.tokentrail.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged jar, running as its user starts it, in a directory of its own. */
final class StartedJar implements AutoCloseable {

    private static final Path JAR = Path.of("target", "demo-server.jar").toAbsolutePath();
    private static final Pattern READY = Pattern.compile("Demo ready at (https?://\\S+) \\(stop it with Ctrl-C\\)");

    private final Path err;
    private final Process process;
    private final BufferedReader out;
    private final String origin;
    private final StringBuilder said = new StringBuilder();

    private StartedJar(Path directory, Process process) throws IOException {
        this.err = directory.resolve("err");
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.origin = awaitReady();
    }

    /** Starts it with {@code --port 0} and more, and waits for the line that says where it is. */
    static StartedJar start(Path directory, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = command("--port", "0");
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().putAll(environment);
        return new StartedJar(directory, builder.start());
    }

    private String awaitReady() throws IOException {
        String line = out.readLine();
        said.append(line).append('\n');
        Matcher ready = READY.matcher(String.valueOf(line));
        if (!ready.matches()) {
            process.destroyForcibly();
            throw new AssertionError("Not ready: " + line + err());
        }
        return ready.group(1);
    }

    /** What its user runs: {@code java -jar}. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Where it listens. */
    String origin() {
        return origin;
    }

    /** What it said on standard error so far. */
    String err() throws IOException {
        return Files.readString(err);
    }

    /** Ends it as a service manager does, and gives everything that it said on standard output. */
    String terminated() throws IOException, InterruptedException {
        // Process.destroy would close the streams before they are read.
        process.toHandle().destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("It did not end.");
        }
        out.lines().forEach(line -> said.append(line).append('\n'));
        return said.toString();
    }

    /** Its exit status. */
    int exitStatus() {
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
