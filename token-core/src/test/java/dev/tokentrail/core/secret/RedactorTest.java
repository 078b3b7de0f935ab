package dev.tokentrail.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class RedactorTest {

    private static final String HOSTILE = "p\"a\\s/s w+o&r=d%é€~*<'>\n!";
    private final Redactor knowsHostile = Redactor.of(List.of(Secret.of(HOSTILE)));
    private final Redactor byName = Redactor.of(Set.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p\"a\\s/s w+o&r=d%é€~*<'>\n!",
                "p%22a%5Cs%2Fs+w%2Bo%26r%3Dd%25%C3%A9%E2%82%AC%7E*%3C%27%3E%0A%21",
                "p%22a%5Cs%2Fs+w%2Bo%26r%3Dd%25%C3%A9%E2%82%AC~%2A%3C%27%3E%0A%21",
                "p%22a%5Cs%2Fs%20w%2Bo%26r%3Dd%25%C3%A9%E2%82%AC~%2A%3C%27%3E%0A%21",
                "p%22a%5Cs%2Fs%20w%2Bo%26r%3Dd%25%C3%A9%E2%82%AC~*%3C'%3E%0A!",
                "p%22a%5cs%2fs%20w%2bo%26r%3dd%25%c3%a9%e2%82%ac~*%3c'%3e%0a!",
                "p\\\"a\\\\s/s w+o&r=d%é€~*<'>\\n!",
                "p\\\"a\\\\s\\/s w+o&r=d%é€~*<'>\\n!",
                "p\\\"a\\\\s/s w+o&r=d%\\u00e9\\u20ac~*<'>\\n!",
                "p\\\"a\\\\s/s w+o&r=d%\\u00E9\\u20AC~*<'>\\n!",
                "p\\\"a\\\\s/s w+o\\u0026r\\u003dd%\\u00e9\\u20ac~*\\u003c\\u0027\\u003e\\n!",
                "p&quot;a\\s/s w+o&amp;r=d%é€~*&lt;&#39;&gt;\n!",
                "p&#34;a\\s/s w+o&amp;r=d%é€~*&lt;&#x27;&gt;\n!",
            })
    void findsAKnownValueInEverySpelling(String spelling) {
        assertThat(knowsHostile.redact("before " + spelling + " after")).isEqualTo("before *** after");
        assertThat(knowsHostile.finds("x" + spelling + "y")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p\\\"a\\\\s/s w+o&r=d%é€~*<'>\\n!",
                "p\\\"a\\\\s\\/s w+o&r=d%é€~*<'>\\n!",
                "p\\\"a\\\\s/s w+o&r=d%\\u00e9\\u20ac~*<'>\\n!",
                "p\\\"a\\\\s/s w+o&r=d%\\u00E9\\u20AC~*<'>\\n!",
                "p\\\"a\\\\s\\/s w+o&r=d%\\u00e9\\u20ac~*<'>\\n!",
                "p\\\"a\\\\s/s w+o\\u0026r\\u003dd%\\u00e9\\u20ac~*\\u003c\\u0027\\u003e\\n!",
                "p%22a%5Cs%2Fs+w%2Bo%26r%3Dd%25%C3%A9%E2%82%AC%7E*%3C%27%3E%0A%21",
                "p%22a%5Cs%2Fs+w%2Bo%26r%3Dd%25%C3%A9%E2%82%AC~%2A%3C%27%3E%0A%21",
                "p%22a%5Cs%2Fs%20w%2Bo%26r%3Dd%25%C3%A9%E2%82%AC~%2A%3C%27%3E%0A%21",
                "p%22a%5Cs%2Fs%20w%2Bo%26r%3Dd%25%C3%A9%E2%82%AC~*%3C'%3E%0A!",
            })
    void findsAKnownValueInBase64OfEverySpelling(String spelling) {
        for (String around : List.of("", "\"", "{\"", "id:")) {
            byte[] bytes = (around + spelling + around).getBytes(StandardCharsets.UTF_8);
            assertThat(knowsHostile.redact("<" + Base64.getEncoder().encodeToString(bytes) + ">"))
                    .isEqualTo("<***>");
            assertThat(knowsHostile.redact("<" + Base64.getUrlEncoder().encodeToString(bytes) + ">"))
                    .isEqualTo("<***>");
        }
    }

    /** The spellings in which JSON escapes what does not print, and leaves a space alone. */
    @Test
    void findsAKnownValueInBase64OfJsonWithControlCharacters() {
        Redactor redactor = Redactor.of(List.of(Secret.of("a b\u0001c\"d\b~\u007fe")));
        for (String spelling : List.of("a b\\u0001c\\\"d\\b~\u007fe", "a b\\u0001c\\\"d\\b~\\u007fe")) {
            String encoded = Base64.getEncoder().encodeToString(spelling.getBytes(StandardCharsets.UTF_8));
            assertThat(redactor.redact(encoded)).isEqualTo("***");
        }
    }

    /** Who sends value and text can make both repeat themselves; what looks for all of it everywhere takes hours. */
    @Test
    @Timeout(60)
    void isDoneInTimeWithALongValueThatRepeatsItself() {
        String value = "a".repeat(400_000) + "b";
        Redactor redactor = Redactor.of(List.of(Secret.of(value)));
        for (String text : List.of(
                "a".repeat(1_000_000), "%" + "a".repeat(1_000_000), "x" + value + " end", "x%" + value + " end")) {
            assertThat(redactor.redactValues(text)).hasSizeLessThan(20).contains(Secret.MASK);
        }
        assertThat(redactor.redactValues("x" + value + " end")).isEqualTo("x" + Secret.MASK + " end");
    }

    @Test
    void findsALongValueHoweverItIsEscaped() {
        String value = "a-/+ \u00e9\\\ud83d\ude00".repeat(3_000);
        Redactor redactor = Redactor.of(List.of(Secret.of(value)));
        String form = URLEncoder.encode(value, StandardCharsets.UTF_8);
        assertThat(redactor.redactValues("a=" + form + "&b=c")).isEqualTo("a=" + Secret.MASK + "&b=c");
        assertThat(redactor.redactValues("a=" + value + "&b=c")).isEqualTo("a=" + Secret.MASK + "&b=c");
        assertThat(redactor.redactValues("a=" + value.substring(0, 2_000) + "&b=c"))
                .isEqualTo("a=" + Secret.MASK);
    }

    @Test
    void doesNotCutALongValueWithinACharacter() {
        String value = "a".repeat(255) + "\ud83d\ude00" + "b".repeat(1_000);
        Redactor redactor = Redactor.of(List.of(Secret.of(value)));
        assertThat(redactor.redact("x " + URLEncoder.encode(value, StandardCharsets.UTF_8) + " y"))
                .isEqualTo("x *** y");
    }

    @Test
    void doesNotCutALongValueWithinARunOfBackslashes() {
        String value = "a".repeat(250) + "\\".repeat(10) + "b".repeat(1_000);
        Redactor redactor = Redactor.of(List.of(Secret.of(value)));
        assertThat(redactor.redact("x " + value.replace("\\", "\\\\") + " y")).isEqualTo("x *** y");
    }

    @Test
    void takesOutWhatFollowsABackslashIfAValueBeginsWithManyOfThem() {
        Redactor redactor = Redactor.of(List.of(Secret.of("\\".repeat(2_000) + "end")));
        assertThat(redactor.redactValues("a \\ b")).isEqualTo("a ***");
    }

    @Test
    void searchesForTheBeginningOfALongValueAlone() {
        String value = "0123456789abcdef".repeat(64);
        String beginning = "x " + value.substring(0, 300) + " y";
        assertThat(Redactor.of(List.of(Secret.of(value))).redactValues(beginning))
                .isEqualTo(beginning);
        assertThat(Redactor.of(List.of(Secret.of(value + "0"))).redactValues(beginning))
                .isEqualTo("x ***");
    }

    @Test
    void findsAKnownValueAtBothEndsOfAPlainText() {
        Redactor redactor = Redactor.of(List.of(Secret.of("plainValue")));
        assertThat(redactor.redact("plainValue and plainValue")).isEqualTo("*** and ***");
        assertThat(redactor.redact("plainValueplainValue")).isEqualTo("******");
    }

    @Tag("slow")
    @Property(tries = 500)
    void findsAKnownValueInBase64AtEveryAlignment(
            @ForAll @NotBlank @StringLength(min = 4, max = 40) String secret,
            @ForAll @IntRange(max = 5) int before,
            @ForAll @IntRange(max = 5) int after) {
        byte[] around = ("c".repeat(before) + secret + "c".repeat(after)).getBytes(StandardCharsets.UTF_8);
        byte[] encoded = ("c".repeat(before) + URLEncoder.encode(secret, StandardCharsets.UTF_8) + "c".repeat(after))
                .getBytes(StandardCharsets.UTF_8);
        Redactor redactor = Redactor.of(List.of(Secret.of(secret)));
        for (Base64.Encoder encoder : List.of(
                Base64.getEncoder(),
                Base64.getEncoder().withoutPadding(),
                Base64.getUrlEncoder(),
                Base64.getUrlEncoder().withoutPadding())) {
            assertThat(redactor.finds("x: " + encoder.encodeToString(around))).isTrue();
            assertThat(redactor.redact("x: " + encoder.encodeToString(encoded))).isEqualTo("x: ***");
        }
    }

    @Tag("slow")
    @Property(tries = 500)
    void findsAKnownValueInWhatJacksonWrites(@ForAll @NotBlank @StringLength(min = 4, max = 40) String secret)
            throws Exception {
        String json = JsonMapper.builder().build().writeValueAsString(List.of(secret));
        String text = Redactor.of(List.of(Secret.of(secret))).redact(json);
        assertThat(text).isEqualTo("[\"***\"]");
    }

    @Test
    void findsAClientSecretInsideBasic() {
        String credentials = Base64.getEncoder().encodeToString("client:s3cr3t~v*lue".getBytes(StandardCharsets.UTF_8));
        Redactor redactor = Redactor.of(List.of(Secret.of("s3cr3t~v*lue")));
        assertThat(redactor.redactValues("seen: " + credentials)).isEqualTo("seen: ***");
        assertThat(byName.redact("Sent Basic " + credentials + " to us")).isEqualTo("Sent Basic *** to us");
    }

    @Test
    void leavesShortValuesToTheirNames() {
        Redactor redactor = Redactor.of(List.of(Secret.of("abc")));
        assertThat(redactor.redact("abcdef password=abc")).isEqualTo("abcdef password=***");
        assertThat(Redactor.of(List.of(Secret.of("abcd"))).redact("an abcdef")).isEqualTo("an ***ef");
    }

    static List<List<String>> named() {
        return List.of(
                List.of("{\"access_token\": \"abc\", \"a\": 1}", "{\"access_token\": \"***\", \"a\": 1}"),
                List.of("{\"refreshToken\":\"a\\\"b\"}", "{\"refreshToken\":\"***\"}"),
                List.of("{\"access_token\":\"cut of", "{\"access_token\":\"***\""),
                List.of("{\"password\":\"123456\"}", "{\"password\":\"***\"}"),
                List.of("{\"password\":123456}", "{\"password\":\"***\"}"),
                List.of("{\"client_secret\":[\"a\",\"b\"]}", "{\"client_secret\":\"***\"}"),
                List.of("{\"code\":900901,\"code\":\"303001\"}", "{\"code\":900901,\"code\":\"303001\"}"),
                List.of("{\"token\":null,\"secret\":true}", "{\"token\":null,\"secret\":true}"),
                List.of("{\"errors\":[{\"password\":\"x\"}]}", "{\"errors\":[{\"password\":\"***\"}]}"),
                List.of("{\"d\":\"{\\\"id_token\\\":\\\"abc\\\"}\"}", "{\"d\":\"{\\\"id_token\\\":\\\"***\\\"}\"}"),
                List.of("{'password': 'abc', 'a': 'b'}", "{'password': '***', 'a': 'b'}"),
                List.of("<p:accessToken>abc</p:accessToken>", "<p:accessToken>***</p:accessToken>"),
                List.of("?code=abc&state=xyz", "?code=***&state=xyz"),
                List.of("X-Api-Key: abc\nAccept: d", "X-Api-Key: ***\nAccept: d"),
                List.of("token is eyJhbGciOi.eyJzdWIi.c2ln!", "token is ***!"),
                List.of("%22eyJhbGciOi.eyJzdWIi.c2ln", "%22***"),
                List.of("a.eyJhbGc.", "a.***"),
                List.of("a.eyJhbGciOi", "a.eyJhbGciOi"),
                List.of("api.example.com answered 4.2", "api.example.com answered 4.2"),
                List.of("{\"token_type\":\"bearer\"}", "{\"token_type\":\"bearer\"}"));
    }

    @ParameterizedTest
    @MethodSource("named")
    void redactsByName(List<String> inAndOut) {
        assertThat(byName.redact(inAndOut.get(0))).isEqualTo(inAndOut.get(1));
    }

    @Test
    void redactsByNamesOfAServiceOfItsOwn() {
        Redactor redactor = Redactor.of(Set.of(), Set.of("ticket"));
        assertThat(redactor.redact("{\"ticket\":\"abc\"} ticket=abc <ticket>abc</ticket>"))
                .isEqualTo("{\"ticket\":\"***\"} ticket=*** <ticket>***</ticket>");
        assertThat(byName.redact("{\"ticket\":\"abc\"}")).isEqualTo("{\"ticket\":\"abc\"}");
    }

    @org.junit.jupiter.api.Tag("slow")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "eyJ",
                "a",
                "\"",
                "\\",
                "\"a\":",
                "\"a\":[",
                "a=",
                "eyJabcd.",
                "<a>",
                "<",
                "\\\"a",
                " ",
                "a.",
                "a..",
                "Basic ",
                "a:\n",
                "{\"a\":{",
                "%22",
                "password=",
                "\"password\":\"",
                "\\\"password\\\":\\\""
            })
    void takesNoLongerThanLinearTimeForHostileText(String piece) {
        String text = piece.repeat(1024 * 1024 / piece.length());
        Redactor redactor = Redactor.of(List.of(Secret.of(HOSTILE), Secret.of("plain-value")));
        String redacted = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> redactor.redact(text));
        assertThat(redacted).isNotEmpty();
    }

    @Test
    void redactingTwiceChangesNothingMore() {
        String once = knowsHostile.redact("{\"password\":\"x\",\"y\":\"" + "eyJhbGciOi.eyJzdWIi.c2ln" + "\"}");
        assertThat(knowsHostile.redact(once)).isEqualTo(once);
    }
}
