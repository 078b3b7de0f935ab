package dev.tokentrail.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.http.RedirectPolicy;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenClient;
import dev.tokentrail.core.token.TokenDialect;
import dev.tokentrail.core.token.UserNeededException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which grant a source without a store uses: the refresh token, the grant that needs no person, or none. */
@Timeout(30)
class ProviderRenewalTest {

    private final MovedClock clock = new MovedClock();
    private final FakeService service = new FakeService(clock);

    private TokenSource startingWith(Token token) {
        return TokenSource.of(service.client(clock), token);
    }

    @Test
    void withoutARefreshTokenTheGrantIsUsed() {
        service.passwordAllowed = true;
        try (TokenSource source = startingWith(service.signIn().withoutRefreshToken())) {
            clock.move(Duration.ofHours(2));
            assertThat(service.accepts(source.token())).isTrue();
        }
        assertThat(service.passwords).isEqualTo(1);
        assertThat(service.refreshes).isZero();
    }

    @Test
    void aRefusedRefreshTokenIsFollowedByTheGrant() {
        service.passwordAllowed = true;
        try (TokenSource source = startingWith(service.signIn())) {
            service.endEverything();
            clock.move(Duration.ofHours(2));
            assertThat(service.accepts(source.token())).isTrue();
        }
        assertThat(service.refreshes).isEqualTo(1);
        assertThat(service.passwords).isEqualTo(1);
    }

    @Test
    void aRefusedRefreshTokenIsSentOnceAndAnotherOneIsSentAgain() {
        try (TokenSource source = startingWith(service.signIn())) {
            service.endEverything();
            clock.move(Duration.ofHours(2));
            for (int call = 0; call < 3; call++) {
                assertThatThrownBy(source::token)
                        .isInstanceOf(UserNeededException.class)
                        .hasMessageContaining("refused the refresh token");
                clock.move(Duration.ofMinutes(1));
            }
            assertThat(service.refreshes).isEqualTo(1);

            service.passwordAllowed = true;
            assertThat(service.accepts(source.token())).isTrue();
            assertThat(service.refreshes).isEqualTo(1);
            assertThat(service.passwords).isEqualTo(1);

            clock.move(Duration.ofHours(2));
            assertThat(service.accepts(source.token())).isTrue();
            assertThat(service.refreshes).isEqualTo(2);
            assertThat(service.passwords).isEqualTo(1);
        }
        assertThat(service.reuses).isZero();
    }

    @Test
    void aRefusalOfTheClientIsNotOneOfTheRefreshToken() {
        TokenClient refusing = TokenClient.of(
                "Fake",
                request -> new WireResponse(
                        401, List.of(), "{\"error\":\"invalid_client\"}".getBytes(StandardCharsets.UTF_8)),
                clock,
                RedirectPolicy.sameOrigin());
        WireRequest request = WireRequest.get("https://fake.example/token").build();
        AtomicInteger grants = new AtomicInteger();
        CountingProvider provider = new CountingProvider() {
            @Override
            public Token refresh(Token token) {
                return refusing.requestToken(request, TokenDialect.standard());
            }
        };
        try (TokenSource source = TokenSource.builder(provider)
                .startingWith(service.signIn())
                .grant(() -> {
                    grants.incrementAndGet();
                    return provider.token();
                })
                .build()) {
            provider.clock.move(Duration.ofHours(2));
            assertThatThrownBy(source::token)
                    .isInstanceOfSatisfying(
                            ProviderRefusedException.class,
                            refusal -> assertThat(refusal.code()).contains("invalid_client"));
        }
        assertThat(grants).hasValue(0);
    }
}
