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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the default version, 3.2, which has both generations of paths. */
class Wso2Test {

    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static Wso2Fixture wso2;
    private static MockAuthServer mock;

    @BeforeAll
    static void start() {
        wso2 = new Wso2Fixture("3.2");
        mock = wso2.mock;
    }

    @AfterAll
    static void stop() {
        wso2.close();
    }

    @BeforeEach
    void reset() {
        mock.reset();
        mock.clock().freeze();
    }

    @Test
    void the_same_token_comes_again_with_the_seconds_that_remain() {
        Reply first = wso2.password("PRODUCTION");
        assertThat(first.json())
                .containsEntry("expires_in", 3600)
                .containsEntry("token_type", "Bearer")
                .containsEntry("scope", "PRODUCTION");
        assertThat(first.text("access_token"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-3[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        mock.clock().advance(Duration.ofSeconds(2877));
        Reply again = wso2.password("PRODUCTION");
        assertThat(again.text("access_token")).isEqualTo(first.text("access_token"));
        assertThat(again.text("refresh_token")).isEqualTo(first.text("refresh_token"));
        assertThat(again.json()).containsEntry("expires_in", 723);
        mock.clock().advance(Duration.ofSeconds(722));
        assertThat(wso2.password("PRODUCTION").json()).containsEntry("expires_in", 1);
        mock.clock().advance(Duration.ofSeconds(1));
        Reply fresh = wso2.password("PRODUCTION");
        assertThat(fresh.text("access_token")).isNotEqualTo(first.text("access_token"));
        assertThat(fresh.text("refresh_token")).isNotEqualTo(first.text("refresh_token"));
    }

    @Test
    void another_scope_user_or_device_gets_another_token_and_the_order_of_scopes_does_not_matter() {
        String one = wso2.password("PRODUCTION pizza.order").text("access_token");
        assertThat(wso2.password("pizza.order PRODUCTION").text("access_token")).isEqualTo(one);
        assertThat(wso2.password("PRODUCTION").text("access_token")).isNotEqualTo(one);
        Reply phone = wso2.password("device_phone");
        Reply laptop = wso2.password("device_laptop");
        assertThat(phone.text("scope")).isEqualTo("device_phone");
        assertThat(phone.text("access_token")).isNotEqualTo(laptop.text("access_token"));
        assertThat(wso2.token("grant_type", "password", "username", "guest", "password", "guest")
                        .text("access_token"))
                .isNotEqualTo(wso2.password(null).text("access_token"));
    }

    @Test
    void scopes_the_user_lacks_are_dropped_without_a_word() {
        assertThat(wso2.password(null).text("scope")).isEqualTo("default");
        assertThat(wso2.password("admin.all").text("scope")).isEqualTo("default");
        assertThat(wso2.password("admin.all PRODUCTION").text("scope")).isEqualTo("PRODUCTION");
        assertThat(wso2.token("grant_type", "password", "username", "guest", "password", "guest", "scope", "PRODUCTION")
                        .text("scope"))
                .isEqualTo("default");
    }

    @Test
    void a_scope_too_long_to_be_kept_is_refused() {
        assertError(wso2.password("device_" + "x".repeat(5000)), 400, "invalid_scope", "Invalid Scope!");
        assertThat(get(mock.wso2().uri("/authorize?client_id=" + KEY + "&nonce=" + "x".repeat(5000)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void users_are_known_with_and_without_their_tenant() {
        assertThat(wso2.token("grant_type", "password", "username", "admin@carbon.super", "password", "admin")
                        .status())
                .isEqualTo(200);
        assertError(
                wso2.token("grant_type", "password", "username", "admin", "password", "x"),
                400,
                "invalid_grant",
                "Authentication failed for admin");
        assertError(
                wso2.token("grant_type", "password"), 400, "invalid_request", "Missing parameters: username password");
    }

    @Test
    void client_credentials_have_no_refresh_token_and_a_validity_period() {
        Reply token = wso2.token("grant_type", "client_credentials", "validity_period", "120");
        assertThat(token.json().keySet()).containsExactly("access_token", "scope", "token_type", "expires_in");
        assertThat(token.json())
                .containsEntry("expires_in", 120)
                .containsEntry("scope", "am_application_scope default");
        assertThat(wso2.token("grant_type", "client_credentials").text("access_token"))
                .isEqualTo(token.text("access_token"));
        mock.clock().advance(Duration.ofSeconds(120));
        assertThat(wso2.menu(token.text("access_token")).status()).isEqualTo(401);
        assertThat(wso2.token("grant_type", "client_credentials", "scope", "device_1")
                        .text("scope"))
                .isEqualTo("am_application_scope device_1");
        assertError(
                wso2.token("grant_type", "client_credentials", "validity_period", "soon"),
                400,
                "invalid_request",
                "Invalid validity_period");
    }

    @Test
    void a_negative_validity_period_never_ends() {
        Reply token = wso2.token("grant_type", "client_credentials", "validity_period", "-1");
        assertThat(token.json()).containsEntry("expires_in", 9223372036854775L);
        mock.clock().advance(Duration.ofDays(10_000));
        assertThat(wso2.menu(token.text("access_token")).status()).isEqualTo(200);
        assertThat(wso2.token("grant_type", "client_credentials").text("access_token"))
                .isEqualTo(token.text("access_token"));
    }

    @Test
    void a_refresh_rotates_and_only_the_newest_token_works() {
        Reply first = wso2.password(null);
        Reply second = wso2.refresh(first.text("refresh_token"));
        assertThat(second.json()).containsEntry("expires_in", 3600);
        assertThat(second.text("refresh_token")).isNotEqualTo(first.text("refresh_token"));
        assertThat(wso2.menu(first.text("access_token")).status()).isEqualTo(401);
        assertThat(wso2.menu(second.text("access_token")).status()).isEqualTo(200);
        assertError(
                wso2.refresh(first.text("refresh_token")),
                400,
                "invalid_grant",
                "Invalid refresh token value in the request");
        assertThat(wso2.password(null).text("access_token")).isEqualTo(second.text("access_token"));
    }

    @Test
    void refresh_tokens_are_checked_for_owner_time_and_scope() {
        String refresh = wso2.password("PRODUCTION pizza.order").text("refresh_token");
        assertError(wso2.refresh("made-up"), 400, "invalid_grant", "Persisted access token data not found");
        assertError(
                wso2.tokenBy(OTHER, "grant_type", "refresh_token", "refresh_token", refresh),
                400,
                "invalid_grant",
                "Persisted access token data not found");
        assertError(
                wso2.token("grant_type", "refresh_token"), 400, "invalid_request", "Missing parameters: refresh_token");
        assertError(
                wso2.token("grant_type", "refresh_token", "refresh_token", refresh, "scope", "PRODUCTION admin.all"),
                400,
                "invalid_scope",
                "Invalid Scope!");
        Reply narrowed = wso2.token("grant_type", "refresh_token", "refresh_token", refresh, "scope", "PRODUCTION");
        assertThat(narrowed.text("scope")).isEqualTo("PRODUCTION");
        mock.clock().advance(Duration.ofSeconds(86_400));
        assertError(wso2.refresh(narrowed.text("refresh_token")), 400, "invalid_grant", "Refresh token is expired.");
    }

    @Test
    void without_renewal_the_refresh_token_stays_with_its_own_end() {
        try (Wso2Fixture kept = Wso2Fixture.configured("\"renewRefreshToken\":false")) {
            kept.mock.clock().freeze();
            String refresh = kept.password(null).text("refresh_token");
            kept.mock.clock().advance(Duration.ofHours(23));
            assertThat(kept.refresh(refresh).text("refresh_token")).isEqualTo(refresh);
            kept.mock.clock().advance(Duration.ofHours(1));
            assertThat(kept.refresh(refresh).json()).containsEntry("error", "invalid_grant");
        }
    }

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
        assertThat(page.header("Content-Security-Policy")).isEqualTo("default-src 'none'");
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

    @Test
    void assertions_of_the_identity_provider_are_verified() {
        String jwt = mock.jwtAssertion("admin");
        Reply token = wso2.token("grant_type", URN + "jwt-bearer", "assertion", jwt);
        assertThat(token.json()).containsKeys("access_token", "refresh_token");
        String[] parts = jwt.split("\\.");
        String tampered = parts[0] + "." + parts[1] + "." + new StringBuilder(parts[2]).reverse();
        assertError(
                wso2.token("grant_type", URN + "jwt-bearer", "assertion", tampered),
                400,
                "invalid_grant",
                "Signature or Message Authentication invalid.");
        assertThat(wso2.token("grant_type", URN + "jwt-bearer", "assertion", "a.b.c")
                        .status())
                .isEqualTo(400);
        assertThat(wso2.token("grant_type", URN + "jwt-bearer", "assertion", mock.jwtAssertion("nobody"))
                        .status())
                .isEqualTo(400);
        String none = java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "." + parts[1] + ".";
        assertThat(wso2.token("grant_type", URN + "jwt-bearer", "assertion", none)
                        .text("error_description"))
                .contains("Signature or Message Authentication invalid");
        mock.clock().advance(Duration.ofMinutes(5));
        assertError(
                wso2.token("grant_type", URN + "jwt-bearer", "assertion", jwt),
                400,
                "invalid_grant",
                "JSON Web Token is expired.");
        try (MockAuthServer elsewhere = MockAuthServer.create()
                .configure("{\"wso2\":{\"identityProvider\":\"https://other.example\"}}")
                .start()) {
            assertThat(wso2.token("grant_type", URN + "jwt-bearer", "assertion", elsewhere.jwtAssertion("admin"))
                            .text("error_description"))
                    .contains("No Registered IDP found");
        }
    }

    @Test
    void a_jwt_for_another_audience_is_refused() {
        try (MockAuthServer elsewhere = MockAuthServer.start()) {
            assertThat(wso2.token("grant_type", URN + "jwt-bearer", "assertion", elsewhere.jwtAssertion("admin"))
                            .status())
                    .isEqualTo(400);
            assertThat(wso2.token("grant_type", URN + "saml2-bearer", "assertion", elsewhere.saml2Assertion("admin"))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void saml2_assertions_are_verified_signature_and_all() {
        String saml2 = mock.saml2Assertion("admin");
        assertThat(wso2.token("grant_type", URN + "saml2-bearer", "assertion", saml2)
                        .json())
                .containsKeys("access_token", "refresh_token");
        String xml =
                new String(java.util.Base64.getUrlDecoder().decode(saml2), java.nio.charset.StandardCharsets.UTF_8);
        String refused = "Provided Authorization Grant is invalid";
        for (String forged : new String[] {
            xml.replace(">admin<", ">guest<"),
            xml.replaceFirst("(?s)<Signature.*?</Signature>", ""),
            "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + xml.replace("admin", "&e;"),
            "<a/>",
            "not xml"
        }) {
            assertThat(forged).isNotEqualTo(xml);
            String encoded = java.util.Base64.getUrlEncoder()
                    .encodeToString(forged.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertError(
                    wso2.token("grant_type", URN + "saml2-bearer", "assertion", encoded),
                    400,
                    "invalid_grant",
                    refused);
        }
        assertError(wso2.token("grant_type", URN + "saml2-bearer", "assertion", "%%%"), 400, "invalid_grant", refused);
        mock.clock().advance(Duration.ofMinutes(5));
        assertError(wso2.token("grant_type", URN + "saml2-bearer", "assertion", saml2), 400, "invalid_grant", refused);
    }

    @Test
    void ntlm_and_kerberos_take_their_parameters() {
        assertThat(wso2.token("grant_type", "iwa:ntlm", "windows_token", "ntlm-demo-token")
                        .status())
                .isEqualTo(200);
        assertThat(wso2.token("grant_type", "iwa:ntlm", "windows_token", "x").status())
                .isEqualTo(400);
        assertError(wso2.token("grant_type", "iwa:ntlm"), 400, "invalid_request", "Missing parameters: windows_token");
        assertThat(wso2.token(
                                "grant_type",
                                "kerberos",
                                "kerberos_realm",
                                "EXAMPLE.COM",
                                "kerberos_token",
                                "kerberos-demo-token")
                        .status())
                .isEqualTo(200);
        assertThat(wso2.token(
                                "grant_type",
                                "kerberos",
                                "kerberos_realm",
                                "OTHER",
                                "kerberos_token",
                                "kerberos-demo-token")
                        .status())
                .isEqualTo(400);
        assertError(
                wso2.token("grant_type", "kerberos", "kerberos_realm", "EXAMPLE.COM"),
                400,
                "invalid_request",
                "Missing parameters: kerberos_token");
    }

    @Test
    void revoking_either_token_ends_the_pair_and_says_so_in_headers() {
        for (String half : new String[] {"access_token", "refresh_token"}) {
            Reply token = wso2.password(null);
            Reply revoked =
                    postForm(mock.wso2().uri("/revoke"), form("token", token.text(half)), "Authorization", CLIENT);
            assertThat(revoked.status()).isEqualTo(200);
            assertThat(revoked.body()).isEmpty();
            assertThat(revoked.header("Content-Type")).isEqualTo("text/html");
            assertThat(revoked.header("RevokedAccessToken")).isEqualTo(token.text("access_token"));
            assertThat(revoked.header("RevokedRefreshToken")).isEqualTo(token.text("refresh_token"));
            assertThat(revoked.header("AuthorizedUser")).isEqualTo("admin@carbon.super");
            assertThat(wso2.introspect(token.text("access_token")).body()).isEqualTo("{\"active\":false}");
            assertError(wso2.refresh(token.text("refresh_token")), 400, "invalid_grant", "Invalid refresh token state");
            assertThat(wso2.password(null).text("access_token")).isNotEqualTo(token.text("access_token"));
        }
    }

    @Test
    void revocation_refuses_as_documented() {
        URI uri = mock.wso2().uri("/oauth2/revoke");
        assertError(postForm(uri, "", "Authorization", CLIENT), 400, "invalid_request", "Invalid revocation request");
        assertError(
                postForm(uri, form("token", "x"), "Authorization", basic(KEY, "x")),
                401,
                "invalid_client",
                "Client Authentication failed.");
        assertError(
                postForm(uri, form("token", wso2.password(null).text("access_token")), "Authorization", OTHER),
                401,
                "unauthorized_client",
                "Client Authentication failed.");
        Reply unknown = postForm(uri, form("token", "x", "callback", "done"), "Authorization", CLIENT);
        assertThat(unknown.status()).isEqualTo(200);
        assertThat(unknown.body()).isEqualTo("done();");
        assertThat(unknown.header("RevokedAccessToken")).isEmpty();
        assertThat(postForm(uri, form("token", "x", "callback", "alert(1)//"), "Authorization", CLIENT)
                        .body())
                .isEmpty();
    }

    @Test
    void introspection_shows_what_is_active() {
        Reply token = wso2.password("PRODUCTION");
        Map<String, Object> active = wso2.introspect(token.text("access_token")).json();
        long now = mock.clock().instant().getEpochSecond();
        assertThat(active)
                .containsEntry("active", true)
                .containsEntry("scope", "PRODUCTION")
                .containsEntry("client_id", KEY)
                .containsEntry("username", "admin@carbon.super")
                .containsEntry("aut", "APPLICATION_USER")
                .containsEntry("exp", (int) now + 3600)
                .containsEntry("iat", (int) now)
                .doesNotContainKey("jti");
        assertThat(wso2.introspect(token.text("refresh_token")).json())
                .containsEntry("active", true)
                .containsEntry("token_type", "Refresh");
        assertThat(wso2.introspect("nonsense").body()).isEqualTo("{\"active\":false}");
        Reply blank = postForm(mock.wso2().uri("/oauth2/introspect"), "", "Authorization", CLIENT);
        assertThat(blank.status()).isEqualTo(400);
        assertThat(blank.body()).isEqualTo("{\"error\":\"Invalid input\"}");
        assertThat(postForm(
                                mock.wso2().uri("/oauth2/introspect"),
                                form("token", token.text("access_token")),
                                "Authorization",
                                basic("admin", "admin"))
                        .json())
                .containsEntry("active", true);
        assertThat(postForm(mock.wso2().uri("/oauth2/introspect"), form("token", "x"))
                        .status())
                .isEqualTo(401);
        mock.clock().advance(Duration.ofHours(1));
        assertThat(wso2.introspect(token.text("access_token")).body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void userinfo_and_id_token_come_with_openid() {
        URI uri = mock.wso2().uri("/userinfo");
        assertError(get(uri), 400, "invalid_request", "Authorization or Content-Type header is missing");
        Reply bad = get(uri, "Authorization", "Bearer x");
        assertThat(bad.status()).isEqualTo(401);
        assertThat(bad.json())
                .containsEntry("error", "invalid_token")
                .containsEntry("error_description", "Access token validation failed");
        assertThat(bad.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        Reply plain = wso2.password(null);
        assertThat(plain.json()).doesNotContainKey("id_token");
        assertThat(get(uri, "Authorization", "Bearer " + plain.text("access_token"))
                        .status())
                .isEqualTo(403);
        Reply token = wso2.password("openid");
        assertThat(get(uri, "Authorization", "Bearer " + token.text("access_token"))
                        .body())
                .isEqualTo("{\"sub\":\"admin@carbon.super\"}");
        Map<String, Object> keys = get(mock.wso2().uri("/oauth2/jwks")).json();
        assertThat(Jwt.verifies(token.text("id_token"), keys)).isTrue();
        String code = wso2.authorize(Map.of("scope", "openid", "nonce", "n-1")).redirected("code");
        assertThat(Jwt.claims(wso2.redeem(code).text("id_token")))
                .containsEntry("nonce", "n-1")
                .containsEntry("azp", KEY);
    }

    @Test
    void the_gateway_answers_with_its_codes() {
        URI menu = mock.wso2().uri("/pizzashack/1.0.0/menu");
        String token = wso2.password(null).text("access_token");
        assertThat(wso2.menu(token).status()).isEqualTo(200);
        Reply missing = get(menu, "Accept", "application/json");
        assertThat(missing.status()).isEqualTo(401);
        assertThat(missing.body()).startsWith("{\"fault\":{\"code\":900902,\"message\":\"Missing Credentials\"");
        assertThat(missing.header("WWW-Authenticate")).startsWith("OAuth2 realm=");
        assertThat(wso2.menu("x", "Accept", "application/json").body())
                .isEqualTo(
                        "{\"fault\":{\"code\":900901,\"message\":\"Invalid Credentials\",\"description\":\"Invalid Credentials. Make sure you have provided the correct security credentials\"}}");
        Reply xml = wso2.menu("x");
        assertThat(xml.header("Content-Type")).isEqualTo("application/xml");
        assertThat(xml.body())
                .startsWith("<ams:fault xmlns:ams=\"http://wso2.org/apimanager/security\"><ams:code>900901</ams:code>");
        assertThat(get(mock.wso2().uri("/pizzashack/1.0.0/nothing"), "Authorization", "Bearer " + token)
                        .body())
                .contains("900906");
        URI order = mock.wso2().uri("/pizzashack/1.0.0/order");
        assertThat(postJson(order, "{}", "Authorization", "Bearer " + token).body())
                .contains("900910");
        assertThat(postJson(
                                order,
                                "{}",
                                "Authorization",
                                "Bearer " + wso2.password("pizza.order").text("access_token"))
                        .status())
                .isEqualTo(201);
        assertThat(postJson(
                                order,
                                "{}",
                                "Authorization",
                                "Bearer "
                                        + wso2.token("grant_type", "client_credentials")
                                                .text("access_token"))
                        .body())
                .contains("900905");
        Reply unsubscribed = wso2.menu(
                wso2.tokenBy(OTHER, "grant_type", "client_credentials").text("access_token"));
        assertThat(unsubscribed.status()).isEqualTo(403);
        assertThat(unsubscribed.body()).contains("900908");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/oauth2"})
    void both_generations_of_paths_answer(String prefix) {
        Reply token = postForm(
                mock.wso2().uri(prefix + "/token"),
                form("grant_type", "password", "username", "admin", "password", "admin"),
                "Authorization",
                CLIENT);
        assertThat(token.status()).isEqualTo(200);
        assertThat(get(mock.wso2()
                                .uri(prefix + "/authorize?client_id=" + KEY
                                        + "&response_type=code&redirect_uri=https%3A%2F%2Fclient.example.com%2Fcb"))
                        .redirected("code"))
                .isNotNull();
        assertThat(postForm(
                                mock.wso2().uri(prefix + "/revoke"),
                                form("token", token.text("access_token")),
                                "Authorization",
                                CLIENT)
                        .status())
                .isEqualTo(200);
        assertThat(get(mock.wso2().uri(prefix + "/userinfo")).status()).isEqualTo(400);
    }
}
