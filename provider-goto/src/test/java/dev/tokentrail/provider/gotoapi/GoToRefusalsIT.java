package dev.tokentrail.provider.gotoapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.CallbackRejectedException;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.UserNeededException;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.testsupport.Browser;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What GoTo refuses, and trouble on the way to it, played by the emulator. */
class GoToRefusalsIT extends EmulatedGoTo {

    @Test
    void anExpiredRefreshTokenIsRefused() throws IOException, InterruptedException {
        Token token = signIn("messaging.v1.send");
        mock.clock().advance(Duration.ofDays(31));

        TokenException refused = assertRefused(() -> goTo.refresh(token), 400, "invalid_grant");
        assertThat(refused.advice()).contains("start this flow anew");
    }

    @Test
    void aCodeWorksOnceAndItsReplayRevokesTheToken() throws IOException, InterruptedException {
        AuthorizationTransaction login = goTo.authorize("messaging.v1.send");
        Secret code = code(Browser.comesBackTo(login.uri()));
        WireRequest exchange = goTo.exchangeRequest(code, login);
        WireResponse first = JdkTransport.create().send(exchange);
        WireResponse second = JdkTransport.create().send(exchange);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.text()).contains("invalid_grant");
        String accessToken = first.text().replaceFirst(".*\"access_token\":\"([^\"]+)\".*", "$1");
        assertThat(goTo.introspect(Secret.of(accessToken)).active()).isFalse();
    }

    @Test
    void aRedirectIsCompletedOnce() throws IOException, InterruptedException {
        AuthorizationTransaction login = goTo.authorize("messaging.v1.send");
        AuthorizationCallback callback = AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri()));
        goTo.complete(login, callback);

        assertThatThrownBy(() -> goTo.complete(AuthorizationTransaction.fromJson(login.toJson()), callback))
                .isInstanceOf(CallbackRejectedException.class)
                .hasMessageContaining("completed before");
    }

    @Test
    void anExpiredCodeIsRefused() throws IOException, InterruptedException {
        AuthorizationTransaction login = goTo.authorize("messaging.v1.send");
        AuthorizationCallback callback = AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri()));
        mock.clock().advance(Duration.ofMinutes(6));

        assertRefused(() -> goTo.complete(login, callback), 400, "invalid_grant");
    }

    @Test
    void aVerifierOfAnotherLoginIsRefused() throws IOException, InterruptedException {
        AuthorizationTransaction login = goTo.authorize("messaging.v1.send");
        String other = goTo.authorize("messaging.v1.send").codeVerifier().reveal();
        AuthorizationTransaction swapped = AuthorizationTransaction.fromJson(
                login.toJson().replace(login.codeVerifier().reveal(), other));
        AuthorizationCallback callback = AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri()));

        assertRefused(() -> goTo.complete(swapped, callback), 400, "invalid_grant");
    }

    @Test
    void anotherRedirectUriInTheExchangeIsRefused() throws IOException, InterruptedException {
        AuthorizationTransaction login = goTo.authorize("messaging.v1.send");
        AuthorizationTransaction swapped = AuthorizationTransaction.fromJson(login.toJson()
                .replace("\"redirect_uri\":\"" + REDIRECT_URI, "\"redirect_uri\":\"http://127.0.0.1:5001/cb"));
        AuthorizationCallback callback = AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri()));

        assertThat(swapped.redirectUri()).isEqualTo("http://127.0.0.1:5001/cb");
        assertRefused(() -> goTo.complete(swapped, callback), 400, "invalid_grant");
    }

    @Test
    void aPersonWhoDeclinesIsAskedAgain() throws IOException, InterruptedException {
        mock.goTo().denyNext();
        AuthorizationTransaction login = goTo.authorize("messaging.v1.send");
        AuthorizationCallback callback = AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri()));

        UserNeededException declined =
                catchThrowableOfType(UserNeededException.class, () -> goTo.complete(login, callback));
        assertThat(declined.code()).contains("access_denied");
    }

    @Test
    void aScopeThatIsNotEnabledComesBackAsAnError() throws IOException, InterruptedException {
        AuthorizationTransaction login = goTo.authorize("collab:");
        AuthorizationCallback callback = AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri()));

        ProviderRefusedException refused =
                catchThrowableOfType(ProviderRefusedException.class, () -> goTo.complete(login, callback));
        assertThat(refused.code()).contains("invalid_scope");
    }

    @Test
    void aRedirectUriThatIsNotRegisteredIsNeverRedirectedTo() throws IOException, InterruptedException {
        GoTo elsewhere = new GoTo(GoToConfig.of("goto-client", CLIENT_SECRET, "https://elsewhere.example/cb")
                .at(config.address()));

        assertThat(Browser.open(elsewhere.authorize("messaging.v1.send").uri()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aWrongClientSecretIsRefused() {
        GoTo wrong = new GoTo(GoToConfig.of("goto-client", Secret.of("wrong-secret"), REDIRECT_URI)
                .at(config.address()));

        TokenException refused = assertRefused(() -> wrong.personalAccessToken(PAT), 401, "invalid_client");
        assertThat(refused.advice()).contains("client secret");
        assertThat(refused.getMessage() + refused.redactedCurl() + refused.redactedBody())
                .doesNotContain("wrong-secret", "goto-pat");
    }

    @Test
    void aWrongPersonalAccessTokenIsRefused() {
        assertRefused(() -> goTo.personalAccessToken(Secret.of("no-such-pat")), 400, "invalid_grant");
    }

    @Test
    void aGrantThatIsNotEnabledOnTheClientIsRefused() {
        TokenException refused = assertRefused(
                () -> goTo.legacyPassword("user@example.com", Secret.of("password")), 400, "unauthorized_client");
        assertThat(refused.advice()).contains("Enable this grant");
    }

    @Test
    void anExpiredAccessTokenIsRefusedByTheApi() {
        Token token = goTo.personalAccessToken(PAT);
        mock.clock().advance(Duration.ofMinutes(61));

        TokenException refused = assertRefused(
                () -> goTo.sendMessage(token, "+15145550100", List.of("+15145550199"), "x"), 401, "invalid_token");
        assertThat(refused.advice()).contains("new access token");
        assertThat(token.isExpired(mock.clock().instant())).isTrue();
    }

    @Test
    void aTokenWithoutTheScopeIsRefusedByTheApi() throws IOException, InterruptedException {
        Token token = signIn("users.v1.lines.read");

        assertThatThrownBy(() -> goTo.sendMessage(token, "+15145550100", List.of("+15145550199"), "x"))
                .isInstanceOfSatisfying(ProviderRefusedException.class, refused -> {
                    assertThat(refused.status()).hasValue(403);
                    assertThat(refused.providerMessage().orElseThrow()).contains("messaging.v1.send");
                });
    }

    /** Page Ref-Rate-Limits: ten requests in a second for each API. */
    @Test
    void theEleventhCallInASecondIsTooMany() {
        try (MockAuthServer limited = MockAuthServer.create()
                .configure("{\"goto\": {\"requestsPerSecond\": 10}}")
                .start()) {
            limited.clock().freeze();
            GoTo there = new GoTo(config.at(limited.goTo().uri().toString()));
            Token token = there.personalAccessToken(PAT);
            for (int call = 0; call < 10; call++) {
                there.sendMessage(token, "+15145550100", List.of("+15145550199"), "x");
            }

            ProviderUnavailableException busy = catchThrowableOfType(
                    ProviderUnavailableException.class,
                    () -> there.sendMessage(token, "+15145550100", List.of("+15145550199"), "x"));
            assertThat(busy.status()).hasValue(429);
            assertThat(busy.retryable()).isTrue();
        }
    }

    @Test
    void troubleInFrontOfTheServiceIsNoRefusal() {
        mock.goTo().failNext(502, Map.of("Content-Type", "text/html"), "<html>Bad gateway</html>");
        assertUnavailable(502, true);
        mock.goTo().failNext(429, Map.of("Retry-After", "7"), "");
        assertThat(assertUnavailable(429, true).retryAfter()).contains(Duration.ofSeconds(7));
        mock.goTo().failNext(200, "{\"access_token\":\"eyJ");
        assertUnavailable(200, true);
        mock.goTo().failNext(200, Map.of("Content-Type", "text/html"), "<html>Sign in</html>");
        assertUnavailable(200, false);
    }

    @Test
    void anErrorIsAnErrorWhateverTheStatus() {
        mock.goTo().failNext(200, "{\"error\":\"invalid_grant\",\"error_description\":\"no\"}");

        assertRefused(() -> goTo.personalAccessToken(PAT), 200, "invalid_grant");
    }

    private static Secret code(String callbackUri) {
        return Secret.of(
                AuthorizationCallback.fromUri(callbackUri).parameter("code").orElseThrow());
    }
}
