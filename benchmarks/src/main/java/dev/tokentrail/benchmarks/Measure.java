package dev.tokentrail.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** Measures the token source; {@code benchmarks/run} starts it. */
public final class Measure {

    private static final List<String> PARTS = List.of("--fresh", "--cold", "--herd", "--stale");

    private Measure() {}

    /**
     * Measures what is asked for, or everything.
     *
     * @param arguments the file that the figures are written to; {@code --quick} for few rounds; {@code --fresh},
     *     {@code --cold}, {@code --herd} and {@code --stale} for these alone
     * @throws Exception if something cannot be measured, or is plainly wrong
     */
    public static void main(String[] arguments) throws Exception {
        List<String> wanted = List.of(arguments);
        boolean quick = wanted.contains("--quick");
        boolean all = wanted.stream().noneMatch(PARTS::contains);
        Figures figures = new Figures();
        if (all || wanted.contains("--fresh")) {
            FreshTokenRounds.run(figures, quick);
        }
        if (all || wanted.contains("--cold")) {
            ColdCall.run(figures, quick);
        }
        if (all || wanted.contains("--herd")) {
            HerdRounds.run(figures, quick);
        }
        if (all || wanted.contains("--stale")) {
            StaleCallers.run(figures);
        }
        figures.write(Path.of(arguments[0]));
        // Clients of some libraries keep threads that are no daemons.
        System.exit(0);
    }
}
