package dev.tokentrail.conformance.nodes;

/** The one database of a run, and what can befall it. */
interface SharedDatabase extends AutoCloseable {

    /** Where all connect to, user included. */
    String jdbcUrl();

    /** Ends it in good order; whoever is connected is cut off. */
    void stop();

    /** Ends it as a crash does. */
    void crash();

    /** Starts it again; returns when it answers. */
    void start();

    /** Lets it hang: connected, but without an answer. */
    void hang();

    /** Lets it go on where it hung. */
    void resume();

    @Override
    void close();
}
