package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.basic;
import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static dev.tokentrail.mock.Wso2Fixture.CALLBACK;
import static dev.tokentrail.mock.Wso2Fixture.CLIENT;
import static dev.tokentrail.mock.Wso2Fixture.KEY;
import static dev.tokentrail.mock.Wso2Fixture.OTHER;
import static dev.tokentrail.mock.Wso2Fixture.URN;
import static dev.tokentrail.mock.Wso2Fixture.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Authorization requests, codes and client authentication at the default version, 3.2. */
class Wso2AuthorizationTest {

    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @RegisterExtension
    private static final RunningEmulator emulator = Wso2Fixture.defaultVersion();

    private static final MockAuthServer mock = emulator.mock();
    private static final Wso2Fixture wso2 = new Wso2Fixture(mock);

    @Test
    void a_code_is_single_use_and_its_replay_revokes_what_it_gave() {
        String code = wso2.code();
        Reply token = wso2.redeem(code);
        assertThat(token.json()).containsEntry("scope", "PRODUCTION").containsKey("refresh_token");
        assertThat(wso2.menu(token.text("access_token")).status()).isEqualTo(200);
        assertError(wso2.redeem(code), 400, "invalid_grant", "Inactive authorization code received from token request");
        assertThat(wso2.menu(token.text("access_token")).status()).isEqualTo(401);
        assertError(wso2.refresh(token.text("refresh_token")), 400, "invalid_grant", "Invalid refresh token state");
    }

