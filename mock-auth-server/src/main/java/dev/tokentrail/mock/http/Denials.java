package dev.tokentrail.mock.http;

import java.util.concurrent.atomic.AtomicInteger;

/** How many of the coming approvals will be denied. */
public final class Denials {

    private final AtomicInteger pending = new AtomicInteger();

    public void add() {
        pending.incrementAndGet();
    }

    /** Whether this approval is denied; uses up one denial if so. */
    public boolean next() {
        return pending.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    public void clear() {
        pending.set(0);
    }
}
