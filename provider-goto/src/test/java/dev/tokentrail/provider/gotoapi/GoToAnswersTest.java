package dev.tokentrail.provider.gotoapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.http.FormEncoding;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.CallbackRejectedException;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.ExpirySource;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.UserNeededException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;

/** Answers and redirects that the emulator does not give. */
class GoToAnswersTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final GoToConfig CONFIG =
            GoToConfig.of("goto-client", Secret.of("goto-secret"), "http://127.0.0.1:5000/login/oauth2/code/goto");

    private final GoTo goTo = new GoTo(CONFIG);
    private final Token token = Token.of(Secret.of("at-1")).withRefreshToken(Secret.of("rt-1"), Expiry.unknown());

    /** Guide 05_HOW_refreshToken: neither refresh_token nor token_type. */
    @Test
    void refreshKeepsWhatTheAnswerLeavesOut() throws IOException {
        try (MockWebServer server = answering(
                200,
                "{\"access_token\":\"at-2\",\"expires_in\":3600,\"scope\":\"messaging.v1.send\",\"principal\":\"u@x.example\"}")) {
            Token renewed = at(server).refresh(token);

            assertThat(renewed.accessToken().reveal()).isEqualTo("at-2");
            assertThat(renewed.refreshToken()).isEqualTo(Secret.of("rt-1"));
            assertThat(renewed.type()).isEqualTo("Bearer");
            assertThat(renewed.expiry().at()).contains(NOW.plusSeconds(3600));
            assertThat(renewed.scopes()).containsExactly("messaging.v1.send");
            assertThat(renewed.extra("principal")).contains("u@x.example");
        }
    }

    @Test
    void refreshTakesANewRefreshTokenWhenOneComes() throws IOException {
        try (MockWebServer server =
                answering(200, "{\"access_token\":\"at-2\",\"token_type\":\"Bearer\",\"refresh_token\":\"rt-2\"}")) {
            assertThat(at(server).refresh(token).refreshToken()).isEqualTo(Secret.of("rt-2"));
        }
    }

    @Test
    void withoutExpiresInTheDocumentedHourCounts() throws IOException {
        try (MockWebServer server = answering(200, "{\"access_token\":\"opaque\"}")) {
            Token token = at(server).personalAccessToken(Secret.of("pat-1"));

            assertThat(token.expiry().at()).contains(NOW.plus(Duration.ofHours(1)));
            assertThat(token.expiry().source()).isEqualTo(ExpirySource.PROVIDER_DEFAULT);
            assertThat(token.refreshToken()).isNull();
        }
    }

    /** What api.getgo.com answered, and what one consumer expects on the new host. */
    @Test
    void olderMembersAreKeptAsExtras() throws IOException {
        try (MockWebServer server = answering(
                200,
                "{\"access_token\":\"at-1\",\"organizer_key\":\"300\",\"account_key\":\"\",\"account_type\":\"corporate\"}")) {
            Token token = at(server).personalAccessToken(Secret.of("pat-1"));

            assertThat(token.extras())
                    .isEqualTo(Map.of("organizer_key", "300", "account_key", "", "account_type", "corporate"));
        }
    }

    @Test
    void apiErrorHasGoTosOwnCode() throws IOException {
        try (MockWebServer server = answering(404, "{\"errorCode\":\"NOT_FOUND\",\"message\":\"No such thing\"}")) {
            assertThatThrownBy(() -> at(server).sendMessage(token, "+1", List.of("+2"), "x"))
                    .isInstanceOfSatisfying(ProviderRefusedException.class, refused -> {
                        assertThat(refused.vendorCode()).contains("NOT_FOUND");
                        assertThat(refused.providerMessage()).contains("No such thing");
                        assertThat(refused.status()).hasValue(404);
                    });
        }
    }

    @Test
    void anApiAnswerWithAnErrorMemberIsNoFailure() throws IOException {
        try (MockWebServer server = answering(201, "{\"id\":\"1\",\"error\":\"none\"}")) {
            assertThat(at(server).sendMessage(token, "+1", List.of("+2"), "x")).containsEntry("id", "1");
        }
    }

    @Test
    void unauthorizedApiCallIsAboutTheTokenNotTheClient() throws IOException {
        try (MockWebServer server = answering(401, "")) {
            assertThatThrownBy(() -> at(server).sendMessage(token, "+1", List.of("+2"), "x"))
                    .isInstanceOfSatisfying(
                            ProviderRefusedException.class,
                            refused -> assertThat(refused.advice()).contains("new access token"));
        }
    }

    @Test
    void metadataOfAnotherIssuerIsRefused() throws IOException {
        try (MockWebServer server = answering(
                200, "{\"issuer\":\"https://evil.example\",\"token_endpoint\":\"https://evil.example/token\"}")) {
            assertThatThrownBy(() -> at(server).metadata())
                    .isInstanceOf(ProviderRefusedException.class)
                    .hasMessageContaining("another issuer");
        }
    }

    @Test
    void redirectToAnotherOriginIsNotFollowed() throws IOException {
        try (MockWebServer server = new MockWebServer();
                MockWebServer other = new MockWebServer()) {
            other.start();
            server.start();
            server.enqueue(new MockResponse.Builder()
                    .code(307)
                    .setHeader("Location", other.url("/oauth/token").toString())
                    .build());

            assertThatThrownBy(() -> at(server).refresh(token)).isInstanceOf(ProviderUnavailableException.class);
            assertThat(other.getRequestCount()).isZero();
        }
    }

    @Test
    void redirectOfAnotherTransactionIsRejectedBeforeAnythingIsSent() throws IOException {
        try (MockWebServer server = answering(200, "{}")) {
            GoTo emulated = at(server);
            AuthorizationTransaction login = emulated.authorize("messaging.v1.send");

            assertThatThrownBy(() -> emulated.complete(login, AuthorizationCallback.fromUri("/cb?code=c&state=other")))
                    .isInstanceOf(CallbackRejectedException.class)
                    .hasMessageContaining("state");
            assertThat(server.getRequestCount()).isZero();
        }
    }

    @Test
    void redirectOfAnotherIssuerIsRejected() {
        AuthorizationTransaction login = goTo.authorize("messaging.v1.send");
        String state = login.uri().replaceFirst(".*[?&]state=([^&]+).*", "$1");

        assertThatThrownBy(() -> goTo.complete(
                        login,
                        AuthorizationCallback.fromUri(
                                "/cb?code=c&state=" + state + "&iss=" + FormEncoding.encode("https://evil.example"))))
                .isInstanceOf(CallbackRejectedException.class)
                .hasMessageContaining("issuer");
    }

    @Test
    void declinedConsentNeedsThePerson() {
        AuthorizationTransaction login = goTo.authorize("messaging.v1.send");
        String state = login.uri().replaceFirst(".*[?&]state=([^&]+).*", "$1");

        assertThatThrownBy(() ->
                        goTo.complete(login, AuthorizationCallback.fromUri("/cb?error=access_denied&state=" + state)))
                .isInstanceOf(UserNeededException.class);
    }

    private static GoTo at(MockWebServer server) {
        return new GoTo(CONFIG.at(server.url("/").toString()), JdkTransport.create(), CLOCK);
    }

    private static MockWebServer answering(int status, String json) throws IOException {
        MockWebServer server = new MockWebServer();
        server.start();
        server.enqueue(new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json")
                .body(json)
                .build());
        return server;
    }
}
