package dev.tokentrail.benchmarks;

import java.util.List;

/** Measures the token source; {@code benchmarks/run} starts it. */
public final class Measure {

    private Measure() {}

    /**
     * Measures what is asked for, or everything.
     *
     * @param arguments {@code --quick} for few rounds, {@code --fresh}
     * @throws Exception if something cannot be measured
     */
    public static void main(String[] arguments) throws Exception {
        List<String> wanted = List.of(arguments);
        Figures figures = new Figures();
        boolean quick = wanted.contains("--quick");
        boolean all = wanted.stream().noneMatch(List.of("--fresh", "--cold", "--herd")::contains);
        if (all || wanted.contains("--fresh")) {
            FreshTokenRounds.run(figures, quick);
        }
        if (all || wanted.contains("--cold")) {
            ColdCall.run(figures, quick);
        }
        if (all || wanted.contains("--herd")) {
            HerdRounds.run(figures, quick);
        }
    }
}
