package dev.tokentrail.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tokentrail.core.token.Token;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** How often a source asks for a token, whatever the lifetime and whatever the clocks do. */
@Timeout(30)
class TokenLifetimesTest {

    /** The two clocks of a machine, each moved by itself. */
    private static final class TwoClocks implements TimeSource {
        volatile long nanos;
        volatile long wallMillis = 1_900_000_000_000L;

        void pass(Duration time) {
            nanos += time.toNanos();
            wallMillis += time.toMillis();
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long wallMillis() {
            return wallMillis;
        }
    }

    private final CountingProvider provider = new CountingProvider();
    private final Announcer announcer = new Announcer("clocks", TokenSourceListener.NONE);

    @ParameterizedTest
    @CsvSource({"30, 27", "120, 108", "300, 270", "3600, 3540"})
    void aCallerEachSecondCausesOneCallPerLifetimeLessItsMargin(int lifetime, int apart) {
        provider.lifetime = Duration.ofSeconds(lifetime);
        try (TokenSource source = TokenSource.of(provider)) {
            Token last = source.token();
            int calls = 1;
            for (int second = 1; second <= 3600; second++) {
                provider.clock.move(Duration.ofSeconds(1));
                Token token = source.token();
                if (second % apart == 0) {
                    assertThat(token)
                            .as("served while the renewal runs, second %d", second)
                            .isEqualTo(last);
                    calls++;
                    last = anotherThan(source, last);
                }
                assertThat(source.token()).as("second %d", second).isEqualTo(last);
                assertThat(provider.calls).as("second %d", second).hasValue(calls);
            }
            assertThat(calls).isEqualTo(1 + 3600 / apart);
        }
    }

