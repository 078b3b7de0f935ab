package dev.tokentrail.mock.http;

import java.time.Duration;

/**
 * How an answer goes over the wire.
 *
 * @param delay before its first byte
 * @param extent how much of it is sent
 * @param piece bytes of the body that are sent at once
 * @param pause between two pieces
 * @param pauses where its waits are counted and ended
 */
public record Delivery(Duration delay, Extent extent, int piece, Duration pause, Pauses pauses) {

    /** How much of an answer is sent. */
    public enum Extent {
        /** All of it. */
        WHOLE,
        /** The head, which promises the whole body, and half of it; then the connection is closed. */
        HALF,
        /** Nothing: the connection is closed. */
        NOTHING,
        /** Nothing: the connection is reset. */
        NOTHING_BUT_RESET
    }

    /** At once and whole. */
    public static final Delivery AT_ONCE =
            new Delivery(Duration.ZERO, Extent.WHOLE, Integer.MAX_VALUE, Duration.ZERO, new Pauses());

    public Delivery after(Duration time) {
        return new Delivery(time, extent, piece, pause, pauses);
    }

    public Delivery only(Extent part) {
        return new Delivery(delay, part, piece, pause, pauses);
    }

    public Delivery dripping(int bytes, Duration every) {
        return new Delivery(delay, extent, bytes, every, pauses);
    }

    public Delivery with(Pauses counted) {
        return new Delivery(delay, extent, piece, pause, counted);
    }
}
