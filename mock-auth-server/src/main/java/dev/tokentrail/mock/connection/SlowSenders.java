package dev.tokentrail.mock.connection;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections on which a request has been arriving for too long. The idle time-out does not see them: they always
 * send another byte in time.
 */
final class SlowSenders extends AbstractLifeCycle {

    private static final int LOOKS = 12;

    /**
     * What a connection looked like.
     *
     * @param messages requests whose heads have arrived
     * @param bytes bytes that have arrived
     * @param began when the first bytes came that belong to no request known before, 0 if there are none
     */
    private record Seen(long messages, long bytes, long began) {}

    private final Server server;
    private final long limit;
    private Map<EndPoint, Seen> seen = Map.of();
    private Scheduler.@Nullable Task next;

    /**
     * Creates the watch.
     *
     * @param server whose connections are watched
     * @param limit how long a request may take to arrive
     */
    SlowSenders(Server server, Duration limit) {
        this.server = server;
        this.limit = limit.toNanos();
    }

    @Override
    protected void doStart() {
        again();
    }

    @Override
    protected void doStop() {
        Scheduler.Task planned = next;
        if (planned != null) {
            planned.cancel();
        }
    }

    private void again() {
        next = server.getScheduler().schedule(this::look, limit / LOOKS, TimeUnit.NANOSECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        Map<EndPoint, Seen> current = new HashMap<>();
        for (Connector connector : server.getConnectors()) {
            for (EndPoint peer : connector.getConnectedEndPoints()) {
                Seen latest = latest(seen.get(peer), peer, now);
                if (latest != null) {
                    current.put(peer, latest);
                }
            }
        }
        seen = current;
        if (isRunning()) {
            again();
        }
    }

    private @Nullable Seen latest(@Nullable Seen earlier, EndPoint peer, long now) {
        Connection outer = peer.getConnection();
        if (outer == null) {
            return null;
        }
        Connection inner =
                outer instanceof SslConnection tls ? tls.getSslEndPoint().getConnection() : outer;
        long messages = inner == null ? 0 : inner.getMessagesIn();
        long bytes = outer.getBytesIn();
        if (earlier == null || earlier.messages() != messages) {
            return new Seen(messages, bytes, messages == 0 && bytes > 0 ? now : 0);
        }
        if (earlier.bytes() == bytes) {
            return earlier;
        }
        if (earlier.began() != 0 && now - earlier.began() > limit) {
            peer.close();
            return null;
        }
        return new Seen(messages, bytes, earlier.began() == 0 ? now : earlier.began());
    }
}
