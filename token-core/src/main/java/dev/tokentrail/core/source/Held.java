package dev.tokentrail.core.source;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.Lifetimes.Left;
import dev.tokentrail.core.source.TimeSource.Moment;
import dev.tokentrail.core.token.Token;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a source holds: a token, and how long it is fresh and usable, counted in time that passed since.
 *
 * @param token the token, null before the first one
 * @param rejected whether a resource server refused it
 * @param rejections how many tokens in a row were got because the one before was rejected, this one included
 * @param since when it was held
 * @param fresh nanoseconds for which nothing need be done
 * @param usable nanoseconds after which it is not given out any more
 * @param checkAt until this moment of {@link TimeSource#nanos} it is fresh without a look at the wall clock
 */
record Held(
        @Nullable Token token, boolean rejected, int rejections, Moment since, long fresh, long usable, long checkAt) {

    private static final Moment LONG_AGO = new Moment(0, 0);

    /** Nothing yet; never fresh. */
    static final Held NOTHING = new Held(null, false, 0, LONG_AGO, 0, 0, Long.MIN_VALUE);

    /** How often a fresh token is held against the wall clock, which may have been set, or may have gone on in a sleep. */
    private static final long WALL_CHECK = TimeUnit.SECONDS.toNanos(1);

    private static final long LONGEST_REJECTION_PAUSE = TimeUnit.MINUTES.toNanos(1);

    enum Phase {
        FRESH,
        STALE,
        EXPIRED
    }

    /** Holds a token from now on. */
    static Held of(IssuedToken issued, Left left, int rejections, TimeSource time) {
        Moment now = time.now();
        long fresh = left.fresh().toNanos();
        return new Held(
                issued.token(),
                false,
                rejections,
                now,
                fresh,
                left.usable().toNanos(),
                now.nanos() + Math.min(fresh, WALL_CHECK));
    }

    /** A token that may have to be renewed, and is not given out before that was looked into. */
    static Held unchecked(Token token) {
        return new Held(token, false, 0, LONG_AGO, 0, 0, Long.MIN_VALUE);
    }

    Phase phase(TimeSource time) {
        long age = time.nanosSince(since);
        return token == null || age >= usable ? Phase.EXPIRED : age >= fresh ? Phase.STALE : Phase.FRESH;
    }

    /** Nanoseconds for which it may still be given out. */
    long usableFor(TimeSource time) {
        return Math.max(0, usable - time.nanosSince(since));
    }

    /** The same, found fresh just now. */
    Held checked(TimeSource time) {
        long left = Math.max(0, fresh - time.nanosSince(since));
        return new Held(token, rejected, rejections, since, fresh, usable, time.nanos() + Math.min(left, WALL_CHECK));
    }

    /** The same, to be looked after at the next call although it is fresh: there is something left to do. */
    Held unsettled() {
        return new Held(token, rejected, rejections, since, 0, usable, Long.MIN_VALUE);
    }

    /**
     * Whether it is too early to believe a rejection: tokens that are rejected one after the other point at something that a
     * new token does not mend, so each of them has to be older than the one before.
     */
    boolean tooYoungToReject(TimeSource time) {
        return rejections > 0 && time.nanosSince(since) < rejectionPause();
    }

    private long rejectionPause() {
        return Math.min(TimeUnit.SECONDS.toNanos(1L << Math.min(rejections - 1, 6)), LONGEST_REJECTION_PAUSE);
    }

    /** The same token, which is not to be given out any more but may still be renewed. */
    Held spent(TimeSource time) {
        int inARow = time.nanosSince(since) < LONGEST_REJECTION_PAUSE ? rejections + 1 : 1;
        return new Held(token, true, inARow, since, 0, 0, Long.MIN_VALUE);
    }

    /** What is left after a renewal gave a token that is over: its refresh token, because the one before may be used up. */
    Held goingOnWith(Held over, TimeSource time) {
        Token later = over.token;
        if (token == null || later == null || phase(time) == Phase.EXPIRED) {
            return over;
        }
        Secret refreshToken = later.refreshToken();
        return refreshToken == null
                ? this
                : new Held(
                        token.withRefreshToken(refreshToken, later.refreshExpiry()),
                        rejected,
                        rejections,
                        since,
                        fresh,
                        usable,
                        checkAt);
    }

    boolean holds(@Nullable Token other) {
        return token == null
                ? other == null
                : other != null && token.accessToken().equals(other.accessToken());
    }
}
