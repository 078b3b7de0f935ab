package dev.tokentrail.benchmarks.emulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The process that sends the load: one line on its standard input describes a load, one on its standard output says what
 * came of it. It stays as it is for all servers, so that each meets it equally warm.
 */
public final class Generator {

    private Generator() {}

    /**
     * Reads loads until its input ends.
     *
     * @param arguments none
     * @throws IOException if its input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            long before = threads.getCurrentThreadCpuTime();
            try (Connections connections = new Connections(
                    Integer.parseInt(words[0]),
                    Integer.parseInt(words[1]),
                    Base64.getDecoder().decode(words[6]),
                    Boolean.parseBoolean(words[4]))) {
                Load load = connections.run(Long.parseLong(words[2]), Integer.parseInt(words[3]));
                connections.tokens().forEach(TokenKind.valueOf(words[5])::check);
                long processor = threads.getCurrentThreadCpuTime() - before;
                System.out.println("done " + load.answers() + " " + load.nanoseconds() + " " + load.middle() + " "
                        + load.p99() + " " + processor);
            } catch (IOException | IllegalStateException failed) {
                System.out.println(
                        "failed " + String.valueOf(failed.getMessage()).replaceAll("\\s+", " "));
            }
        }
    }
}
