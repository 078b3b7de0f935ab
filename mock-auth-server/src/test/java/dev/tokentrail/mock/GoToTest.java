package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.basic;
import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoToTest {

    private static final String CALLBACK = "http://127.0.0.1:5000/login/oauth2/code/goto";
    private static final String CLIENT = basic("goto-client", "goto-secret");
    private static final String LEGACY = basic("goto-legacy", "goto-legacy-secret");
    // The example of RFC 7636 appendix B.
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static MockAuthServer mock;

    @BeforeAll
    static void start() {
        mock = MockAuthServer.start();
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    @BeforeEach
    void reset() {
        mock.reset();
    }

    @Test
    void the_authorization_answer_carries_code_and_state_and_nothing_else() {
        Reply reply = authorize(Map.of());
        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("Location")).matches("\\Q" + CALLBACK + "\\E\\?code=[A-Za-z0-9_-]{43}&state=s1");
    }

    @Test
    void an_unknown_client_or_redirect_uri_is_a_page_not_a_redirect() {
        for (Map<String, String> wrong : List.of(
                Map.of("client_id", ""),
                Map.of("client_id", "nobody"),
                Map.of("redirect_uri", "https://evil.example/"),
                Map.of("redirect_uri", "http://127.0.0.1@evil.example/"),
                Map.of("redirect_uri", "urn:ietf:wg:oauth:2.0:oob"))) {
            Reply reply = authorize(wrong);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.header("Location")).isEmpty();
            assertThat(reply.json()).containsEntry("error", "invalid_request");
        }
        Reply repeated = get(URI.create(authorizeUri(Map.of()) + "&state=s2"));
        assertThat(repeated.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, '', invalid_request",
        "response_type, token, unsupported_response_type",
        "response_type, code token, unsupported_response_type",
        "scope, admin.all, invalid_scope",
        "code_challenge, abc, invalid_request",
        "code_challenge_method, S256, invalid_request"
    })
    void other_mistakes_go_back_to_the_client_with_state(String name, String value, String error) {
        Reply reply = authorize(Map.of(name, value));
        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("Location")).isEqualTo(CALLBACK + "?error=" + error + "&state=s1");
    }

    @Test
    void a_redirect_uri_that_a_location_header_cannot_carry_is_not_followed() {
        for (String path : List.of("\u00e9", "\u010d", "\u20ac")) {
            Reply reply = authorize(Map.of("redirect_uri", "http://localhost/" + path));
            assertError(reply, 400, "invalid_request");
            assertThat(reply.header("Location")).isEmpty();
        }
    }

    @Test
    void plain_pkce_and_a_missing_method_are_refused() {
        assertThat(authorize(Map.of("code_challenge", VERIFIER, "code_challenge_method", "plain"))
                        .redirected("error"))
                .isEqualTo("invalid_request");
        assertThat(authorize(Map.of("code_challenge", CHALLENGE)).redirected("error"))
                .isEqualTo("invalid_request");
        assertThat(authorize(Map.of("client_id", "goto-public")).redirected("error"))
                .isEqualTo("invalid_request");
    }

    @Test
    void only_enabled_scopes_are_granted_and_all_of_them_if_none_is_asked_for() {
        assertThat(exchange(authorize(Map.of("scope", "messaging.v1.send admin.all")))
                        .text("scope"))
                .isEqualTo("messaging.v1.send");
        assertThat(exchange(authorize(Map.of("scope", ""))).text("scope"))
                .isEqualTo("messaging.v1.send users.v1.lines.read calls.v2.initiate");
    }

    @Test
    void a_denied_consent_is_access_denied() {
        mock.goTo().denyNext();
        assertThat(authorize(Map.of()).header("Location")).isEqualTo(CALLBACK + "?error=access_denied&state=s1");
        assertThat(authorize(Map.of()).redirected("code")).isNotNull();
    }

    @Test
    void the_token_answer_has_the_documented_members() {
        Reply token = exchange(authorize(Map.of()));
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
        Reply first = exchange(authorize(Map.of()));
        Reply second = exchange(authorize(Map.of()));
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
    void a_code_works_once_and_a_second_use_revokes_what_it_gave() {
        String code = authorize(Map.of()).redirected("code");
        Reply token = redeem(code);
        assertThat(introspect(token.text("access_token")).json()).containsEntry("active", true);
        assertError(redeem(code), 400, "invalid_grant");
        assertThat(introspect(token.text("access_token")).body()).isEqualTo("{\"active\":false}");
        assertError(refresh(token.text("refresh_token")), 400, "invalid_grant");
    }

    @Test
    void a_code_is_bound_to_client_redirect_uri_and_time() {
        String code = authorize(Map.of()).redirected("code");
        assertError(
                token(LEGACY, "grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK),
                400,
                "invalid_grant");
        assertError(
                token(
                        CLIENT,
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        "http://127.0.0.1:5001/login/oauth2/code/goto"),
                400,
                "invalid_grant");
        assertError(token(CLIENT, "grant_type", "authorization_code", "code", code), 400, "invalid_grant");
        assertError(redeem("made-up"), 400, "invalid_grant");
        assertThat(redeem(code).status()).isEqualTo(200);
        String late = authorize(Map.of()).redirected("code");
        mock.clock().advance(Duration.ofMinutes(5));
        assertError(redeem(late), 400, "invalid_grant");
    }

    @Test
    void a_redirect_uri_that_was_not_in_the_authorize_call_is_not_needed_later() {
        String code = authorize(Map.of("redirect_uri", "")).redirected("code");
        assertThat(token(CLIENT, "grant_type", "authorization_code", "code", code)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void pkce_must_be_answered_rightly_and_not_unasked() {
        Map<String, String> challenged = Map.of("code_challenge", CHALLENGE, "code_challenge_method", "S256");
        String code = authorize(challenged).redirected("code");
        assertError(redeem(code), 400, "invalid_grant");
        assertError(redeem(code, "code_verifier", VERIFIER + "x"), 400, "invalid_grant");
        assertError(redeem(code, "code_verifier", CHALLENGE), 400, "invalid_grant");
        assertThat(redeem(code, "code_verifier", VERIFIER).status()).isEqualTo(200);
        assertError(redeem(authorize(Map.of()).redirected("code"), "code_verifier", VERIFIER), 400, "invalid_grant");
    }

    @Test
    void a_public_client_needs_pkce_and_no_secret() {
        Reply redirect = authorize(
                Map.of("client_id", "goto-public", "code_challenge", CHALLENGE, "code_challenge_method", "S256"));
        Reply token = postForm(
                mock.goTo().uri("/oauth/token"),
                form(
                        "grant_type",
                        "authorization_code",
                        "code",
                        redirect.redirected("code"),
                        "redirect_uri",
                        CALLBACK,
                        "client_id",
                        "goto-public",
                        "code_verifier",
                        VERIFIER));
        assertThat(token.status()).isEqualTo(200);
        Reply withoutSecret = postForm(
                mock.goTo().uri("/oauth/token"),
                form("grant_type", "refresh_token", "refresh_token", "x", "client_id", "goto-client"));
        assertError(withoutSecret, 401, "invalid_client");
    }

    @Test
    void a_refresh_answers_four_members_and_leaves_the_refresh_token() {
        String refresh = exchange(authorize(Map.of())).text("refresh_token");
        for (int i = 0; i < 3; i++) {
            assertThat(refresh(refresh).json().keySet())
                    .containsExactly("access_token", "expires_in", "scope", "principal");
        }
        mock.clock().advance(Duration.ofDays(30));
        assertError(refresh(refresh), 400, "invalid_grant");
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
        String refresh = exchange(authorize(Map.of("scope", "messaging.v1.send users.v1.lines.read")))
                .text("refresh_token");
        assertError(refresh("made-up"), 400, "invalid_grant");
        assertError(token(LEGACY, "grant_type", "refresh_token", "refresh_token", refresh), 400, "invalid_grant");
        assertError(refresh(refresh, "scope", "messaging.v1.send calls.v2.initiate"), 400, "invalid_scope");
        assertThat(refresh(refresh, "scope", "messaging.v1.send").text("scope")).isEqualTo("messaging.v1.send");
        assertError(refresh(refresh, "scope", " "), 400, "invalid_scope");
        assertThat(refresh(refresh, "scope", "messaging.v1.send ".repeat(1000)).text("scope"))
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
        Reply pat = token(CLIENT, "grant_type", "personal_access_token", "pat", "goto-pat");
        assertThat(pat.json()).containsOnlyKeys("access_token", "token_type", "expires_in", "scope", "principal");
        assertError(token(CLIENT, "grant_type", "personal_access_token", "pat", "wrong"), 400, "invalid_grant");
        assertError(
                token(LEGACY, "grant_type", "personal_access_token", "pat", "goto-pat"), 400, "unauthorized_client");
        assertError(
                token(CLIENT, "grant_type", "password", "username", "user@example.com", "password", "password"),
                400,
                "unauthorized_client");
        assertError(
                token(LEGACY, "grant_type", "password", "username", "user@example.com", "password", "wrong"),
                400,
                "invalid_grant");
        assertThat(token(LEGACY, "grant_type", "password", "username", "user@example.com", "password", "password")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void grants_parameters_and_content_types_are_checked() {
        assertError(token(CLIENT), 400, "invalid_request");
        assertError(token(CLIENT, "grant_type", "client_credentials"), 400, "unsupported_grant_type");
        assertError(
                token(CLIENT, "grant_type", "refresh_token", "grant_type", "refresh_token"), 400, "invalid_request");
        assertError(token(CLIENT, "grant_type", "refresh_token"), 400, "invalid_request");
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

    @Test
    void introspection_tells_only_the_owner_about_live_tokens() {
        Reply token = exchange(authorize(Map.of()));
        Map<String, Object> active = introspect(token.text("access_token")).json();
        assertThat(active)
                .containsEntry("active", true)
                .containsEntry("client_id", "goto-client")
                .containsEntry("scope", "messaging.v1.send");
        assertThat(introspect(token.text("refresh_token")).json())
                .containsEntry("active", true)
                .doesNotContainKey("token_type");
        assertThat(introspect("nonsense").body()).isEqualTo("{\"active\":false}");
        URI uri = mock.goTo().uri("/oauth/introspect");
        assertThat(postForm(uri, form("token", token.text("access_token")), "Authorization", LEGACY)
                        .body())
                .isEqualTo("{\"active\":false}");
        assertError(postForm(uri, form("token", "x")), 401, "invalid_client");
        assertError(postForm(uri, "", "Authorization", CLIENT), 400, "invalid_request");
        mock.clock().advance(Duration.ofHours(1));
        assertThat(introspect(token.text("access_token")).body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void revoking_a_refresh_token_ends_all_and_an_access_token_only_itself() {
        URI uri = mock.goTo().uri("/oauth/revoke");
        Reply token = exchange(authorize(Map.of()));
        Reply revoked = postForm(uri, form("token", token.text("access_token")), "Authorization", CLIENT);
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.body()).isEmpty();
        assertThat(introspect(token.text("access_token")).body()).isEqualTo("{\"active\":false}");
        String next = refresh(token.text("refresh_token")).text("access_token");
        assertError(
                postForm(uri, form("token", token.text("refresh_token")), "Authorization", LEGACY),
                400,
                "invalid_grant");
        postForm(uri, form("token", token.text("refresh_token")), "Authorization", CLIENT);
        assertThat(introspect(next).body()).isEqualTo("{\"active\":false}");
        assertError(refresh(token.text("refresh_token")), 400, "invalid_grant");
        assertThat(postForm(uri, form("token", "unknown"), "Authorization", CLIENT)
                        .status())
                .isEqualTo(200);
        assertError(postForm(uri, form("token", "x")), 401, "invalid_client");
    }

    @Test
    void metadata_is_at_both_places_and_names_the_address_called() {
        Map<String, Object> metadata =
                get(mock.goTo().uri("/.well-known/oauth-authorization-server")).json();
        String issuer = mock.goTo().uri().toString();
        assertThat(metadata)
                .containsEntry("issuer", issuer)
                .containsEntry("token_endpoint", issuer + "/oauth/token")
                .containsEntry("response_types_supported", List.of("code"))
                .containsEntry("code_challenge_methods_supported", List.of("S256"));
        assertThat(get(URI.create(mock.url() + "/.well-known/oauth-authorization-server/goto"))
                        .json())
                .isEqualTo(metadata);
        String byName = "http://localhost:" + mock.port() + "/goto";
        assertThat(get(URI.create(byName + "/.well-known/oauth-authorization-server"))
                        .json())
                .containsEntry("issuer", byName);
        assertThat(get(mock.goTo().uri("/.well-known/openid-configuration")).status())
                .isEqualTo(404);
    }

    @Test
    void the_messaging_call_needs_a_live_token_and_its_scope() {
        String message = "{\"ownerPhoneNumber\":\"+1\",\"contactPhoneNumbers\":[\"+2\"],\"body\":\"x\"}";
        URI uri = mock.goTo().uri("/messaging/v1/messages");
        String bearer = "Bearer " + exchange(authorize(Map.of())).text("access_token");
        assertThat(postJson(uri, message, "Authorization", bearer).status()).isEqualTo(201);
        assertThat(postJson(uri, "{}", "Authorization", bearer).status()).isEqualTo(400);
        assertThat(postJson(uri, "nonsense", "Authorization", bearer).status()).isEqualTo(400);
        assertThat(postJson(uri, message).status()).isEqualTo(401);
        assertThat(postJson(uri, message, "Authorization", bearer + "x").json())
                .containsOnlyKeys("errorCode", "message");
        String narrow = "Bearer "
                + exchange(authorize(Map.of("scope", "users.v1.lines.read"))).text("access_token");
        assertThat(postJson(uri, message, "Authorization", narrow).status()).isEqualTo(403);
        mock.clock().advance(Duration.ofHours(1));
        assertThat(postJson(uri, message, "Authorization", bearer).status()).isEqualTo(401);
    }

    @Test
    void the_documented_rate_limit_is_an_option() {
        try (MockAuthServer other = MockAuthServer.create()
                .configure("{\"goto\":{\"requestsPerSecond\":10}}")
                .start()) {
            other.clock().freeze();
            URI uri = other.goTo().uri("/messaging/v1/messages");
            for (int i = 0; i < 10; i++) {
                assertThat(postJson(uri, "{}").status()).isEqualTo(401);
            }
            assertThat(postJson(uri, "{}").status()).isEqualTo(429);
            other.clock().advance(Duration.ofSeconds(1));
            assertThat(postJson(uri, "{}").status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth/token", "/oauth/introspect", "/oauth/revoke"})
    void get_at_a_post_endpoint_is_a_405_with_allow(String path) {
        Reply reply = get(mock.goTo().uri(path));
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo("OPTIONS, POST");
        assertThat(reply.json()).containsEntry("error", "method_not_allowed");
    }

    private static void assertError(Reply reply, int status, String error) {
        assertThat(reply.json())
                .as(reply.body())
                .containsEntry("error", error)
                .containsOnlyKeys("error", "error_description");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Cache-Control")).isIn("no-store", "");
    }

    private static Reply authorize(Map<String, String> changes) {
        return get(authorizeUri(changes));
    }

    private static URI authorizeUri(Map<String, String> changes) {
        Map<String, String> query = new LinkedHashMap<>(Map.of(
                "client_id", "goto-client",
                "response_type", "code",
                "redirect_uri", CALLBACK,
                "scope", "messaging.v1.send",
                "state", "s1"));
        query.putAll(changes);
        return mock.goTo()
                .uri("/oauth/authorize?"
                        + form(query.entrySet().stream()
                                .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
                                .toArray(String[]::new)));
    }

    private static Reply exchange(Reply redirect) {
        return redeem(redirect.redirected("code"));
    }

    private static Reply redeem(String code, String... more) {
        return token(
                CLIENT,
                join(new String[] {"grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK}, more));
    }

    private static Reply refresh(String refreshToken, String... more) {
        return token(CLIENT, join(new String[] {"grant_type", "refresh_token", "refresh_token", refreshToken}, more));
    }

    private static Reply introspect(String token) {
        return postForm(mock.goTo().uri("/oauth/introspect"), form("token", token), "Authorization", CLIENT);
    }

    private static Reply token(String authorization, String... form) {
        return postForm(mock.goTo().uri("/oauth/token"), form(form), "Authorization", authorization);
    }

    private static String[] join(String[] first, String[] second) {
        String[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
