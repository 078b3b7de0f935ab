package dev.tokentrail.core.source;

import dev.tokentrail.core.token.TokenException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The pause after a failed renewal: from one second, doubled each time up to the longest, of random length below that. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST_ASKED_FOR = Duration.ofMinutes(10);

    /** The pause after a failure; one that nobody waited for, and nobody asked for, may be cut short by somebody who waits. */
    private record Pause(Throwable failure, long until, int failures, boolean mayBeCutShort) {}

    private final TimeSource time;
    private final Duration most;
    private volatile @Nullable Pause pause;

    Backoff(TimeSource time, Duration most) {
        this.time = time;
        this.most = most;
    }

    /** The failure that callers get for now; null if a renewal may begin. */
    @Nullable
    Throwable failure(boolean awaited) {
        Pause current = pause;
        if (current == null || time.nanos() >= current.until() || (awaited && current.mayBeCutShort())) {
            return null;
        }
        return current.failure();
    }

    void failed(Throwable failure, boolean awaited) {
        Pause last = pause;
        int failures = last == null ? 1 : Math.min(last.failures() + 1, 30);
        Duration ceiling = FIRST.multipliedBy(1L << (failures - 1));
        long longest = (ceiling.compareTo(most) > 0 ? most : ceiling).toNanos();
        // At least half, so that the pause is one; the rest is random, so that many processes do not come at once.
        long length = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
        Optional<Duration> asked = failure instanceof TokenException refused ? refused.retryAfter() : Optional.empty();
        long askedFor = asked.map(wait -> wait.compareTo(LONGEST_ASKED_FOR) > 0 ? LONGEST_ASKED_FOR : wait)
                .map(Duration::toNanos)
                .orElse(0L);
        long until = time.nanos() + Math.max(length, askedFor);
        pause = new Pause(failure, until, failures, !awaited && asked.isEmpty());
    }

    void clear() {
        pause = null;
    }
}
