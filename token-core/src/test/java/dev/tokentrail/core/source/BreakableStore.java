package dev.tokentrail.core.source;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A store in memory that a test breaks. */
final class BreakableStore implements TokenStore {

    private final InMemoryTokenStore inside;
    /** The access tokens that were ever saved. */
    final Set<String> saved = ConcurrentHashMap.newKeySet();

    volatile boolean down;
    volatile boolean savesDown;
    volatile boolean leasesDown;
    /** Saves, and then says that it could not. */
    volatile boolean acknowledgementsLost;

    /** Compares every version with one that nobody knows. */
    volatile boolean outrun;

    volatile Runnable beforeSave = () -> {};
    volatile Runnable beforeLease = () -> {};
    volatile Runnable beforeRelease = () -> {};

    BreakableStore(Clock clock) {
        this.inside = new InMemoryTokenStore(clock);
    }

    private void check(boolean broken) {
        if (broken) {
            throw new TokenStoreException("The database is down.", null);
        }
    }

    @Override
    public Optional<StoredToken> read(String key) {
        check(down);
        return inside.read(key);
    }

    @Override
    public OptionalLong save(String key, long expectedVersion, IssuedToken issued) {
        beforeSave.run();
        check(down || savesDown);
        OptionalLong version = outrun ? OptionalLong.empty() : inside.save(key, expectedVersion, issued);
        if (version.isPresent()) {
            saved.add(issued.token().accessToken().reveal());
        }
        check(acknowledgementsLost);
        return version;
    }

    @Override
    public void delete(String key) {
        inside.delete(key);
    }

    @Override
    public Lease lease(String key, Duration length) {
        beforeLease.run();
        if (down || leasesDown) {
            return new Lease.Unavailable(new TokenStoreException("The database is down.", null));
        }
        Lease lease = inside.lease(key, length);
        return lease instanceof Lease.Acquired acquired
                ? new Lease.Acquired(acquired.until(), () -> {
                    beforeRelease.run();
                    acquired.release().run();
                })
                : lease;
    }
}
