package dev.tokentrail.mock.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes {@code docs/emulator.md}. */
final class Page {

    private static final Pattern FIGURES = Pattern.compile("<!-- figures -->.*<!-- /figures -->", Pattern.DOTALL);

    private Page() {}

    static String of(String tables, List<Table> topics, String before) {
        int rows = topics.stream().mapToInt(topic -> topic.rows().size()).sum();
        Matcher figures = FIGURES.matcher(before);
        return """
                # The emulator, probed

                What each emulated service answers to each kind of wrong request, and to a few right ones. This page is
                written by `ProbeTableTest` from what really came over the wire; the build fails if one answer is wrong or
                this page is no longer true. After a change that is meant:

                ```
                mvn test -pl mock-auth-server -Dtest=ProbeTableTest -Dprobes.write=true
                ```

                A cell is the HTTP status and the error in the service's own words: its code, or its message where it has
                no codes. A service that has no such thing at all says so, and that is tested too. The letter says
                where the expectation comes from:

                - **D** the provider's documentation, tutorial or published source
                - **R** a specification (RFC 6749, 6750, 7009, 7523, 7636, 7662, 8252, 8628, 9110, 9700)
                - **A** assumed: nothing says so, and another choice would be as good

                Sage X3 is probed in both its regions, WSO2 3.2 at its gateway too; they must answer alike. %d probes; for every answer to each of
                them the test also checks: exact `Content-Length`, no chunks, `Date` by the emulator's clock, JSON called
                JSON, `no-store` beside tokens and codes, `WWW-Authenticate` beside every 401, `Allow` beside every 405,
                no CORS header, no `Server` header, no secret repeated in an error, nothing above 499.
                """.formatted(rows)
                + tables
                + "\n## Figures\n\n"
                + (figures.find() ? figures.group() : "<!-- figures -->\n<!-- /figures -->")
                + "\n";
    }

    static String heading(Table table, List<String> columns) {
        return "\n## " + table.title() + "\n\n" + table.words() + "\n\n| | " + String.join(" | ", columns) + " |\n|---|"
                + "---|".repeat(columns.size()) + "\n";
    }

    static String row(Row row, List<String> observed) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.cells().size(); i++) {
            Cell cell = row.cells().get(i);
            cells.add(
                    cell.applies()
                            ? escape(brief(observed.get(i))) + " <sup>" + cell.mark().letter + "</sup>"
                            : "*" + cell.expected() + "*");
        }
        return cells.stream().collect(Collectors.joining(" | ", "| " + row.name() + " | ", " |\n"));
    }

    /** Without descriptions, which are long: each answer up to its first colon. */
    static String brief(String answer) {
        return java.util.Arrays.stream(answer.split(" \u2192 "))
                .map(part -> part.replaceFirst(": .*", ""))
                .collect(Collectors.joining(" \u2192 "));
    }

    private static String escape(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
