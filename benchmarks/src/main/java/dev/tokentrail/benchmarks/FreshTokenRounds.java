package dev.tokentrail.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link FreshToken} in rounds: each round has every library with one thread and with two, each in a JVM of its own, so
 * that all of them meet the same machine, and a ratio compares neighbours.
 */
final class FreshTokenRounds {

    /** The name of each benchmark on the page, in order; the first is what the others are divided by. */
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("bare", "volatile read and clock read");
        NAMES.put("tokentrail", "Tokentrail");
        NAMES.put("googleAuth", "google-auth");
        NAMES.put("springSecurity", "Spring Security");
        NAMES.put("msal4j", "MSAL4J");
    }

    /** What one round says about one benchmark. */
    private record Reading(double one, double two, double bytes, double bareOne, double bareTwo) {}

    private final Map<String, List<Reading>> readings = new LinkedHashMap<>();

    static void run(Figures figures, boolean quick) throws RunnerException {
        FreshTokenRounds rounds = new FreshTokenRounds();
        for (int round = 0; round < (quick ? 1 : 3); round++) {
            Map<String, RunResult> one = measured(1, quick);
            Map<String, RunResult> two = measured(2, quick);
            rounds.add(one, two);
        }
        rounds.show(figures);
    }

    private static Map<String, RunResult> measured(int threads, boolean quick) throws RunnerException {
        TimeValue time = TimeValue.milliseconds(quick ? 200 : 500);
        var options = new OptionsBuilder()
                .include(FreshToken.class.getName() + "\\.")
                .threads(threads)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(time)
                .measurementIterations(quick ? 2 : 4)
                .measurementTime(time)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        Map<String, RunResult> results = new LinkedHashMap<>();
        for (RunResult result : new Runner(options).run()) {
            results.put(result.getPrimaryResult().getLabel(), result);
        }
        return results;
    }

    private void add(Map<String, RunResult> one, Map<String, RunResult> two) {
        for (String name : NAMES.keySet()) {
            Reading reading = new Reading(
                    nanoseconds(one, name),
                    nanoseconds(two, name),
                    Math.max(bytes(one, name), bytes(two, name)),
                    nanoseconds(one, "bare"),
                    nanoseconds(two, "bare"));
            readings.computeIfAbsent(name, absent -> new ArrayList<>()).add(reading);
        }
    }

    private static double nanoseconds(Map<String, RunResult> results, String name) {
        return result(results, name).getPrimaryResult().getScore();
    }

    private static double bytes(Map<String, RunResult> results, String name) {
        String profiled = "gc.alloc.rate.norm";
        return Objects.requireNonNull(
                        result(results, name).getSecondaryResults().get(profiled), profiled)
                .getScore();
    }

    private static RunResult result(Map<String, RunResult> results, String name) {
        RunResult result = results.get(name);
        if (result == null) {
            throw new IllegalStateException("The benchmark " + name + " did not run");
        }
        return result;
    }

    private void show(Figures figures) {
        figures.line(
                "| a fresh token | ns, 1 thread | ÷ bare | ns, 2 threads | ÷ bare | 2 threads ÷ 1 | bytes per call |");
        figures.line("|---|---|---|---|---|---|---|");
        NAMES.forEach((name, title) -> {
            List<Reading> all = readings.getOrDefault(name, List.of());
            figures.line("| " + title
                    + " | " + middle(all.stream().map(Reading::one).toList(), "%.1f")
                    + " | "
                    + spread(all.stream().map(r -> r.one() / r.bareOne()).toList())
                    + " | " + middle(all.stream().map(Reading::two).toList(), "%.1f")
                    + " | "
                    + spread(all.stream().map(r -> r.two() / r.bareTwo()).toList())
                    + " | " + spread(all.stream().map(r -> r.two() / r.one()).toList())
                    + " | " + middle(all.stream().map(Reading::bytes).toList(), "%.0f") + " |");
        });
        figures.line("");
    }

    private static String middle(List<Double> values, String format) {
        return String.format(Locale.ROOT, format, Spread.of(values).middle());
    }

    private static String spread(List<Double> values) {
        return Spread.of(values).text("%.2f");
    }
}
