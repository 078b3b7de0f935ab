package dev.tokentrail.provider.wso2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.CallbackRejectedException;
import dev.tokentrail.core.token.ClientAuthentication;
import dev.tokentrail.core.token.DeviceAuthorization;
import dev.tokentrail.core.token.DeviceFlow;
import dev.tokentrail.core.token.Introspection;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.TokenExchange;
import dev.tokentrail.core.token.UnverifiedJwt;
import dev.tokentrail.core.token.UserNeededException;
import dev.tokentrail.mock.MockAuthServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WSO2's flows against the emulator: version 3.2, which has both generations of paths, and 4.7. */
class Wso2IT {

    private static final String KEY = "wU62DjlyDBnq87GlBwplfqvmAbAa";
    private static final Secret SECRET = Secret.of("ksdSdoefDDP7wpaElfqvmjDue");
    private static final Secret ADMIN = Secret.of("admin");
    private static final String REDIRECT_URI = "http://127.0.0.1:5000/callback";

    private static MockAuthServer mock32;
    private static MockAuthServer mock47;

    private final Map<String, String> session = new HashMap<>();
    private Wso2 gateway;
    private Wso2 server;
    private Wso2 newest;

    @BeforeAll
    static void start() {
        mock32 = version("3.2");
        mock47 = version("4.7");
    }

    @AfterAll
    static void stop() {
        mock32.close();
        mock47.close();
    }

    @BeforeEach
    void fresh() {
        for (MockAuthServer mock : List.of(mock32, mock47)) {
            mock.reset();
            mock.clock().reset();
        }
        gateway = at(mock32, Wso2Config.atGateway(address(mock32), KEY, SECRET));
        server = at(mock32, Wso2Config.atServer(address(mock32), KEY, SECRET).withGateway(address(mock32)));
        newest = at(mock47, Wso2Config.atServer(address(mock47), KEY, SECRET).withGateway(address(mock47)));
    }

    @Test
    void aScriptWithTheUsersPassword() {
        Wso2Config config = Wso2Config.atGateway(address(mock32), KEY, SECRET);
        Secret password = ADMIN;
        // region script
        Wso2 wso2 = new Wso2(config);
        Token token = wso2.password("admin", password);
        WireResponse menu = wso2.callApi(wso2.apiRequest(token, "GET", "/pizzashack/1.0.0/menu"));
        token = wso2.refresh(token);
        // endregion

        assertThat(menu.text()).contains("Margherita");
        assertThat(token.scopes()).containsExactly("default");
        assertThat(mock32.wso2().requests())
                .extracting(request -> request.path())
                .containsExactly("/wso2/token", "/wso2/pizzashack/1.0.0/menu", "/wso2/token");
    }

    @Test
    void anApplicationOnItsOwn() {
        Wso2 wso2 = newest;
        // region application
        Token token = wso2.clientCredentials(Duration.ofMinutes(10));
        WireResponse menu = wso2.callApi(wso2.apiRequest(token, "GET", "/pizzashack/1.0.0/menu"));
        // endregion

        assertThat(menu.status()).isEqualTo(200);
        assertThat(token.refreshToken()).isNull();
        assertThat(token.scopes()).contains("am_application_scope", "default");
        assertThat(Duration.between(
                        mock47.clock().instant(), token.expiry().at().orElseThrow()))
                .isBetween(Duration.ofSeconds(590), Duration.ofSeconds(600));
        assertThatThrownBy(() -> wso2.refresh(token)).isInstanceOf(UserNeededException.class);
    }

    @Test
    void aPersonSignsIn() throws IOException, InterruptedException {
        String callbackUri = Browser.comesBackTo(startOfLogin(gateway));
        Wso2 wso2 = gateway;
        // region callback
        AuthorizationTransaction login = AuthorizationTransaction.fromJson(session.remove("login"));
        Token token = wso2.complete(login, AuthorizationCallback.fromUri(callbackUri));
        // endregion

        assertThat(token.scopes()).containsExactly("openid", "pizza.order");
        assertThat(token.extra("id_token")).isPresent();
        assertThat(wso2.userinfo(token)).containsKey("sub");
        WireResponse order = wso2.callApi(wso2.apiRequest(token, "POST", "/pizzashack/1.0.0/order"));
        assertThat(order.status()).isEqualTo(201);
    }

