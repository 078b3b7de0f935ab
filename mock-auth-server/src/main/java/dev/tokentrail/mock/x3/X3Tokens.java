package dev.tokentrail.mock.x3;

import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.token.BoundedStore;
import dev.tokentrail.mock.token.RandomText;
import dev.tokentrail.mock.token.SigningKey;
import dev.tokentrail.mock.x3.X3Config.Customer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** The token pairs of X3: both JWTs, and each refresh gives a new pair. */
final class X3Tokens {

    private static final SigningKey KEY = new SigningKey("x3", "x3-test-key");

    private record Access(String scope, Instant expires) {}

    record Refreshable(String client, Customer customer, String scope, Instant expires) {}

    private final X3Config config;
    private final Clock clock;
    private final BoundedStore<Access> accessTokens = new BoundedStore<>(Service.MOST_LIVE);
    private final BoundedStore<Refreshable> refreshTokens = new BoundedStore<>(Service.MOST_LIVE);

    X3Tokens(X3Config config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    Map<String, Object> issue(String client, Customer customer, String scope) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant accessExpires = now.plusSeconds(config.accessTokenSeconds());
        Instant refreshExpires = now.plusSeconds(config.refreshTokenSeconds());
        String access = sign(client, customer, scope, now, accessExpires);
        String refresh = sign(client, customer, scope, now, refreshExpires);
        accessTokens.put(access, new Access(scope, accessExpires));
        refreshTokens.put(refresh, new Refreshable(client, customer, scope, refreshExpires));
        return config.additions()
                .inAnswer(Members.of(
                        "access_token",
                        access,
                        "scope",
                        scope,
                        "token_type",
                        "Bearer",
                        "expires_in",
                        config.accessTokenSeconds(),
                        "refresh_token",
                        refresh,
                        "refresh_token_expires_in",
                        config.refreshTokenSeconds(),
                        "customerId",
                        customer.id()));
    }

    // What a bad, expired or already rotated refresh token gets is not documented: the texts are the nearest of the
    // table, and that rotation ends the old token is assumed.
    Refreshable refreshable(String refreshToken, String client) {
        Refreshable grant = refreshTokens
                .find(refreshToken)
                .filter(found -> found.client().equals(client))
                .orElseThrow(X3Error.PAIRING_NOT_FOUND::refusal);
        if (!clock.instant().isBefore(grant.expires())) {
            throw X3Error.EXPIRED.refusal();
        }
        return grant;
    }

    Map<String, Object> rotate(String refreshToken, Refreshable grant) {
        if (refreshTokens.take(refreshToken).isEmpty()) {
            throw X3Error.PAIRING_NOT_FOUND.refusal();
        }
        return issue(grant.client(), grant.customer(), grant.scope());
    }

    /** The scope of a live access token. */
    Optional<String> scopeOf(String accessToken) {
        return accessTokens
                .find(accessToken)
                .filter(access -> clock.instant().isBefore(access.expires()))
                .map(Access::scope);
    }

    void clear() {
        accessTokens.clear();
        refreshTokens.clear();
    }

    // The documents give jti to refresh tokens only; here access tokens have one too, so that two of one second differ.
    private String sign(String client, Customer customer, String scope, Instant issued, Instant expires) {
        String gateway = customer.region().gateway;
        return KEY.sign(
                Members.of("kid", KEY.id(), "typ", "JWT"),
                config.additions()
                        .inToken(Members.of(
                                "jti",
                                RandomText.uuid('4'),
                                "iss",
                                gateway,
                                "aud",
                                gateway,
                                "iat",
                                issued.getEpochSecond(),
                                "exp",
                                expires.getEpochSecond(),
                                "region",
                                customer.region().claim,
                                "sub",
                                customer.id(),
                                "azp",
                                client,
                                "scopes",
                                scope)));
    }
}
