package dev.tokentrail.benchmarks.emulator;

import dev.tokentrail.benchmarks.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Tokens of one kind from all who issue it: the servers run side by side and are loaded in turn. */
final class Throughput implements AutoCloseable {

    static final int CONNECTIONS = 32;
    static final List<String> MACHINE = List.of("-Xmx512m");

    /** What one load of one server gave. */
    private record Result(Load load, double processorMicroseconds, double ofTheBest) {}

    /** A server that runs, and what its loads gave. */
    private record Lane(Contestant contestant, ServerProcess server, List<Result> results) {

        /** Whether one of its answers was not a token; it is not asked for more. */
        boolean failed() {
            return results.contains(FAILED);
        }
    }

    private static final Result FAILED = new Result(new Load(0, 1, 0, 0, 0), 0, 0);

    private final TokenKind kind;
    private final LoadProcess generator;
    private final @Nullable SigningWall wall;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Double> walls = new ArrayList<>();

    /**
     * Starts everybody.
     *
     * @param wall what the figures are compared with, null for the first contestant
     */
    Throughput(TokenKind kind, LoadProcess generator, @Nullable SigningWall wall, List<Contestant> contestants)
            throws IOException {
        this.kind = kind;
        this.generator = generator;
        this.wall = wall;
        for (Contestant contestant : contestants) {
            lanes.add(new Lane(contestant, ServerProcess.start(MACHINE, contestant.program()), new ArrayList<>()));
        }
    }

    /**
     * Warms everybody up and measures.
     *
     * @param rounds how often
     * @param seconds how long each is loaded in a round
     */
    void measure(int rounds, double seconds) throws IOException, InterruptedException, ExecutionException {
        // In parts, since the compilers work on while others are loaded.
        for (int part = 0; part < 6; part++) {
            for (Lane lane : lanes) {
                if (!lane.failed() && round(lane, 1.5 * seconds, 120_000, 1).equals(FAILED)) {
                    lane.results().add(FAILED);
                }
            }
        }
        if (wall != null) {
            wall.measure(seconds);
        }
        for (int round = 0; round < rounds; round++) {
            double best = 0;
            if (wall != null) {
                best = wall.measure(seconds);
                walls.add(best);
            }
            for (Lane lane : lanes) {
                if (!lane.failed()) {
                    Result result = round(lane, seconds, Long.MAX_VALUE, best);
                    lane.results().add(result);
                    best = best == 0 ? result.load().perSecond() : best;
                }
            }
        }
    }

    private Result round(Lane lane, double seconds, long most, double best) throws IOException {
        long before = lane.server().processorMicroseconds();
        Load load;
        try {
            load = generator.send(lane.server().port(), lane.contestant().order(), CONNECTIONS, seconds, most);
        } catch (IOException failed) {
            if (lane.contestant().isOurs()) {
                throw failed;
            }
            System.err.println(lane.contestant() + " failed: " + failed.getMessage());
            return FAILED;
        }
        double used = lane.server().processorMicroseconds() - before;
        return new Result(load, used / load.answers(), best == 0 ? 1 : load.perSecond() / best);
    }

    void write(Figures figures) {
        String best = wall == null ? "÷ bare" : "÷ signing alone";
        figures.line("### " + (kind == TokenKind.OPAQUE ? "Opaque tokens" : kind + " tokens"));
        figures.line("");
        figures.line(
                "| | tokens/s | " + best
                        + " | half of the answers within, ms | p99, ms | processor time per token, µs | that of the generator, µs |");
        figures.line("|---|---|---|---|---|---|---|");
        if (!walls.isEmpty()) {
            figures.line("| *two threads that only sign* | " + Spread.of(walls).text("%.0f") + " | | | | | |");
        }
        lanes.stream()
                .filter(Lane::failed)
                .forEach(lane ->
                        figures.line("| " + lane.contestant() + " | gave an answer that was no token | | | | | |"));
        lanes.stream()
                .filter(lane -> !lane.failed())
                .forEach(lane -> figures.line(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %.2f | %.2f | %.1f | %.1f |",
                        lane.contestant(),
                        spread(lane.results(), result -> result.load().perSecond())
                                .text("%.0f"),
                        spread(lane.results(), Result::ofTheBest).text("%.2f"),
                        spread(lane.results(), result -> result.load().middle() / 1e6)
                                .middle(),
                        spread(lane.results(), result -> result.load().p99() / 1e6)
                                .middle(),
                        spread(lane.results(), Result::processorMicroseconds).middle(),
                        spread(
                                        lane.results(),
                                        result -> result.load().generatorNanoseconds()
                                                / 1e3
                                                / result.load().answers())
                                .middle())));
        figures.line("");
    }

    private static Spread spread(List<Result> results, ToDoubleFunction<Result> value) {
        return Spread.of(results.stream().map(value::applyAsDouble).toList());
    }

    @Override
    public void close() {
        lanes.forEach(lane -> lane.server().close());
    }
}
