package dev.tokentrail.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What something costs at several sizes, as a table and a plot, with the power of the size by which each cost grows at the end. */
final class GrowthTable {

    /** Three times as much as its due at a tenfold size is a finding, not noise. */
    private static final double TOLERANCE = 0.5;

    /**
     * One cost.
     *
     * @param name with its unit
     * @param due the power by which it may grow: 0 if it must not depend on the size, 1 if it is the size that is worked on,
     *     infinite if something else is to blame
     * @param values by size
     */
    private record Cost(String name, double due, TreeMap<Long, Double> values) {

        /** Between the largest size and the one nearest to an eighth of it or less. */
        double power() {
            Map.Entry<Long, Double> last = values.lastEntry();
            Map.Entry<Long, Double> before = values.floorEntry(last.getKey() / 8);
            if (before == null || before.getValue() <= 0 || last.getValue() <= 0) {
                return 0;
            }
            return Math.log(last.getValue() / before.getValue()) / Math.log((double) last.getKey() / before.getKey());
        }
    }

    private final String size;
    private final Map<String, Cost> costs = new LinkedHashMap<>();

    GrowthTable(String size) {
        this.size = size;
    }

    /** Adds a value that must not depend on the size. */
    void constant(String name, long at, double value) {
        put(name, 0, at, value);
    }

    /** Adds a value that may grow as the size does. */
    void linear(String name, long at, double value) {
        put(name, 1, at, value);
    }

    /** Adds a value that may be what it is. */
    void any(String name, long at, double value) {
        put(name, Double.POSITIVE_INFINITY, at, value);
    }

    private void put(String name, double due, long at, double value) {
        costs.computeIfAbsent(name, any -> new Cost(name, due, new TreeMap<>()))
                .values()
                .put(at, value);
    }

    /** Writes the table; gives the costs that grow more than they should. */
    List<String> write(PageBlock block) {
        TreeSet<Long> sizes = new TreeSet<>();
        costs.values().forEach(cost -> sizes.addAll(cost.values().keySet()));
        StringBuilder head = new StringBuilder("| ").append(size).append(" |");
        costs.keySet().forEach(name -> head.append(' ').append(name).append(" |"));
        block.line(head.toString());
        block.line("|---|" + "---|".repeat(costs.size()));
        for (long at : sizes) {
            StringBuilder row = new StringBuilder("| ").append(grouped(at)).append(" |");
            costs.values()
                    .forEach(cost -> row.append(' ')
                            .append(
                                    cost.values().containsKey(at)
                                            ? rounded(cost.values().get(at))
                                            : "–")
                            .append(" |"));
            block.line(row.toString());
        }
        StringBuilder powers = new StringBuilder("| *grows at the end as the size to the power of* |");
        List<String> findings = new ArrayList<>();
        for (Cost cost : costs.values()) {
            boolean finding = cost.power() > cost.due() + TOLERANCE;
            powers.append(String.format(Locale.ROOT, finding ? " **%.2f** |" : " *%.2f* |", cost.power()));
            if (finding) {
                findings.add(String.format(Locale.ROOT, "%s by %s: power %.2f", cost.name(), size, cost.power()));
            }
        }
        block.line(powers.toString());
        block.line("");
        return findings;
    }

    /** The costs whose name contains a text, for a plot. */
    Plot plot(String title, String unit, String contained) {
        Plot plot = new Plot(title, size.replaceFirst(",.*", ""), unit);
        costs.values().stream()
                .filter(cost -> cost.name().contains(contained))
                .forEach(cost -> plot.line(cost.name().replace(contained, "").strip(), cost.values()));
        return plot;
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
