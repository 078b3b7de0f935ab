package dev.tokentrail.mock.http;

/** Whom the server tells of each request. */
@FunctionalInterface
public interface Arrivals {

    /**
     * Takes note of a request whose head is here; its body may still be on the way, and may never come.
     *
     * @param head the request without a body
     */
    Arrival arrived(Request head);
}
