package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.basic;
import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static dev.tokentrail.mock.Wso2Fixture.CLIENT;
import static dev.tokentrail.mock.Wso2Fixture.KEY;
import static dev.tokentrail.mock.Wso2Fixture.OTHER;
import static dev.tokentrail.mock.Wso2Fixture.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a token at the default version, 3.2: revocation, introspection, user and gateway. */
class Wso2InspectionTest {

    @RegisterExtension
    private static final RunningEmulator emulator = Wso2Fixture.defaultVersion();

    private static final MockAuthServer mock = emulator.mock();
    private static final Wso2Fixture wso2 = new Wso2Fixture(mock);

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
