package dev.tokentrail.provider.wso2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.ClientAuthentication;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.ExpirySource;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenExchange;
import dev.tokentrail.testsupport.Listener;
import dev.tokentrail.testsupport.Wire;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden request of every call, and answers that the emulator does not give. */
class Wso2Test {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final String KEY = "wU62DjlyDBnq87GlBwplfqvmAbAa";
    private static final Secret SECRET = Secret.of("ksdSdoefDDP7wpaElfqvmjDue");
    private static final String BASIC =
            "Basic d1U2MkRqbHlEQm5xODdHbEJ3cGxmcXZtQWJBYTprc2RTZG9lZkREUDd3cGFFbGZxdm1qRHVl";

    private static final Wso2Config GATEWAY = Wso2Config.atGateway("https://localhost:8243", KEY, SECRET)
            .withRedirectUri("https://client.example.com/cb");
    private static final Wso2Config SERVER = Wso2Config.atServer("https://localhost:9443", KEY, SECRET)
            .withGateway("https://localhost:8243")
            .withRedirectUri("https://client.example.com/cb");

    private static final String FORM_HEAD = """
            Authorization: %s
            Accept: application/json
            Content-Type: application/x-www-form-urlencoded
            User-Agent: tokentrail

            """.formatted(BASIC);
    private static final String GATEWAY_TOKEN = "POST https://localhost:8243/token\n" + FORM_HEAD;
    private static final String SERVER_TOKEN = "POST https://localhost:9443/oauth2/token\n" + FORM_HEAD;
    private static final String GRANT = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3A";

    private final Wso2 old = new Wso2(GATEWAY);
    private final Wso2 wso2 = new Wso2(SERVER);
    private final Token token = Token.of(Secret.of("at-1")).withRefreshToken(Secret.of("rt-1"), Expiry.unknown());

    @Test
    void configurationOfTheReadme() {
        String consumerKey = KEY;
        String consumerSecret = SECRET.reveal();
        // region config
        Wso2Config upTo32 = Wso2Config.atGateway("https://localhost:8243", consumerKey, Secret.of(consumerSecret));
        Wso2Config from40 = Wso2Config.atServer("https://localhost:9443", consumerKey, Secret.of(consumerSecret))
                .withGateway("https://localhost:8243")
                .withRedirectUri("https://client.example.com/cb");
        // endregion

        assertThat(upTo32.paths()).isEqualTo(Wso2Config.Paths.GATEWAY);
        assertThat(upTo32.gateway()).isEqualTo("https://localhost:8243");
        assertThat(from40).hasToString(SERVER.toString());
    }

    @Test
    void passwordRequestOnBothPaths() {
        assertThat(Wire.shown(old.requests().password("admin", Secret.of("p w&ü"), List.of("PRODUCTION"))))
                .isEqualTo(GATEWAY_TOKEN + "grant_type=password&username=admin&password=p+w%26%C3%BC&scope=PRODUCTION");
        assertThat(Wire.shown(wso2.requests().password("admin@example.com", Secret.of("admin"), List.of())))
                .isEqualTo(SERVER_TOKEN + "grant_type=password&username=admin%40example.com&password=admin");
    }

    @Test
    void clientCredentialsRequestWithAndWithoutValidity() {
        assertThat(Wire.shown(old.requests().clientCredentials(List.of())))
                .isEqualTo(GATEWAY_TOKEN + "grant_type=client_credentials");
        assertThat(Wire.shown(wso2.clientCredentialsRequest(Duration.ofMinutes(10), "device_tablet")))
                .isEqualTo(SERVER_TOKEN + "grant_type=client_credentials&scope=device_tablet&validity_period=600");
    }

    @Test
    void aValidityOfOneSecondIsTheShortest() {
        assertThat(Wire.shown(wso2.clientCredentialsRequest(Duration.ofSeconds(1))))
                .isEqualTo(SERVER_TOKEN + "grant_type=client_credentials&validity_period=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S"})
    void aValidityOfLessThanASecondIsRefused(Duration validity) {
        assertThatThrownBy(() -> wso2.clientCredentials(validity))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one second");
    }

