package dev.tokentrail.core.source;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.TimeSource.Moment;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenProvider;
import dev.tokentrail.core.token.UserNeededException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks the service: by the refresh token if there is one, and by the grant that needs no person if that one is refused. */
final class ProviderRenewal implements Renewal {

    private record Refused(Secret refreshToken, ProviderRefusedException refusal) {}

    private final TokenProvider provider;
    private final Supplier<Token> grant;
    private final TimeSource time;
    private final Announcer announcer;

    /** Not sent again: a service may take each use for a theft. */
    private volatile @Nullable Refused refused;

    ProviderRenewal(TokenProvider provider, Supplier<Token> grant, TimeSource time, Announcer announcer) {
        this.provider = provider;
        this.grant = grant;
        this.time = time;
        this.announcer = announcer;
    }

    @Override
    public IssuedToken renew(Need need, Run run) {
        Token previous = need.token();
        if (previous == null || previous.refreshToken() == null) {
            return acquire();
        }
        Refused known = refused;
        if (known != null && known.refreshToken().equals(previous.refreshToken())) {
            return acquireAfter(known.refusal());
        }
        try {
            return timed(() -> provider.refresh(previous), Announcer::refreshed);
        } catch (ProviderRefusedException refusal) {
            if (refusal.code().filter("invalid_grant"::equals).isEmpty()) {
                throw refusal;
            }
            announcer.refreshTokenRefused(refusal);
            refused = new Refused(previous.refreshToken(), refusal);
            return acquireAfter(refusal);
        }
    }

    private IssuedToken acquireAfter(ProviderRefusedException refusal) {
        try {
            return acquire();
        } catch (UserNeededException needed) {
            throw UserNeededException.because(
                    provider.name() + " refused the refresh token, and gives no other token without a person.",
                    "Sign in again; startAuthorization() of this exception begins it where the service has such a flow.",
                    provider,
                    refusal);
        }
    }

    private IssuedToken acquire() {
        return timed(grant, Announcer::acquired);
    }

    private IssuedToken timed(Supplier<Token> call, BiConsumer<Announcer, Duration> event) {
        Instant at = provider.clock().instant();
        Moment before = time.now();
        long began = System.nanoTime();
        Token token = call.get();
        event.accept(announcer, Duration.ofNanos(System.nanoTime() - began));
        return new IssuedToken(token, at, Duration.ofNanos(time.nanosSince(before)));
    }
}
