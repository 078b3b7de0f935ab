package dev.tokentrail.provider.x3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.UserNeededException;
import dev.tokentrail.testsupport.Wire;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class X3Test {

    private static final String EU = "https://api.eu-sagex3.com/v1";
    private static final String US = "https://api.us-sagex3.com/v1";
    private static final String CALLBACK = "https://localhost:5050/callback";
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final X3Config CONFIG =
            X3Config.of(EU, "x3-client", Secret.of("x3-secret"), CALLBACK).withOtherRoot(US);
    private static final AuthorizationTransaction PAIRING =
            AuthorizationTransaction.fromJson("""
            {"provider": "Sage X3", "uri": "%s/token/authorise?client_id=x3-client\
            &redirect_uri=https%%3A%%2F%%2Flocalhost%%3A5050%%2Fcallback&scope=api.graphQL\
            &customer=https%%3A%%2F%%2Fcustomer.example&state=dGhlLXN0YXRl", "state": "dGhlLXN0YXRl",
            "redirect_uri": "%s", "started_at": "2026-11-21T12:00:00Z", "expires_at": "2026-11-22T12:00:00Z"}""".formatted(EU, CALLBACK));
    private static final Token TOKEN =
            Token.of(Secret.of("access-1")).withRefreshToken(Secret.of("refresh-1"), Expiry.unknown());
    private static final String PAIR = """
            {"access_token": "access-2", "scope": "api.graphQL api.dataDelivery", "token_type": "Bearer",
             "expires_in": 299, "refresh_token": "refresh-2", "refresh_token_expires_in": 2629800,
             "customerId": "7d1c6b6e"}""";

    private final MockWebServer home = new MockWebServer();
    private final MockWebServer away = new MockWebServer();
    private X3 x3 = new X3(CONFIG, JdkTransport.create(), CLOCK);

    @BeforeEach
    void listen() throws Exception {
        home.start();
        away.start();
        x3 = new X3(configAt(home).withOtherRoot(root(away)), JdkTransport.create(), CLOCK);
    }

    @AfterEach
    void close() {
        home.close();
        away.close();
    }

    @Test
    void authorizeUrlHasTheFiveDocumentedParametersAndNoOther() {
        AuthorizationTransaction pairing = new X3(CONFIG).authorize("https://customer.example/x3?a=b", "one", "two");

        assertThat(pairing.uri())
                .isEqualTo(EU + "/token/authorise?client_id=x3-client"
                        + "&redirect_uri=https%3A%2F%2Flocalhost%3A5050%2Fcallback&scope=one%20two"
                        + "&customer=https%3A%2F%2Fcustomer.example%2Fx3%3Fa%3Db&state="
                        + pairing.state().reveal());
        assertThat(pairing.state().reveal()).matches("[A-Za-z0-9_-]{43}");
        assertThat(pairing.codeVerifier()).isNull();
    }

    @Test
    void authorizeNeedsACustomerAndAScope() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x3.authorize("https://customer.example"))
                .withMessageContaining("at least one scope");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x3.authorize("", "api.graphQL"))
                .withMessageContaining("customer");
    }

    @Test
    void goldenRequests() {
        X3 provider = new X3(CONFIG);
        assertThat(Wire.shown(provider.authorizeRequest(PAIRING))).isEqualTo("""
                        GET https://api.eu-sagex3.com/v1/token/authorise?client_id=x3-client\
                        &redirect_uri=https%3A%2F%2Flocalhost%3A5050%2Fcallback&scope=api.graphQL\
                        &customer=https%3A%2F%2Fcustomer.example&state=dGhlLXN0YXRl
                        User-Agent: tokentrail

                        """);
        assertThat(Wire.shown(provider.authorizationCodeRequest(Secret.of("the-code"), PAIRING, US)))
                .isEqualTo("""
                        POST https://api.us-sagex3.com/v1/token
                        Accept: application/json
                        Content-Type: application/json
                        User-Agent: tokentrail

                        {"code":"the-code","client_id":"x3-client","client_secret":"x3-secret",\
                        "grant_type":"authorization_code","redirect_uri":"https://localhost:5050/callback"}""");
        assertThat(Wire.shown(provider.refreshRequest(TOKEN))).isEqualTo("""
                        POST https://api.eu-sagex3.com/v1/token
                        Accept: application/json
                        Content-Type: application/json
                        User-Agent: tokentrail

                        {"refresh_token":"refresh-1","client_id":"x3-client","client_secret":"x3-secret",\
                        "grant_type":"refresh_token"}""");
    }

    @Test
    void whatIsSentIsWhatIsShown() throws Exception {
        Secret awkward = Secret.of("a\"b\\c/ü€😀");
        for (Wire.RequestTo request : List.<Wire.RequestTo>of(
                origin -> new X3(X3Config.of(origin + "/v1", "x3-client", awkward, CALLBACK))
                        .authorizationCodeRequest(awkward, PAIRING, origin + "/v1"),
                origin -> new X3(X3Config.of(origin + "/v1", "x3-client", awkward, CALLBACK)).refreshRequest(TOKEN))) {
            assertThat(Wire.received(request)).isEqualTo(Wire.expected(request.to("http://127.0.0.1")));
        }
    }

    @Test
    void completesFromTheQueryOfAGet() throws Exception {
        home.enqueue(json(201, PAIR));
        AuthorizationTransaction pairing = x3.authorize("https://customer.example", "api.graphQL");

        Token token = x3.complete(pairing, query(pairing, "code=the-code"));

        assertThat(token.accessToken()).isEqualTo(Secret.of("access-2"));
        assertThat(token.expiry().instant()).isEqualTo(NOW.plusSeconds(299));
        assertThat(token.refreshToken()).isEqualTo(Secret.of("refresh-2"));
        assertThat(token.refreshExpiry().instant()).isEqualTo(NOW.plusSeconds(2_629_800));
        assertThat(token.scopes()).containsExactly("api.graphQL", "api.dataDelivery");
        assertThat(token.extra("customerId")).contains("7d1c6b6e");
        assertThat(home.takeRequest().getTarget()).isEqualTo("/v1/token");
    }

    @Test
    void completesFromAPostedFormInTheOtherRegion() throws Exception {
        away.enqueue(json(201, PAIR));
        away.enqueue(json(201, PAIR));
        AuthorizationTransaction pairing = x3.authorize("https://customer.example", "api.graphQL");

        Token token = x3.complete(
                pairing,
                AuthorizationCallback.fromForm("authorizationCode=the-code&endpoint=" + root(away) + "&state="
                        + pairing.state().reveal()));
        x3.refresh(token);

        assertThat(body(away)).contains("\"code\":\"the-code\"");
        assertThat(body(away)).contains("\"refresh_token\":\"refresh-2\"");
        assertThat(home.getRequestCount()).isZero();
        assertThat(x3.root(token)).isEqualTo(root(away));
    }

    @Test
    void regionIsRememberedByTheTokenAlone() {
        Token token = TOKEN.withExtra("endpoint", US);

        assertThat(new X3(CONFIG).refreshRequest(token).url()).isEqualTo(US + "/token");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x3.refreshRequest(token))
                .withMessageContaining("withOtherRoot")
                .withMessageContaining(US);
    }

    @ParameterizedTest
    @ValueSource(strings = {US, US + "/", "https://api.us-sagex3.com", "api.us-sagex3.com", "API.us-sagex3.com"})
    void endpointMayBeARootAnOriginOrAHost(String endpoint) {
        assertThat(new X3(CONFIG).root(AuthorizationCallback.fromForm("endpoint=" + endpoint)))
                .isEqualTo(US);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.evil-sagex3.com/v1",
                "https://api.us-sagex3.com/v2",
                "http://api.us-sagex3.com/v1",
                "https://api.us-sagex3.com@evil.example/v1",
                "https://api.us-sagex3.com.evil.example/v1",
                "https://api.us-sagex3.com:8443/v1",
                "/v1",
                "x\u202ey"
            })
    void endpointThatIsNotListedIsRejectedAndNothingIsSent(String endpoint) {
        X3 provider = new X3(
                CONFIG,
                request -> {
                    throw new AssertionError("sent to " + request.origin());
                },
                CLOCK);
        AuthorizationTransaction pairing = provider.authorize("https://customer.example", "api.graphQL");

        assertThatThrownBy(() -> provider.complete(
                        pairing,
                        AuthorizationCallback.fromForm("code=the-code&endpoint=" + endpoint + "&state="
                                + pairing.state().reveal())))
                .isInstanceOf(CallbackRejectedException.class)
                .hasMessageContaining("not among the configured regional roots")
                .hasMessageNotContaining("\u202e");
    }

    @Test
    void anEndpointThatHoldsTheStateIsNotShown() {
        AuthorizationTransaction pairing = x3.authorize("https://customer.example", "api.graphQL");
        String state = pairing.state().reveal();
        assertThatThrownBy(() -> x3.complete(
                        pairing,
                        AuthorizationCallback.fromForm(
                                "code=the-code&endpoint=https://" + state + ".example&state=" + state)))
                .isInstanceOf(CallbackRejectedException.class)
                .hasMessageContaining("regional roots. If")
                .hasMessageNotContaining(state);
    }

    @Test
    void secretGoesToNoRootThatIsNotListed() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> x3.authorizationCodeRequest(Secret.of("c"), PAIRING, "https://api.evil-sagex3.com/v1"))
                .withMessageContaining("api.evil-sagex3.com");
    }

    @Test
    void redirectToAListedRegionIsFollowedWithTheWholeRequest() throws Exception {
        home.enqueue(new MockResponse.Builder()
                .code(301)
                .setHeader("Location", root(away) + "/token")
                .build());
        away.enqueue(json(201, PAIR));

        x3.refresh(TOKEN);

        String first = body(home);
        RecordedRequest second = away.takeRequest();
        assertThat(second.getMethod()).isEqualTo("POST");
        assertThat(second.getTarget()).isEqualTo("/v1/token");
        assertThat(second.getBody().utf8()).isEqualTo(first).contains("x3-secret");
    }

    @Test
    void redirectToAnyOtherPlaceIsNotFollowed() {
        X3 narrow = new X3(configAt(home), JdkTransport.create(), CLOCK);
        home.enqueue(new MockResponse.Builder()
                .code(301)
                .setHeader("Location", root(away) + "/token")
                .build());

        assertThatThrownBy(() -> narrow.refresh(TOKEN))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("301")
                .hasMessageContaining("127.0.0.1:" + away.getPort());
        assertThat(away.getRequestCount()).isZero();
    }

    @Test
    void lifetimesThatNobodyStatesAreTheDocumentedOnes() {
        home.enqueue(json(201, "{\"access_token\": \"a\", \"refresh_token\": \"r\"}"));

        Token token = x3.refresh(TOKEN);

        assertThat(token.expiry().instant()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        assertThat(token.expiry().source()).isEqualTo(ExpirySource.PROVIDER_DEFAULT);
        assertThat(token.refreshExpiry().instant()).isEqualTo(NOW.plus(Duration.ofDays(30)));
        assertThat(token.type()).isEqualTo("Bearer");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    400 | invalid_request | Compare the request | Missing required request parameters
                    400 | unsupported_grant_type | Use authorization_code or refresh_token | Invalid grant type
                    403 | unauthorized_client | enabled in Sage | The application registered on Sage Business Cloud is disabled
                    403 | invalid_grant | start another pairing | The request has expired.
                    403 | invalid_grant | start another pairing | Pairing request not found
                    404 | invalid_request | Check the customer's X3 address | Could not associate the requested url with an customer application registered on Sage Business Cloud
                    404 | invalid_client | Check the client id | Could not associate the values with an active application registered on Sage Business Cloud
                    404 | invalid_request | redirect URI | Could not associate the values with an application registered on Sage Business Cloud
                    """)
    void documentedErrorsAreRefusals(int status, String code, String advice, String message) {
        home.enqueue(json(status, "{\"message\": \"" + message + "\"}"));

        ProviderRefusedException refused =
                catchThrowableOfType(ProviderRefusedException.class, () -> x3.refresh(TOKEN));

        assertThat(refused.status()).hasValue(status);
        assertThat(refused.code()).contains(code);
        assertThat(refused.providerMessage()).contains(message);
        assertThat(refused.advice()).contains(advice);
        assertThat(refused.retryable()).isFalse();
        assertThat(refused.redactedCurl().orElseThrow()).doesNotContain("x3-secret", "refresh-1");
    }

    @Test
    void pairingThatIsNotAcceptedNeedsAPerson() {
        home.enqueue(json(403, "{\"message\": \"The pairing request has not been accepted.\"}"));
        home.enqueue(json(201, PAIR));
        AuthorizationTransaction pairing = x3.authorize("https://customer.example", "api.graphQL");
        AuthorizationCallback callback = query(pairing, "code=the-code");

        assertThatThrownBy(() -> x3.complete(pairing, callback))
                .isInstanceOfSatisfying(
                        UserNeededException.class,
                        needed -> assertThat(needed.code()).contains("consent_required"))
                .hasMessageContaining("administrator has accepted");
        Token later = x3.exchange(Secret.of("the-code"), pairing, x3.root(callback));
        assertThat(later.accessToken()).isEqualTo(Secret.of("access-2"));
    }

    @Test
    void internalErrorsComeWith501AndPass() {
        home.enqueue(json(501, "{\"message\": \"An internal error occurred: no existing key for the tenant\"}"));

        ProviderUnavailableException failed =
                catchThrowableOfType(ProviderUnavailableException.class, () -> x3.refresh(TOKEN));

        assertThat(failed.status()).hasValue(501);
        assertThat(failed.code()).contains("server_error");
        assertThat(failed.retryable()).isTrue();
    }

    @Test
    void failedCallbackGivesMessageAndStatusCode() {
        AuthorizationTransaction pairing = x3.authorize("https://nobody.example", "api.graphQL");

        TokenException refused = catchThrowableOfType(
                TokenException.class,
                () -> x3.complete(
                        pairing,
                        query(
                                pairing,
                                "error=Could+not+associate+the+requested+url+with+an+customer+application"
                                        + "+registered+on+Sage+Business+Cloud&statusCode=404")));

        assertThat(refused).isInstanceOf(ProviderRefusedException.class);
        assertThat(refused.code()).contains("invalid_request");
        assertThat(refused.vendorCode()).contains("404");
        assertThat(refused.providerMessage().orElseThrow()).startsWith("Could not associate the requested url");
        assertThat(refused.advice()).contains("customer's X3 address");
        assertThat(home.getRequestCount()).isZero();
    }

    @Test
    void callbackOfAnotherPairingIsRejected() {
        AuthorizationTransaction pairing = x3.authorize("https://customer.example", "api.graphQL");

        assertThatThrownBy(() -> x3.complete(
                        pairing, AuthorizationCallback.fromForm("code=the-code&state=astate&endpoint=" + root(away))))
                .isInstanceOf(CallbackRejectedException.class)
                .hasMessageContaining("state");
        assertThat(home.getRequestCount() + away.getRequestCount()).isZero();
    }

    @Test
    void pairingLivesADayUnlessConfigured() {
        AuthorizationTransaction aDay = x3.authorize("https://customer.example", "api.graphQL");
        AuthorizationTransaction aWeek = new X3(
                        configAt(home).withPairingLifetime(Duration.ofDays(7)), JdkTransport.create(), CLOCK)
                .authorize("https://customer.example", "api.graphQL");

        assertThat(aDay.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
        assertThat(aWeek.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(7)));
    }

    @Test
    void refreshNeedsARefreshToken() {
        assertThatThrownBy(() -> x3.refresh(Token.of(Secret.of("a")))).isInstanceOf(UserNeededException.class);
    }

    @Test
    void configurationIsChecked() {
        Map<String, Runnable> wrong = Map.of(
                "https, or a loopback",
                () -> X3Config.of("http://api.eu-sagex3.com/v1", "c", Secret.of("s"), CALLBACK),
                "no query",
                () -> X3Config.of(EU + "?a=b", "c", Secret.of("s"), CALLBACK),
                "client id is empty",
                () -> X3Config.of(EU, " ", Secret.of("s"), CALLBACK),
                "other.example",
                () -> CONFIG.withOtherRoot("http://other.example"),
                "longer than zero",
                () -> CONFIG.withPairingLifetime(Duration.ZERO));
        wrong.forEach((words, config) ->
                assertThatIllegalArgumentException().isThrownBy(config::run).withMessageContaining(words));
        assertThat(X3Config.of(EU + "/", "c", Secret.of("s"), CALLBACK).root()).isEqualTo(EU);
        assertThat(CONFIG.toString()).doesNotContain("x3-secret").contains("clientSecret=***");
    }

    private static X3Config configAt(MockWebServer server) {
        return X3Config.of(root(server), "x3-client", Secret.of("x3-secret"), CALLBACK);
    }

    private static String root(MockWebServer server) {
        return "http://127.0.0.1:" + server.getPort() + "/v1";
    }

    private static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    private static String body(MockWebServer server) throws InterruptedException {
        return server.takeRequest().getBody().utf8();
    }

    private static AuthorizationCallback query(AuthorizationTransaction pairing, String parameters) {
        return AuthorizationCallback.fromUri(
                CALLBACK + "?" + parameters + "&state=" + pairing.state().reveal());
    }
}
