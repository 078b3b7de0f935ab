package dev.tokentrail.mock.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {

    @Test
    void text_is_escaped_and_markup_is_not() {
        Html inner = Html.of("<b>{}</b>", "<&>\"'");
        assertThat(Html.of("<p title=\"{}\">{}{}</p>", "\" onclick=\"x", inner, 7)
                        .toString())
                .isEqualTo("<p title=\"&quot; onclick=&quot;x\"><b>&lt;&amp;&gt;&quot;&#39;</b>7</p>");
        assertThat(Html.join(List.of(inner, Html.NONE, inner)).toString())
                .isEqualTo(inner.toString().repeat(2));
    }

    @Test
    void a_value_that_looks_like_a_place_is_a_value() {
        assertThat(Html.of("{}-{}", "{}", "x").toString()).isEqualTo("{}-x");
    }

    @Test
    void places_and_values_must_match() {
        assertThatThrownBy(() -> Html.of("{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Html.of("", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "a", "1f", "85", "200b", "202e", "2066", "2028", "feff", "d800", "e000"})
    void what_nobody_sees_is_written_out(String point) {
        String text = "a" + Character.toString(Integer.parseInt(point, 16)) + "b";
        assertThat(Html.visible(text)).isEqualTo("a\\u{" + point + "}b");
    }

    @Test
    void letters_of_any_script_stay() {
        String text = "Grüße, Ωμέγα, 日本語, العربية, 🙂";
        assertThat(Html.visible(text)).isSameAs(text);
    }
}
