package dev.tokentrail.demo.trail;

import dev.tokentrail.core.http.Exchange;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The last {@value #MOST_ENTRIES} things that happened in one browser session. Thread-safe. */
public final class SessionTrail {

    /** The most entries that are kept. */
    public static final int MOST_ENTRIES = 50;

    /** The most bytes of bodies that are kept: 2 MiB, however few entries that leaves; the newest always stays. */
    public static final long MOST_BYTES = 2L * 1024 * 1024;

    private final Deque<TrailEntry> entries = new ArrayDeque<>();
    private final List<Consumer<TrailEntry>> listeners = new CopyOnWriteArrayList<>();
    private int numbers;
    private long bytes;

    /** Adds a call. */
    public TrailEntry.Call call(String service, String flow, String step, Instant at, Exchange exchange) {
        TrailEntry.Call call;
        synchronized (this) {
            call = new TrailEntry.Call(++numbers, service, flow, step, at, exchange);
            add(call);
        }
        listeners.forEach(listener -> listener.accept(call));
        return call;
    }

    /** Adds that the browser was sent away or came back; of an address that it came back to the query is dropped. */
    public void browser(String service, String flow, String step, Instant at, boolean back, String address) {
        int query = back ? address.indexOf('?') : -1;
        TrailEntry.BrowserMove move;
        synchronized (this) {
            move = new TrailEntry.BrowserMove(
                    ++numbers, service, flow, step, at, back, query < 0 ? address : address.substring(0, query));
            add(move);
        }
        listeners.forEach(listener -> listener.accept(move));
    }

    private void add(TrailEntry entry) {
        entries.addLast(entry);
        bytes += size(entry);
        while (entries.size() > MOST_ENTRIES || (bytes > MOST_BYTES && entries.size() > 1)) {
            bytes -= size(entries.removeFirst());
        }
    }

    private static long size(TrailEntry entry) {
        return entry instanceof TrailEntry.Call call
                ? call.exchange()
                        .response()
                        .map(response -> response.body().length)
                        .orElse(0)
                : 0;
    }

    /** What is kept, oldest first. */
    public synchronized List<TrailEntry> entries() {
        return new ArrayList<>(entries);
    }

    /** The number of the newest entry, 0 if there was none. */
    public synchronized int newest() {
        return numbers;
    }

    /** The calls that are kept, oldest first. */
    public List<TrailEntry.Call> calls() {
        return entries().stream()
                .filter(TrailEntry.Call.class::isInstance)
                .map(TrailEntry.Call.class::cast)
                .toList();
    }

    /**
     * Finds a call.
     *
     * @param number its number
     * @return the call, empty if there is none or it is no longer kept
     */
    public Optional<TrailEntry.Call> call(int number) {
        return calls().stream().filter(call -> call.number() == number).findFirst();
    }

    /**
     * Tells of every entry from now on, on the thread that adds it.
     *
     * @param listener is told; must be quick and not throw
     * @return ends it
     */
    public Runnable listen(Consumer<TrailEntry> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
