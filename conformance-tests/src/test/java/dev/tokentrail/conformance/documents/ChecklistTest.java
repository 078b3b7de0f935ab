package dev.tokentrail.conformance.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The checklists of docs/security.md: each line says how it stands, and each that is met names tests that exist. */
class ChecklistTest {

    private static final List<String> SPECIFICATIONS =
            List.of("RFC 9700", "RFC 6749", "RFC 7636", "RFC 8252", "RFC 9207", "RFC 7009", "RFC 7662", "RFC 8414");

    private static final Pattern STANDING = Pattern.compile(
            "(\\*\\*met\\*\\*|\\*\\*in part\\*\\*|does not apply|left to the application|the emulator|\\*\\*not met\\*\\*).*");

    @Test
    void everyTestThatADocumentNamesExists() {
        Set<String> existing = NamedTests.existing();
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (Path document : Repository.files(".md")) {
            for (String test : NamedTests.namedIn(Repository.read(document))) {
                named++;
                if (!NamedTests.exists(test, existing)) {
                    missing.add(Repository.root().relativize(document) + ": " + test);
                }
            }
        }
        assertThat(missing).as("tests that documents name and that are nowhere").isEmpty();
        assertThat(named).isGreaterThan(100);
    }

    @Test
    void eachSpecificationHasItsLines() {
        Map<String, List<String[]>> checklists = checklists();
        assertThat(checklists.keySet()).containsAll(SPECIFICATIONS);
        for (String specification : SPECIFICATIONS) {
            assertThat(checklists.get(specification)).as(specification).hasSizeGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void eachLineSaysHowItStandsAndWhatIsMetIsShown() {
        Map<String, List<String[]>> checklists = checklists();
        checklists.keySet().removeIf(heading -> !heading.startsWith("RFC "));
        checklists.forEach((specification, lines) -> {
            for (String[] cells : lines) {
                String line = specification + ", " + String.join(" | ", cells);
                assertThat(cells).as(line).hasSize(4);
                assertThat(cells[2]).as(line).matches(STANDING);
                if (cells[2].matches("(\\*\\*met|\\*\\*in part|the emulator).*")) {
                    assertThat(NamedTests.namedIn(cells[3]))
                            .as("a claim names the test that shows it: %s", line)
                            .isNotEmpty();
                }
            }
        });
    }

    @Test
    void aTestThatIsNotThereWouldBeSeen() {
        String source = """
                    @ParameterizedTest
                    @ValueSource(
                            strings = {"", "x"})
                    void oneOfMany(String value) {}

                    @Test
                    void alone() throws Exception {}

                    private static void noTest() {}
                """;
        assertThat(NamedTests.methods(source)).containsExactly("oneOfMany", "alone");
        Set<String> existing = Set.of("OneTest#alone");
        assertThat(NamedTests.namedIn("`OneTest#alone`, `OneTest#gone`, `OneTest`, `TwoIT`, `Test`"))
                .containsExactly("OneTest#alone", "OneTest#gone", "OneTest", "TwoIT")
                .filteredOn(name -> NamedTests.exists(name, existing))
                .containsExactly("OneTest#alone", "OneTest");
    }

    /** The rows of the tables under the headings that begin with the name of a specification. */
    private static Map<String, List<String[]>> checklists() {
        Map<String, List<String[]>> checklists = new LinkedHashMap<>();
        List<String[]> current = new ArrayList<>();
        for (String line : Repository.read("docs/security.md").lines().toList()) {
            if (line.startsWith("#")) {
                current = new ArrayList<>();
                checklists.put(line.replaceFirst("^#+ ", "").replaceFirst("[,:].*", ""), current);
            } else if (line.startsWith("| ") && !line.startsWith("| section |") && !line.startsWith("|--")) {
                current.add(line.substring(1, line.lastIndexOf('|')).split(" \\| ", -1));
            }
        }
        return checklists;
    }
}
