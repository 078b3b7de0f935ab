package dev.tokentrail.conformance.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/tls.md: each row names the test that saw it, and each test of the set has its row. */
class TlsTableTest {

    private static final String SET = "TlsSetTest#";

    @Test
    void rowsAndTestsAreTheSame() {
        String page = Repository.read("docs/tls.md");
        List<String> rows = page.lines()
                .filter(line -> line.startsWith("| ") && !line.endsWith("| test |"))
                .toList();
        assertThat(rows)
                .hasSizeGreaterThan(30)
                .allSatisfy(row -> assertThat(NamedTests.namedIn(row)).as(row).hasSize(1));
        List<String> named = NamedTests.namedIn(page).stream()
                .filter(test -> test.startsWith(SET))
                .toList();
        List<String> tests = NamedTests.existing().stream()
                .filter(test -> test.startsWith(SET))
                .toList();
        assertThat(named).isNotEmpty().containsExactlyInAnyOrderElementsOf(tests);
    }
}
