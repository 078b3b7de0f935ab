package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.basic;
import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static dev.tokentrail.mock.GoToFixture.CLIENT;
import static dev.tokentrail.mock.GoToFixture.LEGACY;
import static dev.tokentrail.mock.GoToFixture.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The token endpoint: its grants, what it answers and how clients authenticate. */
class GoToGrantsTest {

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();
    private static final GoToFixture goTo = new GoToFixture(mock);

    @Test
    void the_token_answer_has_the_documented_members() {
        Reply token = goTo.exchange(goTo.authorize(Map.of()));
        assertThat(token.status()).isEqualTo(200);
        assertThat(token.json().keySet())
                .containsExactly("access_token", "token_type", "expires_in", "scope", "principal", "refresh_token");
        assertThat(token.json())
                .containsEntry("token_type", "Bearer")
                .containsEntry("expires_in", 3600)
                .containsEntry("principal", "user@example.com");
        assertThat(token.header("Cache-Control")).isEqualTo("no-store");
        assertThat(token.header("Pragma")).isEqualTo("no-cache");
    }

    @Test
    void access_tokens_verify_against_the_jwk_set_and_never_repeat() {
        mock.clock().freeze();
        Reply first = goTo.exchange(goTo.authorize(Map.of()));
        Reply second = goTo.exchange(goTo.authorize(Map.of()));
        String jwt = first.text("access_token");
        assertThat(jwt).isNotEqualTo(second.text("access_token"));
        assertThat(Jwt.header(jwt)).startsWith("{\"kid\":\"oauthv2.lm");
        Map<String, Object> keys = get(mock.goTo().uri("/oauth/jwks.json")).json();
        assertThat(Jwt.verifies(jwt, keys)).isTrue();
        String[] parts = jwt.split("\\.");
        assertThat(Jwt.verifies(parts[0] + "." + parts[1].substring(1) + "." + parts[2], keys))
                .isFalse();
        assertThat(((Map<?, ?>) ((List<?>) keys.get("keys")).get(0)).keySet().toString())
                .isEqualTo("[kty, use, alg, kid, n, e]");
        assertThat(Jwt.claims(jwt)).containsEntry("iss", mock.goTo().uri().toString());
        assertThat(Jwt.seconds(Jwt.claims(jwt), "exp"))
                .isEqualTo(mock.clock().instant().getEpochSecond() + 3600);
    }

    @Test
    void a_refresh_answers_four_members_and_leaves_the_refresh_token() {
        String refresh = goTo.exchange(goTo.authorize(Map.of())).text("refresh_token");
        for (int i = 0; i < 3; i++) {
            assertThat(goTo.refresh(refresh).json().keySet())
                    .containsExactly("access_token", "expires_in", "scope", "principal");
        }
        mock.clock().advance(Duration.ofDays(30));
        assertError(goTo.refresh(refresh), 400, "invalid_grant");
    }

    @Test
    void a_form_that_is_not_utf8_is_a_400_and_the_journal_still_shows_it() throws java.io.IOException {
        try (java.net.Socket socket = new java.net.Socket("127.0.0.1", mock.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST /goto/oauth/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 12\r\n"
                                    + "Content-Type: application/x-www-form-urlencoded\r\n\r\ngrant_type=\u00ff")
                            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("The body is not UTF-8");
        }
        assertThat(mock.requests().get(0).toString()).contains("/goto/oauth/token");
        assertThat(get(URI.create(mock.url() + "/_mock/requests")).status()).isEqualTo(200);
    }

    @Test
    void a_refresh_token_is_bound_to_its_client_and_cannot_widen() {
        String refresh = goTo.exchange(goTo.authorize(Map.of("scope", "messaging.v1.send users.v1.lines.read")))
                .text("refresh_token");
        assertError(goTo.refresh("made-up"), 400, "invalid_grant");
        assertError(goTo.token(LEGACY, "grant_type", "refresh_token", "refresh_token", refresh), 400, "invalid_grant");
        assertError(goTo.refresh(refresh, "scope", "messaging.v1.send calls.v2.initiate"), 400, "invalid_scope");
        assertThat(goTo.refresh(refresh, "scope", "messaging.v1.send").text("scope"))
                .isEqualTo("messaging.v1.send");
        assertError(goTo.refresh(refresh, "scope", " "), 400, "invalid_scope");
        assertThat(goTo.refresh(refresh, "scope", "messaging.v1.send ".repeat(1000))
                        .text("scope"))
                .isEqualTo("messaging.v1.send");
    }

    @Test
    void near_its_end_a_refresh_token_is_replaced_if_so_configured() {
        try (MockAuthServer other = MockAuthServer.create()
                .configure("{\"goto\":{\"refreshTokenRenewalDays\":3}}")
                .start()) {
            URI uri = other.goTo().uri("/oauth/token");
            String refresh = postForm(
                            uri,
                            form("grant_type", "password", "username", "user@example.com", "password", "password"),
                            "Authorization",
                            LEGACY)
                    .text("refresh_token");
            String form = form("grant_type", "refresh_token", "refresh_token", refresh);
            assertThat(postForm(uri, form, "Authorization", LEGACY).json()).doesNotContainKey("refresh_token");
            other.clock().advance(Duration.ofDays(28));
            Reply renewed = postForm(uri, form, "Authorization", LEGACY);
            assertThat(renewed.json()).containsKeys("refresh_token", "token_type");
            assertError(postForm(uri, form, "Authorization", LEGACY), 400, "invalid_grant");
        }
    }

