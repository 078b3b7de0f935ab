package dev.tokentrail.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lines over sizes, both axes logarithmic, as SVG that follows the reader's choice of light or dark. */
final class Plot {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int RIGHT = 230;
    private static final int TOP = 44;
    private static final int BOTTOM = 52;

    private static final String STYLE = """
            <style>
              text { font: 13px system-ui, sans-serif; fill: #1f2328; }
              .title { font-weight: 600; font-size: 15px; }
              .background { fill: #ffffff; }
              .grid { stroke: #d0d7de; stroke-width: 1; }
              .line { fill: none; stroke-width: 2.5; }
              .c0 { stroke: #0550ae; } .c1 { stroke: #953800; } .c2 { stroke: #116329; }
              .c3 { stroke: #8250df; } .c4 { stroke: #a40e26; } .c5 { stroke: #57606a; }
              .c6 { stroke: #1f2328; }
              .t0 { fill: #0550ae; } .t1 { fill: #953800; } .t2 { fill: #116329; }
              .t3 { fill: #8250df; } .t4 { fill: #a40e26; } .t5 { fill: #57606a; } .t6 { fill: #1f2328; }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3; }
                .background { fill: #0d1117; }
                .grid { stroke: #30363d; }
                .c0 { stroke: #79c0ff; } .c1 { stroke: #ffa657; } .c2 { stroke: #7ee787; }
                .c3 { stroke: #d2a8ff; } .c4 { stroke: #ff7b72; } .c5 { stroke: #9ea7b3; }
                .c6 { stroke: #e6edf3; }
                .t0 { fill: #79c0ff; } .t1 { fill: #ffa657; } .t2 { fill: #7ee787; }
                .t3 { fill: #d2a8ff; } .t4 { fill: #ff7b72; } .t5 { fill: #9ea7b3; } .t6 { fill: #e6edf3; }
              }
            </style>
            """;

    private static final int COLOURS = 7;

    private final String title;
    private final String sizes;
    private final String unit;
    private final Map<String, TreeMap<Long, Double>> lines = new LinkedHashMap<>();

    Plot(String title, String sizes, String unit) {
        this.title = title;
        this.sizes = sizes;
        this.unit = unit;
    }

    void line(String name, SortedMap<Long, Double> values) {
        lines.put(name, new TreeMap<>(values));
        if (lines.size() > COLOURS) {
            throw new IllegalStateException("There is no colour for " + name);
        }
    }

    String title() {
        return title;
    }

    void write(Path file) throws IOException {
        Files.writeString(file, svg());
    }

    private String svg() {
        double lowestX =
                lines.values().stream().mapToLong(TreeMap::firstKey).min().orElse(1);
        double highestX =
                lines.values().stream().mapToLong(TreeMap::lastKey).max().orElse(10);
        double lowestY = decade(extreme(false), false);
        double highestY = decade(extreme(true), true);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                WIDTH,
                HEIGHT,
                escaped(title)));
        svg.append(STYLE);
        svg.append("<rect class=\"background\" width=\"100%\" height=\"100%\"/>\n");
        text(svg, LEFT, 24, "title", "start", title);
        for (double y = lowestY; y <= highestY * 1.001; y *= 10) {
            double at = place(y, lowestY, highestY, HEIGHT - BOTTOM, TOP);
            rule(svg, LEFT, at, WIDTH - RIGHT, at);
            text(svg, LEFT - 8, at + 4, "", "end", brief(y));
        }
        for (double x = decade(lowestX, true); x <= highestX * 1.001; x *= 10) {
            double at = place(x, lowestX, highestX, LEFT, WIDTH - RIGHT);
            rule(svg, at, TOP, at, HEIGHT - BOTTOM);
            text(svg, at, HEIGHT - BOTTOM + 20, "", "middle", brief(x));
        }
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "", "middle", sizes + " → " + unit);
        curves(svg, lowestX, highestX, lowestY, highestY);
        return svg.append("</svg>\n").toString();
    }

    private void curves(StringBuilder svg, double lowestX, double highestX, double lowestY, double highestY) {
        List<double[]> ends = new ArrayList<>();
        int number = 0;
        for (TreeMap<Long, Double> values : lines.values()) {
            StringBuilder points = new StringBuilder();
            double last = 0;
            for (Map.Entry<Long, Double> value : values.entrySet()) {
                last = place(value.getValue(), lowestY, highestY, HEIGHT - BOTTOM, TOP);
                points.append(String.format(
                        Locale.ROOT,
                        "%.1f,%.1f ",
                        place(value.getKey(), lowestX, highestX, LEFT, WIDTH - RIGHT),
                        last));
            }
            svg.append("<polyline class=\"line c" + number + "\" points=\""
                    + points.toString().strip() + "\"/>\n");
            ends.add(new double[] {number, last});
            number++;
        }
        List<String> names = List.copyOf(lines.keySet());
        ends.sort((one, other) -> Double.compare(one[1], other[1]));
        double free = TOP;
        for (double[] end : ends) {
            double at = Math.max(free, end[1] + 4);
            text(svg, WIDTH - RIGHT + 8, at, "t" + (int) end[0], "start", names.get((int) end[0]));
            free = at + 17;
        }
    }

    private double extreme(boolean highest) {
        var all = lines.values().stream()
                .flatMap(values -> values.values().stream())
                .filter(value -> value > 0);
        return highest
                ? all.mapToDouble(value -> value).max().orElse(10)
                : all.mapToDouble(value -> value).min().orElse(1);
    }

    /** The power of ten next to a value. */
    private static double decade(double value, boolean up) {
        double power = Math.log10(value);
        return Math.pow(10, up ? Math.ceil(power - 1e-9) : Math.floor(power + 1e-9));
    }

    private static double place(double value, double low, double high, double from, double to) {
        double share = Math.log(Math.max(value, low) / low) / Math.log(high <= low ? 10 : high / low);
        return from + share * (to - from);
    }

    private static void rule(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(StringBuilder svg, double x, double y, String style, String anchor, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                style,
                x,
                y,
                anchor,
                escaped(words)));
    }

    private static String brief(double value) {
        if (value >= 1_000_000) {
            return String.format(Locale.ROOT, "%.0f M", value / 1_000_000);
        }
        return value >= 1
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%s", Double.toString(value));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
