package dev.tokentrail.mock.gotoapi;

import static dev.tokentrail.mock.gotoapi.GoToClients.refusal;

import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.token.BoundedStore;
import dev.tokentrail.mock.token.CodeChallenge;
import dev.tokentrail.mock.token.RandomText;
import dev.tokentrail.mock.token.SigningAhead;
import dev.tokentrail.mock.token.SigningAlgorithm;
import dev.tokentrail.mock.token.SigningKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What GoTo issued: codes, access tokens (JWT) and refresh tokens, grouped by the approval they come from. */
final class GoToTokens {

    /** One approval. Revoking it ends everything issued from it. */
    record Approval(String client, String principal, String scope, AtomicBoolean revoked) {
        static Approval of(String client, String principal, String scope) {
            return new Approval(client, principal, scope, new AtomicBoolean());
        }
    }

    record Code(
            Approval approval,
            String redirectUri,
            boolean redirectUriSent,
            @Nullable CodeChallenge challenge,
            Instant expires) {}

    record Access(Approval approval, String scope, String id, String issuer, Instant issued, Instant expires) {}

    record Refresh(Approval approval, Instant expires) {}

    private final GoToConfig config;
    private final Clock clock;
    private final SigningKey key;
    private final BoundedStore<Code> codes = new BoundedStore<>(Service.MOST_LIVE);
    private final BoundedStore<Code> redeemedCodes = new BoundedStore<>(Service.MOST_LIVE);
    private final BoundedStore<Access> accessTokens = new BoundedStore<>(Service.MOST_LIVE);
    private final BoundedStore<Refresh> refreshTokens = new BoundedStore<>(Service.MOST_LIVE);

    private final SigningAhead ahead;

    GoToTokens(GoToConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.key = key(config.signingAlgorithm());
        this.ahead = new SigningAhead(config.tokensSignedAhead(), clock, key);
    }

