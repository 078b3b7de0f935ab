package dev.tokentrail.core.token;

import dev.tokentrail.core.http.WireResponse;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The {@code Retry-After} header in both of its forms (RFC 9110 section 10.2.3), a date in any of its three formats (section
 * 5.6.7). A date counts from the answer's own {@code Date}, so that the service's clock need not agree with ours.
 */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(365);
    private static final List<DateTimeFormatter> FORMATS = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC));

    private RetryAfter() {}

    static Optional<Duration> of(WireResponse response, Instant now) {
        Instant serviceNow =
                response.header("Date").flatMap(RetryAfter::instant).orElse(now);
        return response.header("Retry-After")
                .flatMap(value -> value.matches("\\d{1,1000}")
                        ? Optional.of(seconds(value))
                        : instant(value).map(until -> bounded(Duration.between(serviceNow, until))));
    }

    private static Duration seconds(String digits) {
        BigInteger longest = BigInteger.valueOf(LONGEST.toSeconds());
        return Duration.ofSeconds(new BigInteger(digits).min(longest).longValue());
    }

    private static Optional<Instant> instant(String date) {
        for (DateTimeFormatter format : FORMATS) {
            try {
                return Optional.of(Instant.from(format.parse(date)));
            } catch (DateTimeException notThisFormat) {
                // The next one may fit.
            }
        }
        return Optional.empty();
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
