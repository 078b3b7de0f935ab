package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.basic;
import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static dev.tokentrail.mock.Wso2Fixture.CALLBACK;
import static dev.tokentrail.mock.Wso2Fixture.CLIENT;
import static dev.tokentrail.mock.Wso2Fixture.KEY;
import static dev.tokentrail.mock.Wso2Fixture.URN;
import static dev.tokentrail.mock.Wso2Fixture.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What differs from version to version. */
class Wso2VersionsTest {

    private static final String GRANT = form("grant_type", "client_credentials");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.10 | Client Authentication failed. | Client Authentication failed.",
                "2.0 | Client Authentication failed. | Client Authentication failed.",
                "2.1 | Client Authentication failed. | Client Authentication failed.",
                "2.6 | Client Authentication failed. | A valid OAuth client could not be found for client_id: <b>",
                "3.0 | Client Authentication failed. | A valid OAuth client could not be found for client_id: &lt;b&gt;",
                "3.2 | Client Authentication failed. | A valid OAuth client could not be found for client_id: &lt;b&gt;",
                "4.0 | Client Authentication failed. | A valid OAuth client could not be found for client_id: &lt;b&gt;",
                "4.2 | Client credentials are invalid. | A valid OAuth client could not be found for client_id: &lt;b&gt;",
                "4.5 | Client credentials are invalid. | A valid OAuth client could not be found for client_id: &lt;b&gt;",
                "4.7 | Client credentials are invalid. | Client credentials are invalid."
            })
    void wrong_secrets_and_unknown_clients(String version, String wrongSecret, String unknownClient) {
        try (Wso2Fixture wso2 = new Wso2Fixture(version)) {
            URI uri = wso2.mock.wso2().uri("/oauth2/token");
            assertError(postForm(uri, GRANT, "Authorization", basic(KEY, "x")), 401, "invalid_client", wrongSecret);
            assertError(postForm(uri, GRANT, "Authorization", basic("<b>", "x")), 401, "invalid_client", unknownClient);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2.0 | 400 | invalid_request | Missing parameters: client_id | Multiple Client Authentication Methods used | unsupported_grant_type",
                "2.6 | 401 | invalid_client | Client Authentication failed. | The client MUST NOT use more than one authentication method in each | unsupported_grant_type",
                "3.0 | 401 | invalid_client | Client Authentication failed. | The client MUST NOT use more than one authentication method in each | unsupported_grant_type",
                "3.2 | 401 | invalid_client | Client Authentication failed. | The client MUST NOT use more than one authentication method in each | invalid_request",
                "4.2 | 401 | invalid_client | Unsupported Client Authentication Method! | The client MUST NOT use more than one authentication method in each | invalid_request"
            })
    void no_client_two_clients_and_unknown_grants(
            String version, int status, String error, String none, String two, String unknownGrant) {
        try (Wso2Fixture wso2 = new Wso2Fixture(version)) {
            URI uri = wso2.mock.wso2().uri("/oauth2/token");
            assertError(postForm(uri, GRANT), status, error, none);
            assertError(
                    postForm(uri, GRANT + "&client_id=a&client_secret=b", "Authorization", CLIENT),
                    400,
                    "invalid_request",
                    two);
            assertError(wso2.token("grant_type", "x"), 400, unknownGrant, "Unsupported grant_type value");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2.0 | Authentication failed for nobody@carbon.super | invalid_request | 84600",
                "2.1 | Authentication failed for nobody | invalid_request | 84600",
                "2.6 | Authentication failed for nobody | invalid_grant | 84600",
                "3.2 | Authentication failed for nobody | invalid_grant | 86400"
            })
    void wrong_passwords_and_expired_refresh_tokens(String version, String failed, String expired, int seconds) {
        try (Wso2Fixture wso2 = new Wso2Fixture(version)) {
            wso2.mock.clock().freeze();
            assertError(
                    wso2.token("grant_type", "password", "username", "nobody", "password", "x"),
                    400,
                    "invalid_grant",
                    failed);
            String refresh = wso2.password(null).text("refresh_token");
            wso2.mock.clock().advance(Duration.ofSeconds(seconds - 1));
            wso2.mock.clock().advance(Duration.ofSeconds(1));
            assertError(wso2.refresh(refresh), 400, expired, "Refresh token is expired.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "2.1"})
    void library_5_is_generic_about_codes_and_refresh_tokens(String version) {
        try (Wso2Fixture wso2 = new Wso2Fixture(version)) {
            String generic = "Provided Authorization Grant is invalid";
            assertError(wso2.redeem("made-up"), 400, "invalid_grant", generic);
            assertError(wso2.refresh("made-up"), 400, "invalid_grant", generic);
            String code = wso2.code();
            assertError(
                    wso2.token("grant_type", "authorization_code", "code", code, "redirect_uri", "http://localhost/"),
                    400,
                    "invalid_grant",
                    generic);
            Reply token = wso2.redeem(code);
            assertError(wso2.redeem(code), 400, "invalid_grant", generic);
            assertThat(wso2.menu(token.text("access_token")).status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({"2.0, true", "2.1, true", "2.6, false", "3.2, false"})
    void library_5_keeps_the_refresh_token_when_only_the_access_token_ran_out(String version, boolean kept) {
        try (Wso2Fixture wso2 = new Wso2Fixture(version)) {
            Reply first = wso2.password(null);
            wso2.mock.clock().advance(Duration.ofHours(1));
            Reply second = wso2.password(null);
            assertThat(second.text("access_token")).isNotEqualTo(first.text("access_token"));
            assertThat(second.text("refresh_token").equals(first.text("refresh_token")))
                    .isEqualTo(kept);
            assertThat(wso2.refresh(second.text("refresh_token")).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2.0, true, false, false",
        "2.1, true, true, false",
        "3.2, true, true, false",
        "4.0, false, true, true",
        "4.7, false, true, true"
    })
    void paths_come_and_go(String version, boolean gateway, boolean introspection, boolean device) {
        try (Wso2Fixture wso2 = new Wso2Fixture(version)) {
            MockService service = wso2.mock.wso2();
            assertThat(postForm(service.uri("/token"), GRANT, "Authorization", CLIENT)
                            .status())
                    .isEqualTo(gateway ? 200 : 404);
            assertThat(wso2.introspect("x").status()).isEqualTo(introspection ? 200 : 404);
            assertThat(postForm(service.uri("/oauth2/device_authorize"), form("client_id", KEY))
                            .status())
                    .isEqualTo(device ? 200 : 404);
        }
    }

    @Test
    void version_2_0_had_its_own_revocation_and_userinfo_statuses() {
        try (Wso2Fixture wso2 = new Wso2Fixture("2.0")) {
            URI revoke = wso2.mock.wso2().uri("/revoke");
            assertThat(postForm(revoke, form("token", "unknown")).status()).isEqualTo(200);
            assertError(
                    postForm(
                            revoke,
                            form("token", wso2.password(null).text("access_token")),
                            "Authorization",
                            basic(KEY, "x")),
                    401,
                    "unauthorized_client",
                    "Client Authentication failed.");
            assertThat(get(wso2.mock.wso2().uri("/userinfo"), "Authorization", "Bearer x")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void jwt_applications_get_a_new_jwt_each_time() {
        try (Wso2Fixture wso2 = new Wso2Fixture("4.2")) {
            wso2.mock.clock().freeze();
            Reply first = wso2.password("openid");
            Reply second = wso2.password("openid");
            assertThat(first.text("access_token")).isNotEqualTo(second.text("access_token"));
            Map<String, Object> claims = Jwt.claims(first.text("access_token"));
            assertThat(Jwt.verifies(
                            first.text("access_token"),
                            get(wso2.mock.wso2().uri("/oauth2/jwks")).json()))
                    .isTrue();
            assertThat(claims)
                    .containsEntry("sub", "admin@carbon.super")
                    .containsEntry("aut", "APPLICATION_USER")
                    .containsEntry("azp", KEY)
                    .containsEntry("client_id", KEY)
                    .containsEntry("scope", "openid")
                    .containsEntry("iss", wso2.mock.wso2().uri("/oauth2/token").toString());
            assertThat(Jwt.seconds(claims, "exp"))
                    .isEqualTo(wso2.mock.clock().instant().getEpochSecond() + 3600);
            assertThat(first.json()).containsEntry("expires_in", 3600);
            assertThat(wso2.menu(first.text("access_token")).status()).isEqualTo(200);
            assertThat(wso2.introspect(first.text("access_token")).json()).containsEntry("jti", claims.get("jti"));
            assertThat(wso2.refresh(first.text("refresh_token")).json())
                    .containsEntry("error_description", "Invalid refresh token value in the request");
            assertThat(wso2.refresh(second.text("refresh_token")).status()).isEqualTo(200);
        }
    }

    @Test
    void a_jwt_application_of_3_has_the_gateways_claims() {
        try (Wso2Fixture wso2 = Wso2Fixture.configured(
                "\"version\":\"3.0\",\"applications\":[{\"key\":\"k\",\"secret\":\"s\",\"jwt\":true}]")) {
            Reply token = wso2.tokenBy(basic("k", "s"), "grant_type", "client_credentials");
            assertThat(Jwt.claims(token.text("access_token")))
                    .containsEntry("aud", "http://org.wso2.apimgt/gateway")
                    .containsEntry("keytype", "PRODUCTION")
                    .containsEntry("consumerKey", "k")
                    .containsEntry("scope", "am_application_scope default");
            assertThat(Jwt.header(token.text("access_token"))).contains("\"x5t\":");
        }
    }

    @Test
    void the_4_x_gateway_answers_flat_json_with_text_codes() {
        try (Wso2Fixture wso2 = new Wso2Fixture("4.2")) {
            Reply reply = wso2.menu("x");
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.body())
                    .startsWith("{\"code\":\"900901\",\"message\":\"Invalid Credentials\",\"description\":");
        }
    }

    @Test
    void version_4_2_reads_json_and_refuses_secrets_in_the_url() {
        try (Wso2Fixture wso2 = new Wso2Fixture("4.2")) {
            URI uri = wso2.mock.wso2().uri("/oauth2/token");
            assertThat(postJson(uri, "{\"grant_type\":\"client_credentials\"}", "Authorization", CLIENT)
                            .status())
                    .isEqualTo(200);
            assertError(
                    postForm(URI.create(uri + "?password=x"), GRANT, "Authorization", CLIENT),
                    400,
                    "invalid_request",
                    "Invalid request with sensitive data in the URL.");
            assertThat(postForm(URI.create(uri + "?tenantDomain=carbon.super"), GRANT, "Authorization", CLIENT)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void version_4_2_says_who_denied_and_4_7_revokes_without_the_tokens() {
        try (Wso2Fixture wso2 = new Wso2Fixture("4.7")) {
            wso2.mock.wso2().denyNext();
            assertThat(wso2.authorize(Map.of()).header("Location"))
                    .isEqualTo(
                            CALLBACK + "?error=access_denied&error_description=User%20denied%20the%20consent&state=s1");
            Reply token = wso2.password(null);
            assertThat(Jwt.header(token.text("access_token"))).contains("\"typ\":\"at+jwt\"");
            Reply revoked = postForm(
                    wso2.mock.wso2().uri("/oauth2/revoke"),
                    form("token", token.text("access_token")),
                    "Authorization",
                    CLIENT);
            assertThat(revoked.header("RevokedAccessToken")).isEmpty();
            assertThat(revoked.header("AuthorizedUser")).isEqualTo("admin@carbon.super");
            assertThat(revoked.header("Content-Type")).isEqualTo("application/json");
            assertThat(wso2.menu(token.text("access_token")).status()).isEqualTo(401);
        }
    }

    @Test
    void a_device_waits_for_its_person_and_slows_down() {
        try (Wso2Fixture wso2 = new Wso2Fixture("4.2")) {
            wso2.mock.clock().freeze();
            Reply device = postForm(
                    wso2.mock.wso2().uri("/oauth2/device_authorize"), form("client_id", KEY, "scope", "PRODUCTION"));
            assertThat(device.json()).containsEntry("interval", 5).containsEntry("expires_in", 600);
            String[] poll = {"grant_type", URN + "device_code", "device_code", device.text("device_code")};
            assertThat(wso2.token(poll).text("error")).isEqualTo("authorization_pending");
            assertThat(wso2.token(poll).text("error")).isEqualTo("slow_down");
            wso2.mock.clock().advance(Duration.ofSeconds(9));
            assertThat(wso2.token(poll).text("error")).isEqualTo("slow_down");
            assertThat(get(URI.create(device.text("verification_uri_complete"))).body())
                    .contains("The device is connected");
            wso2.mock.clock().advance(Duration.ofSeconds(15));
            Reply token = wso2.token(poll);
            assertThat(token.status()).isEqualTo(200);
            assertThat(token.text("scope")).isEqualTo("PRODUCTION");
            assertThat(wso2.token(poll).text("error")).isEqualTo("invalid_grant");
        }
    }

    @Test
    void a_device_can_be_denied_and_can_expire() {
        try (Wso2Fixture wso2 = new Wso2Fixture("4.5")) {
            wso2.mock.clock().freeze();
            Reply device = postForm(
                    wso2.mock.wso2().uri("/oauth2/device_authorize"), form("scope", ""), "Authorization", CLIENT);
            wso2.mock.wso2().denyNext();
            get(URI.create(device.text("verification_uri_complete")));
            String[] poll = {"grant_type", URN + "device_code", "device_code", device.text("device_code")};
            assertThat(wso2.token(poll).text("error")).isEqualTo("access_denied");
            wso2.mock.clock().advance(Duration.ofSeconds(600));
            assertThat(wso2.token(poll).text("error")).isEqualTo("expired_token");
            assertThat(wso2.token("grant_type", URN + "device_code", "device_code", "made-up")
                            .text("error"))
                    .isEqualTo("invalid_grant");
            assertThat(postForm(wso2.mock.wso2().uri("/oauth2/device_authorize"), form("client_id", "nobody"))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void token_exchange_takes_a_jwt_of_the_identity_provider() {
        try (Wso2Fixture wso2 = new Wso2Fixture("4.2")) {
            Reply token = wso2.token(
                    "grant_type",
                    URN + "token-exchange",
                    "subject_token",
                    wso2.mock.jwtAssertion("admin"),
                    "subject_token_type",
                    "urn:ietf:params:oauth:token-type:jwt");
            assertThat(token.json())
                    .containsEntry("issued_token_type", "urn:ietf:params:oauth:token-type:access_token");
            assertThat(wso2.token(
                                    "grant_type",
                                    URN + "token-exchange",
                                    "subject_token",
                                    "x",
                                    "subject_token_type",
                                    "urn:ietf:params:oauth:token-type:saml2")
                            .status())
                    .isEqualTo(400);
            assertThat(wso2.token("grant_type", URN + "token-exchange").text("error_description"))
                    .isEqualTo("Missing parameters: subject_token_type");
        }
    }

    @ParameterizedTest
    @CsvSource({"2.6, Oauth application is not in active state", "2.1, Oauth application is not in active state."})
    void an_inactive_application_says_so(String version, String text) {
        try (Wso2Fixture wso2 = Wso2Fixture.configured("\"version\":\"" + version
                + "\",\"applications\":[{\"key\":\"k\",\"secret\":\"s\",\"active\":false}]")) {
            assertError(wso2.tokenBy(basic("k", "s"), "grant_type", "client_credentials"), 401, "invalid_client", text);
        }
    }

    @ParameterizedTest
    @CsvSource({"inactive, 401, 900909", "blocked, 401, 900907", "none, 403, 900908"})
    void subscriptions_decide_at_the_gateway(String subscription, int status, String code) {
        try (Wso2Fixture wso2 = Wso2Fixture.configured(
                "\"applications\":[{\"key\":\"k\",\"secret\":\"s\",\"subscription\":\"" + subscription + "\"}]")) {
            Reply reply = wso2.menu(wso2.tokenBy(basic("k", "s"), "grant_type", "client_credentials")
                    .text("access_token"));
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.body()).contains(code);
        }
    }
}
