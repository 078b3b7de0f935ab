package dev.tokentrail.mock.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One emulated service. */
public interface Service {

    /** The most live codes, tokens or authorizations of one kind; the oldest is forgotten first. */
    int MOST_LIVE = 10_000;

    /** The name by which configuration and control know it. */
    String name();

    /** The name by which a person knows it. */
    String title();

    /** What is served, by the prefix of its path. */
    Map<String, Endpoints> mounts();

    /** The path of its documented base address. */
    String base();

    /** Demo credentials, one line each, for the start page. */
    List<String> credentials();

    /**
     * An authorization request that a person can try, for the start page.
     *
     * @param origin the address at which paths start
     * @param redirectUri where the answer shall go
     * @return its address; empty if this service asks no person, or no client of it may use that redirect URI
     */
    default Optional<String> trial(String origin, String redirectUri) {
        return Optional.empty();
    }

    /** Lets the next call that asks a person for approval be denied by that person. */
    void denyNext();

    /** Forgets everything issued. */
    void reset();

    /** Ends what it does by itself; it is not asked for anything any more. */
    default void close() {}
}