    @Test
    void a_code_is_bound_to_client_redirect_uri_and_time() {
        String code = wso2.code();
        String invalid = "Invalid authorization code received from token request";
        assertError(
                wso2.tokenBy(OTHER, "grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK),
                400,
                "invalid_grant",
                invalid);
        assertError(wso2.redeem("made-up"), 400, "invalid_grant", invalid);
        assertError(
                wso2.token("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK + "/"),
                400,
                "invalid_grant",
                "Callback url mismatch");
        assertError(
                wso2.token("grant_type", "authorization_code", "code", code),
                400,
                "invalid_request",
                "Missing parameters: redirect_uri");
        mock.clock().advance(Duration.ofSeconds(300));
        assertError(
                wso2.redeem(code),
                400,
                "invalid_grant",
                "Expired or Revoked authorization code received from token request");
    }

    @Test
    void pkce_is_checked_and_plain_needs_permission() {
        String code = wso2.authorize(Map.of("code_challenge", CHALLENGE, "code_challenge_method", "S256"))
                .redirected("code");
        assertError(
                wso2.redeem(code),
                400,
                "invalid_grant",
                "Empty PKCE code_verifier sent. This authorization code requires a PKCE verification to obtain an access token.");
        assertError(
                wso2.token(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        CALLBACK,
                        "code_verifier",
                        CHALLENGE),
                400,
                "invalid_grant",
                "PKCE validation failed");
        assertThat(wso2.token(
                                "grant_type",
                                "authorization_code",
                                "code",
                                code,
                                "redirect_uri",
                                CALLBACK,
                                "code_verifier",
                                VERIFIER)
                        .status())
                .isEqualTo(200);
        assertError(
                wso2.token(
                        "grant_type",
                        "authorization_code",
                        "code",
                        wso2.code(),
                        "redirect_uri",
                        CALLBACK,
                        "code_verifier",
                        VERIFIER),
                400,
                "invalid_grant",
                "PKCE validation failed");
        assertThat(wso2.authorize(Map.of("code_challenge", VERIFIER)).redirected("error"))
                .isEqualTo("invalid_request");
        assertThat(wso2.authorize(Map.of("client_id", "otherConsumerKey")).redirected("error"))
                .isEqualTo("invalid_request");
        String plain = wso2.authorize(Map.of("client_id", "otherConsumerKey", "code_challenge", VERIFIER))
                .redirected("code");
        assertThat(wso2.tokenBy(
                                OTHER,
                                "grant_type",
                                "authorization_code",
                                "code",
                                plain,
                                "redirect_uri",
                                CALLBACK,
                                "code_verifier",
                                VERIFIER)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_bad_client_or_callback_ends_at_the_servers_own_error_page() {
        for (Map<String, String> wrong : java.util.List.of(
                Map.of("client_id", "<nobody>"),
                Map.of("redirect_uri", "https://evil.example/"),
                Map.of("redirect_uri", ""))) {
            Reply reply = wso2.authorize(wrong);
            assertThat(reply.status()).isEqualTo(302);
            assertThat(reply.header("Location"))
                    .startsWith(mock.wso2().uri() + "/authenticationendpoint/oauth2_error.do?oauthErrorCode=");
        }
        Reply page = get(
                mock.wso2().uri("/authenticationendpoint/oauth2_error.do?oauthErrorCode=x&oauthErrorMsg=%3Cscript%3E"));
        assertThat(page.body()).contains("&lt;script&gt;").doesNotContain("<script>");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'; style-src 'sha256-");
    }

    @ParameterizedTest
    @CsvSource({
        "token, unauthorized_client, #",
        "id_token token, unauthorized_client, #",
        "'', invalid_request, ?",
        "device, unsupported_response_type, ?"
    })
    void implicit_and_other_response_types_are_refused(String responseType, String error, String separator) {
        Reply reply = wso2.authorize(Map.of("response_type", responseType));
        assertThat(reply.header("Location"))
                .startsWith(CALLBACK + separator + "error=" + error)
                .endsWith("&state=s1");
        assertThat(reply.header("Location")).doesNotContain("access_token");
    }

    @Test
    void a_denied_consent_comes_back_as_access_denied() {
        mock.wso2().denyNext();
        assertThat(wso2.authorize(Map.of()).header("Location")).isEqualTo(CALLBACK + "?error=access_denied&state=s1");
    }

    @Test
    void requests_are_checked_before_the_grant() {
        assertError(wso2.token(), 400, "invalid_request", "Missing grant_type parameter value");
        assertError(wso2.token("grant_type", "made_up"), 400, "invalid_request", "Unsupported grant_type value");
        assertError(
                wso2.token("grant_type", URN + "device_code", "device_code", "x"),
                400,
                "invalid_request",
                "Unsupported grant_type value");
        assertError(
                wso2.tokenBy(OTHER, "grant_type", "password", "username", "admin", "password", "admin"),
                400,
                "unauthorized_client",
                "The authenticated client is not authorized to use this authorization grant type");
        assertError(
                wso2.token("grant_type", "password", "grant_type", "password"),
                400,
                "invalid_request",
                "Invalid request with repeated parameters.");
        Reply json =
                postJson(mock.wso2().uri("/token"), "{\"grant_type\":\"client_credentials\"}", "Authorization", CLIENT);
        assertThat(json.status()).isEqualTo(415);
        Reply get = get(mock.wso2().uri("/token"));
        assertThat(get.status()).isEqualTo(405);
        assertThat(get.header("Allow")).isEqualTo("OPTIONS, POST");
    }

    @Test
    void the_realm_is_the_host_called_even_if_it_has_an_underscore() throws java.io.IOException {
        try (java.net.Socket socket = new java.net.Socket("127.0.0.1", mock.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(
                            ("POST /wso2/token HTTP/1.1\r\nHost: mock_server:8243\r\nConnection: close\r\nContent-Length: 0\r\n"
                                            + "Content-Type: application/x-www-form-urlencoded\r\n\r\n")
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII))
                    .contains("WWW-Authenticate: Basic realm=mock_server\r\n");
        }
    }

    @Test
    void clients_authenticate_by_basic_or_in_the_body() {
        URI uri = mock.wso2().uri("/token");
        String grant = form("grant_type", "client_credentials");
        String body = grant + "&client_id=" + KEY + "&client_secret=ksdSdoefDDP7wpaElfqvmjDue";
        assertThat(postForm(uri, body).status()).isEqualTo(200);
        assertError(
                postForm(uri, body, "Authorization", CLIENT),
                400,
                "invalid_request",
                "The client MUST NOT use more than one authentication method in each");
        assertError(postForm(uri, grant), 401, "invalid_client", "Client Authentication failed.");
        assertError(
                postForm(uri, grant, "Authorization", basic(KEY, "wrong")),
                401,
                "invalid_client",
                "Client Authentication failed.");
        assertError(
                postForm(uri, grant, "Authorization", "Basic x"),
                401,
                "invalid_client",
                "Client Authentication failed.");
        assertError(
                postForm(uri, grant, "Authorization", basic("<b>", "x")),
                401,
                "invalid_client",
                "A valid OAuth client could not be found for client_id: &lt;b&gt;");
        assertError(
                postForm(uri, body.replace("&client_secret=ksdSdoefDDP7wpaElfqvmjDue", "")),
                401,
                "invalid_client",
                "Client Authentication failed.");
    }
}
