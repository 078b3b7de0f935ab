package dev.tokentrail.core.source;

import dev.tokentrail.core.token.TokenException;
import java.time.Duration;

/**
 * Is told what token sources do, for metrics. No method gets a secret. Called on the thread that does the work, so it must not
 * block; what it throws is logged and otherwise ignored.
 */
public interface TokenSourceListener {

    /** Does nothing. */
    TokenSourceListener NONE = new TokenSourceListener() {};

    /**
     * A token was got from the service by a grant other than a refresh.
     *
     * @param source the source's name
     * @param took how long the service needed
     */
    default void acquired(String source, Duration took) {}

    /**
     * A token was refreshed by the service.
     *
     * @param source the source's name
     * @param took how long the service needed
     */
    default void refreshed(String source, Duration took) {}

    /**
     * A caller got a token that is being renewed.
     *
     * @param source the source's name
     */
    default void servedStale(String source) {}

    /**
     * A request failed and is repeated after a pause.
     *
     * @param source the source's name
     * @param attempt which attempt failed, from 1
     * @param failure how
     * @param pause how long the next attempt waits
     */
    default void retried(String source, int attempt, TokenException failure, Duration pause) {}

    /**
     * A renewal failed for good; another one begins after a pause, if somebody asks for a token.
     *
     * @param source the source's name
     * @param failure why
     */
    default void failed(String source, TokenException failure) {}

    /**
     * A resource server refused the current token.
     *
     * @param source the source's name
     */
    default void rejected(String source) {}

    /**
     * A new token was saved in the store.
     *
     * @param source the source's name
     */
    default void saved(String source) {}

    /**
     * A token that another process renewed was taken from the store.
     *
     * @param source the source's name
     */
    default void taken(String source) {}

    /**
     * The store could not be reached. If there is a new token, it is kept in memory until the store is back.
     *
     * @param source the source's name
     * @param failure why
     */
    default void storeUnreachable(String source, TokenStoreException failure) {}
}
