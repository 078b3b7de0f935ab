package dev.tokentrail.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.TokenProvider;
import dev.tokentrail.core.token.UserNeededException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class KeptTokenSourceTest {

    private final CountingProvider provider = new CountingProvider();
    private final TokenSource source = TokenSource.of(provider);

    private String value() {
        return source.token().accessToken().reveal();
    }

    @Test
    void oneTokenServesUntilItsMargin() {
        assertThat(value()).isEqualTo("token-1");
        provider.clock.move(Duration.ofMinutes(58));
        assertThat(value()).isEqualTo("token-1");
        assertThat(provider.calls).hasValue(1);
    }

    @Test
    void aThousandCallersOfAColdSourceMakeOneCall() throws Exception {
        provider.answers.drainPermits();
        ExecutorService callers = Executors.newFixedThreadPool(200);
        try {
            List<Future<Token>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(callers.submit(() -> source.token()));
            }
            provider.asked.acquire();
            provider.answers.release();
            for (Future<Token> one : all) {
                assertThat(one.get().accessToken().reveal()).isEqualTo("token-1");
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(provider.calls).hasValue(1);
    }

    @Test
    void aStaleTokenIsServedWhileOneRenewalRuns() throws Exception {
        value();
        provider.clock.move(Duration.ofMinutes(59).plusSeconds(10));
        provider.answers.drainPermits();
        for (int i = 0; i < 100; i++) {
            assertThat(value()).isEqualTo("token-1");
        }
        provider.asked.acquire(2);
        assertThat(provider.calls).hasValue(2);
        CompletableFuture<Token> late = new CompletableFuture<>();
        provider.clock.move(Duration.ofMinutes(1));
        Thread waiter = new Thread(() -> late.complete(source.token()));
        waiter.start();
        provider.answers.release();
        assertThat(late.get(5, TimeUnit.SECONDS).accessToken().reveal()).isEqualTo("token-2");
        assertThat(provider.calls).hasValue(2);
    }

    @Test
    void whoBeginsToWaitForABackgroundRenewalThatGivesUpIsNotGivenUpOn() throws Exception {
        CountDownLatch givingUp = new CountDownLatch(1);
        CountDownLatch gaveUp = new CountDownLatch(1);
        AtomicInteger renewals = new AtomicInteger();
        TokenSource impatient = TokenSource.builder(provider)
                .renewing(inner -> (need, run) -> {
                    if (renewals.incrementAndGet() == 2) {
                        assertThat(run.awaited()).isFalse();
                        givingUp.countDown();
                        gaveUp.await();
                        throw ProviderUnavailableException.because("Nobody waits.", "Ask again.", null);
                    }
                    return inner.renew(need, run);
                })
                .build();
        impatient.token();
        provider.clock.move(Duration.ofMinutes(59).plusSeconds(10));
        assertThat(impatient.token().accessToken().reveal()).isEqualTo("token-1");
        givingUp.await();
        provider.clock.move(Duration.ofMinutes(1));
        CompletableFuture<Token> late = impatient.tokenAsync();
        gaveUp.countDown();
        assertThat(late.get(5, TimeUnit.SECONDS).accessToken().reveal()).isEqualTo("token-2");
        assertThat(provider.calls).hasValue(2);
        impatient.close();
    }

    @Test
    void whoComesWhileABackgroundRenewalEndsIsNotToldOfItsFailure() {
        AtomicInteger renewals = new AtomicInteger();
        CompletableFuture<TokenSource> itself = new CompletableFuture<>();
        CompletableFuture<CompletableFuture<Token>> late = new CompletableFuture<>();
        TokenSource observed = TokenSource.builder(provider)
                .renewing(inner -> (need, run) -> {
                    if (renewals.incrementAndGet() == 2) {
                        throw ProviderUnavailableException.because("Nobody waits.", "Ask again.", null);
                    }
                    return inner.renew(need, run);
                })
                .listener(new TokenSourceListener() {
                    @Override
                    public void failed(String name, TokenException failure) {
                        provider.clock.move(Duration.ofMinutes(1));
                        late.complete(itself.join().tokenAsync());
                    }
                })
                .build();
        itself.complete(observed);
        observed.token();
        provider.clock.move(Duration.ofMinutes(59).plusSeconds(10));
        observed.token();
        assertThat(late.join().join().accessToken().reveal()).isEqualTo("token-2");
        observed.close();
    }

    @Test
    void aRequestThatMayHaveArrivedIsNotRepeatedForWhoBeginsToWait() throws Exception {
        value();
        provider.clock.move(Duration.ofMinutes(59).plusSeconds(10));
        provider.answers.drainPermits();
        value();
        provider.asked.acquire(2);
        provider.clock.move(Duration.ofMinutes(1));
        CompletableFuture<Token> late = source.tokenAsync();
        provider.failure = new IllegalStateException("Lost");
        provider.answers.release();
        assertThatThrownBy(() -> late.get(5, TimeUnit.SECONDS)).hasCause(provider.failure);
        assertThat(provider.calls).hasValue(2);
    }

    @Test
    void anImpatientCallerLeavesTheOthersAlone() throws Exception {
        provider.answers.drainPermits();
        CompletableFuture<Token> patient = source.tokenAsync();
        assertThatThrownBy(() -> source.token(Duration.ofMillis(20)))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("PT0.02S");
        assertThat(patient).isNotDone();
        provider.answers.release();
        assertThat(patient.get().accessToken().reveal()).isEqualTo("token-1");
    }

    @Test
    void aFailureIsSharedAndNotRepeatedDuringThePause() {
        provider.failure = ProviderUnavailableException.because("Down.", "Wait.", null);
        assertThatThrownBy(source::token).isSameAs(provider.failure);
        assertThatThrownBy(source::token).isSameAs(provider.failure);
        assertThat(provider.calls).hasValue(1);
        provider.failure = null;
        provider.clock.move(Duration.ofSeconds(1));
        assertThat(value()).isEqualTo("token-2");
    }

    @Test
    void onlyTheCurrentTokenCanBeInvalidated() {
        Token first = source.token();
        assertThat(source.invalidate(first)).isTrue();
        assertThat(value()).isEqualTo("token-2");
        assertThat(source.invalidate(first)).isTrue();
        assertThat(value()).isEqualTo("token-2");
        assertThat(provider.calls).hasValue(2);
    }

    @Test
    void rejectionsInARowHaveToWaitLongerEachTime() {
        source.invalidate(source.token());
        Token second = source.token();
        assertThat(source.invalidate(second)).isFalse();
        assertThat(value()).isEqualTo("token-2");
        provider.clock.move(Duration.ofMillis(1000));
        assertThat(source.invalidate(second)).isTrue();
        Token third = source.token();
        provider.clock.move(Duration.ofMillis(1999));
        assertThat(source.invalidate(third)).isFalse();
        provider.clock.move(Duration.ofMinutes(2));
        assertThat(source.invalidate(third)).isTrue();
        Token fourth = source.token();
        provider.clock.move(Duration.ofMillis(1000));
        assertThat(source.invalidate(fourth)).isTrue();
        assertThat(provider.calls).hasValue(4);
    }

    @Test
    void aClockSetBackDoesNotMakeATokenYoungerThanItIs() {
        value();
        provider.clock.move(Duration.ofHours(-5));
        assertThat(value()).isEqualTo("token-1");
    }

    @Test
    void aTokenThatIsOverOnArrivalIsAnErrorAndNotAStorm() {
        provider.lifetime = Duration.ZERO;
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(source::token).hasMessageContaining("over on arrival");
        }
        assertThat(provider.calls).hasValue(1);
    }

    @Test
    void anUnknownLifetimeIsAssumedToBeAnHour() {
        provider.lifetime = null;
        value();
        provider.clock.move(Duration.ofMinutes(58));
        assertThat(value()).isEqualTo("token-1");
        provider.clock.move(Duration.ofMinutes(2));
        assertThat(value()).isEqualTo("token-2");
    }

    @Test
    void closingEndsTheRenewalAndItsThread() throws Exception {
        provider.answers.drainPermits();
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<Token> waiting = source.tokenAsync();
        provider.asked.acquire();
        source.close();
        provider.answers.release();
        waiting.handle((token, failure) -> {
            done.countDown();
            return null;
        });
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(source::token).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whoNeedsAPersonSaysSo() {
        TokenProvider personal = new TokenProvider() {
            @Override
            public String name() {
                return "Personal";
            }

            @Override
            public Clock clock() {
                return Clock.systemUTC();
            }

            @Override
            public Token refresh(Token token) {
                throw new AssertionError();
            }
        };
        try (TokenSource none = TokenSource.of(personal)) {
            assertThatThrownBy(none::token).isInstanceOf(UserNeededException.class);
        }
    }

    /** Moves on when the caller looks for the first time after the service answered. */
    private final class LeapAtHandover implements TimeSource {
        private final TimeSource inside = TimeSource.of(provider.clock);
        volatile boolean armed;

        @Override
        public long nanos() {
            if (armed && !Thread.currentThread().getName().startsWith("tokentrail-")) {
                armed = false;
                provider.clock.move(Duration.ofHours(2));
            }
            return inside.nanos();
        }

        @Override
        public long wallMillis() {
            return inside.wallMillis();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTokenThatEndsWhileItIsHandedOverIsReplaced(boolean waiting) throws Exception {
        LeapAtHandover time = new LeapAtHandover();
        Announcer announcer = new Announcer("leap", TokenSourceListener.NONE);
        Renewal renewal = (need, run) -> {
            Token token = provider.token();
            time.armed = provider.calls.get() == 1;
            return new IssuedToken(token, provider.clock.instant(), Duration.ZERO);
        };
        try (TokenSource leaping = new KeptTokenSource(TokenSource.builder(provider), renewal, null, time, announcer)) {
            Token token = waiting ? leaping.token() : leaping.tokenAsync().get(20, TimeUnit.SECONDS);
            assertThat(token.accessToken().reveal()).isEqualTo("token-2");
        }
        assertThat(provider.calls).hasValue(2);
    }

    @Test
    void whoIsClosedDuringAPauseSaysThatItIsClosed() {
        provider.failure = ProviderUnavailableException.because("Down.", "Wait.", null);
        assertThatThrownBy(source::token).isSameAs(provider.failure);
        source.close();
        Token token = Token.of(Secret.of("adopted"));
        assertThatThrownBy(source::token)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Counting");
        assertThatThrownBy(() -> source.adopt(token)).isInstanceOf(IllegalStateException.class);
        assertThat(source.tokenAsync()).isCompletedExceptionally();
        assertThat(provider.calls).hasValue(1);
    }

    @Test
    void pausesBeginAnewAfterASuccess() {
        for (int failure = 1; failure <= 7; failure++) {
            provider.failure = ProviderUnavailableException.because("Down.", "Wait.", null);
            assertThatThrownBy(source::token).isSameAs(provider.failure);
            provider.clock.move(Duration.ofMinutes(1));
        }
        provider.failure = null;
        assertThat(value()).isEqualTo("token-8");
        provider.clock.move(Duration.ofHours(1));
        provider.failure = ProviderUnavailableException.because("Down.", "Wait.", null);
        assertThatThrownBy(source::token).isSameAs(provider.failure);
        provider.failure = null;
        provider.clock.move(Duration.ofSeconds(1));
        assertThat(value()).isEqualTo("token-10");
    }

    @Test
    void aTokenThatIsAdoptedDuringARenewalIsTheOneThatStays() {
        Token adopted = Token.of(Secret.of("adopted"));
        CompletableFuture<TokenSource> itself = new CompletableFuture<>();
        try (TokenSource renewing = TokenSource.builder(provider)
                .renewing(inner -> (need, run) -> {
                    IssuedToken issued = inner.renew(need, run);
                    itself.join().adopt(adopted);
                    return issued;
                })
                .build()) {
            itself.complete(renewing);
            assertThat(renewing.token()).isEqualTo(adopted);
            assertThat(renewing.token()).isEqualTo(adopted);
        }
        assertThat(provider.calls).hasValue(1);
    }

    @Test
    void anAdoptedTokenEndsThePause() {
        provider.failure = ProviderUnavailableException.because("Down.", "Wait.", null);
        assertThatThrownBy(source::token).isSameAs(provider.failure);
        Token adopted = Token.of(Secret.of("adopted"));
        source.adopt(adopted);
        assertThat(source.token()).isEqualTo(adopted);
        provider.failure = null;
        assertThat(source.invalidate(adopted)).isTrue();
        assertThat(value()).isEqualTo("token-2");
    }

    @Test
    void aBackgroundRenewalThatFailsIsFollowedByAPause() {
        value();
        provider.clock.move(Duration.ofMinutes(59).plusSeconds(10));
        provider.failure = ProviderUnavailableException.because("Down.", "Wait.", null);
        for (int call = 0; call < 50; call++) {
            assertThat(value()).isEqualTo("token-1");
            awaitQuiet();
        }
        assertThat(provider.calls).hasValue(2);
        assertThat(source).hasToString("TokenSource[Counting, STALE]");
        provider.failure = null;
        provider.clock.move(Duration.ofSeconds(1));
        assertThat(value()).isEqualTo("token-1");
        awaitQuiet();
        assertThat(value()).isEqualTo("token-3");
    }

    private void awaitQuiet() {
        while (source.toString().contains("renewing")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aSourceTellsWhatItHas() {
        assertThat(source).hasToString("TokenSource[Counting, EXPIRED]");
        provider.answers.drainPermits();
        CompletableFuture<Token> waiting = source.tokenAsync();
        assertThat(source).hasToString("TokenSource[Counting, EXPIRED, renewing]");
        provider.answers.release();
        waiting.join();
        awaitQuiet();
        assertThat(source).hasToString("TokenSource[Counting, FRESH]");
        source.close();
        assertThat(source).hasToString("TokenSource[Counting, closed]");
    }
}
