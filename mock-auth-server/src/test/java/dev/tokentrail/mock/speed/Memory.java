package dev.tokentrail.mock.speed;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** What lives in the heap of the emulator's jar after a full collection, along loads that nobody cleans up after. */
final class Memory implements AutoCloseable {

    /** The most heap that the emulator gets. */
    static final String HEAP = "128m";

    private static final int CLIENTS = 16;

    /** Bytes alive after a part of a load. */
    record Reading(String load, long count, long bytes) {}

    private final ServerProcess server;
    private final Load load;
    private final List<Reading> readings = new ArrayList<>();

    /** Starts the emulator with a configuration. */
    Memory(String configuration) throws IOException {
        Path file = Files.createTempFile("memory", ".json");
        file.toFile().deleteOnExit();
        Files.writeString(file, configuration);
        server = ServerProcess.start(
                List.of("-Xmx" + HEAP, "-XX:+ExitOnOutOfMemoryError"),
                Path.of("target", "mock-auth-server.jar"),
                "--port",
                "0",
                "--config",
                file.toString());
        load = new Load(server.port(), CLIENTS).allowingRefusals();
    }

    /**
     * Sends a load in equal parts and reads the heap after each.
     *
     * @param name what the load is
     * @param count how many requests
     * @param parts how many readings
     * @param request the requests by their number
     */
    void load(String name, int count, int parts, IntFunction<byte[]> request) throws IOException {
        for (int part = 1; part <= parts; part++) {
            load.requests(count / parts, request);
            readings.add(new Reading(name, (long) count / parts * part, alive()));
        }
    }

    /** Sends a load while others read the journal a few bytes at a time. */
    void loadBesideSlowReaders(String name, int count, int parts, IntFunction<byte[]> request) throws IOException {
        List<Socket> readers = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                Socket reader = new Socket("127.0.0.1", server.port());
                readers.add(reader);
                reader.getOutputStream().write(Requests.get("/_mock/requests").clone());
                reader.getInputStream().readNBytes(100);
            }
            load(name, count, parts, request);
        } finally {
            for (Socket reader : readers) {
                reader.close();
            }
        }
    }

    List<Reading> readings() {
        return readings;
    }

    private long alive() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(server.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String[] words = histogram.strip().split("\\s+");
        if (!histogram.contains("Total") || words.length < 3) {
            throw new IOException("The heap cannot be read: " + histogram);
        }
        return Long.parseLong(words[words.length - 1]);
    }

    @Override
    public void close() throws IOException {
        load.close();
        server.close();
    }
}
