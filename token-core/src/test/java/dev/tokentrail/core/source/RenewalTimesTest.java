package dev.tokentrail.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.RedirectPolicy;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.Lifetimes.Left;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenClient;
import dev.tokentrail.core.token.TokenDialect;
import dev.tokentrail.core.token.TokenException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a source waits after a failure, and how old it takes a token to be, at the ends of each time. */
@Timeout(30)
class RenewalTimesTest {

    private static final class Passing implements TimeSource {
        private long nanos = 1_000_000_000_000L;

        void pass(Duration time) {
            nanos += time.toNanos();
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long wallMillis() {
            return 1_900_000_000_000L + nanos / 1_000_000;
        }
    }

    private final Passing time = new Passing();
    private final Backoff backoff = new Backoff(time, Duration.ofMinutes(1));
    private final Announcer announcer = new Announcer("times", TokenSourceListener.NONE);
    private final Token token = Token.of(Secret.of("access"));

    private Held held(int rejections) {
        IssuedToken issued = new IssuedToken(token, Instant.EPOCH, Duration.ZERO);
        return Held.of(issued, new Left(Duration.ofMinutes(9), Duration.ofMinutes(10)), rejections, time);
    }

    /** What a service says that names a time. */
    private static TokenException busy(long seconds) {
        TokenClient client = TokenClient.of(
                "Busy",
                request ->
                        new WireResponse(503, List.of(new Header("Retry-After", Long.toString(seconds))), new byte[0]),
                new MovedClock(),
                RedirectPolicy.sameOrigin());
        return catchThrowableOfType(
                ProviderUnavailableException.class,
                () -> client.requestAcknowledgement(
                        WireRequest.get("https://busy.example/").build(), TokenDialect.standard()));
    }

    @ParameterizedTest
    @CsvSource({
        "30, 30, true",
        "30, 30, false",
        "599, 599, true",
        "600, 600, true",
        "601, 600, true",
        "86400, 600, false"
    })
    void thePauseThatAServiceAsksForIsKeptToItsEndUpToTenMinutes(long asked, long kept, boolean awaited) {
        TokenException busy = busy(asked);
        backoff.failed(busy, awaited);
        time.pass(Duration.ofSeconds(kept).minusNanos(1));
        assertThat(backoff.failure(true)).isSameAs(busy);
        assertThat(backoff.failure(false)).isSameAs(busy);
        time.pass(Duration.ofNanos(1));
        assertThat(backoff.failure(true)).isNull();
        assertThat(backoff.failure(false)).isNull();
    }

    @Test
    void whoWaitsCutsShortAPauseThatNobodyWaitedBefore() {
        TokenException down = ProviderUnavailableException.because("Down.", "Wait.", null);
        backoff.failed(down, false);
        time.pass(Duration.ofMillis(499));
        assertThat(backoff.failure(false)).isSameAs(down);
        assertThat(backoff.failure(true)).isNull();
        backoff.failed(down, true);
        time.pass(Duration.ofMillis(999));
        assertThat(backoff.failure(true)).isSameAs(down);
        time.pass(Duration.ofMillis(1001));
        assertThat(backoff.failure(true)).isNull();
    }

