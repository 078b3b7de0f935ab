package dev.tokentrail.core.source;

import dev.tokentrail.core.token.Token;
import java.time.Duration;
import java.time.Instant;

/**
 * A token with its age. The moment of issue and the token's expiry are by one clock, so that their difference is the lifetime
 * whatever that clock shows; the age is counted in time that passed, so that processes whose clocks disagree judge a token
 * alike.
 *
 * @param token the token
 * @param issuedAt when it was requested, by the clock of the process that requested it
 * @param age how long ago that was, when this value was made; not negative
 */
public record IssuedToken(Token token, Instant issuedAt, Duration age) {

    /**
     * Refuses a negative age.
     *
     * @param token the token
     * @param issuedAt when it was requested
     * @param age how long ago that was
     * @throws IllegalArgumentException if the age is negative
     */
    public IssuedToken {
        if (age.isNegative()) {
            throw new IllegalArgumentException("A token cannot be " + age + " old");
        }
    }
}
