package dev.tokentrail.core.source;

import dev.tokentrail.core.source.Renewal.Need;
import dev.tokentrail.core.source.TimeSource.Moment;
import dev.tokentrail.core.token.Token;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One process's view of a token that lies in a store: what it has seen there, and what it could not save yet. */
final class SharedToken {

    /** More often than any other process can come between is only a store that is broken. */
    private static final int MOST_TRIES = 10;

    /** A token that is not saved yet, since when, so that its age is known later, and the version that it comes after. */
    record Aside(IssuedToken issued, Moment since, long after) {}

    private final TokenStore store;
    private final String key;
    private final Lifetimes lifetimes;
    private final TimeSource time;
    private final Announcer announcer;
    private volatile @Nullable Aside unsaved;
    private volatile @Nullable Aside first;
    private volatile long seen;
    private volatile boolean gone;

    SharedToken(
            TokenStore store,
            String key,
            @Nullable IssuedToken first,
            Lifetimes lifetimes,
            TimeSource time,
            Announcer announcer) {
        this.store = store;
        this.key = key;
        this.lifetimes = lifetimes;
        this.time = time;
        this.first = first == null ? null : new Aside(first, time.now(), 0);
        this.announcer = announcer;
    }

    /** Whether a token waits to be saved. */
    boolean unsettled() {
        return unsaved != null;
    }

    Lease lease(Duration length) {
        try {
            return store.lease(key, length);
        } catch (RuntimeException broken) {
            return new Lease.Unavailable(broken(broken));
        }
    }

    /** Gives a lease back; one that a store does not take ends by itself. */
    void release(Lease.Acquired lease) {
        try {
            lease.release().run();
        } catch (RuntimeException broken) {
            announcer.storeUnreachable(broken(broken));
        }
    }

    /** What lies in the store. */
    Optional<StoredToken> read() {
        Optional<StoredToken> stored = asked(() -> store.read(key));
        stored.ifPresent(found -> seen = found.version());
        gone = stored.isEmpty() && seen > 0;
        return stored;
    }

    /** Whether the token was there and was deleted by somebody: what this process has of it must not be used any more. */
    boolean isGone() {
        return gone;
    }

    /** The token in the store, if it is another than the one that is needed anew and may be given out. */
    Optional<IssuedToken> news(Optional<StoredToken> stored, Need need) {
        Optional<IssuedToken> news =
                stored.map(StoredToken::issued).filter(found -> !same(found.token(), need.token()) && isUsable(found));
        news.ifPresent(taken -> announcer.taken());
        return news;
    }

    boolean isUsable(IssuedToken issued) {
        return !lifetimes.left(issued).usable().isZero();
    }

    boolean isFresh(IssuedToken issued) {
        return !lifetimes.left(issued).fresh().isZero();
    }

    /**
     * Saves what waits to be saved, unless the store has something better by now.
     *
     * @return the token that is known to be this process's own and to lie in the store
     */
    Optional<IssuedToken> settle() {
        Aside waiting = unsaved;
        if (waiting != null) {
            Optional<IssuedToken> settled = put(waiting);
            unsaved = null;
            return settled;
        }
        Aside brought = first;
        if (brought != null) {
            Optional<IssuedToken> settled = bring(brought);
            first = null;
            return settled;
        }
        return Optional.empty();
    }

    private Optional<IssuedToken> put(Aside waiting) {
        long expected = waiting.after();
        for (int i = 0; i < MOST_TRIES; i++) {
            if (saved(expected, aged(waiting))) {
                return Optional.of(aged(waiting));
            }
            Optional<StoredToken> stored = read();
            if (stored.isPresent()
                    && same(stored.get().issued().token(), waiting.issued().token())) {
                return Optional.of(aged(waiting));
            }
            if (stored.isEmpty() || isUsable(stored.get().issued())) {
                return Optional.empty();
            }
            expected = stored.get().version();
        }
        throw neverQuiet();
    }

    /** A source's first token yields to the one in the store, unless that one is of no use to anybody. */
    private Optional<IssuedToken> bring(Aside brought) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<StoredToken> stored = read();
            if (stored.isPresent()) {
                IssuedToken present = stored.get().issued();
                if (same(present.token(), brought.issued().token())) {
                    return Optional.of(present);
                }
                if (isUsable(present) || present.token().refreshToken() != null) {
                    return Optional.empty();
                }
            }
            if (saved(stored.map(StoredToken::version).orElse(0L), aged(brought))) {
                return Optional.of(aged(brought));
            }
        }
        throw neverQuiet();
    }

    /** Puts a token in the place of whatever is there, or aside if the store cannot be reached. */
    void replace(Aside issued) {
        try {
            for (int i = 0; i < MOST_TRIES; i++) {
                if (saved(read().map(StoredToken::version).orElse(0L), aged(issued))) {
                    unsaved = null;
                    first = null;
                    return;
                }
            }
            throw neverQuiet();
        } catch (TokenStoreException unreachable) {
            announcer.notSaved(unreachable);
            putAside(new Aside(issued.issued(), issued.since(), seen));
        }
    }

    /** A token that was issued just now, in place of what was seen last. */
    Aside issued(IssuedToken issued) {
        return issued(issued, seen);
    }

    /** A token that was issued just now, in place of a version. */
    Aside issued(IssuedToken issued, long after) {
        return new Aside(issued, time.now(), after);
    }

    /** Keeps a token in memory until it can be saved. */
    void putAside(Aside issued) {
        first = null;
        unsaved = issued;
    }

    /** Saves over the version seen; false if another one is there. */
    boolean saved(long expectedVersion, IssuedToken issued) {
        OptionalLong version = asked(() -> store.save(key, expectedVersion, issued));
        if (version.isPresent()) {
            gone = false;
            seen = version.getAsLong();
            announcer.saved();
        }
        return version.isPresent();
    }

    IssuedToken aged(Aside aside) {
        return older(aside.issued(), aside.since());
    }

    private IssuedToken older(IssuedToken issued, Moment since) {
        return new IssuedToken(issued.token(), issued.issuedAt(), issued.age().plusNanos(time.nanosSince(since)));
    }

    static boolean same(Token one, @Nullable Token other) {
        return other != null && one.accessToken().equals(other.accessToken());
    }

    /** A store that throws what it should not is one that cannot be reached: no token is lost for it. */
    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (RuntimeException broken) {
            throw broken(broken);
        }
    }

    private static TokenStoreException broken(RuntimeException failure) {
        return failure instanceof TokenStoreException known
                ? known
                : new TokenStoreException(
                        "The token store broke with " + failure.getClass().getName() + ".", failure);
    }

    private static TokenStoreException neverQuiet() {
        return new TokenStoreException(
                "The token was replaced " + MOST_TRIES
                        + " times between reading and saving; does the store compare versions?",
                null);
    }
}
