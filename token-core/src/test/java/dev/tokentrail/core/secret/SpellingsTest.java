package dev.tokentrail.core.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SpellingsTest {

    private static final String VALUE = "s *~'(é\uD83D\uDE00)\\\\\"\n/&<x";

    private final Redactor redactor = Redactor.of(List.of(Secret.of(VALUE)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s *~'(é\uD83D\uDE00)\\\\\"\n/&<x",
                "s+*%7E%27%28%C3%A9%F0%9F%98%80%29%5C%5C%22%0A%2F%26%3Cx",
                "s%20*~'%28%c3%a9%F0%9F%98%80)%5C%5c%22%0a/%26%3Cx",
                "s%2520*%257e'(%25C3%25A9\uD83D\uDE00)%255C%255C%2522%250A%252F%2526%253Cx",
                "s *~\\u0027(\\u00e9\\ud83d\\uDE00)\\\\\\\\\\\"\\n\\/\\u0026<x",
                "s *~'(é\uD83D\uDE00)\\\\\\\\\\\\\\\\\\\\\\\"\\\\n/&<x",
                "s *~&#39;(&#xE9;\uD83D\uDE00)\\\\&quot;\n/&amp;&lt;x",
            })
    void findsEveryEscape(String spelling) {
        assertThat(redactor.redactValues("<" + spelling + ">")).isEqualTo("<***>");
    }

    @Test
    void findsWhatEncodersWrite() {
        String json = JsonMapper.builder().build().writeValueAsString(VALUE);
        String twice = JsonMapper.builder().build().writeValueAsString(json);
        assertThat(redactor.redactValues(json)).isEqualTo("\"***\"");
        assertThat(redactor.redactValues(twice)).isEqualTo("\"\\\"***\\\"\"");
        assertThat(redactor.redactValues(URLEncoder.encode(VALUE, StandardCharsets.UTF_8)))
                .isEqualTo("***");
    }

    /** The neighbours of the letters and digits, a backspace, and a backslash as the last character. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/0:9@A[Z`a{z\b\\",
                "%2F0%3A9%40A%5BZ%60a%7Bz%08%5C",
                "%2f0%3a9%40A%5bZ%60a%7bz%08%5c",
                "\\u002F0\\u003A9\\u0040A\\u005BZ\\u0060a\\u007Bz\\b\\\\",
                "&#47;0&#58;9&#64;A&#91;Z&#96;a&#123;z&#8;&#92;",
            })
    void findsEscapesOfEveryCharacterThatIsNoLetterOrDigit(String spelling) {
        assertThat(Redactor.of(List.of(Secret.of("/0:9@A[Z`a{z\b\\"))).redactValues("<" + spelling + ">"))
                .isEqualTo("<***>");
    }

    @Test
    void looksForLettersAndDigitsAsTheyAre() {
        assertThat(Spellings.escaped("azAZ09")).hasToString("(azAZ09)");
    }

    @Test
    void leavesTheRestAlone() {
        String text = "s%20*~'(%C3%A9%F0%9F%98%80)\\\"/&<x and 100% + \\ &amp;";
        assertThat(redactor.redactValues(text)).isEqualTo(text);
        assertThat(redactor.finds(text)).isFalse();
    }

    @Test
    void takesNoTimeOverManyBackslashes() {
        Redactor ofBackslashes = Redactor.of(List.of(Secret.of("\\".repeat(40) + "x" + "\\".repeat(40) + "y")));
        String text = ("\\".repeat(500) + "x").repeat(20);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(ofBackslashes.finds(text)).isFalse());
    }

    @Test
    void takesNoTimeOverALongValueOfOneCharacter() {
        String value = "x".repeat(256 * 1024);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(Redactor.of(List.of(Secret.of(value))).redactValues("{\"a\":\"" + value + "\"} %"))
                        .isEqualTo("{\"a\":\"***\"} %"));
    }

    @Test
    void givesPlacesWithoutOverlaps() {
        Redactor two = Redactor.of(List.of(Secret.of("abcdef"), Secret.of("defghi")));
        assertThat(two.valuesIn("-abcdefghi-abcdef"))
                .containsExactly(new Redactor.Range(1, 10), new Redactor.Range(11, 17));
    }
}
