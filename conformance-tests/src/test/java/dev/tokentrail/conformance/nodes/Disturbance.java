package dev.tokentrail.conformance.nodes;

import java.time.Duration;

/** What happens to the nodes, their store or their clocks while a token expires. */
enum Disturbance {
    NONE(Area.NOTHING),
    /** The holder of the lease is killed before it did anything with it. */
    KILLED_WITH_LEASE(Area.NODE),
    /** ... before its request left. */
    KILLED_BEFORE_REQUEST(Area.NODE),
    /** ... while the service had its request and had not processed it. */
    KILLED_BEFORE_COMMIT(Area.NODE),
    /** ... after the service had processed its request, before the answer came: what it was given is lost. */
    KILLED_BEFORE_ANSWER(Area.NODE),
    /** ... with the answer in its hands, before it saved: what it was given is lost. */
    KILLED_BEFORE_SAVE(Area.NODE),
    /** ... after it had saved, before it gave the lease back. */
    KILLED_AFTER_SAVE(Area.NODE),
    /** ... so many milliseconds after it took the lease, wherever it is by then. */
    KILLED_AT_ANY_MOMENT(Area.NODE),
    DATABASE_STOPPED(Area.DATABASE),
    DATABASE_CRASHED(Area.DATABASE),
    DATABASE_HANGS(Area.DATABASE),
    /** The database crashes between the answer of the service and the save, and is back before the lease is over. */
    DATABASE_CRASHED_BEFORE_SAVE(Area.DATABASE),
    CLOCK_HOUR_AHEAD(Area.CLOCK, Duration.ofHours(1)),
    CLOCK_HOUR_BACK(Area.CLOCK, Duration.ofHours(-1)),
    CLOCK_DECADE_AHEAD(Area.CLOCK, Duration.ofDays(3652)),
    /** The clock of the holder of the lease is set while its request is on the way. */
    CLOCK_HOUR_AHEAD_IN_REQUEST(Area.CLOCK, Duration.ofHours(1));

    /** What is disturbed. */
    enum Area {
        NOTHING,
        NODE,
        DATABASE,
        CLOCK
    }

    private final Area area;
    private final Duration step;

    Disturbance(Area area) {
        this(area, Duration.ZERO);
    }

    Disturbance(Area area, Duration step) {
        this.area = area;
        this.step = step;
    }

    Area area() {
        return area;
    }

    Duration step() {
        return step;
    }

    /** Whether what the service gave last is lost by it, and a refresh token that can be used only once with it. */
    boolean losesAnswer() {
        return this == KILLED_BEFORE_ANSWER || this == KILLED_BEFORE_SAVE;
    }
}
