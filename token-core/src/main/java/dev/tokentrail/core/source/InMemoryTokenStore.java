package dev.tokentrail.core.source;

import dev.tokentrail.core.source.TimeSource.Moment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Keeps tokens as long as the process lives: for tests, and for several sources of one process. */
public final class InMemoryTokenStore implements TokenStore {

    private record Kept(IssuedToken issued, long version, Moment savedAt) {}

    private record Holding(Instant until, long endsAt) {}

    private final TimeSource time;
    private final Map<String, Kept> tokens = new HashMap<>();
    private final Map<String, Holding> leases = new HashMap<>();
    private long lastVersion;

    /** Makes an empty store with the system's clock. */
    public InMemoryTokenStore() {
        this(Clock.systemUTC());
    }

    /**
     * Makes an empty store.
     *
     * @param clock what ages and leases go by
     */
    public InMemoryTokenStore(Clock clock) {
        this.time = TimeSource.of(clock);
    }

    @Override
    public synchronized Optional<StoredToken> read(String key) {
        return Optional.ofNullable(tokens.get(key)).map(this::aged);
    }

    private StoredToken aged(Kept kept) {
        IssuedToken saved = kept.issued();
        Duration age = saved.age().plusNanos(time.nanosSince(kept.savedAt()));
        return new StoredToken(new IssuedToken(saved.token(), saved.issuedAt(), age), kept.version());
    }

    @Override
    public synchronized OptionalLong save(String key, long expectedVersion, IssuedToken issued) {
        Kept present = tokens.get(key);
        if (expectedVersion != (present == null ? 0 : present.version())) {
            return OptionalLong.empty();
        }
        lastVersion++;
        tokens.put(key, new Kept(issued, lastVersion, time.now()));
        return OptionalLong.of(lastVersion);
    }

    @Override
    public synchronized void delete(String key) {
        tokens.remove(key);
    }

    @Override
    public synchronized Lease lease(String key, Duration length) {
        @Nullable Holding present = leases.get(key);
        if (present != null && time.nanos() < present.endsAt()) {
            return new Lease.HeldByAnother(present.until());
        }
        Holding mine =
                new Holding(Instant.ofEpochMilli(time.wallMillis()).plus(length), time.nanos() + length.toNanos());
        leases.put(key, mine);
        return new Lease.Acquired(mine.until(), () -> release(key, mine));
    }

    // By identity: two leases of the same length can be equal.
    @SuppressWarnings("ReferenceEquality")
    private synchronized void release(String key, Holding mine) {
        if (leases.get(key) == mine) {
            leases.remove(key);
        }
    }

    /** The number of tokens; nothing secret. */
    @Override
    public synchronized String toString() {
        return "InMemoryTokenStore[" + tokens.size() + " tokens]";
    }
}
