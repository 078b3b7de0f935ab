package dev.tokentrail.core.source;

import dev.tokentrail.core.source.SharedToken.Aside;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.TokenProvider;
import dev.tokentrail.core.token.UserNeededException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets one process renew for all: takes the token that another has saved, or the lease and then renews, and saves before
 * anybody sees the token. While the store cannot be reached it renews by itself, once somebody waits, if that hurts nobody.
 */
final class StoredRenewal implements Renewal {

    private static final long SHORTEST_PAUSE = 20;
    private static final long LONGEST_PAUSE = 250;

    /** Longer than the pauses of a process that has something to save. */
    private static final long TIME_FOR_OTHERS_TO_SAVE = TimeUnit.SECONDS.toNanos(3);

    private final TokenProvider provider;
    private final SharedToken shared;
    private final Duration leaseLength;
    private final TimeSource time;
    private final Announcer announcer;
    private final Renewal inner;

    /** When the store was found unreachable for the last time, in {@link TimeSource#nanos}. */
    private volatile @Nullable Long unreachableAt;

    /** A lease that this process keeps until it has saved. */
    private volatile Lease.@Nullable Acquired kept;

    StoredRenewal(
            TokenProvider provider,
            SharedToken shared,
            Duration leaseLength,
            TimeSource time,
            Announcer announcer,
            Renewal inner) {
        this.provider = provider;
        this.shared = shared;
        this.leaseLength = leaseLength;
        this.time = time;
        this.announcer = announcer;
        this.inner = inner;
    }

    @Override
    public IssuedToken renew(Need need, Run run) throws InterruptedException {
        try {
            return withStore(need, run);
        } catch (TokenStoreException unreachable) {
            unreachableAt = time.nanos();
            announcer.storeUnreachable(unreachable);
            return withoutStore(need, run, unreachable);
        }
    }

