package dev.tokentrail.conformance.nodes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokentrail.conformance.nodes.Report.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A process that runs {@link NodeProgram}, as the conductor sees it. */
final class Node {

    /** In which every request says who sent it. */
    static final String HEADER = "Node";

    private final String name;
    private final Process process;
    private final PrintStream commands;
    private final Path trace;
    private final BiConsumer<Node, Report> listener;
    private final Thread reader;
    private final List<Report> reports = new ArrayList<>();
    private final Set<String> accepted = new HashSet<>();
    private @Nullable String token;
    private @Nullable Report error;
    private volatile boolean ended;

    private Node(String name, Process process, Path trace, BiConsumer<Node, Report> listener) {
        this.name = name;
        this.process = process;
        this.trace = trace;
        this.commands = new PrintStream(process.getOutputStream(), true, UTF_8);
        this.listener = listener;
        this.reader = new Thread(this::read, name);
        reader.setDaemon(true);
    }

    /** Starts a process like this one but smaller; what it logs goes to a file, and what it reports to another. */
    static Node start(String name, Map<String, String> settings, Path logs, BiConsumer<Node, Report> listener)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeProgram.class.getName(),
                        name)
                .redirectError(logs.resolve(name + ".log").toFile());
        builder.environment().keySet().removeIf(variable -> variable.matches("(JDK_)?JAVA_.*OPTIONS"));
        builder.environment().putAll(settings);
        Node node = new Node(name, builder.start(), logs.resolve(name + ".reports"), listener);
        node.reader.start();
        return node;
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
                PrintStream copy = new PrintStream(Files.newOutputStream(trace), true, UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.println(line);
                Report report = Report.parsed(line);
                note(report);
                listener.accept(this, report);
            }
        } catch (IOException closed) {
            // as a process that was killed leaves it
        } finally {
            ended = true;
        }
    }

    private synchronized void note(Report report) {
        reports.add(report);
        switch (report.kind()) {
            case TOKEN -> {
                token = report.detail();
                error = null;
            }
            case ERROR -> {
                token = null;
                error = report;
            }
            case API_ACCEPTED -> accepted.add(report.detail());
            default -> {}
        }
    }

    String name() {
        return name;
    }

    boolean living() {
        return !ended && process.isAlive();
    }

    /** The token that it is given now; null while it is given none. */
    synchronized @Nullable String token() {
        return token;
    }

    /** How it fails now; null while it is given tokens. */
    synchronized @Nullable Report error() {
        return error;
    }

    /** Whether the service answered a call that it made with this token. */
    synchronized boolean used(String print) {
        return accepted.contains(print);
    }

    synchronized List<Report> reports() {
        return List.copyOf(reports);
    }

    synchronized long count(Kind kind) {
        return reports.stream().filter(report -> report.kind() == kind).count();
    }

    boolean reported(Kind kind) {
        return count(kind) > 0;
    }

    void tell(String command) {
        commands.println(command);
    }

    /** SIGKILL; returns when it is gone and everything that it printed has been read. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }

    /** SIGKILL, if it is still there. */
    void end() {
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        Report failing = error();
        return name + (living() ? "" : " (ended)") + " "
                + (failing == null ? "has " + token() : "fails: " + failing.detail());
    }
}