    @Test
    void aFreshTokenIsHeldAgainstTheWallClockOnceASecondAndAtItsMargin() {
        Held held = held(0);
        assertThat(held.checkAt() - time.nanos()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        time.pass(Duration.ofMinutes(9).minusMillis(400));
        assertThat(held.checked(time).checkAt() - time.nanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(400));
        assertThat(Duration.ofNanos(held.usableFor(time)))
                .isEqualTo(Duration.ofMinutes(1).plusMillis(400));
        time.pass(Duration.ofMinutes(5));
        assertThat(held.usableFor(time)).isZero();
        assertThat(held.checked(time).checkAt()).isEqualTo(time.nanos());
    }

    @Test
    void aRejectionAMinuteAfterTheLastOneIsTheFirstOfItsRow() {
        Held held = held(3);
        time.pass(Duration.ofMinutes(1).minusNanos(1));
        assertThat(held.spent(time).rejections()).isEqualTo(4);
        time.pass(Duration.ofNanos(1));
        assertThat(held.spent(time).rejections()).isEqualTo(1);
        assertThat(held.spent(time).rejected()).isTrue();
    }

    @Test
    void aTokenThatIsOverLeavesItsRefreshTokenToOneThatIsNot() {
        Held over = Held.unchecked(token.withRefreshToken(Secret.of("next"), Expiry.unknown()));
        Held held = held(2);
        assertThat(Held.NOTHING.goingOnWith(over, time)).isSameAs(over);
        assertThat(held.goingOnWith(Held.NOTHING, time)).isSameAs(Held.NOTHING);
        assertThat(held.goingOnWith(Held.unchecked(token), time)).isSameAs(held);
        Held both = held.goingOnWith(over, time);
        assertThat(both.token()).isEqualTo(token.withRefreshToken(Secret.of("next"), Expiry.unknown()));
        assertThat(both.rejections()).isEqualTo(2);
        assertThat(both.phase(time)).isEqualTo(Held.Phase.FRESH);
        time.pass(Duration.ofMinutes(10));
        assertThat(held.goingOnWith(over, time)).isSameAs(over);
    }

    @Test
    void aRenewalIsOfUseAsLongAsTheMostPatientNeedsIt() {
        Flight flight = new Flight("times", announcer, Duration.ofSeconds(10), false, itself -> {});
        assertThat(flight.awaited()).isFalse();
        assertThat(flight.patience()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
        assertThat(flight.joinedBy(Duration.ofMinutes(10))).isTrue();
        assertThat(flight.awaited()).isTrue();
        assertThat(flight.patience()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(flight.joinedBy(Duration.ofSeconds(1))).isTrue();
        assertThat(flight.patience()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(flight.endedUnawaited()).isFalse();
        flight.cancel(new IllegalStateException("closed"), Duration.ZERO);
        assertThat(flight.patience()).isZero();
    }

    @Test
    void whoComesAfterARenewalEndedForNobodyIsNotPartOfIt() {
        Flight flight = new Flight("times", announcer, Duration.ofSeconds(10), false, itself -> {});
        assertThat(flight.endedUnawaited()).isTrue();
        assertThat(flight.joinedBy(Duration.ofSeconds(1))).isFalse();
        assertThat(flight.awaited()).isFalse();
        assertThat(flight.endedUnawaited()).isFalse();
    }

    @Test
    void theSystemsClockIsTwoAndAnyOtherIsBothInOne() {
        TimeSource system = TimeSource.of(Clock.systemUTC());
        assertThat(system).isInstanceOf(TimeSource.SystemTime.class);
        assertThat(system.wallMillis()).isCloseTo(System.currentTimeMillis(), within(60_000L));
        long before = system.nanos();
        while (system.nanos() == before) {
            Thread.onSpinWait();
        }
        MovedClock clock = new MovedClock();
        TimeSource moved = TimeSource.of(clock);
        assertThat(moved.wallMillis()).isEqualTo(clock.millis());
        long nanos = moved.nanos();
        clock.move(Duration.ofSeconds(1));
        assertThat(moved.nanos() - nanos).isEqualTo(TimeUnit.SECONDS.toNanos(1));
        assertThat(moved.wallMillis()).isEqualTo(clock.millis());
    }

    @Test
    void whatIsDescribedIsWhatIsBuilt() {
        CountingProvider provider = new CountingProvider();
        provider.lifetime = null;
        try (TokenSource source = TokenSource.builder(provider)
                .leaseLength(Duration.ofSeconds(3))
                .assumedLifetime(Duration.ofMinutes(10))
                .margin(Duration.ofSeconds(10))
                .build()) {
            Token first = source.token();
            provider.clock.move(Duration.ofMinutes(10).minusSeconds(11));
            assertThat(source.token()).isEqualTo(first);
            assertThat(source).asString().contains("FRESH");
            provider.clock.move(Duration.ofSeconds(1));
            assertThat(source).asString().contains("STALE");
            provider.clock.move(Duration.ofSeconds(10));
            assertThat(source).asString().contains("EXPIRED");
        }
        for (Duration none : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
            TokenSourceBuilder description = TokenSource.builder(provider);
            assertThatThrownBy(() -> description.leaseLength(none)).hasMessageContaining("The lease must be longer");
            assertThatThrownBy(() -> description.patience(none)).hasMessageContaining("The patience must be longer");
            assertThatThrownBy(() -> description.margin(none)).hasMessageContaining("The margin must be longer");
            assertThatThrownBy(() -> description.assumedLifetime(none))
                    .hasMessageContaining("The assumed lifetime must be longer");
        }
        assertThatThrownBy(() -> new IssuedToken(token, Instant.EPOCH, Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
