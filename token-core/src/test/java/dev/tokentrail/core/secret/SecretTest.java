package dev.tokentrail.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void printsNothingOfItself() {
        assertThat(Secret.of("hunter2hunter2")).hasToString("***");
        assertThat("" + Secret.of("hunter2hunter2")).doesNotContain("hunter2");
    }

    @Test
    void isEqualByValue() {
        assertThat(Secret.of("a-value")).isEqualTo(Secret.of("a-value")).hasSameHashCodeAs(Secret.of("a-value"));
        assertThat(Secret.of("a-value")).isNotEqualTo(Secret.of("a-valuf")).isNotEqualTo("a-value");
    }

    @Test
    void isTheKeyOfAMapWithoutAsManyCollisionsAsEntries() {
        assertThat(Secret.of("a-value").hashCode())
                .isNotEqualTo(Secret.of("a-valuf").hashCode());
    }

    @Test
    void refusesTheEmptyValueOfAnUnsetVariable() {
        assertThatThrownBy(() -> Secret.of(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unset");
        assertThatThrownBy(() -> Secret.of(null)).hasMessageContaining("unset");
    }
}
