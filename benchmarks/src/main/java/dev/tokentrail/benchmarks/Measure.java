package dev.tokentrail.benchmarks;

import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Measures the token source; {@code benchmarks/run} starts it. */
public final class Measure {

    private Measure() {}

    /**
     * Measures what is asked for, or everything.
     *
     * @param arguments {@code --quick} for few rounds, {@code --fresh}
     * @throws RunnerException if JMH fails
     */
    public static void main(String[] arguments) throws RunnerException {
        List<String> wanted = List.of(arguments);
        Figures figures = new Figures();
        FreshTokenRounds.run(figures, wanted.contains("--quick"));
    }
}
