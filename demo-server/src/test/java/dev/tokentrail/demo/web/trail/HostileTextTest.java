package dev.tokentrail.demo.web.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.WireRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a service answers, it is shown as text: nothing moves, hides, colours or draws itself. */
class HostileTextTest {

    private static final String URL = "http://127.0.0.1:9/token";

    @Test
    void characters_that_act_become_characters_that_show() {
        String shown =
                response("a\u001b[31mred\u0007\u0000 \u202Egnirts\u2066 \u200Bb\uFEFF \u00A0c \r\n\td\u007F\u0085");
        assertThat(shown)
                .contains("a␛[31mred␇␀ ⟨U+202E⟩gnirts⟨U+2066⟩ ⟨U+200B⟩b⟨U+FEFF⟩ ⟨U+00A0⟩c ␍\n\td␡⟨U+0085⟩")
                .matches(text -> text.codePoints().allMatch(c -> c == '\n' || c == '\t' || isHarmless(c)));
    }

    @Test
    void no_character_of_all_of_unicode_acts() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            all.appendCodePoint(c);
        }
        assertThat(VisibleText.line(all.toString())
                        .codePoints()
                        .filter(c -> !isHarmless(c))
                        .count())
                .isZero();
    }

    private static boolean isHarmless(int c) {
        return !Character.isISOControl(c)
                && !List.of((int) Character.FORMAT, (int) Character.SURROGATE, (int) Character.LINE_SEPARATOR, (int)
                                Character.PARAGRAPH_SEPARATOR)
                        .contains(Character.getType(c))
                && (c == ' ' || !Character.isSpaceChar(c));
    }

    @Test
    void a_huge_answer_is_cut_with_a_sentence() {
        String shown = response("x".repeat(1_000_000));
        assertThat(shown.length()).isLessThan(VisibleText.LONGEST + 500);
        assertThat(shown).contains("cut here", "characters are not shown.");
    }

    @Test
    void a_cut_leaves_no_beginning_of_a_secret() {
        String token = "pl4nted" + "t".repeat(900);
        String padding = "x".repeat(SessionSecrets.SEARCHED - 400);
        String shown = SessionSecrets.of(new Calls()
                        .answered(
                                WireRequest.get(URL).build(),
                                200,
                                "{\"access_token\":\"" + token + "\"}",
                                "Content-Type",
                                "application/json")
                        .list())
                .masked(padding + token + padding);
        assertThat(shown).doesNotContain("pl4nted").contains("left out");
    }

    @Test
    void an_address_cannot_break_out_of_the_picture() {
        Picture picture = Picture.of(
                new Calls()
                        .answered(
                                WireRequest.get(URL + "/a;b%23c%0Aend%3Cscript%3E:x")
                                        .build(),
                                200,
                                "")
                        .entries(),
                service -> "Go\nTo: end; %% <b>");
        assertThat(picture.mermaid().lines())
                .hasSize(5)
                .allMatch(line -> line.replaceFirst("(?<=app|service0)-{1,2}>>(?=app: |service0: )", "")
                        .matches("sequenceDiagram|    ([^#;<>]|#\\d+;)*"));
        assertThat(picture.mermaid()).doesNotContain("%%", "<b>");
    }

    private static String response(String body) {
        return new Calls()
                .answered(WireRequest.get(URL).build(), 200, body, "Content-Type", "text/plain")
                .texts(false)
                .rawResponse();
    }
}
