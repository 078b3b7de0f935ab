package dev.tokentrail.provider.gotoapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Trail;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationServerMetadata;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.ClientAuthentication;
import dev.tokentrail.core.token.ExpirySource;
import dev.tokentrail.core.token.Introspection;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.UnverifiedJwt;
import dev.tokentrail.core.token.UserNeededException;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.testsupport.Browser;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** GoTo's flows against the emulator. */
class GoToIT extends EmulatedGoTo {

    private final Map<String, String> session = new HashMap<>();

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

    private String startOfLogin() {
        // region login
        GoTo goTo = new GoTo(config);
        AuthorizationTransaction login = goTo.authorize("messaging.v1.send");
        session.put("login", login.toJson());
        String address = login.uri();
        // endregion
        return address;
    }
}