    @Test
    void authorizeSendsTheBrowserWithStateAndChallenge() {
        String query = "?client_id=" + KEY + "&redirect_uri=https%3A%2F%2Fclient.example.com%2Fcb&response_type=code"
                + "&scope=PRODUCTION%20openid&state=";

        assertThat(old.authorize("PRODUCTION", "openid").uri())
                .matches("\\Qhttps://localhost:8243/authorize" + query
                        + "\\E[A-Za-z0-9_-]{43}&code_challenge=[A-Za-z0-9_-]{43}&code_challenge_method=S256");
        assertThat(wso2.authorize("PRODUCTION", "openid").uri())
                .startsWith("https://localhost:9443/oauth2/authorize" + query);
    }

    @Test
    void authorizeNeedsARedirectUri() {
        Wso2 without = new Wso2(Wso2Config.atGateway("https://localhost:8243", KEY, SECRET));

        assertThatThrownBy(without::authorize)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("withRedirectUri");
    }

    @Test
    void codeRequest() {
        AuthorizationTransaction login = old.authorize("PRODUCTION");

        assertThat(Wire.shown(old.requests().authorizationCode(Secret.of("SplxlOBeZQQYbYS6WxSbIA"), login)))
                .isEqualTo(GATEWAY_TOKEN + "grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA"
                        + "&redirect_uri=https%3A%2F%2Fclient.example.com%2Fcb&code_verifier="
                        + login.codeVerifier().reveal());
    }

    @Test
    void refreshRequest() {
        assertThat(Wire.shown(old.requests().refresh(token.requireRefreshToken(), List.of("PRODUCTION"))))
                .isEqualTo(GATEWAY_TOKEN + "grant_type=refresh_token&refresh_token=rt-1&scope=PRODUCTION");
    }

    @Test
    void assertionRequests() {
        assertThat(Wire.shown(wso2.requests().jwtBearer(Secret.of("eyJh.eyJp.c2ln"), List.of())))
                .isEqualTo(SERVER_TOKEN + GRANT + "jwt-bearer&assertion=eyJh.eyJp.c2ln");
        assertThat(Wire.shown(wso2.requests().saml2Bearer(Secret.of("PHNhbWw_-"), List.of("openid"))))
                .isEqualTo(SERVER_TOKEN + GRANT + "saml2-bearer&assertion=PHNhbWw_-&scope=openid");
    }

    @Test
    void kerberosAndNtlmRequests() {
        assertThat(Wire.shown(wso2.kerberosRequest("EXAMPLE.COM", Secret.of("YII+/="), "openid")))
                .isEqualTo(SERVER_TOKEN
                        + "grant_type=kerberos&kerberos_realm=EXAMPLE.COM&kerberos_token=YII%2B%2F%3D&scope=openid");
        assertThat(Wire.shown(wso2.ntlmRequest(Secret.of("TlRMTVNTUAAD"))))
                .isEqualTo(SERVER_TOKEN + "grant_type=iwa%3Antlm&windows_token=TlRMTVNTUAAD");
    }

    @Test
    void tokenExchangeRequest() {
        assertThat(Wire.shown(wso2.requests().tokenExchange(TokenExchange.of(Secret.of("subject"), TokenExchange.JWT))))
                .isEqualTo(SERVER_TOKEN + GRANT + "token-exchange&subject_token=subject"
                        + "&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Ajwt");
    }

    @Test
    void deviceRequests() {
        assertThat(Wire.shown(wso2.requests().deviceAuthorization(List.of("device_tv"))))
                .isEqualTo("POST https://localhost:9443/oauth2/device_authorize\n" + FORM_HEAD + "client_id=" + KEY
                        + "&scope=device_tv");
        assertThat(Wire.shown(wso2.requests().deviceToken(Secret.of("dc-1"))))
                .isEqualTo(SERVER_TOKEN + GRANT + "device_code&device_code=dc-1");
    }

    @Test
    void revokeRequestOnBothPaths() {
        assertThat(Wire.shown(old.requests().revoke(token.accessToken(), "access_token")))
                .isEqualTo(
                        "POST https://localhost:8243/revoke\n" + FORM_HEAD + "token=at-1&token_type_hint=access_token");
        assertThat(Wire.shown(wso2.requests().revoke(token.requireRefreshToken(), "refresh_token")))
                .isEqualTo("POST https://localhost:9443/oauth2/revoke\n" + FORM_HEAD
                        + "token=rt-1&token_type_hint=refresh_token");
    }

    @Test
    void introspectRequest() {
        assertThat(Wire.shown(wso2.requests().introspect(token.accessToken())))
                .isEqualTo("POST https://localhost:9443/oauth2/introspect\n" + FORM_HEAD + "token=at-1");
    }