    private static Token anotherThan(TokenSource source, Token old) {
        Token now = source.token();
        while (now.equals(old)) {
            Thread.onSpinWait();
            now = source.token();
        }
        return now;
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT-876000H"})
    void aLifetimeOfNothingIsAnErrorWithAPause(Duration lifetime) {
        provider.lifetime = lifetime;
        try (TokenSource source = TokenSource.of(provider)) {
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(source::token).hasMessageContaining("over on arrival");
            }
            assertThat(provider.calls).hasValue(1);
            provider.lifetime = Duration.ofHours(1);
            provider.clock.move(Duration.ofSeconds(1));
            assertThat(source.token().accessToken().reveal()).isEqualTo("token-2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.01S", "PT1S", "PT2S", "PT24H", "PT876600H", "PT87660000H", "PT8766000000H"})
    void anyOtherLifetimeServesForNineTenthsOfItAtLeastAndNeverBeyond(Duration lifetime) {
        provider.lifetime = lifetime;
        try (TokenSource source = TokenSource.of(provider)) {
            String first = source.token().accessToken().reveal();
            Duration known = lifetime.compareTo(Duration.ofDays(36_525)) > 0 ? Duration.ofDays(36_525) : lifetime;
            provider.clock.move(known.multipliedBy(9).dividedBy(10).minusMillis(1));
            assertThat(source.token().accessToken().reveal()).isEqualTo(first);
            assertThat(provider.calls).hasValue(1);
            provider.clock.move(known.dividedBy(10).plusMillis(1));
            assertThat(source.token().accessToken().reveal()).isEqualTo("token-2");
        }
    }

    @Test
    void patienceMayBeAsLongAsItGetsAndAsShort() {
        try (TokenSource source = TokenSource.of(provider)) {
            assertThat(source.token(Duration.ofSeconds(Long.MAX_VALUE))).isNotNull();
            provider.clock.move(Duration.ofHours(2));
            provider.answers.drainPermits();
            assertThatThrownBy(() -> source.token(Duration.ofSeconds(Long.MIN_VALUE)))
                    .hasMessageContaining("gave no token within");
            assertThatThrownBy(() -> source.token(Duration.ZERO)).hasMessageContaining("gave no token within");
            provider.answers.release();
            assertThat(source.token().accessToken().reveal()).isEqualTo("token-2");
        }
    }

    @Test
    void anAssumedLifetimeIsWarnedOfOnce() {
        Logger log = (Logger) LoggerFactory.getLogger(TokenSource.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        provider.lifetime = null;
        try (TokenSource source =
                TokenSource.builder(provider).name("silent about lifetimes").build()) {
            for (int i = 1; i <= 5; i++) {
                assertThat(source.token().accessToken().reveal()).isEqualTo("token-" + i);
                provider.clock.move(Duration.ofHours(1));
            }
        } finally {
            log.detachAppender(lines);
        }
        List<String> warnings = lines.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith("silent about lifetimes") && line.contains("assumed"))
                .toList();
        assertThat(warnings).hasSize(1).first().asString().contains("PT1H", "assumedLifetime");
    }

    @Test
    void aTokenGetsOlderWhileTheMachineSleepsAlthoughItsMonotonicClockStandsStill() {
        TwoClocks clocks = new TwoClocks();
        try (TokenSource source = over(clocks)) {
            assertThat(source.token().accessToken().reveal()).isEqualTo("token-1");
            clocks.wallMillis += Duration.ofHours(8).toMillis();
            clocks.nanos += Duration.ofSeconds(1).toNanos(); // the wall clock is looked at once a second
            assertThat(source.token().accessToken().reveal()).isEqualTo("token-2");
        }
    }

    @Test
    void aWallClockThatIsSetBackKeepsNoTokenBeyondItsTime() {
        TwoClocks clocks = new TwoClocks();
        try (TokenSource source = over(clocks)) {
            source.token();
            clocks.wallMillis -= Duration.ofDays(3650).toMillis();
            clocks.pass(Duration.ofMinutes(58));
            assertThat(source.token().accessToken().reveal()).isEqualTo("token-1");
            clocks.pass(Duration.ofMinutes(2));
            assertThat(source.token().accessToken().reveal()).isEqualTo("token-2");
            assertThat(provider.calls).hasValue(2);
        }
    }

    @Test
    void aWallClockThatIsSetForwardAndBackCostsOneCallAtMost() {
        TwoClocks clocks = new TwoClocks();
        try (TokenSource source = over(clocks)) {
            source.token();
            clocks.pass(Duration.ofSeconds(2));
            clocks.wallMillis += Duration.ofDays(3650).toMillis();
            assertThat(source.token().accessToken().reveal()).isEqualTo("token-2");
            clocks.wallMillis -= Duration.ofDays(3650).toMillis();
            for (int minute = 0; minute < 58; minute++) {
                assertThat(source.token().accessToken().reveal()).isEqualTo("token-2");
                clocks.pass(Duration.ofMinutes(1));
            }
            assertThat(provider.calls).hasValue(2);
        }
    }

    @Test
    void aTokenGetsOlderWhileTheMachineSleepsBeforeTheAnswerIsThere() {
        TwoClocks clocks = new TwoClocks();
        Renewal renewal = new ProviderRenewal(
                provider,
                () -> {
                    clocks.wallMillis += Duration.ofMinutes(40).toMillis();
                    return provider.token();
                },
                clocks,
                announcer);
        try (TokenSource source =
                new KeptTokenSource(TokenSource.builder(provider), renewal, null, clocks, announcer)) {
            assertThat(source.token().accessToken().reveal()).isEqualTo("token-1");
            clocks.pass(Duration.ofMinutes(20));
            assertThat(source.token().accessToken().reveal()).isEqualTo("token-2");
        }
    }

    @Test
    void aTokenThatWaitsToBeSavedGetsOlderWhileTheMachineSleeps() {
        TwoClocks clocks = new TwoClocks();
        BreakableStore store = new BreakableStore(provider.clock);
        TokenSourceBuilder description = TokenSource.builder(provider);
        SharedToken shared = new SharedToken(store, "key", null, description.lifetimes(), clocks, announcer);
        Renewal renewal =
                new StoredRenewal(provider, shared, Duration.ofSeconds(45), clocks, announcer, withoutStore(clocks));
        try (TokenSource source = new KeptTokenSource(description, renewal, shared, clocks, announcer)) {
            store.savesDown = true;
            assertThat(source.token().accessToken().reveal()).isEqualTo("token-1");
            store.savesDown = false;
            clocks.wallMillis += Duration.ofHours(8).toMillis();
            assertThat(source.token().accessToken().reveal()).isEqualTo("token-2");
        }
    }

    private TokenSource over(TimeSource clocks) {
        return new KeptTokenSource(TokenSource.builder(provider), withoutStore(clocks), null, clocks, announcer);
    }

    private Renewal withoutStore(TimeSource clocks) {
        return new ProviderRenewal(provider, provider::token, clocks, announcer);
    }
}
