package dev.tokentrail.provider.x3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.CallbackRejectedException;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.UserNeededException;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.RecordedRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class X3IT {

    private static final String CALLBACK = "https://localhost:5050/callback";
    private static final String HERE = "https://customer.example";
    private static final String ELSEWHERE = "https://customer-us.example";

    private final MockAuthServer mock = MockAuthServer.start();
    private final JdkTransport transport = JdkTransport.create();
    private final String root = mock.x3().uri().toString();
    private final String otherRoot = mock.url() + "/x3-us/v1";
    private final Secret clientSecret = Secret.of("x3-secret");
    private X3 x3 = with(config("x3-client", clientSecret));

    @BeforeEach
    void freeze() {
        mock.clock().set(Instant.parse("2026-11-21T12:00:00Z"));
        x3 = with(config("x3-client", clientSecret));
    }

    @AfterEach
    void close() {
        mock.close();
    }

    @Test
    void tutorial() throws Exception {
        Map<String, String> session = new HashMap<>();
        // region pair
        X3 x3 = new X3(X3Config.of(root, "x3-client", clientSecret, "https://localhost:5050/callback"));

        AuthorizationTransaction pairing = x3.authorize("https://customer.example", "api.graphQL");
        session.put("pairing", pairing.toJson());
        URI sendTheBrowserTo = URI.create(pairing.uri());
        // endregion
        assertThat(sendTheBrowserTo.getPath()).isEqualTo("/x3/v1/token/authorise");
        String callbackUri = browse(x3, pairing);
        // region complete
        AuthorizationTransaction waiting = AuthorizationTransaction.fromJson(session.remove("pairing"));
        Token token = x3.complete(waiting, AuthorizationCallback.fromUri(callbackUri));
        // endregion
        // region call
        String authorization = token.revealAuthorization(); // Authorization: Bearer ...
        String api = x3.root(token); // the gateway of the customer's region
        // endregion
        assertThat(authorization).isEqualTo("Bearer " + token.accessToken().reveal());
        assertThat(api).isEqualTo(root);
        assertThat(graphQl(token).status()).isEqualTo(200);
        // region refresh
        Token next = x3.refresh(token); // a new pair: keep this one, drop the old one
        // endregion
        assertThat(next.accessToken()).isNotEqualTo(token.accessToken());
        assertThat(next.refreshToken()).isNotEqualTo(token.refreshToken());
        assertThat(graphQl(next).status()).isEqualTo(200);
    }

    @Test
    void tokenHasEverythingThatTheAnswerHas() throws Exception {
        Token token = pair(HERE);

        assertThat(token.type()).isEqualTo("Bearer");
        assertThat(token.scopes()).containsExactly("api.graphQL");
        assertThat(token.expiry().instant()).isEqualTo(mock.clock().instant().plusSeconds(300));
        assertThat(token.refreshExpiry().instant())
                .isEqualTo(mock.clock().instant().plusSeconds(2_629_800));
        assertThat(token.extra("customerId")).contains("7d1c6b6e-2f0a-4b0e-9f4e-3a5d1c2b9e01");
    }

    @Test
    void tokenOfFiveMinutesIsRefreshed() throws Exception {
        Token token = pair(HERE);
        mock.clock().advance(Duration.ofSeconds(300));

        assertThat(token.isExpired(mock.clock().instant())).isTrue();
        WireResponse refused = graphQl(token);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text()).contains("Unauthorised");
        Token next = x3.refresh(token);
        assertThat(next.isExpired(mock.clock().instant())).isFalse();
        assertThat(graphQl(next).status()).isEqualTo(200);
    }

    @Test
    void rotatedRefreshTokenIsUsedUp() throws Exception {
        Token token = pair(HERE);
        x3.refresh(token);

        assertThat(refusal(() -> x3.refresh(token)).code()).contains("invalid_grant");
    }

    @Test
    void refreshTokenOfAMonthEnds() throws Exception {
        Token token = pair(HERE);
        mock.clock().advance(Duration.ofSeconds(2_629_800));

        ProviderRefusedException refused = refusal(() -> x3.refresh(token));
        assertThat(refused.code()).contains("invalid_grant");
        assertThat(refused.providerMessage()).contains("The request has expired.");
        assertThat(refused.advice()).contains("start another pairing");
    }

    @Test
    void callbackFormAsTheGuideHasIt() throws Exception {
        try (MockAuthServer guide = MockAuthServer.create()
                .configure("{\"x3\": {\"authorizationCodeParameter\": true}}")
                .start()) {
            X3 provider = new X3(X3Config.of(guide.x3().uri().toString(), "x3-client", clientSecret, CALLBACK));
            AuthorizationTransaction pairing = provider.authorize(HERE, "api.graphQL");
            String form = browse(provider, pairing).replaceFirst(".*\\?", "");

            assertThat(form).contains("authorizationCode=");
            assertThat(provider.complete(pairing, AuthorizationCallback.fromForm(form))
                            .scopes())
                    .containsExactly("api.graphQL");
        }
    }

    @Test
    void customerOfTheOtherRegionIsServedThere() throws Exception {
        Token token = pair(ELSEWHERE);
        x3.refresh(x3.refresh(token));

        assertThat(x3.root(token)).isEqualTo(otherRoot);
        assertThat(tokenCalls()).containsExactly("/x3-us/v1/token", "/x3-us/v1/token", "/x3-us/v1/token");
    }

    @Test
    void regionThatIsNotConfiguredIsRejectedBeforeAnythingIsSent() throws Exception {
        X3 narrow = with(X3Config.of(root, "x3-client", clientSecret, CALLBACK));
        AuthorizationTransaction pairing = narrow.authorize(ELSEWHERE, "api.graphQL");
        AuthorizationCallback callback = AuthorizationCallback.fromUri(browse(narrow, pairing));

        assertThatThrownBy(() -> narrow.complete(pairing, callback))
                .isInstanceOf(CallbackRejectedException.class)
                .hasMessageContaining(otherRoot);
        assertThat(tokenCalls()).isEmpty();
    }

    @Test
    void gatewayThatDoesNotHaveTheCustomerSendsUsOn() throws Exception {
        AuthorizationTransaction pairing = x3.authorize(ELSEWHERE, "api.graphQL");
        Secret code = Secret.of(AuthorizationCallback.fromUri(browse(x3, pairing))
                .parameter("code")
                .orElseThrow());

        Token token = x3.exchange(code, pairing, root);
        Token next = x3.refresh(token);

        assertThat(tokenCalls()).containsExactly("/x3/v1/token", "/x3-us/v1/token", "/x3/v1/token", "/x3-us/v1/token");
        assertThat(next.accessToken()).isNotEqualTo(token.accessToken());
    }

    @Test
    void codeIsGoodOnceAndForFiveMinutes() throws Exception {
        AuthorizationTransaction pairing = x3.authorize(HERE, "api.graphQL");
        AuthorizationCallback callback = AuthorizationCallback.fromUri(browse(x3, pairing));
        x3.complete(pairing, callback);
        Secret code = Secret.of(callback.parameter("code").orElseThrow());

        assertThat(refusal(() -> x3.exchange(code, pairing, root)).providerMessage())
                .contains("Pairing request not found");

        AuthorizationTransaction slow = x3.authorize(HERE, "api.graphQL");
        AuthorizationCallback late = AuthorizationCallback.fromUri(browse(x3, slow));
        mock.clock().advance(Duration.ofSeconds(300));
        assertThat(refusal(() -> x3.complete(slow, late)).providerMessage()).contains("The request has expired.");
    }

    @Test
    void customerThatDoesNotAcceptIsNeeded() throws Exception {
        mock.x3().denyNext();
        AuthorizationTransaction pairing = x3.authorize(HERE, "api.graphQL");
        AuthorizationCallback callback = AuthorizationCallback.fromUri(browse(x3, pairing));

        UserNeededException needed =
                catchThrowableOfType(UserNeededException.class, () -> x3.complete(pairing, callback));

        assertThat(needed.providerMessage()).contains("The pairing request has not been accepted.");
        assertThat(needed.vendorCode()).contains("403");
    }

    @Test
    void customerThatSageDoesNotKnowIsRefused() throws Exception {
        AuthorizationTransaction pairing = x3.authorize("https://nobody.example", "api.graphQL");
        AuthorizationCallback callback = AuthorizationCallback.fromUri(browse(x3, pairing));

        ProviderRefusedException refused = refusal(() -> x3.complete(pairing, callback));

        assertThat(refused.code()).contains("invalid_request");
        assertThat(refused.vendorCode()).contains("404");
    }

    @Test
    void wrongClientsAreRefused() {
        Token token = Token.of(Secret.of("a")).withRefreshToken(Secret.of("no-such-token"), Expiry.unknown());

        assertThat(refusal(() -> with(config("nobody", clientSecret)).refresh(token))
                        .code())
                .contains("invalid_client");
        assertThat(refusal(() -> with(config("x3-client", Secret.of("wrong-secret")))
                                .refresh(token))
                        .code())
                .contains("invalid_client");
        assertThat(refusal(() -> with(config("x3-disabled", Secret.of("x3-disabled-secret")))
                                .refresh(token))
                        .code())
                .contains("unauthorized_client");
        assertThat(refusal(() -> x3.refresh(token)).providerMessage()).contains("Pairing request not found");
    }

    @Test
    void redirectUriOfTheExchangeIsThatOfThePairing() throws Exception {
        AuthorizationTransaction pairing = x3.authorize(HERE, "api.graphQL");
        AuthorizationCallback callback = AuthorizationCallback.fromUri(browse(x3, pairing));
        AuthorizationTransaction changed = AuthorizationTransaction.fromJson(
                pairing.toJson().replace("\"redirect_uri\":\"" + CALLBACK, "\"redirect_uri\":\"" + CALLBACK + "/b"));

        ProviderRefusedException refused = refusal(() -> x3.complete(changed, callback));

        assertThat(refused.status()).hasValue(404);
        assertThat(refused.advice()).contains("redirect URI");
    }

    @Test
    void troubleAtTheGatewayCostsNothing() throws Exception {
        Token token = pair(HERE);
        mock.x3().failNext(501, "{\"message\": \"An internal error occurred: out of keys\"}");
        mock.x3().failNext(502, Map.of("Content-Type", "text/html"), "<html>Bad gateway</html>");

        for (int status : new int[] {501, 502}) {
            ProviderUnavailableException failed =
                    catchThrowableOfType(ProviderUnavailableException.class, () -> x3.refresh(token));
            assertThat(failed.status()).hasValue(status);
            assertThat(failed.retryable()).isTrue();
        }
        assertThat(graphQl(x3.refresh(token)).status()).isEqualTo(200);
    }

    private X3Config config(String clientId, Secret secret) {
        // region regions
        X3Config config = X3Config.of(root, clientId, secret, CALLBACK).withOtherRoot(otherRoot);
        // endregion
        return config;
    }

    private X3 with(X3Config config) {
        return new X3(config, transport, mock.clock());
    }

    private Token pair(String customer) throws IOException {
        AuthorizationTransaction pairing = x3.authorize(customer, "api.graphQL");
        return x3.complete(pairing, AuthorizationCallback.fromUri(browse(x3, pairing)));
    }

    /** What the browser does: it goes where it is sent, and tells where it is sent next. */
    private String browse(X3 provider, AuthorizationTransaction pairing) throws IOException {
        WireResponse sentOn = transport.send(provider.authorizeRequest(pairing));
        assertThat(sentOn.status()).isEqualTo(307);
        return sentOn.header("Location").orElseThrow();
    }

    private WireResponse graphQl(Token token) throws IOException {
        return transport.send(WireRequest.post(x3.root(token) + "/graphql")
                .bearer(token.accessToken())
                .json(Parameters.of("query", "{ customer { code } }"))
                .build());
    }

    private List<String> tokenCalls() {
        return mock.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .map(RecordedRequest::path)
                .toList();
    }

    private static ProviderRefusedException refusal(Runnable call) {
        ProviderRefusedException refused = catchThrowableOfType(ProviderRefusedException.class, call::run);
        assertThat(refused).isNotNull();
        return refused;
    }
}
