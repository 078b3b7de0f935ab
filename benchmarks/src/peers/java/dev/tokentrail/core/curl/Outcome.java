package dev.tokentrail.core.curl;

/** What became of a printed command. */
enum Outcome {
    /** The request arrived once and to the byte. */
    EXACT,
    /** It did in meaning: header lines in another order, spaced or spelt otherwise, or beside some that curl adds of its own. */
    SAME_MEANING,
    /** Something else arrived, or more than one request. */
    DIFFERENT,
    /** Nothing arrived. */
    NOTHING,
    /** A command within the request ran, or a local file was read or written. */
    INJECTED,
    /** The renderer, or the client that it belongs to, does not take the request. */
    NOT_RENDERED
}
