package dev.tokentrail.core.source;

import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenProvider;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Always a valid token. Safe for use by any number of threads; one source per account of a service.
 *
 * <ul>
 *   <li>Fresh: the token is returned at once.
 *   <li>Stale, in the last tenth of its life and at most its last minute: it is returned at once, and one renewal begins in the
 *       background.
 *   <li>Expired, or none yet: all callers wait for the same one renewal, each as long as it wants to.
 * </ul>
 *
 * <p>A renewal that fails gives every caller that waits the same error. The next one begins after a pause, which grows with
 * every failure from one second to a minute or is as long as the service asked for; callers that come in the pause
 * get the same error at once.
 */
public interface TokenSource extends AutoCloseable {

    /** How long {@link #token()} waits at most, unless the builder says otherwise. */
    Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

    /**
     * Keeps the tokens of a provider that needs no person, in memory.
     *
     * @param provider the provider
     * @return the source
     */
    static TokenSource of(TokenProvider provider) {
        return builder(provider).build();
    }

    /**
     * Keeps the tokens of a grant that needs no person, in memory: {@code TokenSource.of(wso2, () ->
     * wso2.clientCredentials("orders"))}.
     *
     * @param provider the provider
     * @param grant gets a token; called when there is no refresh token, or when the service refuses it
     * @return the source
     */
    static TokenSource of(TokenProvider provider, Supplier<Token> grant) {
        return builder(provider).grant(grant).build();
    }

    /**
     * Keeps a token that a person granted, in memory.
     *
     * @param provider the provider that renews it
     * @param token the token to begin with
     * @return the source
     */
    static TokenSource of(TokenProvider provider, Token token) {
        return builder(provider).startingWith(token).build();
    }

    /**
     * Keeps a token in a store, which may be shared by many processes.
     *
     * @param provider the provider
     * @param store where the token lies
     * @param key the token's name there
     * @return the source
     */
    static TokenSource of(TokenProvider provider, TokenStore store, String key) {
        return builder(provider).store(store, key).build();
    }

    /**
     * Keeps a token that a person granted in a store, which may be shared by many processes.
     *
     * @param provider the provider that renews it
     * @param token the token to begin with, if the store has none that is of use; see {@link #adopt} for one that takes its
     *     place
     * @param store where the token lies
     * @param key the token's name there
     * @return the source
     */
    static TokenSource of(TokenProvider provider, Token token, TokenStore store, String key) {
        return builder(provider).startingWith(token).store(store, key).build();
    }

    /**
     * Begins to describe a source.
     *
     * @param provider the provider
     * @return a builder: in memory, no token yet
     */
    static TokenSourceBuilder builder(TokenProvider provider) {
        return new TokenSourceBuilder(provider);
    }

    /**
     * Gives a valid token; waits for at most 30 seconds, or as the builder says, if none is at hand.
     *
     * @return the token
     * @throws dev.tokentrail.core.token.ProviderRefusedException if the service said no
     * @throws dev.tokentrail.core.token.ProviderUnavailableException if it could not be reached or understood, or not in time
     * @throws dev.tokentrail.core.token.UserNeededException if only a person can get a new one
     * @throws IllegalStateException if the source is closed
     */
    Token token();

    /**
     * Gives a valid token.
     *
     * @param patience how long to wait at most if none is at hand
     * @return the token
     * @throws dev.tokentrail.core.token.ProviderRefusedException if the service said no
     * @throws dev.tokentrail.core.token.ProviderUnavailableException if it could not be reached or understood, or not in time
     * @throws dev.tokentrail.core.token.UserNeededException if only a person can get a new one
     * @throws IllegalStateException if the source is closed
     */
    Token token(Duration patience);

    /**
     * Gives a valid token without waiting for it.
     *
     * @return the token, or one of the errors of {@link #token()}; cancelling it disturbs nobody else, nor does what is chained to
     *     it, which runs on the default pool of {@link CompletableFuture} if the token had to be waited for
     */
    CompletableFuture<Token> tokenAsync();

    /**
     * Says that a resource server refused a token, whatever its expiry. If it is the one that this source gives out, the next
     * call renews; if another has taken its place, nothing happens, so a hundred threads that were all refused cause one
     * renewal. A token that was itself got because the one before was refused must be older than a pause, which grows with each
     * in a row from one second to a minute: a resource server that refuses everything does not cause a renewal for each call.
     *
     * @param rejected the token that was refused
     * @return true if it is not given out any more, so that asking for a token and trying once more makes sense; false if it is
     *     too early to believe that another token would help
     */
    boolean invalidate(Token rejected);

    /**
     * Takes a token that a person granted, when they signed in again say, in place of whatever there is: saves it, if there is
     * a store, and gives it out from then on. Its lifetime is taken to begin now. If the store cannot be reached, the token
     * is kept in memory and saved later.
     *
     * @param token the token
     * @throws IllegalStateException if the source is closed
     */
    void adopt(Token token);

    /**
     * Ends a renewal that is under way; callers that wait for it get an {@link IllegalStateException} at once. A renewal that
     * has a store gets five seconds to save what it got.
     */
    @Override
    void close();
}
