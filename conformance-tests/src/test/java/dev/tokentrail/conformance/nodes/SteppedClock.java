package dev.tokentrail.conformance.nodes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The system's clock of a machine whose administrator sets it. It is equal to {@link Clock#systemUTC()}, as it stands in for
 * it: to a token source it is the system's wall clock, and the time that passes goes on undisturbed beside it.
 */
final class SteppedClock extends Clock {

    private static final Clock SYSTEM = Clock.systemUTC();

    private volatile Duration offset = Duration.ZERO;

    synchronized void step(Duration by) {
        offset = offset.plus(by);
    }

    @Override
    public Instant instant() {
        return SYSTEM.instant().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SteppedClock || SYSTEM.equals(other);
    }

    @Override
    public int hashCode() {
        return SYSTEM.hashCode();
    }
}
