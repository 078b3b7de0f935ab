package dev.tokentrail.adapters.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.InMemoryTokenStore;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.source.TokenSourceBuilder;
import dev.tokentrail.core.source.TokenStoreException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.mock.Fault;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.provider.sonetel.Sonetel;
import dev.tokentrail.provider.sonetel.SonetelConfig;
import dev.tokentrail.retry.TokenRetry;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.search.MeterNotFoundException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to a source at the emulator, as its meters tell it. */
@Timeout(60)
class TokenSourceMetricsIT {

    private final MockAuthServer mock = MockAuthServer.start();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private Sonetel sonetel;

    @BeforeEach
    void fresh() {
        mock.clock().set(Instant.parse("2026-11-21T12:00:00Z"));
        sonetel = at("password");
    }

    @AfterEach
    void close() {
        mock.close();
    }

    private Sonetel at(String password) {
        Clock clock = mock.clock();
        SonetelConfig config = SonetelConfig.of("user@example.com", Secret.of(password))
                .withTokenEndpoint(
                        mock.sonetel().uri("/SonetelAuth/beta/oauth/token").toString());
        return new Sonetel(config, JdkTransport.create(), clock);
    }

    private TokenSourceBuilder source() {
        return TokenSource.builder(sonetel).listener(TokenSourceMetrics.in(registry));
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private Timer renewals(String kind) {
        return registry.get("tokentrail.renewals")
                .tags("source", "Sonetel", "kind", kind)
                .timer();
    }

    @Test
    void asTheReadmeShowsIt() {
        // region micrometer
        TokenSource tokens = TokenSource.builder(sonetel)
                .listener(TokenSourceMetrics.in(registry))
                .build();
        // endregion
        try (tokens) {
            tokens.token();
        }
        assertThat(renewals("acquired").count()).isEqualTo(1);
    }

    @Test
    void aLifeOfATokenIsCounted() {
        mock.sonetel().plan(Fault.delay(Duration.ofMillis(50)));
        try (TokenSource tokens = source().store(new InMemoryTokenStore(mock.clock()), "canary-key")
                .build()) {
            Token first = tokens.token();
            tokens.invalidate(first);
            tokens.token();
        }

        assertThat(renewals("acquired").count()).isEqualTo(1);
        assertThat(renewals("acquired").totalTime(TimeUnit.MILLISECONDS)).isGreaterThanOrEqualTo(50);
        assertThat(renewals("refreshed").count()).isEqualTo(1);
        assertThat(count("tokentrail.rejections", "source", "Sonetel")).isEqualTo(1);
        assertThat(count("tokentrail.store.saved", "source", "Sonetel")).isEqualTo(2);
        assertNothingSecret();
    }

    @Test
    void aTokenThatAnotherSourceGotIsCounted() {
        InMemoryTokenStore store = new InMemoryTokenStore(mock.clock());
        try (TokenSource one = TokenSource.builder(sonetel).store(store, "key").build();
                TokenSource other =
                        source().name("other-node").store(store, "key").build()) {
            assertThat(other.token().accessToken()).isEqualTo(one.token().accessToken());
            one.invalidate(one.token());
            Token renewed = one.token();
            other.invalidate(other.token());
            assertThat(other.token().accessToken()).isEqualTo(renewed.accessToken());
        }
        assertThat(count("tokentrail.store.taken", "source", "other-node")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void staleTokensAreCounted() {
        try (TokenSource tokens = source().build()) {
            tokens.token();
            mock.clock().advance(Duration.ofHours(24).minusSeconds(30));
            mock.sonetel().plan(Fault.status(503, "{}").forever());
            tokens.token();
            tokens.token();
        }
        assertThat(count("tokentrail.served.stale", "source", "Sonetel")).isEqualTo(2);
    }

    @Test
    void failuresAreCountedByTheirKind() {
        try (TokenSource tokens = source().renewing(
                        TokenRetry.byGrant().withPauses(Duration.ofMillis(10), Duration.ofMillis(10)))
                .build()) {
            mock.sonetel().plan(Fault.status(503, "{}").times(3));
            catchThrowableOfType(TokenException.class, tokens::token);
        }
        sonetel = at("canary-wrong");
        try (TokenSource tokens = source().build()) {
            catchThrowableOfType(TokenException.class, tokens::token);
        }
        sonetel = at("password");
        Token withoutRefresh = sonetel.token().withoutRefreshToken();
        try (TokenSource tokens = source().startingWith(withoutRefresh)
                .grant(() -> sonetel.refresh(withoutRefresh))
                .build()) {
            tokens.invalidate(withoutRefresh);
            catchThrowableOfType(TokenException.class, tokens::token);
        }

        assertThat(count("tokentrail.retries", "source", "Sonetel", "error", "unavailable"))
                .isEqualTo(2);
        assertThat(count("tokentrail.failures", "source", "Sonetel", "error", "unavailable"))
                .isEqualTo(1);
        assertThat(count("tokentrail.failures", "source", "Sonetel", "error", "refused"))
                .isEqualTo(1);
        assertThat(count("tokentrail.failures", "source", "Sonetel", "error", "user-needed"))
                .isEqualTo(1);
        assertNothingSecret();
    }

    @Test
    void aStoreThatCannotBeReachedIsCounted() {
        TokenSourceMetrics metrics = TokenSourceMetrics.in(registry);
        metrics.storeUnreachable("Sonetel", new TokenStoreException("down", null));

        assertThat(count("tokentrail.store.unreachable", "source", "Sonetel")).isEqualTo(1);
    }

    @Test
    void namesOfSourcesAreBounded() {
        TokenSourceMetrics metrics = TokenSourceMetrics.in(registry);
        for (int customer = 0; customer < 10_000; customer++) {
            metrics.rejected("customer-" + customer);
            metrics.rejected("customer-0");
        }

        assertThat(registry.getMeters()).hasSize(101);
        assertThat(count("tokentrail.rejections", "source", "other")).isEqualTo(9_900);
        assertThat(count("tokentrail.rejections", "source", "customer-0")).isEqualTo(10_001);
        assertThatThrownBy(() -> count("tokentrail.rejections", "source", "customer-100"))
                .isInstanceOf(MeterNotFoundException.class);
    }

    private void assertNothingSecret() {
        assertThat(registry.getMeters()).isNotEmpty().allSatisfy(meter -> {
            Meter.Id id = meter.getId();
            assertThat(id.getTags()).extracting(Tag::getKey).isSubsetOf("source", "kind", "error");
            assertThat(id.getName() + id.getTags()).doesNotContain("canary", "user@example.com");
        });
    }
}
