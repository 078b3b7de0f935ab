package dev.tokentrail.mock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one clock of an emulator: codes, tokens, refresh tokens, introspection, {@code expires_in} and the {@code Date}
 * header all follow it.
 *
 * <p>It shows the time of the system until it is moved. {@link #advance} keeps it ticking if it ticks; {@link #set} and
 * {@link #freeze} make it stand still until {@link #resume} or {@link #reset}. Thread-safe.
 */
public final class MockClock extends Clock {

    /** The distance from the time of the system, or the instant at which time stands still. */
    private record Setting(Duration offset, @Nullable Instant frozen) {}

    private static final Setting SYSTEM = new Setting(Duration.ZERO, null);

    private final Clock system = Clock.systemUTC();
    private final ThreadLocal<Duration> shift = ThreadLocal.withInitial(() -> Duration.ZERO);

    /** How many threads are in another time just now; mostly none, so that the others need not look. */
    private final AtomicInteger shifts = new AtomicInteger();

    private volatile Setting setting = SYSTEM;

    MockClock() {}

    /**
     * Moves the time forward, or backward by a negative duration.
     *
     * @param duration how far
     * @return the new time
     * @throws IllegalArgumentException if that is more than a thousand years from the system's time
     */
    public synchronized Instant advance(Duration duration) {
        return moveTo(later(instant(), duration), frozen());
    }

    /**
     * Sets the time and makes it stand still.
     *
     * @param instant the new time
     * @return the new time
     * @throws IllegalArgumentException if that is more than a thousand years from the system's time
     */
    public synchronized Instant set(Instant instant) {
        return moveTo(Objects.requireNonNull(instant, "instant"), true);
    }

    /**
     * Makes the time stand still where it is.
     *
     * @return the time
     */
    public synchronized Instant freeze() {
        return moveTo(instant(), true);
    }

    /**
     * Lets the time tick on from where it is.
     *
     * @return the time
     */
    public synchronized Instant resume() {
        return moveTo(instant(), false);
    }

    /**
     * Goes back to the time of the system, ticking.
     *
     * @return the time
     */
    public synchronized Instant reset() {
        setting = SYSTEM;
        return instant();
    }

    /**
     * Whether the time stands still.
     *
     * @return true if it does
     */
    public boolean frozen() {
        return setting.frozen() != null;
    }

    /** All at once, or, if the time it comes to is too far away, not at all. */
    synchronized void move(boolean reset, @Nullable Instant set, Duration advance, boolean stop) {
        Instant start = set != null ? set : reset ? system.instant() : instant();
        moveTo(later(start, advance), stop);
        if (reset && set == null && advance.isZero() && !stop) {
            reset();
        }
    }

    private static Instant later(Instant start, Duration duration) {
        if (duration.abs().compareTo(Duration.ofDays(365_000)) > 0) {
            throw new IllegalArgumentException("The clock moves by at most a thousand years, not by " + duration);
        }
        return start.plus(duration);
    }

    private Instant moveTo(Instant instant, boolean stop) {
        Duration distance = Duration.between(system.instant(), instant);
        if (distance.abs().compareTo(Duration.ofDays(365_000)) > 0) {
            throw new IllegalArgumentException("The clock cannot be set to " + instant + ", it is too far from now");
        }
        setting = new Setting(distance, stop ? instant : null);
        return instant;
    }

    /** Runs something as if it were some time ago, for this thread alone. */
    <T> T ago(Duration time, Supplier<T> action) {
        shifts.incrementAndGet();
        shift.set(time);
        try {
            return action.get();
        } finally {
            shift.remove();
            shifts.decrementAndGet();
        }
    }

    @Override
    public Instant instant() {
        Instant now = unshifted();
        return shifts.get() == 0 ? now : now.minus(shift.get());
    }

    private Instant unshifted() {
        Setting now = setting;
        Instant frozen = now.frozen();
        return frozen != null
                ? frozen
                : now.offset().isZero() ? system.instant() : system.instant().plus(now.offset());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return zone.equals(getZone()) ? this : new Zoned(this, zone);
    }

    /** The same time in another zone. */
    private static final class Zoned extends Clock {

        private final MockClock clock;
        private final ZoneId zone;

        Zoned(MockClock clock, ZoneId zone) {
            this.clock = clock;
            this.zone = zone;
        }

        @Override
        public Instant instant() {
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return clock.withZone(other);
        }
    }

    @Override
    public String toString() {
        return "MockClock[" + instant() + (frozen() ? ", frozen]" : "]");
    }
}
