package dev.tokentrail.core.token;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of a token's life, and how it is known.
 *
 * @param instant the first moment at which the token is no longer valid, or null if nobody knows
 * @param source where the moment is known from; {@link ExpirySource#UNKNOWN} exactly if there is none
 */
public record Expiry(@Nullable Instant instant, ExpirySource source) {

    private static final Expiry UNKNOWN = new Expiry(null, ExpirySource.UNKNOWN);

    /**
     * Checks that moment and source go together.
     *
     * @param instant the first moment at which the token is no longer valid
     * @param source where the moment is known from
     * @throws IllegalArgumentException if they do not
     */
    public Expiry {
        if ((instant == null) != (source == ExpirySource.UNKNOWN)) {
            throw new IllegalArgumentException("An expiry without a moment is unknown, and only that one");
        }
    }

    /**
     * An expiry that nobody knows.
     *
     * @return the value without a moment
     */
    public static Expiry unknown() {
        return UNKNOWN;
    }

    /**
     * Gives the moment.
     *
     * @return the first moment at which the token is no longer valid; empty if nobody knows
     */
    public Optional<Instant> at() {
        return Optional.ofNullable(instant);
    }

    /**
     * Tells whether the life is over.
     *
     * @param now the moment to judge by
     * @return true if the moment is known and not after {@code now}
     */
    public boolean isOver(Instant now) {
        return instant != null && !now.isBefore(instant);
    }
}
