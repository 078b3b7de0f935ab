package dev.tokentrail.mock.http;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The {@code Date} header of a clock (RFC 9110 section 6.6.1), written once a second and not once an answer. */
public final class HttpDate {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private record Written(long second, String text) {}

    private final Clock clock;
    private volatile Written latest = written(Instant.EPOCH);

    public HttpDate(Clock clock) {
        this.clock = clock;
    }

    /** The time of the clock. */
    public String now() {
        Instant now = clock.instant();
        Written written = latest;
        if (written.second() != now.getEpochSecond()) {
            written = written(now);
            latest = written;
        }
        return written.text();
    }

    /** An instant as HTTP writes it. */
    public static String of(Instant instant) {
        return FORMAT.format(instant);
    }

    private static Written written(Instant instant) {
        return new Written(instant.getEpochSecond(), of(instant));
    }
}
