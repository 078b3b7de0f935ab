package dev.tokentrail.mock.wso2;

import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.token.BoundedStore;
import dev.tokentrail.mock.token.RandomText;
import dev.tokentrail.mock.wso2.Wso2Config.Application;
import dev.tokentrail.mock.wso2.Wso2Token.Owner;
import dev.tokentrail.mock.wso2.Wso2Token.State;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything issued, and the rules by which a call gets the same token again or a new one. */
final class Wso2Tokens {

    private final Wso2Config config;
    private final Wso2Errors errors;
    private final Clock clock;
    private final Wso2Jwts jwts;
    private final BoundedStore<Wso2Token> byAccess = new BoundedStore<>(Service.MOST_LIVE);
    private final BoundedStore<Wso2Token> byRefresh = new BoundedStore<>(Service.MOST_LIVE);
    private final BoundedStore<Wso2Token> newest = new BoundedStore<>(Service.MOST_LIVE);

    Wso2Tokens(Wso2Config config, Wso2Errors errors, Clock clock) {
        this.config = config;
        this.errors = errors;
        this.clock = clock;
        this.jwts = new Wso2Jwts(config);
    }

    /**
     * Issues a pair, or hands out the one that lives.
     *
     * @param issuer the {@code iss} of a JWT
     * @param application the client
     * @param owner for whom
     * @param refreshable whether a refresh token comes with it
     * @param seconds life of the access token, negative for ever
     * @param now the instant of the call
     */
    Wso2Token issue(
            String issuer, Application application, Owner owner, boolean refreshable, long seconds, Instant now) {
        if (application.jwt()) {
            // In the source: JWTs are not persisted, so each call gives a new one.
            return store(create(now, issuer, true, owner, newRefresh(refreshable), refreshEnd(now), seconds));
        }
        synchronized (this) {
            Wso2Token current = newest.find(owner.key()).orElse(null);
            // One from later than this moment, which a fault or a clock set back makes possible, did not live then. The
            // moment is read here: another caller may have issued one since this call began.
            if (current != null && current.accessLive(now) && !current.issued.isAfter(clock.instant())) {
                return current;
            }
            // In the source of 5.x: an expired access token beside a live refresh token is replaced alone.
            if (current != null && current.refreshLive(now) && !config.version().library(6, 0)) {
                return store(create(now, issuer, false, owner, current.refresh, current.refreshExpires, seconds));
            }
            return store(create(now, issuer, false, owner, newRefresh(refreshable), refreshEnd(now), seconds));
        }
    }

    /** Trades a refresh token for a new pair. */
    Wso2Token refresh(
            String issuer, Application application, String refreshToken, @Nullable String scope, Instant now) {
        Wso2Token old;
        Owner owner;
        synchronized (this) {
            old = refreshable(refreshToken, application, now);
            owner = scope == null
                    ? old.owner
                    : new Owner(old.owner.client(), old.owner.user(), Wso2Scopes.narrow(old.owner.scope(), scope));
            old.refreshState = State.SUPERSEDED;
            if (!old.jwt) {
                old.accessState = State.SUPERSEDED;
            }
        }
        return store(
                config.renewRefreshToken()
                        ? create(
                                now,
                                issuer,
                                old.jwt,
                                owner,
                                newRefresh(true),
                                refreshEnd(now),
                                config.accessTokenSeconds())
                        : create(
                                now,
                                issuer,
                                old.jwt,
                                owner,
                                old.refresh,
                                old.refreshExpires,
                                config.accessTokenSeconds()));
    }

    private Wso2Token refreshable(String refreshToken, Application application, Instant now) {
        Wso2Token token = byRefresh
                .find(refreshToken)
                .filter(found -> found.owner.client().equals(application.key()))
                .orElseThrow(() -> errors.invalidGrantSince6("Persisted access token data not found"));
        if (token.refreshState == State.SUPERSEDED) {
            throw Wso2Errors.invalidGrant("Invalid refresh token value in the request");
        }
        if (token.refreshState == State.REVOKED) {
            throw Wso2Errors.invalidGrant("Invalid refresh token state");
        }
        if (!now.isBefore(token.refreshExpires)) {
            throw errors.expiredRefreshToken();
        }
        return token;
    }

    private Wso2Token create(
            Instant called,
            String issuer,
            boolean jwt,
            Owner owner,
            @Nullable String refresh,
            Instant refreshEnd,
            long seconds) {
        Instant now = jwt ? called.truncatedTo(ChronoUnit.SECONDS) : called;
        Instant expires = seconds < 0 ? Instant.MAX : now.plusSeconds(seconds);
        String id = RandomText.uuid('4');
        String access = jwt ? jwts.access(issuer, owner, id, now, expires) : RandomText.uuid('3');
        return new Wso2Token(owner, access, id, refresh, now, expires, refreshEnd, jwt);
    }

    private synchronized Wso2Token store(Wso2Token token) {
        newest.find(token.owner.key()).ifPresent(previous -> supersede(previous, token));
        byAccess.put(token.access, token);
        if (token.refresh != null) {
            byRefresh.put(token.refresh, token);
            newest.put(token.owner.key(), token);
        } else if (!token.jwt) {
            newest.put(token.owner.key(), token);
        }
        return token;
    }

    // In the source: only the newest refresh token of client, user and scope works.
    private static void supersede(Wso2Token previous, Wso2Token next) {
        if (previous.refreshState == State.ACTIVE && next.refresh != null) {
            previous.refreshState = State.SUPERSEDED;
        }
        if (previous.accessState == State.ACTIVE && !previous.jwt) {
            previous.accessState = State.SUPERSEDED;
        }
    }

    private static @Nullable String newRefresh(boolean refreshable) {
        return refreshable ? RandomText.uuid('3') : null;
    }

    private Instant refreshEnd(Instant now) {
        return now.plusSeconds(config.refreshTokenSeconds());
    }

    Optional<Wso2Token> access(String accessToken) {
        return byAccess.find(accessToken);
    }

    Optional<Wso2Token> live(String accessToken) {
        return byAccess.find(accessToken).filter(token -> token.accessLive(clock.instant()));
    }

    Optional<Wso2Token> byEither(String token) {
        return byAccess.find(token).or(() -> byRefresh.find(token));
    }

    Wso2Jwts jwts() {
        return jwts;
    }

    Instant now() {
        return clock.instant();
    }

    void clear() {
        jwts.signingKey().reset();
        byAccess.clear();
        byRefresh.clear();
        newest.clear();
    }
}
