package dev.tokentrail.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers that wait for one renewal: each by itself, on real threads. */
@Timeout(60)
class WaitingCallersTest {

    private final CountingProvider provider = new CountingProvider();
    private final AtomicReference<Thread> renewer = new AtomicReference<>();
    private final TokenSource source = TokenSource.builder(provider)
            .renewing(inner -> (need, run) -> {
                renewer.set(Thread.currentThread());
                return inner.renew(need, run);
            })
            .build();

    @AfterEach
    void close() {
        provider.answers.release(1000);
        source.close();
    }

    /** A caller on a thread of its own, which is seen to wait when this returns. */
    private static final class Waiter {
        final CompletableFuture<Token> outcome = new CompletableFuture<>();
        final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        final Thread thread;

        Waiter(TokenSource source, Duration patience) {
            thread = new Thread(() -> {
                AtomicReference<Token> token = new AtomicReference<>();
                Throwable failure = catchThrowable(() -> token.set(source.token(patience)));
                interrupted.complete(Thread.currentThread().isInterrupted());
                if (failure == null) {
                    outcome.complete(token.get());
                } else {
                    outcome.completeExceptionally(failure);
                }
            });
            thread.start();
            while (thread.getState() != Thread.State.TIMED_WAITING && !outcome.isDone()) {
                Thread.onSpinWait();
            }
        }

