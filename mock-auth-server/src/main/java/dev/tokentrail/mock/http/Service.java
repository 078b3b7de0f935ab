package dev.tokentrail.mock.http;

import java.util.List;
import java.util.Map;

/** One emulated service. */
public interface Service {

    /** The most live codes, tokens or authorizations of one kind; the oldest is forgotten first. */
    int MOST_LIVE = 10_000;

    /** The name by which configuration and control know it. */
    String name();

    /** What is served, by the prefix of its path. */
    Map<String, Endpoints> mounts();

    /** The path of its documented base address. */
    String base();

    /** Demo credentials, one line each, for the start page. */
    List<String> credentials();

    /** Lets the next call that asks a person for approval be denied by that person. */
    void denyNext();

    /** Forgets everything issued. */
    void reset();
}
