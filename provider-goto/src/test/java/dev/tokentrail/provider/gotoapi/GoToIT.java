package dev.tokentrail.provider.gotoapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Trail;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationServerMetadata;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.CallbackRejectedException;
import dev.tokentrail.core.token.ClientAuthentication;
import dev.tokentrail.core.token.ExpirySource;
import dev.tokentrail.core.token.Introspection;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.UnverifiedJwt;
import dev.tokentrail.core.token.UserNeededException;
import dev.tokentrail.mock.MockAuthServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** GoTo's flows against the emulator. */
class GoToIT {

    private static final String REDIRECT_URI = "http://127.0.0.1:5000/login/oauth2/code/goto";
    private static final Secret CLIENT_SECRET = Secret.of("goto-secret");
    private static final Secret PAT = Secret.of("goto-pat");

    private static MockAuthServer mock;

    private final Map<String, String> session = new HashMap<>();
    private GoToConfig config;
    private GoTo goTo;

    @BeforeAll
    static void start() {
        mock = MockAuthServer.start();
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    @BeforeEach
    void fresh() {
        mock.reset();
        mock.clock().reset();
        config = GoToConfig.of("goto-client", CLIENT_SECRET, REDIRECT_URI)
                .at(mock.goTo().uri().toString());
        goTo = new GoTo(config, JdkTransport.create(), mock.clock());
    }

    @Test
    void aPersonSignsInAndTheTokenIsUsedForLong() throws IOException, InterruptedException {
        String callbackUri = Browser.comesBackTo(startOfLogin());
        // region callback
        AuthorizationTransaction login = AuthorizationTransaction.fromJson(session.remove("login"));
        Token token = goTo.complete(login, AuthorizationCallback.fromUri(callbackUri));
        // endregion

        assertThat(token.type()).isEqualTo("Bearer");
        assertThat(token.scopes()).containsExactly("messaging.v1.send");
        assertThat(token.extra("principal")).contains("user@example.com");
        assertThat(token.refreshToken()).isNotNull();
        assertThat(token.expiry().source()).isEqualTo(ExpirySource.SERVER);
        assertThat(Duration.between(mock.clock().instant(), token.expiry().at().orElseThrow()))
                .isBetween(Duration.ofSeconds(3590), Duration.ofSeconds(3600));
        assertThat(mock.goTo().requests().get(1).parameter("code_verifier")).isPresent();

        mock.clock().advance(Duration.ofMinutes(61));
        Clock clock = mock.clock();
        // region use
        if (token.isExpired(clock.instant())) {
            token = goTo.refresh(token);
        }
        Map<String, Object> message =
                goTo.sendMessage(token, "+15145550100", List.of("+15145550199"), "Sent with Tokentrail");
        // endregion
        assertThat(message).containsEntry("body", "Sent with Tokentrail").containsKey("id");
    }

    @Test
    void aScriptUsesAPersonalAccessToken() {
        Secret personalAccessToken = PAT;
        // region script
        Trail trail = Trail.of(JdkTransport.create());
        GoTo goTo = new GoTo(config, trail, Clock.systemUTC());
        Token token = goTo.personalAccessToken(personalAccessToken);
        goTo.sendMessage(token, "+15145550100", List.of("+15145550199"), "Sent by a script");
        trail.exchanges().forEach(call -> System.out.println(CurlCommand.of(call.request())));
        // endregion

        assertThat(token.scopes()).contains("messaging.v1.send");
        assertThat(trail.exchanges()).hasSize(2);
        assertThatThrownBy(() -> goTo.refresh(token)).isInstanceOf(UserNeededException.class);
    }

    @Test
    void refreshLeavesOutRefreshTokenAndTypeAndBothAreKept() throws IOException, InterruptedException {
        Token token = signIn("messaging.v1.send", "users.v1.lines.read");
        String answer = JdkTransport.create().send(goTo.refreshRequest(token)).text();
        Token renewed = goTo.refresh(token);

        assertThat(answer).contains("\"principal\"").doesNotContain("refresh_token", "token_type");
        assertThat(renewed.accessToken()).isNotEqualTo(token.accessToken());
        assertThat(renewed.refreshToken()).isEqualTo(token.refreshToken());
        assertThat(renewed.type()).isEqualTo("Bearer");
        assertThat(renewed.scopes()).containsExactly("messaging.v1.send", "users.v1.lines.read");
    }

    @Test
    void aRefreshTokenNearItsEndIsReplaced() throws IOException, InterruptedException {
        try (MockAuthServer renewing = MockAuthServer.create()
                .configure("{\"goto\": {\"refreshTokenRenewalDays\": 5}}")
                .start()) {
            GoTo there = new GoTo(config.at(renewing.goTo().uri().toString()), JdkTransport.create(), renewing.clock());
            Token token = signIn(there, "messaging.v1.send");
            renewing.clock().advance(Duration.ofDays(26));
            Token renewed = there.refresh(token);

            assertThat(renewed.refreshToken()).isNotNull().isNotEqualTo(token.refreshToken());
            assertRefused(() -> there.refresh(token), 400, "invalid_grant");
        }
    }

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
    void anOldClientMayStillUseThePassword() {
        GoTo legacy = new GoTo(GoToConfig.of("goto-legacy", Secret.of("goto-legacy-secret"), REDIRECT_URI)
                .at(config.address()));

        assertThat(legacy.legacyPassword("user@example.com", Secret.of("password"))
                        .refreshToken())
                .isNotNull();
        assertRefused(
                () -> legacy.legacyPassword("user@example.com", Secret.of("wrong-password")), 400, "invalid_grant");
    }

    @Test
    void aPublicClientDoesWithPkceAlone() throws IOException, InterruptedException {
        GoTo open = new GoTo(config.withClient(ClientAuthentication.none("goto-public")));
        Token token = signIn(open, "messaging.v1.send");

        assertThat(open.refresh(token).accessToken()).isNotEqualTo(token.accessToken());
        assertThat(mock.goTo().requests())
                .noneMatch(request -> request.header("Authorization").isPresent());
    }

    @Test
    void theClientSecretMayTravelInTheBody() {
        GoTo post = new GoTo(config.withClient(ClientAuthentication.inBody("goto-client", CLIENT_SECRET)));

        assertThat(post.personalAccessToken(PAT).scopes()).isNotEmpty();
        assertThat(mock.goTo().requests().get(0).header("Authorization")).isEmpty();
    }

    @Test
    void introspectionKnowsALiveTokenAndForgetsARevokedOne() throws IOException, InterruptedException {
        Token token = signIn("messaging.v1.send");
        Introspection live = goTo.introspect(token.accessToken());

        assertThat(live.active()).isTrue();
        assertThat(live.scopes()).containsExactly("messaging.v1.send");
        assertThat(live.clientId()).contains("goto-client");
        assertThat(live.username()).contains("user@example.com");
        assertThat(live.expiresAt().orElseThrow())
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3601));