        Throwable failure() throws Exception {
            try {
                throw new AssertionError("Got " + outcome.get(30, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                return e.getCause();
            }
        }
    }

    @Test
    void eachWaitsAsLongAsItsOwnPatience() throws Exception {
        provider.answers.drainPermits();
        Waiter impatient = new Waiter(source, Duration.ofMillis(50));
        Waiter lessSo = new Waiter(source, Duration.ofMillis(150));
        Waiter patient = new Waiter(source, Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(impatient.failure())
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("PT0.05S");
        assertThat(lessSo.failure()).hasMessageContaining("PT0.15S");
        assertThat(patient.outcome).isNotDone();
        provider.answers.release();
        assertThat(patient.outcome.get(30, TimeUnit.SECONDS).accessToken().reveal())
                .isEqualTo("token-1");
        assertThat(source.token().accessToken().reveal()).isEqualTo("token-1");
        assertThat(provider.calls).hasValue(1);
    }

    @Test
    void whoIsInterruptedHurtsNobodyElse() throws Exception {
        provider.answers.drainPermits();
        Waiter patient = new Waiter(source, Duration.ofSeconds(30));
        Waiter interrupted = new Waiter(source, Duration.ofSeconds(30));
        interrupted.thread.interrupt();
        assertThat(interrupted.failure()).hasMessageContaining("interrupted");
        assertThat(interrupted.interrupted.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(patient.outcome).isNotDone();
        provider.answers.release();
        assertThat(patient.outcome.get(30, TimeUnit.SECONDS).accessToken().reveal())
                .isEqualTo("token-1");
        assertThat(provider.calls).hasValue(1);
    }

    @Test
    void theFirstWhoWaitsMayBeInterruptedToo() throws Exception {
        provider.answers.drainPermits();
        Waiter first = new Waiter(source, Duration.ofSeconds(30));
        CompletableFuture<Token> second = source.tokenAsync();
        first.thread.interrupt();
        assertThat(first.failure()).hasMessageContaining("interrupted");
        provider.answers.release();
        assertThat(second.get(30, TimeUnit.SECONDS).accessToken().reveal()).isEqualTo("token-1");
        assertThat(provider.calls).hasValue(1);
    }

    @Test
    void aHundredWaitersGetTheSameFailure() throws Exception {
        provider.answers.drainPermits();
        provider.failure = ProviderUnavailableException.because("Down.", "Wait.", null);
        List<Waiter> waiters = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiters.add(new Waiter(source, Duration.ofSeconds(30)));
        }
        CompletableFuture<Token> async = source.tokenAsync();
        provider.answers.release();
        for (Waiter waiter : waiters) {
            assertThat(waiter.failure()).isSameAs(provider.failure);
        }
        assertThatThrownBy(() -> async.get(30, TimeUnit.SECONDS)).cause().isSameAs(provider.failure);
        assertThat(provider.calls).hasValue(1);
    }

    @Test
    void cancellingOnePromiseLeavesTheOthers() throws Exception {
        provider.answers.drainPermits();
        CompletableFuture<Token> cancelled = source.tokenAsync();
        CompletableFuture<Token> completed = source.tokenAsync();
        CompletableFuture<Token> patient = source.tokenAsync();
        assertThat(cancelled.cancel(true)).isTrue();
        assertThat(completed.completeExceptionally(new IllegalStateException("Enough")))
                .isTrue();
        provider.answers.release();
        assertThat(patient.get(30, TimeUnit.SECONDS).accessToken().reveal()).isEqualTo("token-1");
        assertThat(cancelled).isCancelled();
        assertThat(source.token()).isEqualTo(patient.get());
        assertThat(provider.calls).hasValue(1);
    }

    @Test
    void aPromiseHasThePatienceOfItsSource() throws Exception {
        provider.answers.drainPermits();
        try (TokenSource impatient =
                TokenSource.builder(provider).patience(Duration.ofMillis(50)).build()) {
            CompletableFuture<Token> promise = impatient.tokenAsync();
            assertThatThrownBy(() -> promise.get(30, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(ProviderUnavailableException.class)
                    .hasMessageContaining("PT0.05S");
            provider.answers.release();
            assertThat(impatient.token(Duration.ofSeconds(30)).accessToken().reveal())
                    .isEqualTo("token-1");
            assertThat(provider.calls).hasValue(1);
        }
    }

    @Test
    void aStaleTokenIsGivenAtOnceWhileItsRenewalHangs() throws Exception {
        Token first = source.token();
        provider.clock.move(Duration.ofMinutes(59).plusSeconds(10));
        provider.answers.drainPermits();
        assertThat(source.token(Duration.ZERO)).isEqualTo(first); // no time to wait, and none is needed
        provider.asked.acquire(2);
        for (int i = 0; i < 100; i++) {
            assertThat(source.token(Duration.ZERO)).isEqualTo(first);
            assertThat(source.tokenAsync()).isCompletedWithValue(first);
        }
        assertThat(provider.calls).hasValue(2);
    }

    @Test
    void closingFreesAllWhoWaitAndEndsTheThread() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<Thread> thread = new AtomicReference<>();
        TokenSource hanging = TokenSource.builder(provider)
                .renewing(inner -> (need, run) -> {
                    thread.set(Thread.currentThread());
                    asked.countDown();
                    new CountDownLatch(1).await();
                    throw new AssertionError();
                })
                .build();
        Waiter waiter = new Waiter(hanging, Duration.ofSeconds(30));
        CompletableFuture<Token> promise = hanging.tokenAsync();
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        hanging.close();
        assertThat(waiter.failure()).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> promise.get(30, TimeUnit.SECONDS)).cause().isInstanceOf(IllegalStateException.class);
        thread.get().join(30_000);
        assertThat(thread.get().isAlive()).isFalse();
        assertThat(hanging).hasToString("TokenSource[Counting, closed]");
        assertThatThrownBy(hanging::token).isInstanceOf(IllegalStateException.class);
        hanging.close();
    }

    @Test
    void theThreadOfARenewalEndsWithItAndIsVirtualWhereTheJvmHasThem() throws Exception {
        source.token();
        Thread thread = renewer.get();
        thread.join(30_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(thread.getName()).isEqualTo("tokentrail-Counting");
        assertThat(thread.isDaemon()).isTrue();
        if (Runtime.version().feature() >= 21) {
            assertThat(Thread.class.getMethod("isVirtual").invoke(thread)).isEqualTo(true);
        }
    }

    @Test
    void afterAFailureOneCallAtATimeIsMadeAtGrowingDistances() {
        provider.failure = ProviderUnavailableException.because("Down.", "Wait.", null);
        assertThatThrownBy(source::token).isSameAs(provider.failure);
        int calls = 1;
        long slept = 0;
        List<Long> pauses = new ArrayList<>();
        for (int tenth = 0; tenth < 6000; tenth++) {
            provider.clock.move(Duration.ofMillis(100));
            slept += 100;
            assertThatThrownBy(source::token).isSameAs(provider.failure);
            if (provider.calls.get() > calls) {
                assertThat(provider.calls).hasValue(calls + 1);
                calls++;
                pauses.add(slept);
                slept = 0;
            }
        }
        long longest = 1000;
        for (long pause : pauses) {
            assertThat(pause).isBetween(longest / 2, longest + 100);
            longest = Math.min(2 * longest, 60_000);
        }
        assertThat(pauses).hasSizeBetween(15, 26); // ten minutes
    }
}