    private String startOfLogin(Wso2 wso2) {
        // region login
        AuthorizationTransaction login = wso2.authorize("openid", "pizza.order");
        session.put("login", login.toJson());
        String address = login.uri();
        // endregion
        return address;
    }

    @Test
    void signInAtTheServersOwnPathsOfBothGenerations() throws IOException, InterruptedException {
        for (Wso2 wso2 : List.of(server, newest)) {
            AuthorizationTransaction login = wso2.authorize("pizza.order");
            Token token = wso2.complete(login, AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri())));

            assertThat(token.scopes()).containsExactly("pizza.order");
            assertThat(wso2.refresh(token).refreshToken()).isNotEqualTo(token.refreshToken());
        }
    }

    @Test
    void aLiveTokenIsHandedOutAgainWithTheSecondsThatItHasLeft() {
        mock32.clock().freeze();
        Token first = gateway.password("admin", ADMIN, "PRODUCTION");
        mock32.clock().advance(Duration.ofSeconds(3000));
        Token again = gateway.password("admin", ADMIN, "PRODUCTION");

        assertThat(again.accessToken()).isEqualTo(first.accessToken());
        assertThat(again.expiry()).isEqualTo(first.expiry());
        assertThat(Duration.between(
                        mock32.clock().instant(), again.expiry().at().orElseThrow()))
                .isEqualTo(Duration.ofSeconds(600));
    }

    @Test
    void aDeviceScopeGetsATokenOfItsOwn() {
        Token phone = gateway.password("admin", ADMIN, "device_phone");
        Token tablet = gateway.password("admin", ADMIN, "device_tablet");

        assertThat(phone.scopes()).containsExactly("device_phone");
        assertThat(tablet.accessToken()).isNotEqualTo(phone.accessToken());
    }

    @Test
    void jwtsAreNewEachTime() {
        assertThat(newest.password("admin", ADMIN).accessToken())
                .isNotEqualTo(newest.password("admin", ADMIN).accessToken());
    }

    @Test
    void aScopeThatTheUserMayNotHaveIsLeftOutWithoutAWord() {
        Token guest = gateway.password("guest", Secret.of("guest"), "pizza.order");

        assertThat(guest.scopes()).containsExactly("default");
        assertGatewayRefuses(gateway, guest, "POST", "/order", 403, "900910", "insufficient_scope");
    }

    @Test
    void refreshRotatesAndTheOldRefreshTokenIsUsedUp() {
        Token first = gateway.password("admin", ADMIN, "PRODUCTION", "pizza.order");
        Token second = gateway.refresh(first);

        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
        assertThat(assertRefused(() -> gateway.refresh(first), 400, "invalid_grant")
                        .advice())
                .contains("latest answer");
        assertThat(gateway.refresh(second).scopes()).containsExactly("PRODUCTION", "pizza.order");
    }

    @Test
    void refreshMayNarrowTheScopesAndNotWidenThem() {
        Token token = gateway.password("admin", ADMIN, "PRODUCTION", "pizza.order");

        assertRefused(() -> gateway.refresh(token, "PRODUCTION", "openid"), 400, "invalid_scope");
        assertThat(gateway.refresh(token, "PRODUCTION").scopes()).containsExactly("PRODUCTION");
    }

    @Test
    void expiredTokens() {
        Token token = gateway.password("admin", ADMIN);
        mock32.clock().advance(Duration.ofSeconds(3601));

        assertThat(token.isExpired(mock32.clock().instant())).isTrue();
        TokenException expired = assertGatewayRefuses(gateway, token, "GET", "/menu", 401, "900901", "invalid_token");
        assertThat(expired.advice()).contains("refresh");
        Token renewed = gateway.refresh(token);
        assertThat(gateway.callApi(gateway.apiRequest(renewed, "GET", "/pizzashack/1.0.0/menu"))
                        .status())
                .isEqualTo(200);
        mock32.clock().advance(Duration.ofSeconds(86_401));
        assertThat(assertRefused(() -> gateway.refresh(renewed), 400, "invalid_grant")
                        .providerMessage())
                .contains("Refresh token is expired.");
    }

    @Test
    void aCodeWorksOnceAndItsReplayRevokesTheToken() throws IOException, InterruptedException {
        AuthorizationTransaction login = server.authorize("PRODUCTION");
        String callback = Browser.comesBackTo(login.uri());
        WireRequest exchange = server.requests()
                .authorizationCode(
                        Secret.of(AuthorizationCallback.fromUri(callback)
                                .parameter("code")
                                .orElseThrow()),
                        login);
        WireResponse first = JdkTransport.create().send(exchange);
        WireResponse second = JdkTransport.create().send(exchange);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.text()).contains("invalid_grant", "Inactive authorization code");
        String accessToken = first.text().replaceFirst(".*\"access_token\":\"([^\"]+)\".*", "$1");
        assertThat(server.introspect(Secret.of(accessToken)).active()).isFalse();
        assertThat(assertRefused(
                                () -> server.complete(login, AuthorizationCallback.fromUri(callback)),
                                400,
                                "invalid_grant")
                        .advice())
                .contains("used before");
    }

    @Test
    void aRedirectIsCompletedOnceAndForItsOwnLoginOnly() throws IOException, InterruptedException {
        AuthorizationTransaction login = gateway.authorize("PRODUCTION");
        AuthorizationCallback callback = AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri()));
        AuthorizationTransaction other = gateway.authorize("PRODUCTION");

        assertThatThrownBy(() -> gateway.complete(other, callback)).isInstanceOf(CallbackRejectedException.class);
        gateway.complete(login, callback);
        assertThatThrownBy(() -> gateway.complete(login, callback)).isInstanceOf(CallbackRejectedException.class);
    }

    @Test
    void anExpiredCodeIsRefused() throws IOException, InterruptedException {
        AuthorizationTransaction login = gateway.authorize("PRODUCTION");
        AuthorizationCallback callback = AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri()));
        mock32.clock().advance(Duration.ofSeconds(301));

        assertRefused(() -> gateway.complete(login, callback), 400, "invalid_grant");
    }

    @Test
    void anotherRedirectUriOrVerifierIsRefused() throws IOException, InterruptedException {
        AuthorizationTransaction login = gateway.authorize("PRODUCTION");
        AuthorizationTransaction moved = AuthorizationTransaction.fromJson(login.toJson()
                .replace("\"redirect_uri\":\"" + REDIRECT_URI, "\"redirect_uri\":\"http://127.0.0.1:1/cb"));
        AuthorizationCallback callback = AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri()));
        AuthorizationTransaction second = gateway.authorize("PRODUCTION");
        AuthorizationTransaction swapped = AuthorizationTransaction.fromJson(second.toJson()
                .replace(second.codeVerifier().reveal(), login.codeVerifier().reveal()));
        AuthorizationCallback answer = AuthorizationCallback.fromUri(Browser.comesBackTo(second.uri()));

        assertThat(assertRefused(() -> gateway.complete(moved, callback), 400, "invalid_grant")
                        .advice())
                .contains("callback URL");
        assertThat(assertRefused(() -> gateway.complete(swapped, answer), 400, "invalid_grant")
                        .providerMessage())
                .contains("PKCE validation failed");
    }

    @Test
    void aPersonWhoDeclinesIsAskedAgain() throws IOException, InterruptedException {
        mock32.wso2().denyNext();
        AuthorizationTransaction login = gateway.authorize("PRODUCTION");
        AuthorizationCallback callback = AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri()));

        UserNeededException declined =
                catchThrowableOfType(UserNeededException.class, () -> gateway.complete(login, callback));
        assertThat(declined.code()).contains("access_denied");
    }

    @Test
    void aWrongCallbackUrlShowsAnErrorPageAndNeverComesBack() throws IOException, InterruptedException {
        Wso2 wrong = new Wso2(
                Wso2Config.atGateway(address(mock32), KEY, SECRET).withRedirectUri("https://elsewhere.example/cb"));

        assertThat(Browser.comesBackTo(wrong.authorize("PRODUCTION").uri()))
                .contains("/authenticationendpoint/oauth2_error.do?oauthErrorCode=")
                .doesNotContain("https://elsewhere.example/cb?");
    }

    @Test
    void assertionsOfATrustedIdentityProvider() {
        for (MockAuthServer mock : List.of(mock32, mock47)) {
            Wso2 wso2 = mock == mock32 ? server : newest;
            Secret jwt = Secret.of(mock.jwtAssertion("admin"));
            Secret saml = Secret.of(mock.saml2Assertion("admin"));

            assertThat(wso2.jwtBearer(jwt, "pizza.order").scopes()).containsExactly("pizza.order");
            assertThat(wso2.saml2Bearer(saml).refreshToken()).isNotNull();
            mock.clock().advance(Duration.ofMinutes(6));
            assertRefused(() -> wso2.jwtBearer(jwt), 400, "invalid_grant");
            assertRefused(() -> wso2.saml2Bearer(saml), 400, "invalid_grant");
            assertRefused(() -> wso2.jwtBearer(Secret.of("eyJhbGciOiJub25lIn0.e30.")), 400, "invalid_grant");
        }
    }

    @Test
    void ticketsOfKerberosAndWindows() {
        assertThat(server.kerberos("EXAMPLE.COM", Secret.of("kerberos-demo-token"), "PRODUCTION")
                        .scopes())
                .containsExactly("PRODUCTION");
        assertThat(server.ntlm(Secret.of("ntlm-demo-token")).refreshToken()).isNotNull();
        assertRefused(() -> server.kerberos("OTHER.COM", Secret.of("kerberos-demo-token")), 400, "invalid_grant");
        assertRefused(() -> server.kerberos("EXAMPLE.COM", Secret.of("wrong-ticket")), 400, "invalid_grant");
        assertRefused(() -> server.ntlm(Secret.of("wrong-token")), 400, "invalid_grant");
    }

    @Test
    void oneTokenForAnother() {
        Secret subject = Secret.of(mock47.jwtAssertion("admin"));
        Token token = newest.exchange(TokenExchange.of(subject, TokenExchange.JWT));

        assertThat(token.extra("issued_token_type")).contains(TokenExchange.ACCESS_TOKEN);
        assertRefused(
                () -> newest.exchange(TokenExchange.of(Secret.of("no-jwt"), TokenExchange.JWT)), 400, "invalid_grant");
    }

    @Test
    void aGrantThatTheVersionDoesNotKnowIsNamedAsSuch() {
        TokenException refused = assertRefused(
                () -> server.exchange(TokenExchange.of(Secret.of("x.y.z"), TokenExchange.JWT)),
                400,
                "unsupported_grant_type");

        assertThat(refused.redactedBody().orElseThrow()).contains("invalid_request");
    }

    @Test
    void aGrantThatIsNotEnabledOnTheApplicationIsRefused() {
        Wso2 other =
                new Wso2(Wso2Config.atGateway(address(mock32), "otherConsumerKey", Secret.of("otherConsumerSecret")));

        assertRefused(() -> other.password("admin", ADMIN), 400, "unauthorized_client");
    }

    @Test
    void aDeviceWaitsForAPerson() throws IOException, InterruptedException {
        Wso2 wso2 = newest;
        List<Duration> waits = new ArrayList<>();
        List<String> screen = new ArrayList<>();
        DeviceFlow.Wait wait = time -> {
            waits.add(time);
            if (waits.size() == 3) {
                open(screen.get(0));
            }
            mock47.clock().advance(time);
        };
        // region device
        DeviceFlow device = wso2.deviceFlow(wait);
        DeviceAuthorization started = device.start(List.of("device_television"));
        screen.add(started.verificationUriComplete());
        Token token = device.await(started);
        // endregion

        assertThat(token.scopes()).containsExactly("device_television");
        assertThat(waits).containsOnly(Duration.ofSeconds(5)).hasSize(3);
    }

    @Test
    void aDeviceThatAsksTooOftenSlowsDown() throws InterruptedException {
        List<Duration> waits = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        DeviceFlow device = newest.deviceFlow(time -> {
            waits.add(time);
            mock47.clock().advance(waits.size() == 2 ? Duration.ofSeconds(1) : time);
            if (waits.size() == 3) {
                open(shown.get(0));
            }
        });
        DeviceAuthorization started = device.start(List.of());
        shown.add(started.verificationUriComplete());

        assertThat(device.await(started).accessToken()).isNotNull();
        assertThat(waits).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    @Test
    void aDeviceThatIsDeniedOrForgottenNeedsThePerson() {
        mock47.wso2().denyNext();
        List<String> shown = new ArrayList<>();
        DeviceFlow device = newest.deviceFlow(time -> {
            mock47.clock().advance(time);
            open(shown.get(0));
        });
        DeviceAuthorization denied = device.start(List.of());
        shown.add(denied.verificationUriComplete());
        assertThat(catchThrowableOfType(UserNeededException.class, () -> device.await(denied))
                        .code())
                .contains("access_denied");

        DeviceFlow patient = newest.deviceFlow(time -> mock47.clock().advance(Duration.ofMinutes(2)));
        DeviceAuthorization forgotten = patient.start(List.of());
        assertThat(catchThrowableOfType(UserNeededException.class, () -> patient.await(forgotten))
                        .code())
                .contains("expired_token");
    }

    @Test
    void revokingEitherTokenEndsThePair() {
        for (Wso2 wso2 : List.of(gateway, server, newest)) {
            Token one = wso2.password("admin", ADMIN, "PRODUCTION");
            wso2.revokeAccessToken(one);
            assertGatewayRefuses(wso2, one, "GET", "/menu", 401, "900901", "invalid_token");
            Token two = wso2.password("admin", ADMIN, "pizza.order");
            wso2.revokeRefreshToken(two);
            assertRefused(() -> wso2.refresh(two), 400, "invalid_grant");
            assertGatewayRefuses(wso2, two, "GET", "/menu", 401, "900901", "invalid_token");
        }
    }

    @Test
    void revokingWhatIsUnknownSucceedsAndWhatIsAnothersDoesNot() {
        gateway.revokeAccessToken(Token.of(Secret.of("never-issued")));
        Token token = gateway.password("admin", ADMIN);
        Wso2 other =
                new Wso2(Wso2Config.atGateway(address(mock32), "otherConsumerKey", Secret.of("otherConsumerSecret")));

        assertThat(assertRefused(() -> other.revokeAccessToken(token), 401, "invalid_client")
                        .advice())
                .contains("application that got it");
        assertThat(server.introspect(token.accessToken()).active()).isTrue();
    }

    @Test
    void introspection() {
        for (Wso2 wso2 : List.of(server, newest)) {
            Token token = wso2.password("admin", ADMIN, "PRODUCTION");
            Introspection live = wso2.introspect(token.accessToken());

            assertThat(live.active()).isTrue();
            assertThat(live.scopes()).containsExactly("PRODUCTION");
            assertThat(live.clientId()).contains(KEY);
            assertThat(live.username().orElseThrow()).startsWith("admin");
            assertThat(live.expiresAt().orElseThrow()).isAfter(Instant.now().plusSeconds(3500));
            assertThat(wso2.introspect(Secret.of("never-issued")).active()).isFalse();
        }
    }

    @Test
    void userinfoNeedsOpenidAndALiveToken() {
        Token without = gateway.password("admin", ADMIN, "PRODUCTION");
        assertRefused(() -> gateway.userinfo(without), 403, "insufficient_scope");

        Token with = gateway.password("admin", ADMIN, "openid");
        assertThat(gateway.userinfo(with).get("sub").toString()).startsWith("admin");
        gateway.revokeAccessToken(with);
        assertRefused(() -> gateway.userinfo(with), 401, "invalid_token");
    }

    @Test
    void jwtsAreSignedWithAPublishedKey() {
        UnverifiedJwt jwt = UnverifiedJwt.read(
                        newest.clientCredentials().accessToken().reveal())
                .orElseThrow();

        assertThat(newest.jwks().get("keys"))
                .asInstanceOf(LIST)
                .anySatisfy(key -> assertThat(key)
                        .asInstanceOf(MAP)
                        .containsEntry("kid", jwt.header().get("kid"))
                        .doesNotContainKey("d"));
    }

    @Test
    void refusalsOfTheGatewayInTheJsonOfBothGenerations() {
        for (Wso2 wso2 : List.of(server, newest)) {
            Token user = wso2.password("admin", ADMIN);
            Token application = wso2.clientCredentials();

            assertGatewayRefuses(
                    wso2, Token.of(Secret.of("no-such-token")), "GET", "/menu", 401, "900901", "invalid_token");
            assertGatewayRefuses(wso2, user, "GET", "/toppings", 403, "900906", "invalid_request");
            assertGatewayRefuses(wso2, user, "POST", "/order", 403, "900910", "insufficient_scope");
            assertGatewayRefuses(wso2, application, "POST", "/order", 401, "900905", "invalid_token");
        }
    }

    @Test
    void anApplicationThatIsNotSubscribedIsRefused() {
        Wso2 other =
                new Wso2(Wso2Config.atGateway(address(mock32), "otherConsumerKey", Secret.of("otherConsumerSecret")));

        TokenException refused =
                assertGatewayRefuses(other, other.clientCredentials(), "GET", "/menu", 403, "900908", "access_denied");
        assertThat(refused.advice()).contains("Subscribe");
    }

    @Test
    void keyAndSecretMayTravelInTheBody() {
        Wso2 post = new Wso2(Wso2Config.atGateway(address(mock32), KEY, SECRET)
                .withClient(ClientAuthentication.inBody(KEY, SECRET)));

        assertThat(post.clientCredentials().accessToken()).isNotNull();
        assertThat(mock32.wso2().requests().get(0).header("Authorization")).isEmpty();
    }

    @Test
    void theTenantIsNamedInTheAddressOrByTheUser() {
        Wso2 tenant =
                new Wso2(Wso2Config.atGateway(address(mock32), KEY, SECRET).withTenant("carbon.super"));

        assertThat(tenant.password("admin@carbon.super", ADMIN).accessToken()).isNotNull();
        assertThat(mock32.wso2().requests().get(0).target()).isEqualTo("/wso2/token?tenantDomain=carbon.super");
    }

    @Test
    void theGatewaysOwnPathsAreGoneFromVersion4() {
        Wso2 wrong = new Wso2(Wso2Config.atGateway(address(mock47), KEY, SECRET));

        assertThatThrownBy(wrong::clientCredentials).isInstanceOfSatisfying(TokenException.class, gone -> {
            assertThat(gone.status()).hasValue(404);
            assertThat(gone.retryable()).isFalse();
        });
    }

    private static TokenException assertGatewayRefuses(
            Wso2 wso2, Token token, String method, String resource, int status, String number, String code) {
        TokenException refused = assertRefused(
                () -> wso2.callApi(wso2.apiRequest(token, method, "/pizzashack/1.0.0" + resource)), status, code);
        assertThat(refused.vendorCode()).contains(number);
        return refused;
    }

    static TokenException assertRefused(ThrowingCallable call, int status, String code) {
        ProviderRefusedException refused = catchThrowableOfType(ProviderRefusedException.class, call);
        assertThat(refused).isNotNull();
        assertThat(refused.status()).hasValue(status);
        assertThat(refused.code()).contains(code);
        assertThat(refused.retryable()).isFalse();
        return refused;
    }

    static MockAuthServer version(String version) {
        return MockAuthServer.create()
                .configure("{\"wso2\": {\"version\": \"" + version + "\"}}")
                .start();
    }

    static String address(MockAuthServer mock) {
        return mock.wso2().uri().toString();
    }

    private static Wso2 at(MockAuthServer mock, Wso2Config config) {
        return new Wso2(config.withRedirectUri(REDIRECT_URI), JdkTransport.create(), mock.clock());
    }

    private static void open(String uri) throws InterruptedException {
        try {
            Browser.open(uri);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}
