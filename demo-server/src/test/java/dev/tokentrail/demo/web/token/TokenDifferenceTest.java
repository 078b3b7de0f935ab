package dev.tokentrail.demo.web.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.ExpirySource;
import dev.tokentrail.core.token.Token;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenDifferenceTest {

    private static Token token(String access, @Nullable String refresh, long secondsLeft, String... scopes) {
        return new Token(
                Secret.of(access),
                "Bearer",
                new Expiry(Signed.NOW.plusSeconds(secondsLeft), ExpirySource.SERVER),
                refresh == null ? null : Secret.of(refresh),
                Expiry.unknown(),
                List.of(scopes),
                Map.of());
    }

    private static TokenDifference difference(@Nullable Token before, @Nullable Token after, boolean refreshTokenCame) {
        return TokenDifference.of(before, after, Optional.of(refreshTokenCame), Signed.NOW);
    }

    private static TokenDifference.Line line(TokenDifference difference, String name) {
        return difference.lines().stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsARotation() {
        TokenDifference difference = difference(token("a1", "r1", 10), token("a2", "r2", 3_600), true);

        assertThat(line(difference, "Refresh token").sentence()).startsWith("Rotated: the new one was kept");
        assertThat(line(difference, "Refresh token").changed()).isTrue();
        assertThat(line(difference, "Access token").changed()).isTrue();
        assertThat(difference.toString()).doesNotContain("a1", "a2", "r1", "r2");
    }

    @Test
    void tellsARefreshTokenThatDidNotComeFromOneThatCameAgain() {
        Token before = token("a1", "r1", 10);
        Token after = token("a2", "r1", 3_600);

        assertThat(line(difference(before, after, false), "Refresh token").sentence())
                .startsWith("No refresh token came: the old one was kept");
        assertThat(line(difference(before, after, true), "Refresh token").sentence())
                .startsWith("The same one came again");
    }

    @Test
    void tellsARefreshTokenThatIsGoneOrThatIsNew() {
        assertThat(line(difference(token("a", "r", 1), token("b", null, 2), false), "Refresh token")
                        .sentence())
                .contains("taken out");
        assertThat(line(difference(token("a", null, 1), token("b", "r", 2), true), "Refresh token")
                        .sentence())
                .contains("One came");
        assertThat(line(difference(token("a", null, 1), token("b", null, 2), false), "Refresh token")
                        .changed())
                .isFalse();
    }

    @Test
    void tellsWhichScopesWereLostAndWon() {
        Token before = token("a", null, 1, "read", "write");

        assertThat(line(difference(before, token("b", null, 1, "read"), false), "Scope")
                        .sentence())
                .isEqualTo("Narrowed: without write.");
        assertThat(line(difference(before, token("b", null, 1, "write", "read"), false), "Scope")
                        .sentence())
                .isEqualTo("The same: write read.");
        assertThat(line(difference(before, token("b", null, 1, "read", "write", "all"), false), "Scope")
                        .sentence())
                .isEqualTo("Wider: with all.");
        assertThat(line(difference(before, token("b", null, 1, "read", "all"), false), "Scope")
                        .sentence())
                .isEqualTo("Changed: with all, without write.");
    }

    @Test
    void tellsALifetimeThatChanged() {
        long now = Signed.NOW.getEpochSecond();
        String hour = Signed.unsigned("{\"alg\":\"none\"}", "{\"iat\":" + now + ",\"exp\":" + (now + 3_600) + "}");
        String minute = Signed.unsigned("{\"alg\":\"none\"}", "{\"iat\":" + now + ",\"exp\":" + (now + 60) + "}");

        TokenDifference difference = difference(token(hour, null, 3_600), token(minute, null, 60), false);

        assertThat(line(difference, "Lifetime").sentence()).isEqualTo("Changed from 1 hour to 1 minute.");
        assertThat(difference.claims())
                .extracting(TokenDifference.ChangedClaim::name)
                .containsExactly("exp");
        assertThat(line(difference(token("a", null, 10), token("b", null, 130), false), "Lifetime")
                        .sentence())
                .isEqualTo("Ends 2 minutes later than the one before.");
    }

    @Test
    void tellsTheFirstAndTheLast() {
        assertThat(difference(null, token("a", null, 1), false).headline()).contains("first token");
        assertThat(difference(token("a", null, 1), null, false).headline()).contains("taken out");
    }

    @Test
    void showsHostileScopesAndClaimsAsBoundedText() {
        String hostile = "<script>\u202E" + "x".repeat(5_000);
        TokenDifference difference = difference(token("a", null, 1, "read"), token("b", null, 1, hostile), false);

        assertThat(line(difference, "Scope").sentence()).contains("\\u202E").hasSizeLessThan(1_000);
    }
}
