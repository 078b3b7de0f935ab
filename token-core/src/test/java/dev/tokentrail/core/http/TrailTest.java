package dev.tokentrail.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.secret.Secret;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TrailTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final WireResponse OK = new WireResponse(200, List.of(), new byte[0]);

    @Test
    void remembersTheLastCallsOldestFirst() throws IOException {
        Trail trail = Trail.of(request -> OK, CLOCK, 2, exchange -> {});
        for (int i = 1; i <= 3; i++) {
            trail.send(WireRequest.get("http://127.0.0.1/" + i).build());
        }
        assertThat(trail.exchanges())
                .extracting(exchange -> exchange.request().target())
                .containsExactly("/2", "/3");
    }

    @Test
    void remembersAFailureAndPassesItOn() {
        IOException broken = new IOException("broke with s3cr3t-canary inside");
        Trail trail = Trail.of(request -> {
            throw broken;
        });
        WireRequest request = WireRequest.get("http://127.0.0.1/?token=s3cr3t-canary")
                .secret(Secret.of("s3cr3t-canary"))
                .build();
        assertThatThrownBy(() -> trail.send(request)).isSameAs(broken);
        Exchange exchange = trail.exchanges().get(0);
        assertThat(exchange.failure()).containsSame(broken);
        assertThat(exchange.response()).isEmpty();
        assertThat(exchange).asString().contains("GET http://127.0.0.1/").doesNotContain("canary");
    }

    @Test
    void measuresByItsClockAndNeverBackwards() throws IOException {
        List<Instant> times = new ArrayList<>(List.of(
                CLOCK.instant(), CLOCK.instant().plusSeconds(2),
                CLOCK.instant(), CLOCK.instant().minusSeconds(9)));
        Clock moving = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return times.remove(0);
            }
        };
        Trail trail = Trail.of(request -> OK, moving, 10, exchange -> {});
        trail.send(WireRequest.get("http://127.0.0.1/").build());
        trail.send(WireRequest.get("http://127.0.0.1/").build());
        assertThat(trail.exchanges())
                .extracting(Exchange::duration)
                .containsExactly(Duration.ofSeconds(2), Duration.ZERO);
        assertThat(trail.exchanges().get(0).start()).isEqualTo(CLOCK.instant());
    }

    @Test
    void aListenerThatFailsDoesNotLoseTheAnswer() throws IOException {
        Trail trail = Trail.of(request -> OK, CLOCK, 1, exchange -> {
            throw new IllegalStateException("listener");
        });
        assertThat(trail.send(WireRequest.get("http://127.0.0.1/").build())).isSameAs(OK);
        assertThat(trail.exchanges()).hasSize(1);
    }

    @Test
    void staysBoundedUnderManyThreads() throws Exception {
        List<Exchange> heard = Collections.synchronizedList(new ArrayList<>());
        Trail trail = Trail.of(request -> OK, CLOCK, 10, heard::add);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            calls.add(threads.submit(
                    () -> trail.send(WireRequest.get("http://127.0.0.1/").build())));
            assertThat(trail.exchanges()).hasSizeLessThanOrEqualTo(10);
        }
        for (Future<?> call : calls) {
            call.get();
        }
        threads.shutdown();
        assertThat(trail.exchanges()).hasSize(10);
        assertThat(heard).hasSize(1000);
    }

    @Test
    void remembersAtLeastOneCall() {
        assertThatThrownBy(() -> Trail.of(request -> OK, CLOCK, 0, exchange -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
