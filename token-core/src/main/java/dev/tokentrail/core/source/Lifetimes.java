package dev.tokentrail.core.source;

import java.time.Duration;

/**
 * How long before its end a token is renewed, and how long it lives if nobody says.
 *
 * @param mostMargin the longest margin
 * @param assumed lifetime of a token that comes without one
 */
record Lifetimes(Duration mostMargin, Duration assumed) {

    private static final Duration LONGEST = Duration.ofDays(36_525);

    /**
     * What is left of a token's life.
     *
     * @param fresh for how long nothing need be done
     * @param usable for how long it may be given out
     */
    record Left(Duration fresh, Duration usable) {}

    /** The margin is a tenth of the lifetime, so that a token of 30 seconds is renewed after 27, up to the most. */
    Left left(IssuedToken issued) {
        Duration lifetime = lifetime(issued);
        Duration tenth = lifetime.dividedBy(10);
        Duration margin = tenth.compareTo(mostMargin) < 0 ? tenth : mostMargin;
        Duration left = lifetime.minus(issued.age());
        return new Left(atLeastNothing(left.minus(margin)), atLeastNothing(left.minus(margin.dividedBy(10))));
    }

    private Duration lifetime(IssuedToken issued) {
        Duration stated = issued.token()
                .expiry()
                .at()
                .map(end -> Duration.between(issued.issuedAt(), end))
                .orElse(assumed);
        return stated.compareTo(LONGEST) > 0 ? LONGEST : atLeastNothing(stated);
    }

    private static Duration atLeastNothing(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