    @Test
    void userinfoRequestOnBothPaths() {
        String rest = """
                Authorization: Bearer at-1
                Accept: application/json
                User-Agent: tokentrail

                """;

        assertThat(Wire.shown(old.requests().userinfo(token.accessToken())))
                .isEqualTo("GET https://localhost:8243/userinfo\n" + rest);
        assertThat(Wire.shown(wso2.requests().userinfo(token.accessToken())))
                .isEqualTo("GET https://localhost:9443/oauth2/userinfo\n" + rest);
    }

    @Test
    void jwksRequest() {
        assertThat(Wire.shown(wso2.jwksRequest())).isEqualTo("""
                        GET https://localhost:9443/oauth2/jwks
                        Accept: application/json
                        User-Agent: tokentrail

                        """);
    }

    @Test
    void apiRequest() {
        String expected = """
                GET https://localhost:8243/pizzashack/1.0.0/menu?size=L
                Authorization: Bearer at-1
                Accept: application/json
                User-Agent: tokentrail

                """;

        assertThat(Wire.shown(old.apiRequest(token, "GET", "/pizzashack/1.0.0/menu?size=L")))
                .isEqualTo(expected);
        assertThat(Wire.shown(wso2.apiRequest(token, "GET", "/pizzashack/1.0.0/menu?size=L")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pizzashack", ".evil.example/x", "@evil.example/x", ":1/x"})
    void aPathNeverChangesTheHostThatGetsTheToken(String path) {
        assertThatThrownBy(() -> wso2.apiRequest(token, "GET", path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slash");
    }

    @Test
    void whatTheGatewayDoesNotHaveIsSaidBeforeAnythingIsSent() {
        assertThatThrownBy(() -> old.introspect(token.accessToken()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("introspection endpoint");
        assertThatThrownBy(() -> old.deviceFlow().start(List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("device authorization endpoint");
        assertThatThrownBy(old::jwks).isInstanceOf(IllegalStateException.class).hasMessageContaining("atServer");
        assertThatThrownBy(() -> new Wso2(Wso2Config.atServer("https://localhost:9443", KEY, SECRET))
                        .apiRequest(token, "GET", "/x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("withGateway");
    }

    @Test
    void theTenantStandsInTheAddressOfTheTokenEndpoint() {
        Wso2 tenant = new Wso2(GATEWAY.withTenant("a&b.example"));

        assertThat(tenant.requests().clientCredentials(List.of()).url())
                .isEqualTo("https://localhost:8243/token?tenantDomain=a%26b.example");
        assertThat(tenant.requests().revoke(Secret.of("x"), "").url()).isEqualTo("https://localhost:8243/revoke");
    }

    @Test
    void keyAndSecretMayTravelInTheBody() {
        Wso2 post = new Wso2(SERVER.withClient(ClientAuthentication.inBody(KEY, SECRET)));

        assertThat(Wire.shown(post.requests().clientCredentials(List.of())))
                .doesNotContain("Authorization")
                .endsWith("\n\ngrant_type=client_credentials&client_id=" + KEY
                        + "&client_secret=ksdSdoefDDP7wpaElfqvmjDue");
    }

    /** WSO2 decodes the Base64 and splits at the colon, no more, so nothing is form-encoded before. */
    @Test
    void keyAndSecretAreNotFormEncodedInBasic() {
        Wso2 odd = new Wso2(Wso2Config.atGateway("https://localhost:8243", "key", Secret.of("a%b c+")));

        assertThat(odd.requests().clientCredentials(List.of()).header("Authorization"))
                .contains("Basic a2V5OmElYiBjKw==");
    }

    @Test
    void whatIsSentIsWhatIsShown() throws IOException {
        try (Listener server = Listener.answering("{\"access_token\":\"at-2\",\"expires_in\":3600}")) {
            Wso2 emulated = new Wso2(Wso2Config.atGateway(server.origin() + "/wso2", KEY, SECRET));

            emulated.kerberos("EXAMPLE.COM", Secret.of("YII+/=ü"), "a", "b");

            assertThat(server.received())
                    .isEqualTo(Wire.expected(emulated.kerberosRequest("EXAMPLE.COM", Secret.of("YII+/=ü"), "a", "b")))
                    .startsWith("POST /wso2/token HTTP/1.1")
                    .endsWith(
                            "",
                            "grant_type=kerberos&kerberos_realm=EXAMPLE.COM"
                                    + "&kerberos_token=YII%2B%2F%3D%C3%BC&scope=a+b");
        }
    }

    /** Long.MAX_VALUE / 1000, which WSO2 answers for tokens without an end. */
    @Test
    void aTokenWithoutAnEndDoesNotOverflow() throws IOException {
        try (MockWebServer server =
                answering("{\"access_token\":\"at-1\",\"token_type\":\"Bearer\",\"expires_in\":9223372036854775}")) {
            Token endless = at(server).clientCredentials();

            assertThat(endless.expiry().source()).isEqualTo(ExpirySource.SERVER);
            assertThat(endless.expiry().at().orElseThrow()).isAfter(NOW.plus(Duration.ofDays(365L * 99)));
            assertThat(endless.isExpired(NOW.plus(Duration.ofDays(365L * 50)))).isFalse();
        }
    }

    /** Old documentation shows "bearer", and 723 or 521 seconds left of a token that is handed out again. */
    @Test
    void aTokenThatIsHandedOutAgainLivesAsLongAsItSays() throws IOException {
        try (MockWebServer server =
                answering("{\"token_type\":\"bearer\",\"expires_in\":521,\"refresh_token\":\"rt-1\","
                        + "\"access_token\":\"at-1\",\"scope\":\"default\"}")) {
            Token again = at(server).password("admin", Secret.of("admin"));

            assertThat(again.type()).isEqualTo("Bearer");
            assertThat(again.expiry().at()).contains(NOW.plusSeconds(521));
            assertThat(again.scopes()).containsExactly("default");
        }
    }

    @Test
    void aServerThatIsSetToKeepRefreshTokensMayLeaveThemOut() throws IOException {
        try (MockWebServer server = answering("{\"access_token\":\"at-2\",\"expires_in\":3600}")) {
            assertThat(at(server).refresh(token).refreshToken()).isEqualTo(Secret.of("rt-1"));
        }
    }

    @Test
    void theIdTokenIsKept() throws IOException {
        try (MockWebServer server =
                answering("{\"access_token\":\"at-1\",\"id_token\":\"eyJ.x.y\",\"scope\":\"openid\"}")) {
            Token signedIn = at(server).password("admin", Secret.of("admin"), "openid");

            assertThat(signedIn.extra("id_token")).contains("eyJ.x.y");
            assertThat(signedIn.toString()).doesNotContain("eyJ.x.y");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://wso2.example:8280",
                "wso2.example",
                "https://",
                "http://10.0.0.1:8280",
                "https://wso2.example?a=b"
            })
    void addressesMustBeSecure(String address) {
        assertThatThrownBy(() -> Wso2Config.atGateway(address, KEY, SECRET))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Wso2Config.atServer(address, KEY, SECRET))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SERVER.withGateway(address)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingPrintsTheSecrets() {
        List<String> shown = List.of(
                SERVER.toString(),
                CurlCommand.of(wso2.requests().password("admin", Secret.of("s3cret-pw"), List.of()))
                        .toString(),
                CurlCommand.of(wso2.kerberosRequest("EXAMPLE.COM", Secret.of("s3cret-ticket")))
                        .toString(),
                CurlCommand.of(wso2.ntlmRequest(Secret.of("s3cret-ntlm"))).toString(),
                CurlCommand.of(wso2.apiRequest(Token.of(Secret.of("s3cret-token")), "GET", "/x"))
                        .toString());

        assertThat(shown)
                .noneMatch(text -> text.contains("s3cret") || text.contains(SECRET.reveal()))
                .noneMatch(text -> text.contains(BASIC.substring("Basic ".length())));
    }

    @Test
    void anyOtherGrantIsOneLine() {
        assertThat(Wire.shown(wso2.requests().token(Parameters.of("grant_type", "application_token"))))
                .isEqualTo(SERVER_TOKEN + "grant_type=application_token");
    }

    private static Wso2 at(MockWebServer server) {
        return new Wso2(
                Wso2Config.atServer(server.url("/").toString(), KEY, SECRET),
                JdkTransport.create(),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static MockWebServer answering(String json) throws IOException {
        MockWebServer server = new MockWebServer();
        server.start();
        server.enqueue(new MockResponse.Builder()
                .setHeader("Content-Type", "application/json")
                .body(json)
                .build());
        return server;
    }
}
