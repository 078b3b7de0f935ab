package dev.tokentrail.core.source;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps tokens by name, for one process or many. Safe for use by many threads.
 *
 * <p>A store promises four things: {@link #save} replaces exactly the version that the caller has seen, or nothing; a lease
 * is held by one at a time and ends by itself; what was saved is there after a crash, if the store outlives one; it answers
 * or fails within seconds. Ages and leases go by the store's own clock, never by the caller's.
 */
public interface TokenStore {

    /**
     * Reads a token.
     *
     * @param key its name
     * @return the token with its version; empty if there is none
     * @throws TokenStoreException if the store cannot be reached, or cannot read what it holds
     */
    Optional<StoredToken> read(String key);

    /**
     * Saves a token in place of the version that the caller has seen. When this returns a version, the token survives a crash
     * of this process.
     *
     * @param key its name
     * @param expectedVersion the version seen, 0 for none
     * @param issued the token, with its age now
     * @return the new version, greater than 0, which no other save of this key ever had, not even before it was deleted;
     *     empty if another version than the expected one is there: nothing was changed then
     * @throws TokenStoreException if the store cannot be reached; whether it saved is not known then
     */
    OptionalLong save(String key, long expectedVersion, IssuedToken issued);

    /**
     * Forgets a token. Its lease, if there is one, goes on.
     *
     * @param key its name
     * @throws TokenStoreException if the store cannot be reached
     */
    void delete(String key);

    /**
     * Asks to be the only one that renews a token. Does not wait, and does not throw if the store cannot be reached.
     *
     * @param key its name; there need not be a token of that name yet
     * @param length after which the lease ends by itself, if its holder died say
     * @return whether it was acquired, is held by another, or cannot be asked for
     */
    Lease lease(String key, Duration length);
}
