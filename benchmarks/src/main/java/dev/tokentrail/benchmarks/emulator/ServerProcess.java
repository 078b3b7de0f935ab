package dev.tokentrail.benchmarks.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, which prints where it listens. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("eady at http://127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final int port;
    private final long launched;

    private ServerProcess(Process process, int port, long launched) {
        this.process = process;
        this.port = port;
        this.launched = launched;
    }

    /** The command of a Java process: options of the virtual machine, then class path and so on. */
    static ProcessBuilder java(List<String> machine, List<String> command) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(machine);
        words.addAll(command);
        return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    /**
     * Starts it and waits until it says where it listens.
     *
     * @throws IOException if it ends before
     */
    static ServerProcess start(List<String> machine, List<String> command) throws IOException {
        long launched = System.nanoTime();
        Process process = java(machine, command).start();
        BufferedReader out = process.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                drain(out);
                return new ServerProcess(process, Integer.parseInt(ready.group(1)), launched);
            }
        }
        throw new IOException("It ended before it was ready: java " + String.join(" ", command));
    }

    /** Reads what it says later, so that it never waits for a reader. */
    private static void drain(BufferedReader out) {
        Thread reader = new Thread(() -> out.lines().forEach(line -> {}));
        reader.setUncaughtExceptionHandler((thread, ended) -> {});
        reader.setDaemon(true);
        reader.start();
    }

    int port() {
        return port;
    }

    /** Asks for a token over a new connection; how long it is since the process was launched. */
    Duration firstToken(Order order) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(order.bytes());
            byte[] answer = new byte[64 * 1024];
            int length = 0;
            while (!Answer.complete(answer, length)) {
                int read = socket.getInputStream().read(answer, length, answer.length - length);
                if (read < 0) {
                    throw new IOException("The server closed the connection");
                }
                length += read;
            }
            Answer.token(answer, length);
            return Duration.ofNanos(System.nanoTime() - launched);
        }
    }

    /** Processor time used so far, in microseconds. */
    long processorMicroseconds() {
        return process.toHandle().info().totalCpuDuration().orElseThrow().toNanos() / 1000;
    }

    /** Waits until it does next to nothing. */
    void awaitIdle() throws InterruptedException {
        long before;
        long now = processorMicroseconds();
        do {
            before = now;
            TimeUnit.MILLISECONDS.sleep(500);
            now = processorMicroseconds();
        } while (now - before > 25_000);
    }

    /** What the process holds in memory, in MiB; 0 where the system has no {@code /proc}. */
    double resident() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                / 1024.0;
    }

    /** Asks it to end and waits for that. */
    void end() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
