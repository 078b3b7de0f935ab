package dev.tokentrail.conformance.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each row of "What goes wrong" is shown by a test: a comment at its end names it, and the test has the row's status, its
 * words, and what they are read as. Where the test has a table of its own, they stand in one row of that.
 */
class ReadmeErrorsTest {

    private static final Pattern SECTION = Pattern.compile("(?ms)^## What goes wrong$(.*?)^## ");
    private static final Pattern TEST = Pattern.compile("@(Parameterized)?Test\\b");

    @ParameterizedTest
    @EnumSource
    void eachRowIsShownByATest(ProviderReadme readme) {
        List<ErrorRow> rows = rows(readme.text());
        assertThat(rows).as("the rows of %s", readme.file()).hasSizeGreaterThan(8);

        List<String> faults = new ArrayList<>();
        for (ErrorRow row : rows) {
            fault(readme, row).ifPresent(fault -> faults.add("line " + row.line() + ": " + fault));
        }
        assertThat(faults).as("rows of %s that no test shows", readme.file()).isEmpty();
    }

    /** Every table of the section is of the one shape, so that no row is left out above. */
    @ParameterizedTest
    @EnumSource
    void theTablesHaveTheSameColumns(ProviderReadme readme) {
        String section = section(readme.text()).group(1);

        assertThat(section.lines().filter(line -> line.startsWith("|---")).count())
                .as("tables of %s that begin with %s", readme.file(), ErrorRow.HEADER)
                .isPositive()
                .isEqualTo(section.lines().filter(ErrorRow.HEADER::equals).count());
    }

    @Test
    void aRowThatItsTestDoesNotShowIsSeen() {
        String test = "XBookerTest#documentedErrorsAreRefusals";

        assertThat(fault("| 403 `Access token expired` | `invalid_token`: over | refresh <!-- " + test + " --> |"))
                .isEmpty();
        assertThat(fault("| 400 `Access token expired` | `invalid_token`: over | refresh <!-- " + test + " --> |"))
                .isPresent();
        assertThat(fault("| 403 `Access token expired` | `invalid_grant`: over | refresh <!-- " + test + " --> |"))
                .isPresent();
        assertThat(fault("| 403 `Access token gone` | `invalid_token`: over | refresh <!-- " + test + " --> |"))
                .isPresent();
        assertThat(fault("| 403 `Access token expired` | `invalid_token`: over | refresh <!-- XBookerTest#none --> |"))
                .isPresent();
        assertThat(fault("| 403 `Access token expired` | `invalid_token`: over | refresh <!-- XBookerTest#send --> |"))
                .isPresent();
        assertThat(fault("| 403 `Access token expired` | `invalid_token`: over | refresh |"))
                .isPresent();
        assertThat(fault("| 403 `Access token expired` | `invalid_token`: over |"))
                .isPresent();
    }

    private static Optional<String> fault(String row) {
        List<ErrorRow> rows = rows("## What goes wrong\n\n" + ErrorRow.HEADER + "\n|---|---|---|\n" + row + "\n\n## ");
        assertThat(rows).hasSize(1);
        return fault(ProviderReadme.XBOOKER, rows.get(0));
    }

    private static List<ErrorRow> rows(String readme) {
        Matcher section = section(readme);
        return ErrorRow.in(section.group(1), (int)
                readme.substring(0, section.start(1)).lines().count());
    }

    private static Matcher section(String readme) {
        Matcher section = SECTION.matcher(readme);
        assertThat(section.find()).as("the section What goes wrong").isTrue();
        return section;
    }

    private static Optional<String> fault(ProviderReadme readme, ErrorRow row) {
        if (row.error().isBlank() || row.meaning().isBlank() || row.remedy().isBlank()) {
            return Optional.of("a row has three cells");
        }
        if (row.shownBy().isEmpty()) {
            return Optional.of("no <!-- TestClass#method --> stands at its end");
        }
        List<String> tests = new ArrayList<>();
        for (String test : row.shownBy()) {
            Optional<String> text = method(readme, test);
            if (text.isEmpty()) {
                return Optional.of("there is no test " + test);
            }
            tests.add(text.get());
        }
        List<String> words = row.words().isEmpty() ? List.of("") : row.words();
        return words.stream()
                .filter(word -> tests.stream().noneMatch(test -> shows(test, word, row)))
                .map(word ->
                        row.shownBy() + " does not have together: " + row.statuses() + " " + word + " " + row.readAs())
                .findFirst();
    }

    private static boolean shows(String test, String word, ErrorRow row) {
        List<String> ownRows = test.lines()
                .filter(line -> line.contains(" | ") && line.contains(word))
                .toList();
        List<String> places = word.isEmpty() || ownRows.isEmpty() ? List.of(test) : ownRows;
        return places.stream()
                .anyMatch(place -> place.contains(word)
                        && (row.statuses().isEmpty() || row.statuses().stream().anyMatch(place::contains))
                        && row.readAs().stream()
                                .allMatch(code ->
                                        place.contains(code) || (code.endsWith("Exception") && test.contains(code))));
    }

    /** The text of a test, its annotations included, strings that go over several lines as one; empty if it is none. */
    private static Optional<String> method(ProviderReadme readme, String test) {
        String[] parts = test.split("#", 2);
        if (parts.length < 2) {
            return Optional.empty();
        }
        String source = source(Path.of("..", readme.module(), "src", "test", "java"), parts[0] + ".java");
        int name = source.indexOf("    void " + parts[1] + "(");
        int end = source.indexOf("\n    }\n", Math.max(name, 0));
        if (name < 0 || end < 0) {
            return Optional.empty();
        }
        String method = source.substring(source.lastIndexOf("\n\n", name) + 1, end);
        return TEST.matcher(method).find()
                ? Optional.of(method.replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\""))
                : Optional.empty();
    }

    private static String source(Path folder, String file) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(path -> path.endsWith(file))
                    .map(ReadmeErrorsTest::read)
                    .collect(Collectors.joining());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replace("\r\n", "\n");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
