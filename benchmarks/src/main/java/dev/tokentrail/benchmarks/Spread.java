package dev.tokentrail.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * Where the middle of a number of measurements lies.
 *
 * @param low a quarter of them are below
 * @param middle half of them are below
 * @param high a quarter of them are above
 */
public record Spread(double low, double middle, double high) {

    /**
     * Sorts them and looks.
     *
     * @param values the measurements
     * @return where their quarters end
     */
    public static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return new Spread(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
    }

    private static double at(List<Double> sorted, double share) {
        double place = share * (sorted.size() - 1);
        double below = sorted.get((int) Math.floor(place));
        double above = sorted.get((int) Math.ceil(place));
        return below + (above - below) * (place - Math.floor(place));
    }

    /**
     * The middle, and between which two values half of all measurements lie.
     *
     * @param format of each of the three, as {@link String#format} has it
     * @return the three as one text
     */
    public String text(String format) {
        return String.format(Locale.ROOT, format + " (" + format + "–" + format + ")", middle, low, high);
    }
}