    @Test
    void personal_access_tokens_and_the_legacy_password_work_for_clients_that_have_them() {
        Reply pat = goTo.token(CLIENT, "grant_type", "personal_access_token", "pat", "goto-pat");
        assertThat(pat.json()).containsOnlyKeys("access_token", "token_type", "expires_in", "scope", "principal");
        assertError(goTo.token(CLIENT, "grant_type", "personal_access_token", "pat", "wrong"), 400, "invalid_grant");
        assertError(
                goTo.token(LEGACY, "grant_type", "personal_access_token", "pat", "goto-pat"),
                400,
                "unauthorized_client");
        assertError(
                goTo.token(CLIENT, "grant_type", "password", "username", "user@example.com", "password", "password"),
                400,
                "unauthorized_client");
        assertError(
                goTo.token(LEGACY, "grant_type", "password", "username", "user@example.com", "password", "wrong"),
                400,
                "invalid_grant");
        assertThat(goTo.token(LEGACY, "grant_type", "password", "username", "user@example.com", "password", "password")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void grants_parameters_and_content_types_are_checked() {
        assertError(goTo.token(CLIENT), 400, "invalid_request");
        assertError(goTo.token(CLIENT, "grant_type", "client_credentials"), 400, "unsupported_grant_type");
        assertError(
                goTo.token(CLIENT, "grant_type", "refresh_token", "grant_type", "refresh_token"),
                400,
                "invalid_request");
        assertError(goTo.token(CLIENT, "grant_type", "refresh_token"), 400, "invalid_request");
        assertError(postJson(mock.goTo().uri("/oauth/token"), "{}", "Authorization", CLIENT), 400, "invalid_request");
        assertError(
                postForm(mock.goTo().uri("/oauth/token"), "grant_type=%zz", "Authorization", CLIENT),
                400,
                "invalid_request");
        assertError(
                postForm(mock.goTo().uri("/oauth/token"), "grant_type=%ff", "Authorization", CLIENT),
                400,
                "invalid_request");
        assertError(
                postForm(mock.goTo().uri("/oauth/token"), "a=1&".repeat(300), "Authorization", CLIENT),
                400,
                "invalid_request");
    }

    @Test
    void client_authentication_is_one_of_basic_and_body() {
        String pat = form("grant_type", "personal_access_token", "pat", "goto-pat");
        URI uri = mock.goTo().uri("/oauth/token");
        Reply none = postForm(uri, pat);
        assertError(none, 401, "invalid_client");
        assertThat(none.header("WWW-Authenticate")).isEqualTo("Basic realm=\"GoTo\"");
        assertError(postForm(uri, pat, "Authorization", basic("goto-client", "wrong")), 401, "invalid_client");
        assertError(postForm(uri, pat, "Authorization", basic("nobody", "goto-secret")), 401, "invalid_client");
        assertError(postForm(uri, pat, "Authorization", "Basic ???"), 401, "invalid_client");
        assertError(postForm(uri, pat, "Authorization", "Bearer x"), 401, "invalid_client");
        assertError(postForm(uri, pat, "Authorization", CLIENT, "Authorization", CLIENT), 401, "invalid_client");
        String body = pat + "&client_id=goto-client&client_secret=goto-secret";
        assertThat(postForm(uri, body).status()).isEqualTo(200);
        assertError(postForm(uri, body, "Authorization", CLIENT), 400, "invalid_request");
        assertError(postForm(uri, pat + "&client_id=goto-legacy", "Authorization", CLIENT), 400, "invalid_request");
    }

    @Test
    void basic_may_be_form_encoded_or_not() {
        try (MockAuthServer other = MockAuthServer.create()
                .configure("{\"goto\":{\"clients\":[{\"id\":\"a:b\",\"secret\":\"p%41+ß\"}]}}")
                .start()) {
            URI uri = other.goTo().uri("/oauth/token");
            String pat = form("grant_type", "personal_access_token", "pat", "goto-pat");
            assertThat(postForm(uri, pat, "Authorization", basic("a%3Ab", "p%2541%2B%C3%9F"))
                            .status())
                    .isEqualTo(200);
            assertThat(postForm(uri, pat, "Authorization", basic("a%3Ab", "pA %C3%9F"))
                            .status())
                    .isEqualTo(401);
        }
        try (MockAuthServer other = MockAuthServer.create()
                .configure("{\"goto\":{\"clients\":[{\"id\":\"ab\",\"secret\":\"p%41+ß\"}]}}")
                .start()) {
            String pat = form("grant_type", "personal_access_token", "pat", "goto-pat");
            assertThat(postForm(other.goTo().uri("/oauth/token"), pat, "Authorization", basic("ab", "p%41+ß"))
                            .status())
                    .isEqualTo(200);
        }
    }
}
