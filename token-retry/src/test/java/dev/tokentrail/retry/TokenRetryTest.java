package dev.tokentrail.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.Renewal;
import dev.tokentrail.core.source.Renewal.Need;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What depends on a patience that changes meanwhile, and the values that are refused. */
class TokenRetryTest {

    private static final Need NOTHING = new Need(null, false);

    private final List<Duration> pauses = new ArrayList<>();
    private final TokenRetry retry = TokenRetry.byGrant().waiting(pauses::add);
    private int calls;

    private static final class Patience implements Renewal.Run {
        private Duration left;

        Patience(Duration left) {
            this.left = left;
        }

        @Override
        public Duration patience() {
            return left;
        }

        @Override
        public boolean awaited() {
            return true;
        }

        @Override
        public void retrying(int attempt, TokenException failure, Duration pause) {}
    }

    private static TokenException unavailable() {
        return ProviderUnavailableException.because("Down.", "Wait.", null);
    }

    @Test
    void patienceThatGrewDuringTheAttemptCounts() throws InterruptedException {
        Patience run = new Patience(Duration.ZERO);
        IssuedToken issued = new IssuedToken(Token.of(Secret.of("access")), Instant.EPOCH, Duration.ZERO);
        Renewal renewal = retry.apply((need, sameRun) -> {
            if (++calls == 1) {
                run.left = Duration.ofMinutes(1);
                throw unavailable();
            }
            return issued;
        });

        assertThat(renewal.renew(NOTHING, run)).isSameAs(issued);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void withoutPatienceThereIsNoPause() {
        Renewal renewal = retry.apply((need, run) -> {
            calls++;
            throw unavailable();
        });

        assertThatThrownBy(() -> renewal.renew(NOTHING, new Patience(Duration.ofMillis(200))))
                .isInstanceOf(ProviderUnavailableException.class);
        assertThat(calls).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void aSourceThatClosedDuringThePauseSendsNothingMore() {
        Patience run = new Patience(Duration.ofMinutes(1));
        Renewal renewal = retry.waiting(pause -> run.left = Duration.ZERO).apply((need, sameRun) -> {
            calls++;
            throw unavailable();
        });

        assertThatThrownBy(() -> renewal.renew(NOTHING, run)).isInstanceOf(ProviderUnavailableException.class);
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void whatIsNoTokenFailureGoesOutAsItIs() {
        IllegalStateException broken = new IllegalStateException("broken");
        Renewal renewal = retry.apply((need, run) -> {
            calls++;
            throw broken;
        });

        assertThatThrownBy(() -> renewal.renew(NOTHING, new Patience(Duration.ofMinutes(1))))
                .isSameAs(broken);
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void pausesGrowAndAreBounded() {
        Renewal renewal = retry.withAttempts(10)
                .withPauses(Duration.ofSeconds(1), Duration.ofSeconds(4))
                .apply((need, run) -> {
                    throw unavailable();
                });

        assertThatThrownBy(() -> renewal.renew(NOTHING, new Patience(Duration.ofMinutes(1))))
                .isInstanceOf(ProviderUnavailableException.class);

        assertThat(pauses).hasSize(9).allMatch(pause -> pause.compareTo(Duration.ofSeconds(4)) <= 0);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1500));
        assertThat(pauses.subList(3, 9)).allMatch(pause -> pause.compareTo(Duration.ofSeconds(2)) >= 0);
        assertThat(pauses.subList(0, 3)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 11})
    void attemptsAreBounded(int attempts) {
        assertThatThrownBy(() -> TokenRetry.byGrant().withAttempts(attempts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Attempts are from 1 to 10, not " + attempts);
    }

    @Test
    void pausesAreChecked() {
        assertThatThrownBy(() -> TokenRetry.byGrant().withPauses(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessageContaining("PT0S");
        assertThatThrownBy(() -> TokenRetry.byGrant().withPauses(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("PT2S");
        assertThat(TokenRetry.byGrant().withPauses(Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .hasToString("TokenRetry[attempts=3, firstPause=PT1S, longestPause=PT1S]");
    }
}
