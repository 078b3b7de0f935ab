package dev.tokentrail.store.jdbc;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The database's clock as far as this process knows it: what it showed in the last answer, and what has passed here since. That
 * is never later than what it really shows, so a token that is dated by it looks no younger than it is, however long a hanging
 * database keeps the statement that saves it.
 */
final class DatabaseClock {

    /** Later than any database's clock: that one's own time is taken then. */
    private static final OffsetDateTime UNKNOWN = OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private record Shown(OffsetDateTime time, long nanos) {}

    private volatile @Nullable Shown last;

    void showed(OffsetDateTime time) {
        last = new Shown(time, System.nanoTime());
    }

    /** What it shows at least. */
    OffsetDateTime now() {
        Shown shown = last;
        return shown == null ? UNKNOWN : shown.time().plusNanos(System.nanoTime() - shown.nanos());
    }
}
