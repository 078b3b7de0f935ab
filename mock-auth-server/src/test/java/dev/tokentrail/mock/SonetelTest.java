package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.basic;
import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.mock.Caller.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SonetelTest {

    private static final String API = basic("sonetel-api", "sonetel-api");

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();

    @Test
    void refresh_yes_gives_a_refresh_token_and_no_or_nothing_gives_none() {
        assertThat(signIn("refresh", "yes").json().keySet())
                .containsExactly("access_token", "token_type", "refresh_token");
        assertThat(signIn("refresh", "no").json().keySet()).containsExactly("access_token", "token_type");
        assertThat(signIn("x", "x").json())
                .containsOnlyKeys("access_token", "token_type")
                .containsEntry("token_type", "bearer");
        assertError(signIn("refresh", "true"), 400, "invalid_request", "refresh must be yes or no");
    }

    @Test
    void the_jwts_look_as_documented() {
        Reply token = signIn("refresh", "yes");
        assertThat(token.text("access_token")).startsWith("eyJhbGciOiJSUzI");
        assertThat(Jwt.header(token.text("access_token"))).isEqualTo("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
        Map<String, Object> access = Jwt.claims(token.text("access_token"));
        assertThat(access)
                .containsEntry("aud", "api.sonetel.com")
                .containsEntry("iss", "SonetelNode123")
                .containsEntry("user_name", "user@example.com")
                .containsEntry("acc_id", 200001234)
                .containsEntry("client_id", "sonetel-api")
                .doesNotContainKey("ati");
        assertThat(Jwt.seconds(access, "exp") - Jwt.seconds(access, "iat")).isEqualTo(86_400);
        Map<String, Object> refresh = Jwt.claims(token.text("refresh_token"));
        assertThat(refresh).containsEntry("ati", access.get("jti"));
        assertThat(Jwt.seconds(refresh, "exp") - Jwt.seconds(refresh, "iat")).isEqualTo(2_592_000);
        assertThat(signIn("refresh", "yes").text("access_token")).isNotEqualTo(token.text("access_token"));
    }

    @Test
    void multipart_works_as_form_does() {
        String body = multipart(
                "b0undary",
                "grant_type",
                "password",
                "username",
                "user@example.com",
                "password",
                "password",
                "refresh",
                "yes");
        Reply token = Caller.call(
                "POST", uri(), body, "Content-Type", "multipart/form-data; boundary=b0undary", "Authorization", API);
        assertThat(token.status()).isEqualTo(200);
        assertThat(token.json()).containsKey("refresh_token");
        Reply twice = Caller.call(
                "POST",
                uri(),
                multipart("b0undary", "grant_type", "password", "grant_type", "password"),
                "Content-Type",
                "multipart/form-data; boundary=b0undary",
                "Authorization",
                API);
        assertError(twice, 400, "invalid_request", "Repeated parameter");
    }

    @Test
    void a_broken_multipart_body_is_a_400() {
        for (String type : new String[] {"multipart/form-data", "multipart/form-data; boundary=other"}) {
            Reply reply = Caller.call(
                    "POST",
                    uri(),
                    multipart("b0undary", "grant_type", "password"),
                    "Content-Type",
                    type,
                    "Authorization",
                    API);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.json()).containsEntry("error", "invalid_request");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"boundary=\"a", "boundary=", "boundary", "x=\"", ""})
    void a_multipart_body_without_a_readable_boundary_is_a_400(String parameters) {
        Reply reply = Caller.call(
                "POST",
                mock.sonetel().uri("/SonetelAuth/oauth/token"),
                "--a--",
                "Content-Type",
                "multipart/form-data; " + parameters,
                "Authorization",
                API);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("error")).isEqualTo("invalid_request");
        assertThat(reply.text("error_description")).contains("Content-Type");
    }

    @Test
    void a_missing_grant_type_is_the_documented_400_whatever_the_content_type() {
        assertError(postForm(uri(), "", "Authorization", API), 400, "invalid_request", "Missing grant type");
        assertError(
                postJson(uri(), "{\"grant_type\":\"password\"}", "Authorization", API),
                400,
                "invalid_request",
                "Missing grant type");
        assertError(
                postForm(URI.create(uri() + "?grant_type=password"), "", "Authorization", API),
                400,
                "invalid_request",
                "Missing grant type");
    }

    @Test
    void wrong_users_and_grants_are_refused() {
        assertError(
                signIn("username", "nobody@example.com"),
                401,
                "unauthorized",
                "User with name nobody@example.com not found");
        assertError(signIn("password", "wrong"), 400, "invalid_grant", "Bad credentials");
        assertError(signIn("username", ""), 400, "invalid_request", "Missing username");
        assertError(signIn("password", ""), 400, "invalid_request", "Missing password");
        assertError(
                signIn("grant_type", "client_credentials"), 400, "unsupported_grant_type", "Unsupported grant type");
        assertError(
                postForm(uri(), form("grant_type", "password", "grant_type", "password"), "Authorization", API),
                400,
                "invalid_request",
                "Repeated parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic !!!", "Bearer x", "Basic c29uZXRlbC1hcGk="})
    void without_a_good_basic_header_it_is_a_401_with_a_challenge(String authorization) {
        String form = form("grant_type", "password", "username", "user@example.com", "password", "password");
        Reply reply =
                authorization.isEmpty() ? postForm(uri(), form) : postForm(uri(), form, "Authorization", authorization);
        assertError(reply, 401, "invalid_client", "Bad client credentials");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Basic realm=\"sonetel\"");
    }

    @Test
    void a_wrong_secret_and_a_second_authentication_are_refused() {
        String form = form("grant_type", "password", "username", "user@example.com", "password", "password");
        assertThat(postForm(uri(), form, "Authorization", basic("sonetel-api", "wrong"))
                        .status())
                .isEqualTo(401);
        assertThat(postForm(uri(), form + "&client_id=sonetel-api&client_secret=sonetel-api", "Authorization", API)
                        .status())
                .isEqualTo(400);
        assertThat(postForm(uri(), form + "&client_id=sonetel-web", "Authorization", API)
                        .status())
                .isEqualTo(401);
        assertThat(postForm(uri(), form + "&client_id=sonetel-api&unknown=1", "Authorization", API)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_refresh_with_yes_rotates_and_with_no_leaves_the_refresh_token() {
        String first = signIn("refresh", "yes").text("refresh_token");
        Reply kept = refresh(first, "refresh", "no");
        assertThat(kept.json()).containsOnlyKeys("access_token", "token_type");
        Reply rotated = refresh(first, "refresh", "yes");
        assertThat(rotated.text("refresh_token")).isNotEqualTo(first);
        assertError(refresh(first, "refresh", "yes"), 400, "invalid_grant", "Invalid refresh token");
        assertThat(refresh(rotated.text("refresh_token"), "refresh", "yes").status())
                .isEqualTo(200);
    }

    @Test
    void a_refresh_token_is_bound_to_its_client_its_scope_and_its_time() {
        String token = signIn("refresh", "yes").text("refresh_token");
        assertError(
                postForm(
                        uri(),
                        form("grant_type", "refresh_token", "refresh_token", token),
                        "Authorization",
                        basic("sonetel-web", "sonetel-web")),
                400,
                "invalid_grant",
                "Wrong client for this refresh token");
        assertError(refresh("made-up", "x", "x"), 400, "invalid_grant", "Invalid refresh token");
        assertError(refresh("", "x", "x"), 400, "invalid_request", "Missing refresh token");
        assertThat(refresh(token, "scope", "account.read admin.all").json()).containsEntry("error", "invalid_scope");
        assertThat(refresh(token, "username", "user@example.com").status()).isEqualTo(200);
        mock.clock().advance(Duration.ofDays(30));
        assertError(refresh(token, "x", "x"), 400, "invalid_grant", "Invalid refresh token (expired)");
    }

    @Test
    void the_account_call_succeeds_fails_with_200_and_fails_with_401() {
        String bearer = "Bearer " + signIn("x", "x").text("access_token");
        Reply account = get(mock.sonetel().uri("/account/"), "Authorization", bearer);
        assertThat(account.json()).containsEntry("resource", "account").containsEntry("status", "success");
        assertThat(((Map<?, ?>) account.json().get("response")).get("account_id"))
                .isEqualTo("200001234");
        assertThat(get(mock.sonetel().uri("/account/200001234"), "Authorization", bearer)
                        .text("status"))
                .isEqualTo("success");
        Reply other = get(mock.sonetel().uri("/account/999"), "Authorization", bearer);
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.body())
                .isEqualTo(
                        "{\"resource\":\"account\",\"status\":\"failed\",\"response\":{\"code\":\"10060002\",\"detail\":\"Account not found\"}}");
        assertThat(get(mock.sonetel().uri("/account/")).status()).isEqualTo(401);
        assertThat(get(mock.sonetel().uri("/account/"), "Authorization", bearer + "x")
                        .status())
                .isEqualTo(401);
        assertThat(Caller.call("DELETE", mock.sonetel().uri("/account/"), null, "Authorization", bearer)
                        .header("Allow"))
                .contains("GET");
        mock.clock().advance(Duration.ofHours(24));
        assertThat(get(mock.sonetel().uri("/account/"), "Authorization", bearer).text("status"))
                .isEqualTo("failed");
    }

    @Test
    void expires_in_is_an_option() {
        try (MockAuthServer other = MockAuthServer.create()
                .configure("{\"sonetel\":{\"expiresIn\":true,\"accessTokenSeconds\":60}}")
                .start()) {
            Reply token = postForm(
                    other.sonetel().uri("/SonetelAuth/oauth/token"),
                    form("grant_type", "password", "username", "user@example.com", "password", "password"),
                    "Authorization",
                    API);
            assertThat(token.json()).containsEntry("expires_in", 60);
        }
    }

    @Test
    void nobody_can_be_made_to_deny_what_no_page_asks() {
        assertThatThrownBy(() -> mock.sonetel().denyNext())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot happen at sonetel");
    }

    private static void assertError(Reply reply, int status, String error, String description) {
        assertThat(reply.body())
                .isEqualTo("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    }

    private static URI uri() {
        return mock.sonetel().uri("/SonetelAuth/beta/oauth/token");
    }

    private static Reply signIn(String name, String value) {
        Map<String, String> form = new java.util.LinkedHashMap<>(
                Map.of("grant_type", "password", "username", "user@example.com", "password", "password"));
        form.put(name, value);
        return post(form);
    }

    private static Reply refresh(String token, String name, String value) {
        Map<String, String> form =
                new java.util.LinkedHashMap<>(Map.of("grant_type", "refresh_token", "refresh_token", token));
        form.put(name, value);
        return post(form);
    }

    private static Reply post(Map<String, String> form) {
        return postForm(
                uri(),
                form(form.entrySet().stream()
                        .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
                        .toArray(String[]::new)),
                "Authorization",
                API);
    }

    private static String multipart(String boundary, String... namesAndValues) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            body.append("--")
                    .append(boundary)
                    .append("\r\nContent-Disposition: form-data; name=\"")
                    .append(namesAndValues[i])
                    .append("\"\r\n\r\n")
                    .append(namesAndValues[i + 1])
                    .append("\r\n");
        }
        return body.append("--").append(boundary).append("--\r\n").toString();
    }
}
