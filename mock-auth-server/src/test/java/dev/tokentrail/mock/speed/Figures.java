package dev.tokentrail.mock.speed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;

/** The section "Figures" of the emulator's page, and how it comes into that page. */
final class Figures {

    private static final String BEGIN = "<!-- figures -->";
    private static final String END = "<!-- /figures -->";

    private final List<String> lines = new ArrayList<>();

    Figures(Path jar) throws IOException {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        line("Written by `mock-auth-server/measure --page` on " + LocalDate.now(ZoneOffset.UTC) + ": "
                + system.getAvailableProcessors() + " processors (" + system.getArch() + "), "
                + system.getTotalMemorySize() / (1 << 30) + " GiB of memory, " + system.getName() + ", JDK "
                + Runtime.version() + ", " + versions(jar) + ". Load average at the start: "
                + String.format(Locale.ROOT, "%.1f", system.getSystemLoadAverage()) + ".");
        line("");
    }

    private static String versions(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return version(file, "Javalin", "io.javalin/javalin") + ", "
                    + version(file, "Jetty", "org.eclipse.jetty/jetty-server");
        }
    }

    private static String version(JarFile file, String name, String artifact) throws IOException {
        var entry = file.getJarEntry("META-INF/maven/" + artifact + "/pom.properties");
        if (entry == null) {
            return name;
        }
        var properties = new java.util.Properties();
        properties.load(file.getInputStream(entry));
        return name + " " + properties.getProperty("version");
    }

    /** Adds a line, and shows it. */
    void line(String line) {
        lines.add(line);
        System.out.println(line);
    }

    /** Adds a row of a comparison. */
    void compared(String what, Rounds rounds, String format, String wanted) {
        line("| " + what + " | " + rounds.bare().text(format) + " | "
                + rounds.emulator().text(format) + " | "
                + rounds.ratio().text("%.2f") + " | " + wanted + " |");
    }

    /** Puts the section in place of what stands between the two marks of a page. */
    void writeInto(Path page) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(page + " has no place for the figures: " + BEGIN + " and " + END);
        }
        Files.writeString(
                page, text.substring(0, begin) + BEGIN + "\n" + String.join("\n", lines) + "\n" + text.substring(end));
    }
}