    private IssuedToken withStore(Need need, Run run) throws InterruptedException {
        Optional<Aside> settled = shared.settle().map(shared::issued);
        giveBack(kept);
        Optional<IssuedToken> own = settled.map(shared::aged);
        if (own.isPresent() && suffices(own.get(), need, run)) {
            return own.get();
        }
        long pause = SHORTEST_PAUSE;
        while (true) {
            Optional<IssuedToken> news = shared.news(shared.read(), need);
            if (news.isPresent()) {
                return news.get();
            }
            Optional<IssuedToken> renewed = othersMayHaveToSave() ? Optional.empty() : asTheOnlyOne(need, run);
            if (renewed.isPresent()) {
                return renewed.get();
            }
            awaitOther(run, pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
    }

    /** Whether another process may hold a token that it could not save, so that the refresh token in the store is used up. */
    private boolean othersMayHaveToSave() {
        Long since = unreachableAt;
        return since != null
                && provider.refreshRotation() == RefreshRotation.STRICT
                && time.nanos() - since < TIME_FOR_OTHERS_TO_SAVE;
    }

    /** The renewed token; empty if another process has the lease. */
    private Optional<IssuedToken> asTheOnlyOne(Need need, Run run) throws InterruptedException {
        long asked = System.nanoTime();
        Lease lease = shared.lease(leaseLength);
        if (lease instanceof Lease.Unavailable unavailable) {
            throw unavailable.cause();
        }
        if (lease instanceof Lease.Acquired acquired) {
            Aside renewed;
            try {
                renewed = shared.issued(underLease(need, new LeasedRun(run, asked + leaseLength.toNanos())));
            } finally {
                giveBack(acquired);
            }
            return Optional.of(shared.aged(renewed)); // a store may take its time to take a lease back
        }
        return Optional.empty();
    }

    /** Nobody else may renew while this process has a token that it could not save: it keeps the lease as long as it can. */
    private void giveBack(Lease.@Nullable Acquired lease) {
        if (shared.unsettled()) {
            kept = lease;
        } else if (lease != null) {
            kept = null;
            shared.release(lease);
        }
    }

    private boolean suffices(IssuedToken own, Need need, Run run) {
        if (need.rejected() && SharedToken.same(own.token(), need.token())) {
            return false;
        }
        return run.awaited() ? shared.isUsable(own) : shared.isFresh(own);
    }

    /** Looks once more, renews the newest token there is, and saves. */
    private IssuedToken underLease(Need need, Run run) throws InterruptedException {
        Optional<StoredToken> stored = shared.read();
        Optional<IssuedToken> news = shared.news(stored, need);
        if (news.isPresent()) {
            return news.get();
        }
        Token newest = stored.map(found -> found.issued().token()).orElse(shared.isGone() ? null : need.token());
        long version = stored.map(StoredToken::version).orElse(0L);
        try {
            return saved(version, shared.issued(inner.renew(new Need(newest, need.rejected()), run), version), need);
        } catch (UserNeededException needed) {
            return newsOrNobody(need, version, needed);
        }
    }

    /** A refused refresh token is of use to nobody: it is taken out of the store, unless another process had more luck. */
    private IssuedToken newsOrNobody(Need need, long version, UserNeededException needed) {
        try {
            Optional<StoredToken> stored = shared.read();
            Optional<IssuedToken> news = shared.news(stored, need);
            if (news.isPresent()) {
                return news.get();
            }
            if (stored.isPresent() && stored.get().version() == version) {
                bury(stored.get());
            }
        } catch (TokenStoreException unreachable) {
            needed.addSuppressed(unreachable);
        }
        throw needed;
    }

    private void bury(StoredToken stored) {
        IssuedToken issued = stored.issued();
        if (issued.token().refreshToken() != null) {
            shared.saved(
                    stored.version(),
                    new IssuedToken(issued.token().withoutRefreshToken(), issued.issuedAt(), issued.age()));
        }
    }

    private IssuedToken saved(long version, Aside issued, Need need) {
        try {
            if (shared.saved(version, shared.aged(issued))) {
                return shared.aged(issued);
            }
            announcer.renewedTwice();
            shared.putAside(issued);
            return shared.settle().or(() -> shared.news(shared.read(), need)).orElseGet(() -> shared.aged(issued));
        } catch (TokenStoreException unreachable) {
            announcer.notSaved(unreachable);
            shared.putAside(issued);
            return shared.aged(issued);
        }
    }

    private void awaitOther(Run run, long pause) throws InterruptedException {
        if (run.patience().isZero()) {
            throw ProviderUnavailableException.because(
                    "Another process is renewing the token of " + provider.name() + " and has not finished.",
                    "Ask again; if that process died, its lease ends after at most " + leaseLength.toSeconds()
                            + " seconds.",
                    null);
        }
        Thread.sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
    }

    private IssuedToken withoutStore(Need need, Run run, TokenStoreException unreachable) throws InterruptedException {
        if (!run.awaited()) {
            throw unavailable("The present token is given out meanwhile.", unreachable);
        }
        boolean once = provider.refreshRotation() == RefreshRotation.STRICT;
        try {
            IssuedToken issued =
                    inner.renew(new Need(once || shared.isGone() ? null : need.token(), need.rejected()), run);
            shared.putAside(shared.issued(issued));
            return issued;
        } catch (UserNeededException needed) {
            TokenException unavailable = unavailable(
                    once
                            ? "Its refresh token can be used only once, so not without the store."
                            : "The refresh token that this process has is not valid any more; the store may have a newer one.",
                    unreachable);
            unavailable.addSuppressed(needed);
            throw unavailable;
        }
    }

    private TokenException unavailable(String why, TokenStoreException unreachable) {
        return ProviderUnavailableException.because(
                "The token store of " + provider.name() + " cannot be reached. " + why,
                "Look after the store; the source recovers by itself. " + unreachable.getMessage(),
                unreachable);
    }

    /** A renewal that must end before the lease does. */
    private record LeasedRun(Run run, long leaseEnd) implements Run {

        @Override
        public Duration patience() {
            Duration patience = run.patience();
            Duration leased = Duration.ofNanos(Math.max(0, leaseEnd - System.nanoTime()));
            return patience.compareTo(leased) < 0 ? patience : leased;
        }

        @Override
        public boolean awaited() {
            return run.awaited();
        }

        @Override
        public void retrying(int attempt, TokenException failure, Duration pause) {
            run.retrying(attempt, failure, pause);
        }
    }
}
