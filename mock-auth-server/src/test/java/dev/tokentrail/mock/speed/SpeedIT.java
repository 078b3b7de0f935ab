package dev.tokentrail.mock.speed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The short form of {@code mock-auth-server/measure}, with the limits.
 *
 * <p>Neighbours on the machine move single rounds a lot. A test fails if three of four rounds miss the limit, each of
 * them against the bare server of the same moment; the pace must miss it in requests per second and in processor time.
 */
@EnabledIfEnvironmentVariable(named = "CI", matches = "true", disabledReason = "takes about a minute")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@DisabledIfSystemProperty(named = "tests.short", matches = "true", disabledReason = "takes about a minute")
class SpeedIT {

    private static final Path JAR = Path.of("target", "mock-auth-server.jar");
    private static final Path BARE = Path.of("target", "speed", "bare.jar");

    @BeforeAll
    static void pack() throws Exception {
        BareJar.write(JAR, BARE);
    }

    @Test
    void the_first_token_comes_at_most_15_percent_later_than_that_of_a_bare_handler() throws Exception {
        // The ratio is near its limit, so that many rounds are needed for chance not to decide.
        Spread ratio = new Starts(BARE, JAR).measure(27, Requests.opaque(0)).ratio();
        System.out.println("cold start, emulator / bare: " + ratio.text("%.2f"));
        assertThat(ratio.low()).as("cold start, emulator / bare: %s", ratio).isLessThan(1.15);
    }

    @Test
    void opaque_tokens_come_at_60_percent_of_the_pace_of_a_bare_handler_or_faster() throws Exception {
        try (Throughput both = new Throughput(BARE, JAR)) {
            Spread pace = both.measure(9, 1, Requests::opaque).ratio();
            System.out.println("opaque tokens per second, emulator / bare: " + pace.text("%.2f"));
            if (pace.high() < 0.60) {
                // Who needs more of a crowded processor waits longer for it, so only the time on it can tell.
                Spread time = both.processorTime(9, 1).ratio();
                assertThat(time.low())
                        .as("processor time of a request, emulator / bare: %s; requests per second: %s", time, pace)
                        .isLessThan(1 / 0.60);
            }
        }
    }
}
