package dev.tokentrail.core.source;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.ExpirySource;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts its tokens; answers only when it may. */
class CountingProvider implements TokenProvider {
    final MovedClock clock = new MovedClock();
    final AtomicInteger calls = new AtomicInteger();
    final Semaphore answers = new Semaphore(1000);
    final Semaphore asked = new Semaphore(0);
    volatile Duration lifetime = Duration.ofHours(1);
    volatile RuntimeException failure;

    @Override
    public String name() {
        return "Counting";
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Token token() {
        int number = calls.incrementAndGet();
        asked.release();
        answers.acquireUninterruptibly();
        if (failure != null) {
            throw failure;
        }
        return new Token(
                Secret.of("token-" + number),
                "Bearer",
                lifetime == null ? Expiry.unknown() : new Expiry(clock.instant().plus(lifetime), ExpirySource.SERVER),
                Secret.of("refresh-" + number),
                Expiry.unknown(),
                List.of(),
                Map.of());
    }

    @Override
    public Token refresh(Token token) {
        return token();
    }
}
