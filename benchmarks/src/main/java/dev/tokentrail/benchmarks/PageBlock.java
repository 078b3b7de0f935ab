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

/** The lines that one program writes into a page, between two marks of its own; each is shown as it comes. */
public final class PageBlock {

    private final String program;
    private final List<String> lines = new ArrayList<>();

    /**
     * Begins with when and where it is measured.
     *
     * @param program its name under {@code benchmarks/}, which is also the name of the marks
     */
    public PageBlock(String program) {
        this.program = program;
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        line("Written by `benchmarks/" + program + " --page` on " + LocalDate.now(ZoneOffset.UTC) + ": "
                + system.getAvailableProcessors() + " processors (" + system.getArch() + "), " + system.getName()
                + ", JDK "
                + Runtime.version()
                + String.format(Locale.ROOT, ", load average at the start %.1f.", system.getSystemLoadAverage()));
        line("");
    }

    /**
     * Adds a line, and shows it.
     *
     * @param line Markdown, without the end of the line
     */
    public void line(String line) {
        lines.add(line);
        System.out.println(line);
    }

    /**
     * Puts the lines in place of what stands between the two marks.
     *
     * @param page a Markdown file with {@code <!-- PROGRAM -->} and {@code <!-- /PROGRAM -->}
     * @throws IOException if it cannot be written, or does not have the marks
     */
    public void writeInto(Path page) throws IOException {
        String begin = "<!-- " + program + " -->";
        String end = "<!-- /" + program + " -->";
        String text = Files.readString(page);
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IOException(page + " has no place for the figures: " + begin + " and " + end);
        }
        Files.writeString(
                page,
                text.substring(0, from) + begin + "\n"
                        + String.join("\n", lines).strip() + "\n" + text.substring(to));
    }
}
