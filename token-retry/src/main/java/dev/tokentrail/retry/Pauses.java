package dev.tokentrail.retry;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How often, and after what pause, something is repeated. Resilience4j counts and draws the pauses; waiting is left to the
 * caller, who alone knows how much patience is left.
 *
 * @param attempts how often at most, the first time included
 * @param first the first pause, give or take a half; each one after it is twice as long
 * @param longest no drawn pause is longer
 */
record Pauses(int attempts, Duration first, Duration longest) {

    private static final double GIVE_OR_TAKE = 0.5;

    /** What is repeated, and what the service asked for. */
    Retry retry(Predicate<Throwable> repeatable, Function<Throwable, Optional<Duration>> asked) {
        IntervalFunction drawn = IntervalFunction.ofExponentialRandomBackoff(first, 2, GIVE_OR_TAKE, longest);
        RetryConfig config = RetryConfig.<Object>custom()
                .maxAttempts(attempts)
                .retryOnException(repeatable)
                .intervalBiFunction((attempt, outcome) -> pause(drawn, attempt, outcome, asked))
                .build();
        return Retry.of("tokentrail", config);
    }

    private long pause(
            IntervalFunction drawn,
            int attempt,
            Either<Throwable, Object> outcome,
            Function<Throwable, Optional<Duration>> asked) {
        return asked.apply(outcome.getLeft())
                .map(Pauses::millisRoundedUp)
                .orElseGet(() -> Math.min(drawn.apply(attempt), longest.toMillis()));
    }

    private static long millisRoundedUp(Duration wait) {
        return wait.plusNanos(999_999).toMillis();
    }

    /** The pause before the next attempt; empty if there is none, or if no time would be left for it. */
    static Optional<Duration> after(Exception failure, Retry.AsyncContext<?> attempts, Duration patience) {
        long wait = attempts.onError(failure);
        return Optional.of(Duration.ofMillis(wait))
                .filter(pause -> !pause.isNegative() && pause.compareTo(patience) < 0);
    }
}
