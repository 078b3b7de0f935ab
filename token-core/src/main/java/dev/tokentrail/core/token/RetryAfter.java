package dev.tokentrail.core.token;

import dev.tokentrail.core.http.WireResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The {@code Retry-After} header in both of its forms (RFC 9110 section 10.2.3). */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(365);

    private RetryAfter() {}

    static Optional<Duration> of(WireResponse response, Instant now) {
        return response.header("Retry-After")
                .flatMap(value -> value.matches("\\d{1,12}")
                        ? Optional.of(bounded(Duration.ofSeconds(Long.parseLong(value))))
                        : untilDate(value, now));
    }

    private static Optional<Duration> untilDate(String date, Instant now) {
        try {
            Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
            return Optional.of(bounded(Duration.between(now, until)));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
