package dev.tokentrail.conformance.nodes;

/** Where a node can be stopped in its tracks, in the order in which a renewal comes by. */
enum Point {
    /** It holds the lease and has done nothing with it. */
    LEASED,
    /** The request is about to leave. */
    SENDING,
    /** The answer is there, and with it the only copy of the new refresh token. */
    SAVING,
    /** The new pair is in the store; nobody was given it, and the lease is still held. */
    SAVED
}
