package dev.tokentrail.mock.sonetel;

import static dev.tokentrail.mock.sonetel.SonetelService.refusal;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.RefreshUse;
import dev.tokentrail.mock.http.Refusal;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.sonetel.SonetelConfig.User;
import dev.tokentrail.mock.token.BoundedStore;
import dev.tokentrail.mock.token.RandomText;
import dev.tokentrail.mock.token.RotatingRefreshTokens;
import dev.tokentrail.mock.token.RotatingRefreshTokens.Held;
import dev.tokentrail.mock.token.SigningKey;
import dev.tokentrail.mock.token.TokenFamily;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sonetel's tokens: RS256 JWTs, the refresh token pointing at its access token by {@code ati}. */
final class SonetelTokens {

    static final List<String> SCOPES = List.of(
            "account.read", "account.write", "conversation.read", "conversation.write", "user.read", "user.write");

    private final SigningKey key = new SigningKey("sonetel", "sonetel-test-key");

    /** One sign-in and all that comes from it. */
    private record Grant(String client, User user, TokenFamily family) {}

    private record Live(Grant grant, Instant expires) {}

    private final SonetelConfig config;
    private final Clock clock;
    private final BoundedStore<Live> accessTokens = new BoundedStore<>(Service.MOST_LIVE);
    private final RotatingRefreshTokens<Grant> refreshTokens;

    SonetelTokens(SonetelConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.refreshTokens = new RotatingRefreshTokens<>(config.refreshTokenReuse(), clock, Grant::family);
    }

    Answer issue(String client, User user, boolean withRefreshToken) {
        return issue(new Grant(client, user, new TokenFamily()), withRefreshToken);
    }

    private Answer issue(Grant grant, boolean withRefreshToken) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant accessExpires = now.plusSeconds(config.accessTokenSeconds());
        Instant refreshExpires = now.plusSeconds(config.refreshTokenSeconds());
        String id = RandomText.uuid('4');
        String access = sign(grant, id, null, now, accessExpires);
        accessTokens.put(access, new Live(grant, accessExpires));
        String refresh = null;
        if (withRefreshToken) {
            refresh = sign(grant, RandomText.uuid('4'), id, now, refreshExpires);
            refreshTokens.put(refresh, grant, refreshExpires);
        }
        return Answer.json(
                        200,
                        config.additions()
                                .inAnswer(Members.of(
                                        "access_token",
                                        access,
                                        "token_type",
                                        "bearer",
                                        "refresh_token",
                                        refresh,
                                        "expires_in",
                                        config.expiresIn() ? config.accessTokenSeconds() : null)))
                .notStored();
    }

    // The refusals are assumed. So is that a refresh token ends when its successor is issued; with refresh=no there is
    // no successor and it lives on.
    Answer refresh(String client, String refreshToken, boolean withRefreshToken) {
        Held<Grant> held = refreshTokens.find(refreshToken).orElseThrow(SonetelTokens::invalid);
        if (!held.grant().client().equals(client)) {
            throw refusal(400, "invalid_grant", "Wrong client for this refresh token");
        }
        if (!held.used()) {
            if (held.ended()) {
                throw invalid();
            }
            if (!clock.instant().isBefore(held.expires())) {
                throw refusal(400, "invalid_grant", "Invalid refresh token (expired)");
            }
        }
        RefreshUse use = withRefreshToken
                ? refreshTokens.use(refreshToken).orElseThrow(SonetelTokens::invalid)
                : refreshTokens.again(refreshToken).orElse(null);
        if (use != null && !use.answered()) {
            throw new Refusal(invalid().answer().about(use));
        }
        return issue(held.grant(), withRefreshToken).about(use);
    }

    private static Refusal invalid() {
        return refusal(400, "invalid_grant", "Invalid refresh token");
    }

    /** The name of the user whom a live access token stands for. */
    Optional<String> userOf(String accessToken) {
        return accessTokens
                .find(accessToken)
                .filter(live -> !live.grant().family().ended())
                .filter(live -> clock.instant().isBefore(live.expires()))
                .map(live -> live.grant().user().name());
    }

    SigningKey signingKey() {
        return key;
    }

    void clear() {
        key.reset();
        accessTokens.clear();
        refreshTokens.clear();
    }

    private String sign(Grant grant, String id, @Nullable String accessTokenId, Instant issued, Instant expires) {
        User user = grant.user();
        return key.sign(
                current -> Members.of("alg", "RS256", "typ", "JWT"), // documented, without a kid
                config.additions()
                        .inToken(Members.of(
                                "aud",
                                "api.sonetel.com",
                                "iss",
                                "SonetelNode123",
                                "user_id",
                                user.userId(),
                                "user_name",
                                user.name(),
                                "acc_id",
                                user.accountId(),
                                "client_id",
                                grant.client(),
                                "scope",
                                SCOPES,
                                "ati",
                                accessTokenId,
                                "jti",
                                id,
                                "iat",
                                issued.getEpochSecond(),
                                "exp",
                                expires.getEpochSecond())));
    }
}
