package dev.tokentrail.benchmarks.emulator;

import java.nio.file.Path;
import java.util.List;

/** Measures the emulator beside its peers; {@code benchmarks/emulator} starts it. */
public final class MeasureEmulator {

    private static final List<String> PARTS = List.of("--start", "--throughput", "--memory");
    private static final Path PAGE = Path.of("..", "docs", "performance.md");

    private MeasureEmulator() {}

    /**
     * Measures what is asked for, or everything.
     *
     * @param arguments {@code --page} to write the figures into the page; {@code --quick} for few rounds; {@code --start},
     *     {@code --throughput} and {@code --memory} for these alone
     * @throws Exception if a server cannot be started, or answers anything but what it had to
     */
    public static void main(String[] arguments) throws Exception {
        List<String> wanted = List.of(arguments);
        boolean quick = wanted.contains("--quick");
        boolean all = wanted.stream().noneMatch(PARTS::contains);
        Figures figures = new Figures();
        if (all || wanted.contains("--start")) {
            start(figures, quick ? 2 : 4);
        }
        try (LoadProcess generator = new LoadProcess()) {
            if (all || wanted.contains("--throughput")) {
                throughput(figures, generator, quick ? 2 : 5, quick ? 1 : 2);
            }
            if (all || wanted.contains("--memory")) {
                memory(figures, generator, quick ? 5 : 10);
            }
        }
        if (wanted.contains("--page")) {
            figures.writeInto(PAGE);
        }
        System.exit(0);
    }

    private static void start(Figures figures, int rounds) throws Exception {
        Contestant bare = Contestants.bare();
        Contestant emulator = Contestants.emulatorOpaque();
        Starts starts = new Starts(List.of(
                bare,
                emulator,
                Contestants.keycloakMock(),
                Contestants.wireMock(),
                Contestants.mockOAuth2Server(TokenKind.RS256),
                Contestants.mockServer()));
        starts.measure(rounds, List.of(bare, emulator));
        starts.write(figures);
    }

    private static void throughput(Figures figures, LoadProcess generator, int rounds, double seconds)
            throws Exception {
        try (Throughput opaque = new Throughput(
                TokenKind.OPAQUE,
                generator,
                null,
                List.of(
                        Contestants.bare(),
                        Contestants.emulatorOpaque(),
                        Contestants.wireMock(),
                        Contestants.mockServer()))) {
            opaque.measure(rounds, seconds);
            opaque.write(figures);
        }
        try (Throughput rs256 = new Throughput(
                TokenKind.RS256,
                generator,
                new SigningWall(TokenKind.RS256),
                List.of(
                        Contestants.emulatorRs256(),
                        Contestants.mockOAuth2Server(TokenKind.RS256),
                        Contestants.keycloakMock()))) {
            rs256.measure(rounds, seconds);
            rs256.write(figures);
        }
        Burst burst = new Burst();
        burst.measure(generator, Math.min(rounds, 3));
        burst.write(figures);
        try (Throughput es256 = new Throughput(
                TokenKind.ES256,
                generator,
                new SigningWall(TokenKind.ES256),
                List.of(Contestants.emulatorEs256(), Contestants.mockOAuth2Server(TokenKind.ES256)))) {
            es256.measure(Math.min(rounds, 3), seconds);
            es256.write(figures);
        }
    }

    private static void memory(Figures figures, LoadProcess generator, double seconds) throws Exception {
        Memory memory = new Memory();
        memory.measure(Contestants.bare(), generator, 6 * seconds, 1_000_000);
        memory.measure(Contestants.emulatorOpaque(), generator, 6 * seconds, 1_000_000);
        memory.measure(Contestants.emulatorRs256(), generator, seconds, 1_000_000);
        memory.measure(Contestants.wireMock(), generator, seconds, 1_000_000);
        memory.measure(Contestants.mockServer(), generator, seconds, 1_000_000);
        memory.measure(Contestants.mockOAuth2Server(TokenKind.RS256), generator, seconds, 1_000_000);
        memory.measure(Contestants.keycloakMock(), generator, seconds, 1_000_000);
        memory.write(figures);
    }
}
