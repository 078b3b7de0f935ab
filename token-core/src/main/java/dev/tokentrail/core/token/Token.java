package dev.tokentrail.core.token;

import dev.tokentrail.core.secret.Secret;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An access token with all that came beside it.
 *
 * @param accessToken the token
 * @param type how the token is presented; {@code Bearer} in this case whatever the case in which the service wrote it
 * @param expiry the end of the access token's life
 * @param refreshToken the refresh token to use next, or null if there is none
 * @param refreshExpiry the end of the refresh token's life
 * @param scopes the scopes that were granted, as the service stated them; empty if it did not
 * @param extras every other member of the answer: strings, numbers, booleans, lists and maps. They may be secret (an
 *     {@code id_token}, say) and are not printed
 */
public record Token(
        Secret accessToken,
        String type,
        Expiry expiry,
        @Nullable Secret refreshToken,
        Expiry refreshExpiry,
        List<String> scopes,
        Map<String, Object> extras) {

    /**
     * Takes copies, of the extras without those that are null.
     *
     * @param accessToken the token
     * @param type how the token is presented
     * @param expiry the end of the access token's life
     * @param refreshToken the refresh token to use next
     * @param refreshExpiry the end of the refresh token's life
     * @param scopes the scopes that were granted
     * @param extras every other member of the answer
     */
    public Token {
        scopes = List.copyOf(scopes);
        extras = Json.withoutNulls(extras);
    }

    /**
     * A token of which only the value is known, pasted from elsewhere, say.
     *
     * @param accessToken the token
     * @return a Bearer token of unknown expiry
     */
    public static Token of(Secret accessToken) {
        return new Token(accessToken, "Bearer", Expiry.unknown(), null, Expiry.unknown(), List.of(), Map.of());
    }

    /**
     * The value of an {@code Authorization} header that presents this token (RFC 6750 section 2.1), in clear.
     *
     * @return for example {@code Bearer eyJhbGciOi...}
     */
    public String revealAuthorization() {
        return type + " " + accessToken.reveal();
    }

    /**
     * Gives the refresh token, or says that a person is needed.
     *
     * @return the refresh token
     * @throws UserNeededException if there is none
     */
    public Secret requireRefreshToken() {
        if (refreshToken == null) {
            throw new UserNeededException(Failure.beforeRequest(
                    "There is no refresh token to renew this access token with.",
                    "Get a new token the way the first one was got.",
                    null,
                    null));
        }
        return refreshToken;
    }

    /**
     * Tells whether the access token's life is over.
     *
     * @param now the moment to judge by
     * @return true if the end is known and not after {@code now}
     */
    public boolean isExpired(Instant now) {
        return expiry.isOver(now);
    }

    /**
     * Finds a member of the answer that has no place of its own here.
     *
     * @param name the member's name as on the wire
     * @return its value; empty if the answer had no such member
     */
    public Optional<Object> extra(String name) {
        return Optional.ofNullable(extras.get(name));
    }

    /**
     * Fills what a refresh answer leaves out from the token that was refreshed: the refresh token stays valid if no new
     * one came (RFC 6749 section 6), and the scopes stay the same if none were stated.
     *
     * @param previous the token whose refresh token was used
     * @return this token, completed
     */
    public Token renewing(Token previous) {
        boolean keep = refreshToken == null;
        return new Token(
                accessToken,
                type,
                expiry,
                keep ? previous.refreshToken : refreshToken,
                keep ? previous.refreshExpiry : refreshExpiry,
                scopes.isEmpty() ? previous.scopes : scopes,
                extras);
    }

    /**
     * Adds a refresh token that came by another way than the access token.
     *
     * @param newRefreshToken the refresh token to use next
     * @param newRefreshExpiry the end of its life
     * @return a new value
     */
    public Token withRefreshToken(Secret newRefreshToken, Expiry newRefreshExpiry) {
        return new Token(accessToken, type, expiry, newRefreshToken, newRefreshExpiry, scopes, extras);
    }

    /**
     * Leaves out the refresh token, one that the service refuses, say.
     *
     * @return a new value
     */
    public Token withoutRefreshToken() {
        return new Token(accessToken, type, expiry, null, Expiry.unknown(), scopes, extras);
    }

    /**
     * Adds something to be remembered with the token.
     *
     * @param name the extra's name; an extra of that name is replaced
     * @param value a string, a number, a boolean, a list or a map
     * @return a new value
     */
    public Token withExtra(String name, Object value) {
        Map<String, Object> more = new HashMap<>(extras);
        more.put(name, value);
        return new Token(accessToken, type, expiry, refreshToken, refreshExpiry, scopes, more);
    }

    /** Describes the token without any of its secrets; of the extras it shows the names. */
    @Override
    public String toString() {
        return "Token[accessToken=" + accessToken + ", type=" + type + ", expiry="
                + expiry.at().map(Instant::toString).orElse("unknown")
                + " (" + expiry.source() + "), refreshToken=" + (refreshToken == null ? "none" : refreshToken)
                + ", scopes=" + scopes + ", extras=" + extras.keySet() + "]";
    }
}
