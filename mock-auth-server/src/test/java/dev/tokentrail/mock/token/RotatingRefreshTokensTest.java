package dev.tokentrail.mock.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.http.RefreshUse.Outcome;
import dev.tokentrail.mock.token.RotatingRefreshTokens.Held;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RotatingRefreshTokensTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final RotatingRefreshTokens<TokenFamily> tokens = new RotatingRefreshTokens<>(
            new RefreshTokenReuse(true, Duration.ZERO), Clock.fixed(NOW, ZoneOffset.UTC), family -> family);

    @Test
    void who_looked_before_others_ended_the_family_is_told_of_a_reuse_and_not_of_the_end() {
        TokenFamily family = new TokenFamily();
        tokens.put("first", family, NOW.plusSeconds(60));
        Held<TokenFamily> looked = tokens.find("first").orElseThrow();
        assertThat(tokens.use("first").orElseThrow().outcome()).isEqualTo(Outcome.FIRST);
        assertThat(tokens.use("first").orElseThrow().outcome()).isEqualTo(Outcome.FAMILY_ENDED);
        assertThat(family.ended()).isTrue();
        assertThat(looked.ended()).isFalse();
        assertThat(tokens.use("first").orElseThrow().outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void an_unused_token_of_a_family_that_ended_says_so() {
        TokenFamily family = new TokenFamily();
        tokens.put("used", family, NOW.plusSeconds(60));
        tokens.put("next", family, NOW.plusSeconds(60));
        tokens.use("used");
        assertThat(tokens.find("next").orElseThrow().ended()).isFalse();
        tokens.use("used");
        assertThat(tokens.find("next").orElseThrow().ended()).isTrue();
        assertThat(tokens.find("used").orElseThrow().ended()).isFalse();
        assertThat(tokens.find("used").orElseThrow().used()).isTrue();
    }
}
