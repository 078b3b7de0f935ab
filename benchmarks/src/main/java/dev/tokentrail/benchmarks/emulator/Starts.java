package dev.tokentrail.benchmarks.emulator;

import dev.tokentrail.benchmarks.Spread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts: of the process to the first token, and within a program to the first and the second one. */
final class Starts {

    private static final String FORMAT = "%.0f";

    private final List<Contestant> contestants;
    private final Map<Contestant, List<Double>> cold = new LinkedHashMap<>();
    private final Map<Contestant, List<Double>> archived = new LinkedHashMap<>();
    private final Map<Contestant, List<Double>> resident = new LinkedHashMap<>();
    private final Map<Contestant, List<Double>> first = new LinkedHashMap<>();
    private final Map<Contestant, List<Double>> second = new LinkedHashMap<>();

    Starts(List<Contestant> contestants) {
        this.contestants = contestants;
    }

    /**
     * Starts everybody in turn.
     *
     * @param rounds how often
     * @param withArchive who is started with an archive of its classes, too
     */
    void measure(int rounds, List<Contestant> withArchive) throws IOException {
        Map<Contestant, List<String>> archives = new LinkedHashMap<>();
        for (Contestant contestant : withArchive) {
            archives.put(contestant, archive(contestant));
        }
        for (int round = 0; round < rounds; round++) {
            for (Contestant contestant : contestants) {
                launch(contestant, List.of(), cold, true);
                List<String> archive = archives.get(contestant);
                if (archive != null) {
                    launch(contestant, archive, archived, false);
                }
                embed(contestant);
            }
        }
    }

    private void launch(
            Contestant contestant, List<String> machine, Map<Contestant, List<Double>> times, boolean withMemory)
            throws IOException {
        try (ServerProcess server = ServerProcess.start(machine, contestant.program())) {
            note(times, contestant, server.firstToken(contestant.order()).toNanos() / 1e6);
            if (withMemory) {
                note(resident, contestant, server.resident());
            }
        }
    }

    private static List<String> archive(Contestant contestant) throws IOException {
        Path archive = Files.createTempFile("classes", ".jsa");
        Files.delete(archive);
        archive.toFile().deleteOnExit();
        try (ServerProcess server = ServerProcess.start(
                List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"),
                contestant.program())) {
            server.firstToken(contestant.order());
            server.end();
        }
        if (Files.notExists(archive)) {
            throw new IOException("No archive of classes was written for " + contestant);
        }
        return List.of("-XX:SharedArchiveFile=" + archive);
    }

    private void embed(Contestant contestant) throws IOException {
        Process process =
                ServerProcess.java(List.of(), contestant.embeddedWithRequests()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int at = said.indexOf("Took ");
        if (at < 0) {
            throw new IOException(contestant + " gave no two tokens: " + said);
        }
        String[] words = said.substring(at).strip().split(" ", -1);
        note(first, contestant, Long.parseLong(words[1]) / 1e6);
        note(second, contestant, Long.parseLong(words[2]) / 1e6);
    }

    private static void note(Map<Contestant, List<Double>> values, Contestant contestant, double value) {
        values.computeIfAbsent(contestant, unused -> new ArrayList<>()).add(value);
    }

    void write(Figures figures) {
        figures.line("### Start");
        figures.line("");
        figures.line("| | process to first token, ms | with a class archive, ms | embedded start and first token, ms"
                + " | second token, ms | resident after the first token, MiB |");
        figures.line("|---|---|---|---|---|---|");
        for (Contestant contestant : contestants) {
            figures.line("| " + contestant + " | " + text(cold, contestant, FORMAT) + " | "
                    + text(archived, contestant, FORMAT) + " | " + text(first, contestant, FORMAT) + " | "
                    + text(second, contestant, "%.1f") + " | " + text(resident, contestant, FORMAT) + " |");
        }
        figures.line("");
    }

    private static String text(Map<Contestant, List<Double>> values, Contestant contestant, String format) {
        List<Double> of = values.get(contestant);
        return of == null ? "" : Spread.of(of).text(format);
    }
}
