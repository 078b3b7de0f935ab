package dev.tokentrail.core.http;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transport that remembers the calls that go over it: the last {@value #DEFAULT_CAPACITY} by default.
 *
 * <p>It holds requests and responses as they were, secrets included; what shows them decides what is hidden. Safe for
 * use by many threads.
 */
public final class Trail implements Transport {

    /** How many calls are remembered if nothing is said: 100. */
    public static final int DEFAULT_CAPACITY = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Trail.class);

    private final Transport transport;
    private final Clock clock;
    private final int capacity;
    private final Consumer<Exchange> listener;
    private final Deque<Exchange> exchanges = new ArrayDeque<>();

    private Trail(Transport transport, Clock clock, int capacity, Consumer<Exchange> listener) {
        if (capacity < 1) {
            throw new IllegalArgumentException("A trail remembers at least one call, not " + capacity);
        }
        this.transport = transport;
        this.clock = clock;
        this.capacity = capacity;
        this.listener = listener;
    }

    /**
     * Records what goes over a transport.
     *
     * @param transport what really sends
     * @return a trail of the last {@value #DEFAULT_CAPACITY} calls
     */
    public static Trail of(Transport transport) {
        return of(transport, Clock.systemUTC(), DEFAULT_CAPACITY, exchange -> {});
    }

    /**
     * Records what goes over a transport, and tells a listener of each call once it is over.
     *
     * @param transport what really sends
     * @param clock tells when a call starts and ends
     * @param capacity how many calls to remember; at least 1
     * @param listener told of each call in the calling thread, after the call was remembered; what it throws is logged
     *     and does not touch the call
     * @return the trail
     * @throws IllegalArgumentException if the capacity is less than 1
     */
    public static Trail of(Transport transport, Clock clock, int capacity, Consumer<Exchange> listener) {
        return new Trail(transport, clock, capacity, listener);
    }

    @Override
    public WireResponse send(WireRequest request) throws IOException {
        Instant start = clock.instant();
        try {
            WireResponse response = transport.send(request);
            remember(request, response, null, start);
            return response;
        } catch (IOException failure) {
            remember(request, null, failure, start);
            throw failure;
        }
    }

    /**
     * Gives the remembered calls.
     *
     * @return a snapshot, oldest first
     */
    public List<Exchange> exchanges() {
        synchronized (exchanges) {
            return List.copyOf(exchanges);
        }
    }

    private void remember(
            WireRequest request, @Nullable WireResponse response, @Nullable IOException failure, Instant start) {
        Duration duration = Duration.between(start, clock.instant());
        Exchange exchange =
                new Exchange(request, response, failure, start, duration.isNegative() ? Duration.ZERO : duration);
        synchronized (exchanges) {
            if (exchanges.size() == capacity) {
                exchanges.removeFirst();
            }
            exchanges.addLast(exchange);
        }
        try {
            listener.accept(exchange);
        } catch (RuntimeException broken) {
            LOG.warn("A listener of the trail failed on {}", exchange, broken);
        }
    }
}
