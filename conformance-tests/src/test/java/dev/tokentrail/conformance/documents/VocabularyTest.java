package dev.tokentrail.conformance.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The words of docs/vocabulary.md: each has its source, and each name of our code in it is in our code. */
class VocabularyTest {

    private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?(?:\\(\\))?`");
    private static final Pattern METHOD = Pattern.compile("`([a-z]\\w+)`");

    private final Map<String, String> sources = new LinkedHashMap<>();

    VocabularyTest() {
        Repository.files(".java").forEach(file -> {
            if (!file.toString().contains("/src/peers/")) {
                sources.put(file.getFileName().toString().replace(".java", ""), Repository.read(file));
            }
        });
    }

    @Test
    void eachNameOfOurCodeIsInOurCode() {
        String text = Repository.read("docs/vocabulary.md");
        List<String> missing = new ArrayList<>();
        List<MatchResult> types = TYPE.matcher(text).results().toList();
        for (MatchResult name : types) {
            String source = sources.get(name.group(1));
            if (source == null || name.group(2) != null && !declares(source, name.group(2))) {
                missing.add(name.group());
            }
        }
        String ours = text.substring(text.indexOf("## The field's"), text.indexOf("## Services' own"));
        for (MatchResult name : METHOD.matcher(ours).results().toList()) {
            if (sources.values().stream().noneMatch(source -> declares(source, name.group(1)))) {
                missing.add(name.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(types).hasSizeGreaterThan(30);
    }

    @Test
    void eachWordOfTheFieldHasItsSource() {
        String text = Repository.read("docs/vocabulary.md");
        String field = text.substring(text.indexOf("## The field's"), text.indexOf("## Services' own"));
        List<String> words = field.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| word |"))
                .toList();
        assertThat(words).hasSizeGreaterThan(30);
        assertThat(words)
                .allSatisfy(line -> assertThat(line.split(" \\| ")[2]).matches("(RFC \\d{4}|OpenID Connect Core).*"));
        assertThat(words.stream().map(line -> line.split(" \\| ")[0]))
                .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    }

    private static boolean declares(String source, String method) {
        return Pattern.compile("[\\w>\\]] " + method + "\\(|[( ]\\S+ " + method + "[,)]")
                .matcher(source)
                .find();
    }
}
