package dev.tokentrail.benchmarks.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** The {@link Generator} in a process of its own. */
final class LoadProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final PrintStream loads;

    LoadProcess() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Generator.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        loads = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
    }

    /**
     * Loads a server for a while, or with so many requests if that is sooner.
     *
     * @throws IOException if one answer was not what it had to be
     */
    Load send(int port, Order order, int connections, double seconds, long most) throws IOException {
        loads.println(port + " " + connections + " " + (long) (seconds * 1e9) + " " + Math.min(most, Integer.MAX_VALUE)
                + " " + order.fresh() + " " + order.kind() + " "
                + Base64.getEncoder().encodeToString(order.bytes()));
        String line = answers.readLine();
        if (line == null || !line.startsWith("done ")) {
            throw new IOException("The load on port " + port + ": " + line);
        }
        String[] words = line.split(" ", -1);
        return new Load(
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]));
    }

    @Override
    public void close() {
        loads.close();
        process.destroy();
    }
}
