package dev.tokentrail.core.source;

import java.time.Instant;

/** The answer to the wish to be the only one that renews a token. */
public sealed interface Lease {

    /**
     * Nobody else renews until this is released or its time is over.
     *
     * @param until when it ends by itself, by the store's clock
     * @param release gives it back; never throws, and does nothing if the lease is over, even if another has it by then
     */
    record Acquired(Instant until, Runnable release) implements Lease {}

    /**
     * Somebody else renews.
     *
     * @param until when their lease ends by itself, by the store's clock
     */
    record HeldByAnother(Instant until) implements Lease {}

    /**
     * The store does not answer.
     *
     * @param cause why
     */
    record Unavailable(TokenStoreException cause) implements Lease {}
}
