package dev.tokentrail.demo.web.token;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A moment as a person reads it.
 *
 * @param instant the moment
 * @param date the date and time in UTC
 * @param relative how far it is from the clock: {@code in 4 minutes 12 seconds}, {@code 2 hours ago}
 * @param past whether it is not after the clock
 */
public record Moment(Instant instant, String date, String relative, boolean past) {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799L);

    static Moment of(Instant instant, Instant now) {
        Instant second = instant.truncatedTo(ChronoUnit.SECONDS);
        Duration apart = Duration.between(now.truncatedTo(ChronoUnit.SECONDS), second);
        String words = words(apart.abs());
        String relative = apart.isZero() ? "now" : apart.isNegative() ? words + " ago" : "in " + words;
        return new Moment(instant, DATE.format(instant), relative, !instant.isAfter(now));
    }

    /** Reads a NumericDate (RFC 7519 section 2) up to the year 9999; empty if the value is anything else. */
    static Optional<Instant> numericDate(@Nullable Object value) {
        if (!(value instanceof Number)) {
            return Optional.empty();
        }
        try {
            BigDecimal seconds = new BigDecimal(value.toString());
            return seconds.signum() >= 0 && seconds.compareTo(LATEST) <= 0
                    ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                    : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /**
     * A duration in its two largest units.
     *
     * @param duration not negative
     * @return for example {@code 1 hour 5 minutes}
     */
    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        List<String> words = new ArrayList<>();
        long[] sizes = {31_536_000, 86_400, 3_600, 60, 1};
        String[] names = {"year", "day", "hour", "minute", "second"};
        for (int unit = 0; unit < sizes.length && words.size() < 2; unit++) {
            long count = seconds / sizes[unit];
            seconds %= sizes[unit];
            if (count > 0) {
                words.add(count + " " + names[unit] + (count == 1 ? "" : "s"));
            } else if (!words.isEmpty()) {
                break;
            }
        }
        return words.isEmpty() ? "0 seconds" : String.join(" ", words);
    }
}
