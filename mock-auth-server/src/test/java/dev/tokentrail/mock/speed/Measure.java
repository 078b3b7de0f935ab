package dev.tokentrail.mock.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Measures start, throughput and memory of the emulator in one run; {@code mock-auth-server/measure} starts it. */
public final class Measure {

    private static final Path JAR = Path.of("target", "mock-auth-server.jar");
    private static final Path PAGE = Path.of("..", "docs", "emulator.md");

    private final Figures figures;

    /** All loads are divided by this. */
    private final int hurry;

    private Measure(Figures figures, int hurry) {
        this.figures = figures;
        this.hurry = hurry;
    }

    /**
     * Runs in the folder of the module, whose jar is built.
     *
     * @param arguments {@code --page} to write the figures into {@code docs/emulator.md}, {@code --short} for a tenth of
     *     the rounds, {@code --start}, {@code --throughput} and {@code --memory} for these alone
     * @throws IOException if a server cannot be started, or refuses
     */
    public static void main(String[] arguments) throws IOException {
        List<String> wanted = List.of(arguments);
        Figures figures = new Figures(JAR);
        Measure measure = new Measure(figures, wanted.contains("--short") ? 10 : 1);
        boolean all = wanted.stream().noneMatch(List.of("--start", "--throughput", "--memory")::contains);
        if (all || wanted.contains("--start") || wanted.contains("--throughput")) {
            measure.speed(all || wanted.contains("--start"), all || wanted.contains("--throughput"));
        }
        if (all || wanted.contains("--memory")) {
            measure.memory();
        }
        if (wanted.contains("--page")) {
            figures.writeInto(PAGE);
        }
    }

    private void speed(boolean start, boolean throughput) throws IOException {
        Path bare = Path.of("target", "speed", "bare.jar");
        BareJar.write(JAR, bare);
        figures.line("| | bare Javalin | emulator | emulator ÷ bare | wanted |");
        figures.line("|---|---|---|---|---|");
        if (start) {
            int rounds = Math.max(5, 20 / hurry);
            Starts starts = new Starts(bare, JAR);
            String milliseconds = "%.0f";
            figures.compared(
                    "cold start to the first opaque token, ms",
                    starts.measure(rounds, Requests.opaque(0)),
                    milliseconds,
                    "at most 1.15");
            figures.compared(
                    "cold start to the first JWT, ms", starts.measure(rounds / 2, Requests.jwt(0)), milliseconds, "");
            figures.compared(
                    "cold start with a class archive on both sides, ms",
                    starts.measureWithArchives(rounds / 2),
                    milliseconds,
                    "");
        }
        if (throughput) {
            int rounds = Math.max(4, 12 / hurry);
            try (Throughput both = new Throughput(bare, JAR)) {
                figures.compared(
                        "opaque tokens, each a new one, per second",
                        both.measure(rounds, 2, Requests::opaque),
                        "%.0f",
                        "at least 0.60");
                figures.compared("processor time of such a call, µs", both.processorTime(rounds / 2, 2), "%.1f", "");
                figures.compared(
                        "the same opaque token again, per second",
                        both.measure(rounds / 2, 2, Requests::opaqueAgain),
                        "%.0f",
                        "");
                figures.compared("JWTs (RS256), per second", both.measure(rounds / 2, 2, Requests::jwt), "%.0f", "");
            }
        }
        figures.line("");
        figures.line("Each value is the median of its rounds; half of the rounds lie within the brackets. A round takes"
                + " both servers one right after the other, and its ratio counts. Both are jars packed alike, with the"
                + " same libraries, options of the virtual machine and clients: 16 connections that stay open, on the"
                + " same machine. The bare handler reads the body and answers a fixed token of the same size; the"
                + " emulator authenticates, issues, stores and records in its journal.");
        figures.line("");
    }

    private void memory() throws IOException {
        figures.line(
                "Heap in use after a full collection, in a heap of at most " + Memory.HEAP.replace("m", " MiB") + ":");
        figures.line("");
        figures.line("| load | MiB |");
        figures.line("|---|---|");
        try (Memory memory = new Memory("{}")) {
            memory.load("opaque tokens", 1_000_000 / hurry, 5, Requests::opaque);
            memory.load("JWTs", 24_000 / hurry, 2, Requests::jwt);
            memory.load("codes never redeemed", 99_999 / hurry, 3, Requests::authorization);
            show(memory);
        }
        try (Memory memory = new Memory("{\"interactive\":true,\"wso2\":{\"version\":\"4.2\"}}")) {
            memory.load("sign-ins never finished", 99_999 / hurry, 3, Requests::authorization);
            memory.load("devices never approved", 100_000 / hurry, 2, Requests::device);
            show(memory);
        }
        try (Memory memory = new Memory("{}")) {
            memory.load("flood of the journal, small requests", 200_000 / hurry, 2, Requests::refused);
            memory.loadBesideSlowReaders(
                    "the same beside slow readers of the journal", 200_000 / hurry, 2, Requests::refused);
            memory.load("flood of the journal, a megabyte each", 4_000 / hurry, 4, Requests::large);
            show(memory);
        }
    }

    private void show(Memory memory) {
        for (Memory.Reading reading : memory.readings()) {
            figures.line(String.format(
                    Locale.ROOT, "| %,d %s | %.1f |", reading.count(), reading.load(), reading.bytes() / 1048576.0));
        }
    }
}
