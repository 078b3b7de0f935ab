package dev.tokentrail.core.source;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * Time as a token source sees it: how much has passed, which no step of the clock disturbs, and what the clock shows, which
 * goes on while a machine sleeps.
 */
interface TimeSource {

    /** Nanoseconds that have passed since some moment; never goes back, does not allocate. */
    long nanos();

    /** Milliseconds since 1970. */
    long wallMillis();

    /** A moment by both clocks. */
    record Moment(long nanos, long wallMillis) {}

    /** This moment. */
    default Moment now() {
        return new Moment(nanos(), wallMillis());
    }

    /**
     * Nanoseconds since a moment, by the clock that went further: a clock set back does not make a token younger, sleep does not
     * keep it young.
     */
    default long nanosSince(Moment moment) {
        long byWall = TimeUnit.MILLISECONDS.toNanos(wallMillis() - moment.wallMillis());
        return Math.max(nanos() - moment.nanos(), byWall);
    }

    /** The system's two clocks, or, if the clock is another than the system's, that one for both. */
    static TimeSource of(Clock clock) {
        boolean system = clock.equals(Clock.system(clock.getZone()));
        return system ? new SystemTime(clock) : new ClockTime(clock);
    }

    /** The monotonic clock and the wall clock of this machine. */
    record SystemTime(Clock clock) implements TimeSource {

        private static final long ORIGIN = System.nanoTime();

        @Override
        public long nanos() {
            return System.nanoTime() - ORIGIN;
        }

        @Override
        public long wallMillis() {
            return clock.millis();
        }
    }

    /** A clock that somebody moves. What it goes back by is not counted, so that nothing gets younger. */
    final class ClockTime implements TimeSource {

        private final Clock clock;
        private long passed;
        private long last;

        ClockTime(Clock clock) {
            this.clock = clock;
            this.last = clock.millis();
        }

        @Override
        public synchronized long nanos() {
            long now = clock.millis();
            passed += Math.max(0, now - last);
            last = now;
            return TimeUnit.MILLISECONDS.toNanos(passed);
        }

        @Override
        public long wallMillis() {
            return clock.millis();
        }
    }
}
