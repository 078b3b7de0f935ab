package dev.tokentrail.core.token;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Works out when a token ends: from the remaining seconds, from a stated moment, from the JWT, from the documentation.
 * Lifetimes count from the moment at which the request was sent, so that the time on the way never adds to them. A negative
 * lifetime is one of zero, and none is longer than a hundred years.
 */
final class ExpiryReader {

    static final Duration LONGEST = Duration.ofDays(36_525);

    private static final BigDecimal MILLISECONDS_FROM = BigDecimal.valueOf(100_000_000_000L);

    private ExpiryReader() {}

    static Expiry read(
            JsonNode answer,
            String expiresIn,
            @Nullable String expiresAt,
            @Nullable String token,
            @Nullable Duration lifetime,
            Instant sentAt) {
        Optional<Instant> stated = Json.number(answer, expiresIn)
                .map(seconds -> sentAt.plus(bounded(seconds)))
                .or(() -> expiresAt == null ? Optional.empty() : moment(answer, expiresAt, sentAt));
        if (stated.isPresent()) {
            return new Expiry(stated.get(), ExpirySource.SERVER);
        }
        Optional<Instant> inToken =
                Optional.ofNullable(token).flatMap(UnverifiedJwt::read).flatMap(jwt -> end(jwt, sentAt));
        if (inToken.isPresent()) {
            return new Expiry(inToken.get(), ExpirySource.JWT);
        }
        return lifetime == null ? Expiry.unknown() : new Expiry(sentAt.plus(lifetime), ExpirySource.PROVIDER_DEFAULT);
    }

    /** The JWT's own lifetime from the moment of sending, so that the service's clock need not agree with ours. */
    private static Optional<Instant> end(UnverifiedJwt jwt, Instant sentAt) {
        return jwt.expiresAt()
                .map(exp -> sentAt.plus(bounded(Duration.between(jwt.issuedAt().orElse(sentAt), exp))));
    }

    private static Optional<Instant> moment(JsonNode answer, String pointer, Instant sentAt) {
        return Json.number(answer, pointer)
                .map(number -> number.compareTo(MILLISECONDS_FROM) >= 0 ? number.movePointLeft(3) : number)
                .map(seconds -> sentAt.plus(bounded(seconds.subtract(BigDecimal.valueOf(sentAt.getEpochSecond())))))
                .or(() -> Json.text(answer, pointer)
                        .flatMap(ExpiryReader::parsed)
                        .map(moment -> bounded(moment, sentAt)));
    }

    private static Optional<Instant> parsed(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notAMoment) {
            return Optional.empty();
        }
    }

    private static Instant bounded(Instant moment, Instant sentAt) {
        Instant latest = sentAt.plus(LONGEST);
        if (moment.isBefore(sentAt)) {
            return sentAt;
        }
        return moment.isAfter(latest) ? latest : moment;
    }

    private static Duration bounded(BigDecimal seconds) {
        if (seconds.signum() <= 0) {
            return Duration.ZERO;
        }
        BigDecimal longest = BigDecimal.valueOf(LONGEST.toSeconds());
        return Duration.ofSeconds(seconds.min(longest).longValue());
    }

    private static Duration bounded(Duration lifetime) {
        return bounded(BigDecimal.valueOf(lifetime.toSeconds()));
    }
}
