package dev.tokentrail.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.http.RequestNotSentException;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.Renewal;
import dev.tokentrail.core.source.Renewal.Need;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertificateException;
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

    @Test
    void theEndsOfWhatIsAllowedAreAllowed() {
        assertThat(TokenRetry.byGrant().withPauses(Duration.ofMillis(10), Duration.ofMillis(10)))
                .hasToString("TokenRetry[attempts=3, firstPause=PT0.01S, longestPause=PT0.01S]");
        assertThatThrownBy(() -> TokenRetry.byGrant().withPauses(Duration.ofMillis(9), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        Transport none = request -> {
            throw new AssertionError();
        };
        assertThat(TokenRetry.byGrant().untilSent(none, Duration.ZERO)).isNotNull();
        assertThat(TokenRetry.byGrant().untilSent(none, Duration.ofDays(1))).isNotNull();
        for (Duration wrong : List.of(Duration.ofNanos(-1), Duration.ofDays(1).plusNanos(1))) {
            assertThatThrownBy(() -> TokenRetry.byGrant().untilSent(none, wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong.toString());
        }
    }

    @Test
    void aConnectionIsTriedAgainAsLongAsThereIsPatienceLeft() {
        Transport unreachable = request -> {
            calls++;
            throw new RequestNotSentException("No connection", new ConnectException("refused"));
        };
        WireRequest request = WireRequest.get("https://service.example/").build();

        Transport patient = retry.withAttempts(10).untilSent(unreachable, Duration.ofHours(1));
        assertThatThrownBy(() -> patient.send(request)).isInstanceOf(RequestNotSentException.class);
        assertThat(calls).isEqualTo(10);

        calls = 0;
        Transport impatient = retry.withAttempts(10).untilSent(unreachable, Duration.ofMillis(100));
        assertThatThrownBy(() -> impatient.send(request)).isInstanceOf(RequestNotSentException.class);
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void aCertificateThatIsNotTrustedIsLookedForInTwentyCausesAndNotForever() {
        for (int depth : new int[] {1, 20, 21}) {
            calls = 0;
            Exception cause = new CertificateException("untrusted");
            for (int i = 1; i < depth; i++) {
                cause = new IOException("around", cause);
            }
            Exception outermost = cause;
            Transport untrusting = request -> {
                calls++;
                throw new RequestNotSentException("No connection", outermost);
            };
            assertThatThrownBy(() -> retry.untilSent(untrusting, Duration.ofHours(1))
                            .send(WireRequest.get("https://service.example/").build()))
                    .isInstanceOf(RequestNotSentException.class);
            assertThat(calls).as("depth %d", depth).isEqualTo(depth <= 20 ? 1 : 3);
        }
    }
}
