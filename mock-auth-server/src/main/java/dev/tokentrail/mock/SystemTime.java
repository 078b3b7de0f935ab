package dev.tokentrail.mock;

import java.time.Duration;
import java.time.Instant;

/** The time of the system that never goes back: its date is read once, the rest is counted. */
final class SystemTime {

    private final Instant began = Instant.now();
    private final long beganNanos = System.nanoTime();

    /** The date at a value of {@link System#nanoTime}. */
    Instant at(long nanos) {
        return began.plus(Duration.ofNanos(nanos - beganNanos));
    }
}
