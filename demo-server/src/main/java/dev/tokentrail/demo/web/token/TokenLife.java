package dev.tokentrail.demo.web.token;

import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.ExpirySource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a token lives.
 *
 * @param end when it ends, null if nobody knows
 * @param known how the end is known, in a sentence
 * @param secondsLeft what is left of its life now, 0 if it is over or nobody knows
 * @param note where the token itself and the service disagree, or empty
 */
public record TokenLife(@Nullable Moment end, String known, long secondsLeft, String note) {

    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    /** When it ends. */
    public Optional<Moment> ends() {
        return Optional.ofNullable(end);
    }

    /** Whether its life is over. */
    public boolean over() {
        return end != null && end.past();
    }

    /**
     * Describes a life.
     *
     * @param expiry the end as the library knows it
     * @param inToken the end that the token itself states, empty if it states none
     * @param now the moment to judge by
     */
    static TokenLife of(Expiry expiry, Optional<Instant> inToken, Instant now) {
        Optional<Instant> at = expiry.at().or(() -> inToken);
        ExpirySource source = expiry.at().isPresent() || inToken.isEmpty() ? expiry.source() : ExpirySource.JWT;
        return new TokenLife(
                at.map(instant -> Moment.of(instant, now)).orElse(null),
                known(source),
                at.map(instant -> Math.max(0, Duration.between(now, instant).toSeconds()))
                        .orElse(0L),
                note(at, inToken));
    }

    private static String known(ExpirySource source) {
        return switch (source) {
            case SERVER -> "The service said so beside the token, for example in expires_in.";
            case JWT -> "The service said nothing beside the token; this is the exp in the token itself.";
            case PROVIDER_DEFAULT -> "The service says nothing; this is the lifetime that its documentation tells.";
            case UNKNOWN -> "Nobody says how long it lives. The library uses it until the service refuses it.";
        };
    }

    private static String note(Optional<Instant> at, Optional<Instant> inToken) {
        if (at.isEmpty() || inToken.isEmpty()) {
            return "";
        }
        Duration apart = Duration.between(at.get(), inToken.get());
        return apart.abs().compareTo(TOLERANCE) <= 0
                ? ""
                : "The exp in the token is " + Moment.words(apart.abs()) + (apart.isNegative() ? " earlier" : " later")
                        + " than that: the clocks differ, or the service says two things. The library counts from the"
                        + " moment at which it sent the request.";
    }
}
