package dev.tokentrail.mock.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Requests per second of both servers, which run side by side and are loaded in turn. */
final class Throughput implements AutoCloseable {

    private static final int CLIENTS = 16;
    private static final List<String> JVM = List.of("-Xmx256m");

    private final List<AutoCloseable> open = new ArrayList<>();
    private final ServerProcess bareServer;
    private final ServerProcess emulatorServer;
    private final Load bare;
    private final Load emulator;

    Throughput(Path bareJar, Path emulatorJar) throws IOException {
        bareServer = opened(ServerProcess.start(JVM, bareJar));
        emulatorServer = opened(ServerProcess.start(JVM, emulatorJar, "--port", "0"));
        bare = opened(new Load(bareServer.port(), CLIENTS));
        emulator = opened(new Load(emulatorServer.port(), CLIENTS));
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(0, resource);
        return resource;
    }

    /**
     * Warms both up and measures.
     *
     * @param rounds how often
     * @param seconds how long each server is loaded in a round
     * @param request what the emulator gets; the bare server gets opaque token calls
     */
    Rounds measure(int rounds, double seconds, IntFunction<byte[]> request) throws IOException {
        // In parts, since the compiler works on while the other is loaded.
        for (int i = 0; i < 3; i++) {
            bare.warmUp(60_000, 8, Requests::opaque);
            emulator.warmUp(60_000, 8, request);
        }
        return Rounds.run(
                rounds,
                () -> bare.forSeconds(seconds, Requests::opaque).perSecond(),
                () -> emulator.forSeconds(seconds, request).perSecond());
    }

    /** Processor time per request, in microseconds. */
    Rounds processorTime(int rounds, double seconds) throws IOException {
        return Rounds.run(
                rounds,
                () -> microseconds(bareServer, bare, seconds),
                () -> microseconds(emulatorServer, emulator, seconds));
    }

    private static double microseconds(ServerProcess server, Load load, double seconds) throws IOException {
        long before = server.processorMilliseconds();
        int answers = load.forSeconds(seconds, Requests::opaque).answers();
        return (server.processorMilliseconds() - before) * 1000.0 / answers;
    }

    @Override
    public void close() throws IOException {
        for (AutoCloseable resource : open) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
