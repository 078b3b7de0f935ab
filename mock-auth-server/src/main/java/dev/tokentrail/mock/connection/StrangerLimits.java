package dev.tokentrail.mock.connection;

import java.time.Duration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.SizeLimitHandler;

/** Limits with which strangers cannot take a server's threads, memory or connections from others. */
public final class StrangerLimits {

    /** More wait to be accepted, while those that are silent are closed sooner. */
    private static final int MOST_CONNECTIONS = 12_000;

    private static final long IDLE_MILLISECONDS_WHEN_FULL = 1000;
    private static final int CHUNK_OVERHEAD = 32;

    /** Time from the first byte of a request to its last; much more than anything but a hostile sender needs. */
    private static final Duration LONGEST_ARRIVAL = Duration.ofSeconds(60);

    private StrangerLimits() {}

    /**
     * Sets the limits of a server before it starts: 12,000 connections, 60 s for a request to arrive, and no thread for
     * a request whose body is not complete.
     *
     * @param server the server
     * @param largestBody bytes; a longer body is answered with 413
     */
    public static void set(Server server, int largestBody) {
        // Bodies are read before a thread is given to a request, so that slow senders hold none.
        server.insertHandler(new EagerContentHandler(
                new EagerContentHandler.RetainedContentLoaderFactory(2L * largestBody, CHUNK_OVERHEAD, false)));
        server.insertHandler(new SizeLimitHandler(largestBody, -1));
        server.addBean(new SlowSenders(server, LONGEST_ARRIVAL));
        NetworkConnectionLimit most = new NetworkConnectionLimit(MOST_CONNECTIONS, server);
        most.setEndPointIdleTimeout(IDLE_MILLISECONDS_WHEN_FULL);
        server.addBean(most);
    }
}
