package dev.tokentrail.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A table of the root README, between {@code <!-- comparison: name -->} and {@code <!-- end of comparison -->}. */
record ReadmeTable(String name) {

    private static final String END = "<!-- end of comparison -->";

    /** Compares the table with these lines, or writes them with {@code -Dcomparison.write=true}. */
    void mustBe(List<String> lines) throws IOException {
        Path readme = Path.of("").toAbsolutePath().resolveSibling("README.md");
        String text = Files.readString(readme).replace("\r\n", "\n");
        String begin = "<!-- comparison: " + name + " -->\n";
        int from = text.indexOf(begin);
        assertThat(from).as(begin + " in " + readme).isNotNegative();
        int start = from + begin.length();
        int end = text.indexOf(END, start);
        String table = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("comparison.write")) {
            Files.writeString(readme, text.substring(0, start) + table + text.substring(end));
        } else {
            assertThat(text.substring(start, end))
                    .as("the table of README.md; -Dcomparison.write=true writes what came out")
                    .isEqualTo(table);
        }
    }
}
