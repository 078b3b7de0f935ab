package dev.tokentrail.conformance.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/design.md names every module, and each of its decisions has a reason and what was rejected. */
class DesignTest {

    private final String design = Repository.read("docs/design.md");

    @Test
    void everyModuleIsDrawn() {
        String drawing = design.substring(design.indexOf("## Modules"), design.indexOf("## Data"));
        List<String> modules = Pattern.compile("<module>([\\w-]+)</module>")
                .matcher(Repository.read("pom.xml"))
                .results()
                .map(module -> module.group(1))
                .toList();
        assertThat(modules).hasSizeGreaterThan(15);
        assertThat(drawing).contains(modules);
    }

    @Test
    void everyDecisionSaysWhyAndWhatWasRejected() {
        List<String> decisions = design.substring(design.indexOf("## Decisions"))
                .lines()
                .filter(line -> line.startsWith("|") && !line.startsWith("|--"))
                .skip(1)
                .toList();
        assertThat(decisions).hasSizeGreaterThan(50);
        assertThat(decisions)
                .allSatisfy(line -> assertThat(
                                line.substring(2, line.length() - 2).split("(?<!\\\\) \\| ", -1))
                        .hasSize(3)
                        .noneMatch(String::isBlank));
    }
}