    private static SigningKey key(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case RS256 -> new SigningKey("goto", "oauthv2.lmi.test-key", algorithm);
            case ES256 -> new SigningKey("goto", "oauthv2.lmi.test-key-es256", algorithm);
        };
    }

    String issueCode(Approval approval, String redirectUri, boolean sent, @Nullable CodeChallenge challenge) {
        String code = RandomText.secret();
        Instant expires = clock.instant().plusSeconds(config.codeSeconds());
        codes.put(code, new Code(approval, redirectUri, sent, challenge, expires));
        return code;
    }

    /** A live code of this client. A code that was redeemed before revokes what it gave (RFC 6749 section 4.1.2). */
    Code code(String value, String client) {
        Optional<Code> found =
                codes.find(value).filter(code -> code.approval().client().equals(client));
        if (found.isEmpty()) {
            redeemedCodes
                    .find(value)
                    .filter(code -> code.approval().client().equals(client))
                    .ifPresent(code -> code.approval().revoked().set(true));
            throw refusal(400, "invalid_grant", "The authorization code is unknown or was used before");
        }
        if (!clock.instant().isBefore(found.get().expires())) {
            throw refusal(400, "invalid_grant", "The authorization code has expired");
        }
        return found.get();
    }

    /** Uses a code up; of two callers at once, one fails, and what the other got is revoked. */
    synchronized void redeem(String value, Code code) {
        if (codes.take(value).isEmpty()) {
            code.approval().revoked().set(true);
            throw refusal(400, "invalid_grant", "The authorization code is unknown or was used before");
        }
        redeemedCodes.put(value, code);
    }

    Map<String, Object> issue(String issuer, Approval approval, boolean withRefreshToken) {
        Map<String, Object> members = access(issuer, approval, approval.scope(), "Bearer");
        if (withRefreshToken) {
            members.put("refresh_token", issueRefreshToken(approval));
        }
        return members;
    }

    // Documented: a refresh answers access_token, expires_in, scope and principal, nothing else; a refresh token, and
    // token_type with it, comes only when the old one runs out.
    Map<String, Object> refresh(String issuer, String refreshToken, String client, @Nullable String scope) {
        Refresh refresh = refreshTokens
                .find(refreshToken)
                .filter(found -> found.approval().client().equals(client))
                .filter(found -> !found.approval().revoked().get())
                .orElseThrow(() -> refusal(400, "invalid_grant", "The refresh token is unknown or revoked"));
        Instant now = clock.instant();
        if (!now.isBefore(refresh.expires())) {
            throw refusal(400, "invalid_grant", "The refresh token has expired");
        }
        Approval approval = refresh.approval();
        String granted = scope == null ? approval.scope() : narrowed(approval.scope(), scope);
        boolean renew =
                now.plus(Duration.ofDays(config.refreshTokenRenewalDays())).isAfter(refresh.expires());
        if (renew && refreshTokens.take(refreshToken).isEmpty()) {
            throw refusal(400, "invalid_grant", "The refresh token is unknown or revoked");
        }
        Map<String, Object> members = access(issuer, approval, granted, renew ? "Bearer" : null);
        if (renew) {
            members.put("refresh_token", issueRefreshToken(approval));
        }
        return members;
    }

    /** Each scope once, so that what is kept with a token is never longer than what was approved. */
    private static String narrowed(String approved, String asked) {
        Set<String> scopes = new LinkedHashSet<>(List.of(asked.split(" ")));
        if (scopes.isEmpty() || !List.of(approved.split(" ")).containsAll(scopes)) {
            throw refusal(400, "invalid_scope", "A refresh cannot ask for more than was granted");
        }
        return String.join(" ", scopes);
    }

    private String issueRefreshToken(Approval approval) {
        String value = RandomText.secret();
        refreshTokens.put(value, new Refresh(approval, clock.instant().plusSeconds(config.refreshTokenSeconds())));
        return value;
    }

    // Documented names and the documented start of the kid; the claims themselves are assumed.
    private Map<String, Object> access(String issuer, Approval approval, String scope, @Nullable String tokenType) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Duration life = Duration.ofSeconds(config.accessTokenSeconds());
        SigningAhead.Signed signed = ahead.next(
                List.of(issuer, approval.client(), approval.principal(), scope),
                now,
                life,
                issued -> sign(new Access(approval, scope, RandomText.uuid('4'), issuer, issued, issued.plus(life))));
        Instant expires = signed.issued().plus(life);
        accessTokens.put(signed.token(), new Access(approval, scope, signed.id(), issuer, signed.issued(), expires));
        return config.additions()
                .inAnswer(Members.of(
                        "access_token", signed.token(),
                        "token_type", tokenType,
                        "expires_in", Duration.between(now, expires).toSeconds(),
                        "scope", scope,
                        "principal", approval.principal()));
    }

    private SigningAhead.Signed sign(Access access) {
        return new SigningAhead.Signed(
                key.sign(current -> Members.of("kid", current.id(), "typ", "JWT"), claims(access)),
                access.id(),
                access.issued());
    }

    private Map<String, Object> claims(Access access) {
        return config.additions()
                .inToken(Members.of(
                        "iss", access.issuer(),
                        "sub", access.approval().principal(),
                        "aud", access.approval().client(),
                        "client_id", access.approval().client(),
                        "scope", access.scope(),
                        "jti", access.id(),
                        "iat", access.issued().getEpochSecond(),
                        "exp", access.expires().getEpochSecond()));
    }

    /** A live access token. */
    Optional<Access> live(String accessToken) {
        return accessTokens
                .find(accessToken)
                .filter(access -> !access.approval().revoked().get())
                .filter(access -> clock.instant().isBefore(access.expires()));
    }

    /** What introspection says (RFC 7662 section 2.2); a token of another client is as inactive as an unknown one. */
    Map<String, Object> introspect(String token, String client) {
        Optional<Access> access =
                live(token).filter(found -> found.approval().client().equals(client));
        if (access.isPresent()) {
            Map<String, Object> members = Members.of(
                    "active",
                    true,
                    "token_type",
                    "Bearer",
                    "username",
                    access.get().approval().principal());
            members.putAll(claims(access.get()));
            return members;
        }
        return refreshTokens
                .find(token)
                .filter(found -> found.approval().client().equals(client))
                .filter(found ->
                        !found.approval().revoked().get() && clock.instant().isBefore(found.expires()))
                .map(found -> Members.of(
                        "active", true,
                        "scope", found.approval().scope(),
                        "client_id", client,
                        "username", found.approval().principal(),
                        "exp", found.expires().getEpochSecond()))
                .orElseGet(() -> Members.of("active", false));
    }

    /** Revokes a token (RFC 7009 section 2.1): a refresh token with all of its approval, an access token alone. */
    void revoke(String token, String client) {
        Optional<Refresh> refresh = refreshTokens.find(token);
        Optional<Access> access = accessTokens.find(token);
        Optional<Approval> approval = refresh.map(Refresh::approval).or(() -> access.map(Access::approval));
        if (approval.filter(found -> !found.client().equals(client)).isPresent()) {
            throw refusal(400, "invalid_grant", "The token was issued to another client");
        }
        refresh.ifPresent(found -> found.approval().revoked().set(true));
        accessTokens.take(token);
    }

    SigningKey signingKey() {
        return key;
    }

    void close() {
        ahead.close();
    }

    void clear() {
        key.reset();
        ahead.clear();
        codes.clear();
        redeemedCodes.clear();
        accessTokens.clear();
        refreshTokens.clear();
    }
}
