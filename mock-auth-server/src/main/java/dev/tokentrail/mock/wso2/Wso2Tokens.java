package dev.tokentrail.mock.wso2;

import dev.tokentrail.mock.http.RefreshUse;
import dev.tokentrail.mock.http.Refusal;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.token.BoundedStore;
import dev.tokentrail.mock.token.RandomText;
import dev.tokentrail.mock.token.SigningAhead;
import dev.tokentrail.mock.token.TokenFamily;
import dev.tokentrail.mock.wso2.Wso2Config.Application;
import dev.tokentrail.mock.wso2.Wso2Token.Owner;
import dev.tokentrail.mock.wso2.Wso2Token.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything issued, and the rules by which a call gets the same token again or a new one. */
final class Wso2Tokens {

    private final Wso2Config config;
    private final Wso2Errors errors;
    private final Clock clock;
    private final Wso2Jwts jwts;
    private final SigningAhead ahead;
    private final BoundedStore<Wso2Token> byAccess = new BoundedStore<>(Service.MOST_LIVE);
    private final BoundedStore<Wso2Token> byRefresh = new BoundedStore<>(Service.MOST_LIVE);
    private final BoundedStore<Wso2Token> newest = new BoundedStore<>(Service.MOST_LIVE);

    Wso2Tokens(Wso2Config config, Wso2Errors errors, Clock clock) {
        this.config = config;
        this.errors = errors;
        this.clock = clock;
        this.jwts = new Wso2Jwts(config);
        this.ahead = new SigningAhead(config.tokensSignedAhead(), clock, jwts.signingKey());
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
            return store(create(
                    now, issuer, true, owner, newRefresh(refreshable), refreshEnd(now), seconds, new TokenFamily()));
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
                return store(create(
                        now, issuer, false, owner, current.refresh, current.refreshExpires, seconds, current.family));
            }
            return store(create(
                    now, issuer, false, owner, newRefresh(refreshable), refreshEnd(now), seconds, new TokenFamily()));
        }
    }

    /**
     * What a refresh gave.
     *
     * @param token the new pair
     * @param use what became of the refresh token, null if it stays as it is
     */
    record Refreshed(Wso2Token token, @Nullable RefreshUse use) {}

    /** Trades a refresh token for a new pair. */
    Refreshed refresh(
            String issuer, Application application, String refreshToken, @Nullable String scope, Instant now) {
        boolean renew = config.renewRefreshToken();
        Wso2Token old;
        Owner owner;
        RefreshUse use;
        synchronized (this) {
            old = refreshable(refreshToken, application, now);
            Instant renewed = old.renewed;
            use = renewed == null ? null : again(old, renewed, now);
            owner = scope == null
                    ? old.owner
                    : new Owner(old.owner.client(), old.owner.user(), Wso2Scopes.narrow(old.owner.scope(), scope));
            if (renew && use == null) {
                old.renewed = now;
                old.refreshState = State.SUPERSEDED;
                use = config.refreshTokenReuse().first(now);
            }
            if (!old.jwt) {
                old.accessState = State.SUPERSEDED;
            }
        }
        return new Refreshed(
                store(create(
                        now,
                        issuer,
                        old.jwt,
                        owner,
                        renew ? newRefresh(true) : old.refresh,
                        renew ? refreshEnd(now) : old.refreshExpires,
                        config.accessTokenSeconds(),
                        old.family)),
                use);
    }

    private RefreshUse again(Wso2Token used, Instant first, Instant now) {
        RefreshUse use = config.refreshTokenReuse().again(first, now, used.family);
        if (!use.answered()) {
            throw new Refusal(superseded().answer().about(use));
        }
        return use;
    }

    private static Refusal superseded() {
        return Wso2Errors.invalidGrant("Invalid refresh token value in the request");
    }

    private Wso2Token refreshable(String refreshToken, Application application, Instant now) {
        Wso2Token token = byRefresh
                .find(refreshToken)
                .filter(found -> found.owner.client().equals(application.key()))
                .orElseThrow(() -> errors.invalidGrantSince6("Persisted access token data not found"));
        if (token.refreshState == State.REVOKED) {
            throw revoked();
        }
        if (token.renewed != null) {
            return token;
        }
        if (token.refreshState == State.SUPERSEDED) {
            throw superseded();
        }
        if (token.family.ended()) {
            throw revoked();
        }
        if (!now.isBefore(token.refreshExpires)) {
            throw errors.expiredRefreshToken();
        }
        return token;
    }

    private static Refusal revoked() {
        return Wso2Errors.invalidGrant("Invalid refresh token state");
    }

    private Wso2Token create(
            Instant called,
            String issuer,
            boolean jwt,
            Owner owner,
            @Nullable String refresh,
            Instant refreshEnd,
            long seconds,
            TokenFamily family) {
        SigningAhead.Signed access = jwt
                ? ahead.next(
                        List.of(issuer, owner, seconds),
                        called.truncatedTo(ChronoUnit.SECONDS),
                        seconds < 0 ? ChronoUnit.FOREVER.getDuration() : Duration.ofSeconds(seconds),
                        issued -> sign(issuer, owner, issued, seconds))
                : new SigningAhead.Signed(RandomText.uuid('3'), RandomText.uuid('4'), called);
        return new Wso2Token(
                owner,
                access.token(),
                access.id(),
                refresh,
                access.issued(),
                end(access.issued(), seconds),
                refreshEnd,
                jwt,
                family);
    }

    private SigningAhead.Signed sign(String issuer, Owner owner, Instant issued, long seconds) {
        String id = RandomText.uuid('4');
        return new SigningAhead.Signed(jwts.access(issuer, owner, id, issued, end(issued, seconds)), id, issued);
    }

    private static Instant end(Instant issued, long seconds) {
        return seconds < 0 ? Instant.MAX : issued.plusSeconds(seconds);
    }

    private synchronized Wso2Token store(Wso2Token token) {
        newest.find(token.ownerKey).ifPresent(previous -> supersedeAll(previous, token));
        byAccess.put(token.access, token);
        if (token.refresh != null) {
            byRefresh.put(token.refresh, token);
            newest.put(token.ownerKey, token);
        } else if (!token.jwt) {
            newest.put(token.ownerKey, token);
        }
        return token;
    }

    // With a grace window several pairs may descend from one refresh token: none of them ends the others, and a new
    // grant ends all of them.
    private void supersedeAll(Wso2Token previous, Wso2Token next) {
        if (!config.grace()) {
            supersede(previous, next);
        } else if (previous.family != next.family) {
            byAccess.values().stream()
                    .filter(token -> token.family == previous.family && token.ownerKey.equals(next.ownerKey))
                    .forEach(token -> supersede(token, next));
        }
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

    /** Ends a pair; if others may have come from the same refresh token, they end, too, as at Hydra. */
    void revoke(Wso2Token token) {
        token.revoke();
        if (config.grace()) {
            token.family.end();
        }
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

    void close() {
        ahead.close();
    }

    void clear() {
        jwts.signingKey().reset();
        ahead.clear();
        byAccess.clear();
        byRefresh.clear();
        newest.clear();
    }
}
