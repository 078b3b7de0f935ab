package dev.tokentrail.conformance.nodes;

import dev.tokentrail.conformance.nodes.Report.Kind;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.Lease;
import dev.tokentrail.core.source.StoredToken;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.core.source.TokenStoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** A store that tells of leases and of what is saved. */
record WatchedStore(TokenStore store, Checkpoints checkpoints) implements TokenStore {

    @Override
    public Optional<StoredToken> read(String key) {
        return store.read(key);
    }

    @Override
    public OptionalLong save(String key, long expectedVersion, IssuedToken issued) {
        checkpoints.reached(Point.SAVING);
        OptionalLong version;
        try {
            version = store.save(key, expectedVersion, issued);
        } catch (TokenStoreException unreachable) {
            checkpoints.report(Kind.SAVE_FAILED, unreachable.getMessage());
            throw unreachable;
        }
        if (version.isPresent()) {
            checkpoints.reached(Point.SAVED);
        }
        return version;
    }

    @Override
    public void delete(String key) {
        store.delete(key);
    }

    @Override
    public Lease lease(String key, Duration length) {
        Lease lease = store.lease(key, length);
        if (!(lease instanceof Lease.Acquired acquired)) {
            return lease;
        }
        checkpoints.reached(Point.LEASED);
        return new Lease.Acquired(acquired.until(), () -> {
            acquired.release().run();
            checkpoints.report(Kind.RELEASED, "");
        });
    }
}
