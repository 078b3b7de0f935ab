package dev.tokentrail.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The part of the page that one JVM writes; each line is shown as it comes. */
final class Figures {

    private final List<String> lines = new ArrayList<>();

    Figures() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        line("## JDK " + Runtime.version().feature());
        line("");
        line("On " + LocalDate.now(ZoneOffset.UTC) + ": JDK " + Runtime.version() + ", "
                + system.getAvailableProcessors()
                + " processors (" + system.getArch() + "), " + system.getName() + ", load average at the start "
                + String.format(Locale.ROOT, "%.1f", system.getSystemLoadAverage()) + ".");
        line("");
    }

    void line(String line) {
        lines.add(line);
        System.out.println(line);
    }

    void write(Path file) throws IOException {
        Files.write(file, lines);
    }
}
