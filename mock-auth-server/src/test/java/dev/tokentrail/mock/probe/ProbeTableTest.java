package dev.tokentrail.mock.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Sends every probe to every service and judges every answer. The answers are {@code docs/emulator.md}; run with
 * {@code -Dprobes.write=true} to write it anew after a change that is meant.
 */
class ProbeTableTest {

    private static final Instant NOON = Instant.parse("2029-06-01T12:00:00Z");
    private static final Path PAGE = Path.of("..", "docs", "emulator.md");
    private static final List<String> COLUMNS =
            List.of("Sage X3", "Sonetel", "X Booker", "GoTo", "WSO2 3.2", "WSO2 4.2");

    private static final List<Table> TABLES = List.of(
            TokenRequestProbes.table(),
            ClientProbes.table(),
            UserProbes.table(),
            AuthorizationProbes.table(),
            CodeProbes.table(),
            PkceProbes.table(),
            RefreshProbes.table(),
            ApiProbes.table(),
            InspectionProbes.table(),
            GrantProbes.table(),
            DeviceProbes.table(),
            IssuedProbes.table(),
            WireProbes.table());

    @Test
    void every_service_answers_every_probe_as_it_must() throws IOException {
        List<String> wrong = new ArrayList<>();
        StringBuilder tables = new StringBuilder();
        List<Subject> subjects = Emulators.start();
        try {
            for (Table table : TABLES) {
                tables.append(Page.heading(table, COLUMNS));
                table.rows().forEach(row -> tables.append(Page.row(row, observe(row, subjects, wrong))));
            }
        } finally {
            subjects.forEach(subject -> {
                subject.close();
                subject.mock.close();
            });
        }
        assertThat(String.join("\n", wrong)).as("wrong rows").isEmpty();
        String page = Page.of(tables.toString(), TABLES, Files.exists(PAGE) ? Files.readString(PAGE) : "");
        if (Boolean.getBoolean("probes.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/emulator.md; run this test with -Dprobes.write=true if the change is meant")
                .isEqualTo(page);
    }

    private static List<String> observe(Row row, List<Subject> subjects, List<String> wrong) {
        List<String> observed = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            Subject subject = subjects.get(i);
            Cell cell = row.cells().get(COLUMNS.indexOf(subject.title()));
            subject.mock.reset();
            subject.mock.clock().set(NOON);
            String answer;
            try {
                answer = cell.applies()
                        ? row.probe().observe(subject)
                        : cell.absent().test(subject) ? cell.expected() : "there is one after all";
            } catch (RuntimeException | AssertionError e) {
                answer = "probe failed: " + e;
            }
            String judged = cell.expected().contains(":") ? answer : Page.brief(answer);
            if (!judged.equals(cell.expected())) {
                wrong.add(row.name() + ", " + subject.title() + ": must be [" + cell.expected() + "], is [" + answer
                        + "]");
            }
            observed.add(answer);
        }
        return observed;
    }
}
