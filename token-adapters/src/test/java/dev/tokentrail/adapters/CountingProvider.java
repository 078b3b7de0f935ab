package dev.tokentrail.adapters;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.ExpirySource;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenProvider;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives canary-1, canary-2 and so on, on a day that does not end. */
public final class CountingProvider implements TokenProvider {

    /** How many tokens it gave. */
    public final AtomicInteger given = new AtomicInteger();

    /** Whether it gives none. */
    public volatile boolean down;

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

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
        if (down) {
            throw ProviderUnavailableException.because("It is down.", "Wait.", null);
        }
        return new Token(
                Secret.of("canary-" + given.incrementAndGet()),
                "Bearer",
                new Expiry(clock.instant().plusSeconds(3600), ExpirySource.SERVER),
                null,
                Expiry.unknown(),
                List.of(),
                Map.of());
    }

    @Override
    public Token refresh(Token token) {
        throw new AssertionError("there is no refresh token");
    }
}
