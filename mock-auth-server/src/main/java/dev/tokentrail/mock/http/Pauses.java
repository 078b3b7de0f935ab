package dev.tokentrail.mock.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Waits that hold no thread, and can all be ended at once. */
public final class Pauses {

    /** Each has a connection open. */
    private static final int MOST = 1000;

    private final Map<Object, CompletableFuture<Boolean>> running = new ConcurrentHashMap<>();

    private volatile boolean ended;

    /** Whether so many wait already that no other should. */
    public boolean full() {
        return running.size() >= MOST;
    }

    /** Begins a wait in real time; it comes out as true if it was ended early. */
    CompletableFuture<Boolean> begin(Duration time) {
        if (time.isZero()) {
            return CompletableFuture.completedFuture(false);
        }
        Object ticket = new Object();
        CompletableFuture<Boolean> pause = new CompletableFuture<>();
        running.put(ticket, pause);
        if (ended) {
            pause.complete(true);
        }
        return pause.completeOnTimeout(false, time.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((early, failure) -> running.remove(ticket));
    }

    /** Ends every wait, and those that would begin later; the connections that wait are closed. */
    public void end() {
        ended = true;
        running.values().forEach(pause -> pause.complete(true));
    }
}
