package dev.tokentrail.mock.x3;

import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.RefreshUse;
import dev.tokentrail.mock.http.Refusal;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.token.BoundedStore;
import dev.tokentrail.mock.token.RandomText;
import dev.tokentrail.mock.token.RotatingRefreshTokens;
import dev.tokentrail.mock.token.RotatingRefreshTokens.Held;
import dev.tokentrail.mock.token.SigningKey;
import dev.tokentrail.mock.token.TokenFamily;
import dev.tokentrail.mock.x3.X3Config.Customer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** The token pairs of X3: both JWTs, and each refresh gives a new pair. */
final class X3Tokens {

    private final SigningKey key = new SigningKey("x3", "x3-test-key");

    /** One accepted pairing request. The end of its family is the end of everything issued from it. */
    record Grant(String client, Customer customer, String scope, TokenFamily family) {
        static Grant of(String client, Customer customer, String scope) {
            return new Grant(client, customer, scope, new TokenFamily());
        }
    }

    private record Live(Grant grant, Instant expires) {}

    private final X3Config config;
    private final Clock clock;
    private final BoundedStore<Live> accessTokens = new BoundedStore<>(Service.MOST_LIVE);
    private final RotatingRefreshTokens<Grant> refreshTokens;

    X3Tokens(X3Config config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.refreshTokens = new RotatingRefreshTokens<>(config.refreshTokenReuse(), clock, Grant::family);
    }

    Map<String, Object> issue(Grant grant) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant accessExpires = now.plusSeconds(config.accessTokenSeconds());
        Instant refreshExpires = now.plusSeconds(config.refreshTokenSeconds());
        String access = sign(grant, now, accessExpires);
        String refresh = sign(grant, now, refreshExpires);
        accessTokens.put(access, new Live(grant, accessExpires));
        refreshTokens.put(refresh, grant, refreshExpires);
        return config.additions()
                .inAnswer(Members.of(
                        "access_token",
                        access,
                        "scope",
                        grant.scope(),
                        "token_type",
                        "Bearer",
                        "expires_in",
                        config.accessTokenSeconds(),
                        "refresh_token",
                        refresh,
                        "refresh_token_expires_in",
                        config.refreshTokenSeconds(),
                        "customerId",
                        grant.customer().id()));
    }

    // What a bad, expired or already rotated refresh token gets is not documented: the texts are the nearest of the
    // table, and that rotation ends the old token is assumed.
    Grant refreshable(String refreshToken, String client) {
        Held<Grant> refresh = refreshTokens
                .find(refreshToken)
                .filter(found -> found.grant().client().equals(client))
                .filter(found -> !found.ended())
                .orElseThrow(X3Error.PAIRING_NOT_FOUND::refusal);
        if (!refresh.used() && !clock.instant().isBefore(refresh.expires())) {
            throw X3Error.EXPIRED.refusal();
        }
        return refresh.grant();
    }

    /** Uses a refresh token up; refused if it was, unless it may come again. */
    RefreshUse use(String refreshToken) {
        RefreshUse use = refreshTokens.use(refreshToken).orElseThrow(X3Error.PAIRING_NOT_FOUND::refusal);
        if (!use.answered()) {
            throw new Refusal(X3Error.PAIRING_NOT_FOUND.answer().about(use));
        }
        return use;
    }

    /** The scope of a live access token. */
    Optional<String> scopeOf(String accessToken) {
        return accessTokens
                .find(accessToken)
                .filter(access -> !access.grant().family().ended())
                .filter(access -> clock.instant().isBefore(access.expires()))
                .map(access -> access.grant().scope());
    }

    SigningKey signingKey() {
        return key;
    }

    void clear() {
        key.reset();
        accessTokens.clear();
        refreshTokens.clear();
    }

    // The documents give jti to refresh tokens only; here access tokens have one too, so that two of one second differ.
    private String sign(Grant grant, Instant issued, Instant expires) {
        Customer customer = grant.customer();
        String gateway = customer.region().gateway;
        return key.sign(
                current -> Members.of("kid", current.id(), "typ", "JWT"),
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
                                grant.client(),
                                "scopes",
                                grant.scope())));
    }
}
