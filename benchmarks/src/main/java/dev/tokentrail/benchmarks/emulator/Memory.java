package dev.tokentrail.benchmarks.emulator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What each process holds after its first token and after as many as a million, in a heap of 128 MiB. */
final class Memory {

    private static final List<String> MACHINE = List.of("-Xmx128m");
    private static final int PARTS = 2;

    private final List<String> rows = new ArrayList<>();

    /**
     * Loads one server.
     *
     * @param seconds how long at most
     * @param most how many tokens
     */
    void measure(Contestant contestant, LoadProcess generator, double seconds, long most) throws IOException {
        try (ServerProcess server = ServerProcess.start(MACHINE, contestant.program())) {
            server.firstToken(contestant.order());
            StringBuilder row = new StringBuilder();
            row.append(String.format(
                    Locale.ROOT,
                    "| %s, %s | %.0f",
                    contestant,
                    contestant.order().kind(),
                    server.resident()));
            long answers = 0;
            String end = "";
            try {
                for (int part = 0; part < PARTS; part++) {
                    answers += generator
                            .send(
                                    server.port(),
                                    contestant.order(),
                                    Throughput.CONNECTIONS,
                                    seconds / PARTS,
                                    most / PARTS)
                            .answers();
                    row.append(String.format(Locale.ROOT, " | %.0f", server.resident()));
                }
            } catch (IOException failed) {
                end = " | failed".repeat(PARTS);
            }
            rows.add(row + end + String.format(Locale.ROOT, " | %,d |", answers));
        }
    }

    void write(Figures figures) {
        figures.line("### Memory");
        figures.line("");
        figures.line("Resident, in MiB, with `-Xmx128m` for everybody. As many tokens as come in "
                + "the time that the emulator takes for its million at most.");
        figures.line("");
        figures.line("| | first token | half of the tokens | all of them | tokens |");
        figures.line("|---|---|---|---|---|");
        rows.forEach(figures::line);
        figures.line("");
    }
}
