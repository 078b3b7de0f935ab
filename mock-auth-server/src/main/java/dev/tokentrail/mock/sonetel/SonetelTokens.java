package dev.tokentrail.mock.sonetel;

import static dev.tokentrail.mock.sonetel.SonetelService.refusal;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.sonetel.SonetelConfig.User;
import dev.tokentrail.mock.token.BoundedStore;
import dev.tokentrail.mock.token.RandomText;
import dev.tokentrail.mock.token.SigningKey;
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

    private record Live(String client, User user, Instant expires) {}

    private final SonetelConfig config;
    private final Clock clock;
    private final BoundedStore<Live> accessTokens = new BoundedStore<>(Service.MOST_LIVE);
    private final BoundedStore<Live> refreshTokens = new BoundedStore<>(Service.MOST_LIVE);

    SonetelTokens(SonetelConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    Answer issue(String client, User user, boolean withRefreshToken) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant accessExpires = now.plusSeconds(config.accessTokenSeconds());
        Instant refreshExpires = now.plusSeconds(config.refreshTokenSeconds());
        String id = RandomText.uuid('4');
        String access = sign(client, user, id, null, now, accessExpires);
        accessTokens.put(access, new Live(client, user, accessExpires));
        String refresh = null;
        if (withRefreshToken) {
            refresh = sign(client, user, RandomText.uuid('4'), id, now, refreshExpires);
            refreshTokens.put(refresh, new Live(client, user, refreshExpires));
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
        Live live = refreshTokens
                .find(refreshToken)
                .orElseThrow(() -> refusal(400, "invalid_grant", "Invalid refresh token"));
        if (!live.client().equals(client)) {
            throw refusal(400, "invalid_grant", "Wrong client for this refresh token");
        }
        if (!clock.instant().isBefore(live.expires())) {
            throw refusal(400, "invalid_grant", "Invalid refresh token (expired)");
        }
        if (withRefreshToken && refreshTokens.take(refreshToken).isEmpty()) {
            throw refusal(400, "invalid_grant", "Invalid refresh token");
        }
        return issue(client, live.user(), withRefreshToken);
    }

    /** The name of the user whom a live access token stands for. */
    Optional<String> userOf(String accessToken) {
        return accessTokens
                .find(accessToken)
                .filter(live -> clock.instant().isBefore(live.expires()))
                .map(live -> live.user().name());
    }

    SigningKey signingKey() {
        return key;
    }

    void clear() {
        key.reset();
        accessTokens.clear();
        refreshTokens.clear();
    }

    private String sign(
            String client, User user, String id, @Nullable String accessTokenId, Instant issued, Instant expires) {
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
                                client,
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
