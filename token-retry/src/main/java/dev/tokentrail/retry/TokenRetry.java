package dev.tokentrail.retry;

import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.Renewal;
import dev.tokentrail.core.token.TokenException;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Repeats token requests that failed, as far as their grant allows.
 *
 * <p>Around the {@linkplain #apply renewals} of a token source: a refresh, or a grant without a person, that failed with
 * {@link TokenException#retryable()}, also after an answer that was lost. A refresh token that was rotated by an answer that
 * nobody got is lost, repeated or not; where the service answers a repeat within a window, the repeat saves it. What the
 * service itself refuses is never repeated.
 *
 * <p>Around a {@linkplain #untilSent transport}, for what may be used once (an authorization code, a device code): only a
 * request that certainly did not leave.
 *
 * <p>The pause is what the service asked for in {@code Retry-After} (RFC 9110 section 10.2.3), exactly; otherwise half a second
 * give or take a half, doubled each time, at most ten seconds. If that is longer than anybody would wait, there is no pause
 * and no repetition: the failure goes out at once.
 *
 * <p>Values; safe for use by many threads.
 */
public final class TokenRetry implements UnaryOperator<Renewal> {

    private static final int MOST_ATTEMPTS = 10;
    private static final Duration LONGEST_PATIENCE = Duration.ofDays(1);
    private static final TokenRetry BY_GRANT = new TokenRetry(
            new Pauses(3, Duration.ofMillis(500), Duration.ofSeconds(10)), pause -> Thread.sleep(pause.toMillis()));

    private final Pauses pauses;
    private final Waiting waiting;

    private TokenRetry(Pauses pauses, Waiting waiting) {
        this.pauses = pauses;
        this.waiting = waiting;
    }

    /**
     * Gives what suits most services.
     *
     * @return three attempts; half a second before the second, at most ten seconds before any, unless the service asks for more
     */
    public static TokenRetry byGrant() {
        return BY_GRANT;
    }

    /**
     * Sets how often a request is sent at most.
     *
     * @param attempts from 1, which repeats nothing, to 10; the first time included
     * @return a new value
     * @throws IllegalArgumentException if it is less or more
     */
    public TokenRetry withAttempts(int attempts) {
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException("Attempts are from 1 to " + MOST_ATTEMPTS + ", not " + attempts);
        }
        return new TokenRetry(new Pauses(attempts, pauses.first(), pauses.longest()), waiting);
    }

    /**
     * Sets how long to wait where the service does not say.
     *
     * @param first before the second attempt, give or take a half; doubled each time. At least 10 ms
     * @param longest before any attempt, at least as long as the first
     * @return a new value
     * @throws IllegalArgumentException if they are shorter
     */
    public TokenRetry withPauses(Duration first, Duration longest) {
        if (first.toMillis() < 10 || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "The first pause is at least 10 ms, and the longest no shorter: not " + first + " and " + longest);
        }
        return new TokenRetry(new Pauses(pauses.attempts(), first, longest), waiting);
    }

    TokenRetry waiting(Waiting other) {
        return new TokenRetry(pauses, other);
    }

    /**
     * Repeats the renewals of a token source: {@code TokenSource.builder(provider).renewing(TokenRetry.byGrant()).build()}. Each
     * repetition is told to the source's listener. None begins beyond the patience of those who wait for the token, or beyond
     * the moment from which a token that is renewed in the background cannot be given out any more.
     *
     * @param renewal what sends the requests
     * @return a renewal that repeats what failed
     */
    @Override
    public Renewal apply(Renewal renewal) {
        Retry retry = pauses.retry(
                failure -> failure instanceof TokenException known && known.retryable(),
                failure -> failure instanceof TokenException known ? known.retryAfter() : Optional.empty());
        return (need, run) -> renew(renewal, need, run, retry.asyncContext());
    }

    private IssuedToken renew(
            Renewal renewal, Renewal.Need need, Renewal.Run run, Retry.AsyncContext<IssuedToken> attempts)
            throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return renewal.renew(need, run);
            } catch (TokenException failure) {
                Duration pause = Pauses.after(failure, attempts, run.patience()).orElseThrow(() -> failure);
                run.retrying(attempt, failure, pause);
                waiting.pass(pause);
                if (run.patience().isZero()) {
                    throw failure;
                }
            }
        }
    }

    /**
     * Repeats, whatever the grant, a request that certainly did not leave because no connection came about, and nothing else.
     * This is for a provider that trades authorization codes or device codes; one whose tokens a source renews has no need of
     * it beside {@link #apply}, which would multiply the attempts.
     *
     * @param transport what sends
     * @param patience how long after the first attempt the last one may begin
     * @return a transport that repeats
     * @throws IllegalArgumentException if the patience is negative, or longer than a day
     */
    public Transport untilSent(Transport transport, Duration patience) {
        if (patience.isNegative() || patience.compareTo(LONGEST_PATIENCE) > 0) {
            throw new IllegalArgumentException("The patience is from nothing to a day, not " + patience);
        }
        return new RepeatingTransport(transport, patience, pauses, waiting);
    }

    /** Describes how it repeats. */
    @Override
    public String toString() {
        return "TokenRetry[attempts=" + pauses.attempts() + ", firstPause=" + pauses.first() + ", longestPause="
                + pauses.longest() + "]";
    }
}
