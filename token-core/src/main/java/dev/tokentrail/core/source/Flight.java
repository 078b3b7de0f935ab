package dev.tokentrail.core.source;

import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One renewal that is under way, for everybody who waits for it. Waiting goes by the machine's time, whatever the clock. */
final class Flight implements Renewal.Run {

    private static final Duration LONGEST = Duration.ofDays(1);

    private final CompletableFuture<Token> outcome = new CompletableFuture<>();
    private final String name;
    private final Announcer announcer;
    private final Thread thread;
    private final AtomicLong until;
    private final AtomicReference<Waiting> waiting;
    private volatile boolean cancelled;

    private enum Waiting {
        NOBODY,
        SOMEBODY,
        /** Nobody did, and nobody can any more. */
        OVER
    }

    /** Is of use for so long, until somebody joins who has more patience. */
    Flight(String name, Announcer announcer, Duration useful, boolean awaited, Consumer<Flight> task) {
        this.name = name;
        this.announcer = announcer;
        this.until = new AtomicLong(end(useful));
        this.waiting = new AtomicReference<>(awaited ? Waiting.SOMEBODY : Waiting.NOBODY);
        this.thread = RenewalThreads.unstarted(name, () -> task.accept(this));
    }

    private static long end(Duration patience) {
        return System.nanoTime() + nanos(patience);
    }

    private static long nanos(Duration patience) {
        return (patience.compareTo(LONGEST) > 0 ? LONGEST : patience.isNegative() ? Duration.ZERO : patience).toNanos();
    }

    /** Whether the outcome is for this caller too; not if the renewal has ended, which means that its end is seen at once. */
    boolean joinedBy(Duration patience) {
        until.accumulateAndGet(end(patience), (one, other) -> one - other > 0 ? one : other);
        return waiting.compareAndSet(Waiting.NOBODY, Waiting.SOMEBODY) || awaited();
    }

    /** Ends it if nobody waits. */
    boolean endedUnawaited() {
        return waiting.compareAndSet(Waiting.NOBODY, Waiting.OVER);
    }

    @Override
    public Duration patience() {
        return cancelled ? Duration.ZERO : Duration.ofNanos(Math.max(0, until.get() - System.nanoTime()));
    }

    @Override
    public boolean awaited() {
        return waiting.get() == Waiting.SOMEBODY;
    }

    @Override
    public void retrying(int attempt, TokenException failure, Duration pause) {
        announcer.retried(attempt, failure, pause);
    }

    void land(@Nullable Token token, @Nullable Throwable failure) {
        if (failure == null) {
            outcome.complete(token);
        } else {
            outcome.completeExceptionally(failure);
        }
    }

    /** Waits for the outcome, so long and no longer. */
    Token await(Duration patience) {
        try {
            return outcome.get(nanos(patience), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw tooLate(patience, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProviderUnavailableException.because(
                    "The wait for a token of " + name + " was interrupted.", "The renewal goes on for others.", e);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    /** The outcome for one caller: what they do with it touches nobody else. */
    CompletableFuture<Token> promise(Duration patience) {
        // On a thread of its own, so that nobody waits for what this caller does with the outcome.
        return outcome.thenApplyAsync(token -> token)
                .orTimeout(nanos(patience), TimeUnit.NANOSECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        failure instanceof TimeoutException late ? tooLate(patience, late) : failure));
    }

    static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new CompletionException(cause);
    }

    private RuntimeException tooLate(Duration patience, TimeoutException cause) {
        return ProviderUnavailableException.because(
                name + " gave no token within " + patience + ".",
                "The renewal goes on; ask again, or wait longer.",
                cause);
    }

    void start() {
        thread.start();
    }

    /**
     * Frees everybody who waits, gives the renewal some time to end by itself, because a refresh token that was rotated but not
     * saved is lost, and interrupts it then.
     *
     * @return whether its thread has ended
     */
    boolean cancel(RuntimeException reason, Duration grace) {
        cancelled = true;
        outcome.completeExceptionally(reason);
        if (Thread.currentThread().equals(thread)) {
            return true;
        }
        try {
            thread.join(Math.max(1, grace.toMillis()));
            thread.interrupt();
            thread.join(1000);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
