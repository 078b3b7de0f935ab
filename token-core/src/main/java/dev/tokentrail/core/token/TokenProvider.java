package dev.tokentrail.core.token;

import java.time.Clock;
import java.util.Optional;

/**
 * A service that gives tokens and renews them. The provider modules implement it; a token source calls it.
 *
 * <p>Implementations are safe for use by many threads and repeat nothing: when to repeat is decided by whoever calls.
 */
public interface TokenProvider {

    /**
     * The service's name for messages and metrics, for example {@code GoTo}.
     *
     * @return the name
     */
    String name();

    /**
     * The clock that the lifetimes of its tokens count from.
     *
     * @return the clock
     */
    Clock clock();

    /**
     * Sends the refresh request once (RFC 6749 section 6).
     *
     * @param token the token to renew
     * @return the new token, with the old refresh token if the service gave no new one
     * @throws UserNeededException if the token has no refresh token
     * @throws TokenException if the service refused or could not be reached
     */
    Token refresh(Token token);

    /**
     * Gets a token by the grant that this provider is configured for, without a person.
     *
     * @return the token
     * @throws UserNeededException if every grant of this service, as configured, needs a person; this is what the method
     *     does unless a provider overrides it
     * @throws TokenException if the service refused or could not be reached
     */
    default Token token() {
        throw UserNeededException.because(
                name() + " gives no token without a person.", "Start an authorization and complete it first.", this);
    }

    /**
     * Tells what becomes of a refresh token when it is used.
     *
     * @return {@link RefreshRotation#STRICT}, the careful assumption, unless a provider knows better
     */
    default RefreshRotation refreshRotation() {
        return RefreshRotation.STRICT;
    }

    /**
     * Begins a new authorization by a person, with fresh state and PKCE. Nothing is sent: redirect the browser to its URI.
     *
     * @return the transaction to keep and to complete; empty if this service, as configured, has no such flow
     */
    default Optional<AuthorizationTransaction> startAuthorization() {
        return Optional.empty();
    }
}
