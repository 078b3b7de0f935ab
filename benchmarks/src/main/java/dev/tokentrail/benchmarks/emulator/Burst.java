package dev.tokentrail.benchmarks.emulator;

import dev.tokentrail.benchmarks.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** RS256 tokens that the emulator has signed before they are asked for, asked for all at once. */
final class Burst {

    private static final int AHEAD = 15_000;

    private final List<Double> rates = new ArrayList<>();
    private final List<Double> latest = new ArrayList<>();
    private final List<Double> processor = new ArrayList<>();

    /** Waits each time until enough are signed, then asks for nine of ten of them. */
    void measure(LoadProcess generator, int rounds) throws IOException, InterruptedException {
        Contestant emulator = Contestants.emulatorRs256(AHEAD);
        try (ServerProcess server = ServerProcess.start(Throughput.MACHINE, emulator.program())) {
            Order opaque = Contestants.emulatorOpaque().order();
            generator.send(server.port(), opaque, Throughput.CONNECTIONS, 6, 300_000);
            for (int round = 0; round < rounds; round++) {
                server.firstToken(emulator.order());
                server.awaitIdle();
                long before = server.processorMicroseconds();
                Load load =
                        generator.send(server.port(), emulator.order(), Throughput.CONNECTIONS, 30, AHEAD * 9L / 10);
                processor.add((double) (server.processorMicroseconds() - before) / load.answers());
                rates.add(load.perSecond());
                latest.add(load.p99() / 1e6);
            }
        }
    }

    void write(Figures figures) {
        figures.line(String.format(
                Locale.ROOT,
                "With `\"tokensSignedAhead\": %d`, and that many signed, %d at once: **%s tokens/s**, p99 %.2f ms, %.1f µs of"
                        + " processor time per token, with what is spent meanwhile on signing the next ones.",
                AHEAD,
                AHEAD * 9 / 10,
                Spread.of(rates).text("%.0f"),
                Spread.of(latest).middle(),
                Spread.of(processor).middle()));
        figures.line("");
    }
}
