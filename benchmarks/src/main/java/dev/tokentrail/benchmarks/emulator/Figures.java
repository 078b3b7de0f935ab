package dev.tokentrail.benchmarks.emulator;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The lines that this program writes into the page, between its own two marks. */
final class Figures {

    private static final String BEGIN = "<!-- emulator -->";
    private static final String END = "<!-- /emulator -->";

    private final List<String> lines = new ArrayList<>();

    Figures() throws IOException {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        line("Written by `benchmarks/emulator --page` on " + LocalDate.now(ZoneOffset.UTC) + ": "
                + system.getAvailableProcessors() + " processors (" + processor() + "), "
                + Math.round(system.getTotalMemorySize() / (double) (1 << 30)) + " GiB of memory, " + system.getName()
                + ", JDK " + Runtime.version()
                + String.format(Locale.ROOT, ", load average at the start %.1f.", system.getSystemLoadAverage()));
        line("");
    }

    private static String processor() throws IOException {
        Path description = Path.of("/proc/cpuinfo");
        if (Files.isReadable(description)) {
            try (Stream<String> all = Files.lines(description)) {
                return all.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
            }
        }
        return System.getProperty("os.arch");
    }

    /** Adds a line, and shows it. */
    void line(String line) {
        lines.add(line);
        System.out.println(line);
    }

    /** Puts the lines in place of what stands between the two marks of a page. */
    void writeInto(Path page) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(page + " has no place for the figures: " + BEGIN + " and " + END);
        }
        Files.writeString(
                page,
                text.substring(0, begin) + BEGIN + "\n"
                        + String.join("\n", lines).strip() + "\n" + text.substring(end));
    }
}
