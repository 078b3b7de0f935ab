package dev.tokentrail.demo.web.token;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.UnverifiedJwt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A token and all that came beside it, explained.
 *
 * @param type how it is presented, {@code Bearer} mostly
 * @param scopes what it allows, as bounded text; none if the service did not say
 * @param scopesLeftOut how many scopes are not shown because there are too many
 * @param parts access token, refresh token and ID token, as far as they are there
 * @param extras what else came beside it, by bounded name, as bounded text
 */
public record TokenView(
        String type, List<String> scopes, int scopesLeftOut, List<TokenPart> parts, Map<String, String> extras) {

    private static final int MOST_SCOPES = 100;
    private static final int MOST_EXTRAS = 50;
    private static final int LONGEST_WORD = 200;

    /**
     * By whom and when a token is looked at.
     *
     * @param service the service's id
     * @param keys the service's keys
     * @param introspection whether the service can be asked about a token
     * @param now the visitor's time
     * @param revealing whether secrets are shown in clear
     */
    public record Seen(String service, SignatureKeys keys, boolean introspection, Instant now, boolean revealing) {}

    /** Takes copies. */
    public TokenView {
        scopes = List.copyOf(scopes);
        parts = List.copyOf(parts);
    }

    /**
     * Explains a token.
     *
     * @param token the token
     * @param seen by whom and when it is looked at
     * @return the view
     */
    public static TokenView of(Token token, Seen seen) {
        List<TokenPart> parts = new ArrayList<>();
        parts.add(part(
                "Access token",
                "Presented with every call of the API. Whoever holds it can use it until it ends.",
                token.accessToken(),
                token.expiry(),
                seen));
        Secret refresh = token.refreshToken();
        if (refresh != null) {
            parts.add(part(
                    "Refresh token",
                    "Gets the next access token without the person. It goes to the token endpoint and nowhere else.",
                    refresh,
                    token.refreshExpiry(),
                    seen));
        }
        idToken(token)
                .ifPresent(id -> parts.add(part(
                        "ID token",
                        "Tells this app who signed in. It is for the app alone and never goes to an API.",
                        id,
                        Expiry.unknown(),
                        seen)));
        return new TokenView(
                ShownText.of(token.type(), LONGEST_WORD),
                token.scopes().stream()
                        .limit(MOST_SCOPES)
                        .map(scope -> ShownText.of(scope, LONGEST_WORD))
                        .toList(),
                Math.max(0, token.scopes().size() - MOST_SCOPES),
                parts,
                extras(token, seen.revealing()));
    }

    private static TokenPart part(String title, String use, Secret secret, Expiry expiry, Seen seen) {
        Optional<Instant> inToken = UnverifiedJwt.read(secret.reveal()).flatMap(UnverifiedJwt::expiresAt);
        return TokenPart.of(title, use, secret, TokenLife.of(expiry, inToken, seen.now()), seen);
    }

    private static Optional<Secret> idToken(Token token) {
        return token.extra("id_token")
                .filter(value -> value instanceof String text && !text.isEmpty())
                .map(value -> Secret.of((String) value));
    }

    private static Map<String, String> extras(Token token, boolean revealing) {
        Map<String, String> shown = new LinkedHashMap<>();
        token.extras().entrySet().stream()
                .filter(extra -> !extra.getKey().equals("id_token"))
                .limit(MOST_EXTRAS)
                .forEach(extra -> shown.put(
                        ShownText.of(extra.getKey(), Claim.LONGEST_NAME),
                        Claim.shown(extra.getKey(), extra.getValue(), revealing)));
        return shown;
    }

    /** A part by its title. */
    public @Nullable TokenPart part(String title) {
        return parts.stream()
                .filter(part -> part.title().equals(title))
                .findFirst()
                .orElse(null);
    }
}
