package dev.tokentrail.provider.xbooker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireRequestBuilder;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class XBookerIT {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private final MockAuthServer mock = MockAuthServer.start();
    private final Secret clientSecret = Secret.of("xbooker-secret");
    private XBooker xBooker = with(config("xbooker-client", clientSecret));

    @BeforeEach
    void freeze() {
        mock.clock().set(START);
        xBooker = with(config("xbooker-client", clientSecret));
    }

    @AfterEach
    void close() {
        mock.close();
    }

    @Test
    void tutorial() {
        // region config
        XBookerConfig config = XBookerConfig.of("org-1", "xbooker-client", clientSecret);
        // endregion
        XBooker xBooker = with(config.withAuthAddress(auth(mock)).withApiAddress(api(mock)));
        // region token
        Token token = xBooker.token(); // two calls: a refresh token for the secret, an access token for it
        String authorization = token.revealAuthorization(); // Authorization: Bearer ...
        // endregion
        assertThat(authorization).isEqualTo("Bearer " + token.accessToken().reveal());
        // region organization
        Map<String, Object> organization = xBooker.organization(token);
        // endregion
        assertThat(organization).containsEntry("id", "org-1").containsEntry("name", "Example Logistics");
        // region refresh
        Token next = xBooker.refresh(token); // every two minutes; the refresh token stays the same
        // endregion
        assertThat(next.accessToken()).isNotEqualTo(token.accessToken());
        assertThat(next.refreshToken()).isEqualTo(token.refreshToken());
        assertThat(xBooker.organization(next)).containsEntry("id", "org-1");
    }

    @Test
    void accessTokenLivesTwoMinutes() {
        Token token = xBooker.token();
        assertThat(token.expiry().instant()).isEqualTo(START.plusSeconds(120));
        mock.clock().advance(Duration.ofSeconds(119));
        assertThat(xBooker.organization(token)).containsKey("id");
        assertThat(token.isExpired(mock.clock().instant())).isFalse();
        mock.clock().advance(Duration.ofSeconds(1));

        ProviderRefusedException expired = refusal(() -> xBooker.organization(token));
        assertThat(token.isExpired(mock.clock().instant())).isTrue();
        assertThat(expired.status()).hasValue(403);
        assertThat(expired.code()).contains("invalid_token");
        assertThat(expired.providerMessage()).contains("Access token expired");
        assertThat(xBooker.organization(xBooker.refresh(token))).containsKey("id");
    }

    @Test
    void refreshTokenMayBeUsedAgainAndAgain() {
        Token token = xBooker.token();
        for (int day = 1; day <= 5; day++) {
            mock.clock().advance(Duration.ofDays(1));
            token = xBooker.refresh(token);
            assertThat(xBooker.organization(token)).containsKey("id");
        }
        assertThat(mock.xBooker().requests().stream()
                        .filter(request -> request.header("client-secret").isPresent())
                        .map(RecordedRequest::path))
                .containsExactly("/xbooker/auth/v1/tokens/refresh");
    }

    @Test
    void anotherRefreshTokenEndsTheEarlierTokens() {
        Token first = xBooker.token();
        Token second = xBooker.token();

        ProviderRefusedException ended = refusal(() -> xBooker.organization(first));
        assertThat(ended.code()).contains("invalid_token");
        assertThat(ended.providerMessage()).contains("No refresh tokens found please get a refresh token first");
        assertThat(refusal(() -> xBooker.refresh(first)).providerMessage()).contains("Invalid refresh token");
        assertThat(xBooker.organization(second)).containsKey("id");
    }

    @Test
    void refreshTokenBelongsToTheApplicationThatAskedForIt() {
        Token token = xBooker.token();
        XBooker elsewhere =
                new XBooker(config("xbooker-client", clientSecret), speakingAs("another-application"), mock.clock());

        ProviderRefusedException refused = refusal(() -> elsewhere.refresh(token));
        assertThat(refused.status()).hasValue(400);
        assertThat(refused.code()).contains("invalid_grant");
        assertThat(refused.providerMessage()).contains("You are't permitted to use this access token");
        assertThat(elsewhere.organization(elsewhere.token())).containsKey("id");
        assertThat(xBooker.organization(xBooker.refresh(token))).containsKey("id");
    }

    @Test
    void refreshTokenBelongsToTheClientThatAskedForIt() {
        Token token = xBooker.token();
        XBooker other = with(config("xbooker-other", Secret.of("xbooker-other-secret")));

        assertThat(refusal(() -> other.refresh(token)).providerMessage()).contains("Invalid refresh token");
    }

    @Test
    void appPastItsDateIsRefusedEverywhere() {
        try (MockAuthServer dated = MockAuthServer.create().configure("""
                        {"xbooker": {"apps": [{"id": "xbooker-client", "secret": "xbooker-secret",
                                               "expires": "2026-11-21T12:01:00Z"}]}}""").start()) {
            dated.clock().set(START);
            XBooker provider = new XBooker(
                    XBookerConfig.of("org-1", "xbooker-client", clientSecret)
                            .withAuthAddress(auth(dated))
                            .withApiAddress(api(dated)),
                    JdkTransport.create(),
                    dated.clock());
            Token token = provider.token();
            dated.clock().advance(Duration.ofSeconds(60));

            ProviderRefusedException atApi = refusal(() -> provider.organization(token));
            assertThat(atApi.status()).hasValue(403);
            assertThat(atApi.code()).contains("invalid_client");
            assertThat(atApi.providerMessage()).contains("Delegated app not found, invalid client id");
            ProviderRefusedException atAuth = refusal(() -> provider.refresh(token));
            assertThat(atAuth.status()).hasValue(400);
            assertThat(atAuth.code()).contains("invalid_grant");
            assertThat(atAuth.providerMessage())
                    .contains("Your refresh token is expired, please issue another refresh token first.");
        }
    }

    @Test
    void wrongCredentialsAreRefused() {
        assertThat(refusal(() -> with(config("nobody", clientSecret)).token()).providerMessage())
                .contains("Client not found, or invalid client id");
        assertThat(refusal(() -> with(config("xbooker-client", Secret.of("wrong-secret")))
                                .token())
                        .providerMessage())
                .contains("Invalid client secret");
        assertThat(refusal(() -> xBooker.accessToken(Secret.of("no-such-token")))
                        .providerMessage())
                .contains("Invalid refresh token");
        ProviderRefusedException organization =
                refusal(() -> with(XBookerConfig.of("org-2", "xbooker-client", clientSecret)
                                .withAuthAddress(auth(mock)))
                        .token());
        assertThat(organization.providerMessage()).contains("Organization not found, invalid organization id");
        assertThat(organization.code()).contains("invalid_request");
    }

    @Test
    void scopeThatTheAppLacksIsRefused() {
        XBooker other = with(config("xbooker-other", Secret.of("xbooker-other-secret")));

        ProviderRefusedException refused = refusal(() -> other.organization(other.token()));
        assertThat(refused.code()).contains("insufficient_scope");
        assertThat(refused.providerMessage()).contains("Invalid request scope");
    }

    @Test
    void accessTokenThatWasChangedIsRefused() {
        Token token = xBooker.token();
        Token changed = Token.of(Secret.of(token.accessToken().reveal() + "x"))
                .withRefreshToken(token.requireRefreshToken(), Expiry.unknown());

        assertThat(refusal(() -> xBooker.organization(changed)).code()).contains("invalid_token");
        assertThat(xBooker.organization(xBooker.refresh(changed))).containsKey("id");
    }

    @Test
    void troubleAtTheServiceCostsNothing() {
        Token token = xBooker.token();
        mock.xBooker().failNext(500, "{\"statusCode\": 500, \"success\": false, \"message\": \"Internal error\"}");
        mock.xBooker().failNext(502, Map.of("Content-Type", "text/html"), "<html>Bad gateway</html>");

        for (int status : new int[] {500, 502}) {
            ProviderUnavailableException failed =
                    catchThrowableOfType(ProviderUnavailableException.class, () -> xBooker.refresh(token));
            assertThat(failed.status()).hasValue(status);
            assertThat(failed.retryable()).isTrue();
        }
        assertThat(xBooker.organization(xBooker.refresh(token))).containsKey("id");
    }

    private XBookerConfig config(String clientId, Secret secret) {
        return XBookerConfig.of("org-1", clientId, secret)
                .withAuthAddress(auth(mock))
                .withApiAddress(api(mock));
    }

    private XBooker with(XBookerConfig config) {
        return new XBooker(config, JdkTransport.create(), mock.clock());
    }

    private static String auth(MockAuthServer server) {
        return server.xBooker().uri("/auth/v1").toString();
    }

    private static String api(MockAuthServer server) {
        return server.xBooker().uri("/delegated/v1").toString();
    }

    /** Another application, as far as X Booker can tell. */
    private static Transport speakingAs(String userAgent) {
        JdkTransport transport = JdkTransport.create();
        return request -> {
            WireRequestBuilder changed =
                    WireRequest.method(request.method(), request.url()).body(request.body());
            request.headers().stream()
                    .filter(header -> !header.isNamed("User-Agent"))
                    .forEach(header -> changed.header(header.name(), header.value()));
            return transport.send(changed.header("User-Agent", userAgent).build());
        };
    }

    private static ProviderRefusedException refusal(Runnable call) {
        ProviderRefusedException refused = catchThrowableOfType(ProviderRefusedException.class, call::run);
        assertThat(refused).isNotNull();
        return refused;
    }
}
