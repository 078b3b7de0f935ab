package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/** The clock of an emulator in the hands of the program under test. */
class MockClockTest {

    @Test
    void in_another_zone_it_is_the_same_clock() {
        try (MockAuthServer mock = MockAuthServer.start()) {
            MockClock clock = mock.clock();
            clock.set(Instant.parse("2030-01-31T12:00:00Z"));
            Clock inTokyo = clock.withZone(ZoneId.of("Asia/Tokyo"));
            clock.advance(Duration.ofHours(1));

            assertThat(ZonedDateTime.now(inTokyo)).hasToString("2030-01-31T22:00+09:00[Asia/Tokyo]");
            assertThat(inTokyo.withZone(ZoneOffset.UTC)).isSameAs(clock);
            assertThat(clock.withZone(ZoneOffset.UTC)).isSameAs(clock).isNotEqualTo(Clock.systemUTC());
        }
    }
}