        goTo.revoke(token.requireRefreshToken());
        assertThat(goTo.introspect(token.accessToken()).active()).isFalse();
        assertThat(goTo.introspect(token.requireRefreshToken()).active()).isFalse();
        assertRefused(() -> goTo.refresh(token), 400, "invalid_grant");
    }

    @Test
    void revokingWhatIsUnknownSucceeds() {
        goTo.revoke(Secret.of("never-issued"));

        assertThat(mock.goTo().requests().get(0).parameter("token")).contains("never-issued");
    }

    @Test
    void theAccessTokenIsSignedWithAPublishedKey() {
        Token token = goTo.personalAccessToken(PAT);
        Object kid = UnverifiedJwt.read(token.accessToken().reveal())
                .orElseThrow()
                .header()
                .get("kid");

        assertThat(goTo.jwks().get("keys"))
                .asInstanceOf(LIST)
                .anySatisfy(key -> assertThat(key)
                        .asInstanceOf(MAP)
                        .containsEntry("kid", kid)
                        .containsKeys("n", "e")
                        .doesNotContainKey("d"));
    }

    @Test
    void metadataNamesTheEndpointsThatAreUsed() {
        AuthorizationServerMetadata metadata = goTo.metadata();
        String oauth = config.address() + "/oauth";

        assertThat(metadata.server().issuer()).isEqualTo(config.issuer());
        assertThat(metadata.server().tokenEndpoint()).isEqualTo(oauth + "/token");
        assertThat(metadata.server().authorizationEndpoint()).isEqualTo(oauth + "/authorize");
        assertThat(metadata.server().introspectionEndpoint()).isEqualTo(oauth + "/introspect");
        assertThat(metadata.server().revocationEndpoint()).isEqualTo(oauth + "/revoke");
        assertThat(metadata.server().jwksUri()).isEqualTo(oauth + "/jwks.json");
        assertThat(metadata.codeChallengeMethods()).containsExactly("S256");
        assertThat(metadata.clientAuthenticationMethods()).contains("client_secret_basic", "none");
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

    private String startOfLogin() {
        // region login
        GoTo goTo = new GoTo(config);
        AuthorizationTransaction login = goTo.authorize("messaging.v1.send");
        session.put("login", login.toJson());
        String address = login.uri();
        // endregion
        return address;
    }

    private ProviderUnavailableException assertUnavailable(int status, boolean retryable) {
        ProviderUnavailableException unavailable =
                catchThrowableOfType(ProviderUnavailableException.class, () -> goTo.personalAccessToken(PAT));
        assertThat(unavailable.status()).hasValue(status);
        assertThat(unavailable.retryable()).isEqualTo(retryable);
        return unavailable;
    }

    private static TokenException assertRefused(ThrowingCallable call, int status, String code) {
        ProviderRefusedException refused = catchThrowableOfType(ProviderRefusedException.class, call);
        assertThat(refused).isNotNull();
        assertThat(refused.status()).hasValue(status);
        assertThat(refused.code()).contains(code);
        assertThat(refused.retryable()).isFalse();
        return refused;
    }

    private Token signIn(String... scopes) throws IOException, InterruptedException {
        return signIn(goTo, scopes);
    }

    private static Token signIn(GoTo provider, String... scopes) throws IOException, InterruptedException {
        AuthorizationTransaction login = provider.authorize(scopes);
        return provider.complete(login, AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri())));
    }

    private static Secret code(String callbackUri) {
        return Secret.of(
                AuthorizationCallback.fromUri(callbackUri).parameter("code").orElseThrow());
    }
}
