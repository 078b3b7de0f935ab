package dev.tokentrail.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures how costs grow; {@code benchmarks/growth} starts it. */
public final class MeasureGrowth {

    private static final Path DOCS = Path.of("..", "docs");
    private static final List<String> PARTS = List.of("--tokens", "--callers", "--texts", "--sessions");

    private final PageBlock block = new PageBlock("growth");
    private final List<String> findings = new ArrayList<>();
    private final boolean page;

    private MeasureGrowth(boolean page) {
        this.page = page;
    }

    /**
     * Measures what is asked for, or everything.
     *
     * @param arguments the demo's jar; {@code --page} to write tables and plots into {@code docs/}; {@code --tokens},
     *     {@code --callers}, {@code --texts} and {@code --sessions} for these alone
     * @throws Exception if something cannot be measured, or grows more than it should
     */
    public static void main(String[] arguments) throws Exception {
        List<String> wanted = List.of(arguments);
        boolean all = wanted.stream().noneMatch(PARTS::contains);
        MeasureGrowth growth = new MeasureGrowth(wanted.contains("--page"));
        if (all || wanted.contains("--tokens")) {
            growth.tokens();
        }
        if (all || wanted.contains("--callers")) {
            growth.callers();
        }
        if (all || wanted.contains("--texts")) {
            growth.texts();
        }
        if (all || wanted.contains("--sessions")) {
            growth.sessions(Path.of(arguments[0]));
        }
        growth.finish();
    }

    private void tokens() throws Exception {
        block.line("### Stored tokens");
        block.line("");
        StoredTokens tokens = StoredTokens.measure();
        GrowthTable table = tokens.table();
        add(table);
        plot(table.plot("One read of a store, by the tokens in it", "µs", "read in"), "growth-tokens-read.svg");
        plot(table.plot("One save in a store, by the tokens in it", "µs", "save in"), "growth-tokens-save.svg");
        sentence(
                "A read and a save find their row by its key: a hash table in memory, an index in a database, whose depth grows"
                        + " as the logarithm of the rows. Only space grows with the tokens. H2's is that of its pages; its file takes "
                        + tokens.file() + ".");
    }

    private void callers() throws Exception {
        block.line("### Callers of one source");
        block.line("");
        GrowthTable table = WaitingCallers.measure();
        add(table);
        plot(
                table.plot(
                        "Until the last of the waiting callers has the token", "µs", "until the last has the token,"),
                "growth-callers.svg");
        sentence("One grant serves all of them. What grows is waking them up, one after the other: threads ("
                + Callers.kind()
                + ") by the system, which takes as long where they wait for nothing but a future, asynchronous callers on a thread of their own, which the JDK makes anew"
                + " for each on a machine with one or two processors, so that nobody waits for what another does with the"
                + " token. While they wait, an asynchronous caller is one future of less than a kilobyte.");
    }

    private void texts() throws Exception {
        block.line("### Size of answers and requests");
        block.line("");
        List<GrowthTable> tables = LargeTexts.measure();
        tables.forEach(this::add);
        plot(tables.get(0).plot("Reading, redacting and rendering, by size", "µs", ""), "growth-texts.svg");
        sentence(
                "Time and memory grow as the size does. A token of more than 256 KiB is refused, and an answer of more than"
                        + " 1 MiB is not read.");
    }

    private void sessions(Path jar) throws Exception {
        block.line("### Sessions");
        block.line("");
        GrowthTable namespaces = Sessions.namespaces();
        add(namespaces);
        GrowthTable visitors = Sessions.visitors(jar);
        add(visitors);
        plot(namespaces.plot("Namespaces of an emulator", "µs and KiB", ""), "growth-namespaces.svg");
        plot(visitors.plot("Visitors of the demo", "µs and KiB", ""), "growth-visitors.svg");
        sentence(
                "A namespace or a visitor has a state of its own that nobody else walks through, so requests cost the same and"
                        + " memory grows by the same amount for each, until the limits of journal and sessions hold it.");
    }

    private void add(GrowthTable table) {
        findings.addAll(table.write(block));
    }

    private void sentence(String text) {
        block.line(text);
        block.line("");
    }

    private void plot(Plot plot, String file) throws Exception {
        if (page) {
            plot.write(DOCS.resolve(file));
        }
        block.line("![" + plot.title() + "](" + file + ")");
        block.line("");
    }

    private void finish() throws Exception {
        if (page) {
            block.writeInto(DOCS.resolve("performance.md"));
        }
        findings.forEach(finding -> System.err.println("Grows more than it should: " + finding));
        System.exit(findings.isEmpty() ? 0 : 1);
    }
}
