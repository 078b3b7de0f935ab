package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.basic;
import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.json;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class X3Test {

    private static final String CALLBACK = "https://localhost:5050/callback";
    private static final String UNKNOWN_CLIENT =
            "Could not associate the values with an active application registered on Sage Business Cloud";
    private static final String UNKNOWN_REDIRECT =
            "Could not associate the values with an application registered on Sage Business Cloud";
    private static final String UNKNOWN_CUSTOMER =
            "Could not associate the requested url with an customer application registered on Sage Business Cloud";

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();

    @Test
    void the_token_answer_is_a_201_with_the_documented_members_in_order() {
        Reply token = exchange(code());
        assertThat(token.status()).isEqualTo(201);
        assertThat(token.json().keySet())
                .containsExactly(
                        "access_token",
                        "scope",
                        "token_type",
                        "expires_in",
                        "refresh_token",
                        "refresh_token_expires_in",
                        "customerId");
        assertThat(token.json())
                .containsEntry("scope", "api.dataIngestion")
                .containsEntry("expires_in", 300)
                .containsEntry("refresh_token_expires_in", 2_629_800);
        assertThat(token.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void both_tokens_are_jwts_with_the_documented_claims() {
        Reply token = exchange(code());
        Map<String, Object> access = Jwt.claims(token.text("access_token"));
        assertThat(access)
                .containsEntry("region", "eu-prod")
                .containsEntry("scopes", "api.dataIngestion")
                .containsEntry("azp", "x3-client")
                .containsEntry("sub", token.text("customerId"));
        assertThat(access.get("iss")).isEqualTo(access.get("aud"));
        assertThat(Jwt.seconds(access, "exp") - Jwt.seconds(access, "iat")).isEqualTo(300);
        Map<String, Object> refresh = Jwt.claims(token.text("refresh_token"));
        assertThat(Jwt.seconds(refresh, "exp") - Jwt.seconds(refresh, "iat")).isEqualTo(2_629_800);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id", "redirect_uri", "scope", "customer"})
    void authorise_without_a_parameter_is_a_400(String missing) {
        assertMessage(authorise(missing, null), 400, "Missing required request parameters");
    }

    @Test
    void authorise_with_a_repeated_parameter_is_a_400() {
        assertMessage(
                get(URI.create(authoriseUri(Map.of()) + "&scope=api.graphQL")),
                400,
                "Missing required request parameters");
    }

    @Test
    void authorise_without_state_sends_none_back() {
        Reply reply = authorise("state", null);
        assertThat(reply.status()).isEqualTo(307);
        assertThat(reply.redirected("state")).isNull();
    }

    @Test
    void an_unknown_client_or_redirect_uri_is_never_redirected() {
        assertMessage(authorise("client_id", "nobody"), 404, UNKNOWN_CLIENT);
        assertMessage(
                authorise("client_id", "x3-disabled"),
                403,
                "The application registered on Sage Business Cloud is disabled");
        for (String elsewhere : new String[] {
            "https://evil.example/callback",
            "https://localhost.evil.example/",
            "https://user@localhost/",
            "https://127.0.0.1.evil.example/",
            "http://127.0.0.1:80/#fragment",
            "javascript:alert(1)",
            "//localhost/",
            "http://localhost:5050/\r\nSet-Cookie: a=b"
        }) {
            Reply reply = authorise("redirect_uri", elsewhere);
            assertMessage(reply, 404, UNKNOWN_REDIRECT);
            assertThat(reply.header("Location")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:49152/cb", "http://localhost/x?y=z", "http://[::1]:8080/", "https://127.9.9.9/"
            })
    void any_loopback_redirect_uri_is_registered(String redirectUri) {
        Reply reply = authorise("redirect_uri", redirectUri);
        assertThat(reply.status()).isEqualTo(307);
        assertThat(reply.header("Location"))
                .startsWith(redirectUri + (redirectUri.contains("?") ? "&" : "?") + "code=");
    }

    @Test
    void an_unknown_customer_comes_back_as_error_and_statusCode() {
        Reply reply = authorise("customer", "https://nobody.example");
        assertThat(reply.status()).isEqualTo(307);
        assertThat(reply.redirected("error")).isEqualTo(UNKNOWN_CUSTOMER);
        assertThat(reply.redirected("statusCode")).isEqualTo("404");
        assertThat(reply.redirected("state")).isEqualTo("s1");
        assertThat(reply.redirected("code")).isNull();
    }

    @Test
    void a_denied_pairing_comes_back_once() {
        mock.x3().denyNext();
        Reply denied = authorise("x", "x");
        assertThat(denied.redirected("error")).isEqualTo("The pairing request has not been accepted.");
        assertThat(denied.redirected("statusCode")).isEqualTo("403");
        assertThat(authorise("x", "x").redirected("code")).isNotNull();
    }

    @Test
    void a_customer_of_the_other_region_comes_with_its_endpoint_and_a_301() {
        Reply redirect = authorise("customer", "https://customer-us.example");
        assertThat(redirect.redirected("endpoint")).isEqualTo(mock.url() + "/x3-us/v1");
        Map<String, String> body = codeBody(redirect.redirected("code"));
        Reply moved = token(body);
        assertThat(moved.status()).isEqualTo(301);
        assertThat(moved.header("Location")).isEqualTo(mock.url() + "/x3-us/v1/token");
        Reply token = postJson(URI.create(moved.header("Location")), json(body));
        assertThat(token.status()).isEqualTo(201);
        assertThat(Jwt.claims(token.text("access_token"))).containsEntry("region", "us-prod");

        Map<String, String> refresh = refreshBody(token.text("refresh_token"));
        assertThat(token(refresh).status()).isEqualTo(301);
        assertThat(postJson(URI.create(moved.header("Location")), json(refresh)).status())
                .isEqualTo(201);
    }

    @Test
    void a_customer_of_the_region_called_comes_without_endpoint() {
        assertThat(authorise("x", "x").redirected("endpoint")).isNull();
        Reply abroad = get(URI.create(authoriseUri(Map.of("customer", "https://customer-us.example"))
                .toString()
                .replace("/x3/", "/x3-us/")));
        assertThat(abroad.redirected("endpoint")).isNull();
    }

    @Test
    void the_guides_name_of_the_code_parameter_is_an_option() {
        try (MockAuthServer guide = MockAuthServer.create()
                .configure("{\"x3\":{\"authorizationCodeParameter\":true}}")
                .start()) {
            Reply reply = get(URI.create(authoriseUri(Map.of())
                    .toString()
                    .replace(mock.url().toString(), guide.url().toString())));
            assertThat(reply.redirected("authorizationCode")).isNotBlank();
            assertThat(reply.redirected("code")).isNull();
        }
    }

    @Test
    void one_client_alone_may_have_the_guides_name_of_the_code_parameter() {
        try (MockAuthServer both = MockAuthServer.create()
                .configure("{\"x3\":{\"clients\":[{\"id\":\"x3-client\",\"secret\":\"s\"},"
                        + "{\"id\":\"guide\",\"secret\":\"s\",\"authorizationCodeParameter\":true}]}}")
                .start()) {
            String uri = authoriseUri(Map.of())
                    .toString()
                    .replace(mock.url().toString(), both.url().toString());
            Reply guide = get(URI.create(uri.replace("client_id=x3-client", "client_id=guide")));
            assertThat(guide.redirected("authorizationCode")).isNotBlank();
            assertThat(guide.redirected("code")).isNull();
            assertThat(get(URI.create(uri)).redirected("code")).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"grant_type", "code", "client_id", "client_secret", "redirect_uri"})
    void a_token_call_without_a_parameter_is_a_400(String missing) {
        Map<String, String> body = codeBody(code());
        body.remove(missing);
        assertMessage(token(body), 400, "Missing required request parameters");
    }

    @ParameterizedTest
    @CsvSource({"client_credentials", "password", "AUTHORIZATION_CODE"})
    void another_grant_type_is_a_400(String grantType) {
        Map<String, String> body = codeBody(code());
        body.put("grant_type", grantType);
        assertMessage(token(body), 400, "Invalid grant type");
    }

    @Test
    void a_body_that_is_not_one_json_object_is_a_400() {
        String good = json(codeBody(code()));
        URI uri = mock.x3().uri("/token");
        String missing = "Missing required request parameters";
        assertMessage(postForm(uri, form("grant_type", "authorization_code")), 400, missing);
        assertMessage(Caller.call("POST", uri, good), 400, missing);
        assertMessage(postJson(uri, "[]"), 400, missing);
        assertMessage(postJson(uri, ""), 400, missing);
        assertMessage(postJson(uri, good.substring(0, 20)), 400, missing);
        assertMessage(postJson(uri, good + good), 400, missing);
        assertMessage(postJson(uri, good.replace("{", "{\"grant_type\":\"refresh_token\",")), 400, missing);
        assertMessage(postJson(uri, "[".repeat(100_000)), 400, missing);
        assertThat(postJson(uri, good).status()).isEqualTo(201);
    }

    @Test
    void json_past_the_limits_is_a_400() {
        for (String body : List.of("{\"a\":".repeat(1000), "{\"grant_type\":" + "9".repeat(500) + "}")) {
            assertMessage(postJson(mock.x3().uri("/token"), body), 400, "Missing required request parameters");
        }
    }

    @Test
    void client_authentication_is_checked_in_the_body_and_only_there() {
        Map<String, String> body = codeBody(code());
        assertMessage(
                postJson(mock.x3().uri("/token"), json(body), "Authorization", basic("x3-client", "x3-secret")),
                400,
                "Missing required request parameters");
        body.put("client_secret", "wrong");
        assertMessage(token(body), 404, UNKNOWN_CLIENT);
        body.put("client_id", "nobody");
        assertMessage(token(body), 404, UNKNOWN_CLIENT);
        body.put("client_id", "x3-disabled");
        body.put("client_secret", "x3-disabled-secret");
        assertMessage(token(body), 403, "The application registered on Sage Business Cloud is disabled");
    }

    @Test
    void a_code_works_once_for_its_client_and_its_redirect_uri() {
        String code = code();
        Map<String, String> other = codeBody(code);
        other.put("client_id", "x3-other");
        other.put("client_secret", "x3-other-secret");
        assertMessage(token(other), 403, "Pairing request not found");
        Map<String, String> elsewhere = codeBody(code);
        elsewhere.put("redirect_uri", "http://127.0.0.1:1234/callback");
        assertMessage(token(elsewhere), 404, UNKNOWN_REDIRECT);
        assertMessage(exchange("made-up"), 403, "Pairing request not found");
        assertThat(exchange(code).status()).isEqualTo(201);
        assertMessage(exchange(code), 403, "Pairing request not found");
    }

    @Test
    void a_code_expires_after_300_seconds() {
        mock.clock().freeze();
        String early = code();
        mock.clock().advance(Duration.ofSeconds(299));
        assertThat(exchange(early).status()).isEqualTo(201);
        String late = code();
        mock.clock().advance(Duration.ofSeconds(300));
        assertMessage(exchange(late), 403, "The request has expired.");
    }

    @Test
    void a_refresh_gives_a_new_pair_and_ends_the_old_refresh_token() {
        Reply first = exchange(code());
        Reply second = token(refreshBody(first.text("refresh_token")));
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text("access_token")).isNotEqualTo(first.text("access_token"));
        assertMessage(token(refreshBody(first.text("refresh_token"))), 403, "Pairing request not found");
        assertThat(token(refreshBody(second.text("refresh_token"))).status()).isEqualTo(201);
    }

    @Test
    void a_refresh_token_is_bound_to_its_client_and_its_time_and_never_widens() {
        String refreshToken = exchange(code()).text("refresh_token");
        Map<String, String> other = refreshBody(refreshToken);
        other.put("client_id", "x3-other");
        other.put("client_secret", "x3-other-secret");
        assertMessage(token(other), 403, "Pairing request not found");
        assertMessage(token(refreshBody("made-up")), 403, "Pairing request not found");
        Map<String, String> wider = refreshBody(refreshToken);
        wider.put("scope", "api.graphQL");
        Reply refreshed = token(wider);
        assertThat(refreshed.text("scope")).isEqualTo("api.dataIngestion");
        mock.clock().advance(Duration.ofSeconds(2_629_801));
        assertMessage(token(refreshBody(refreshed.text("refresh_token"))), 403, "The request has expired.");
    }

    @Test
    void the_api_refuses_missing_expired_and_narrow_tokens_with_401() {
        URI api = mock.x3().uri("/graphql");
        assertMessage(postJson(api, "{}"), 401, "Unauthorised");
        assertMessage(postJson(api, "{}", "Authorization", "Bearer made-up"), 401, "Unauthorised");
        assertMessage(
                postJson(
                        api, "{}", "Authorization", "Bearer " + exchange(code()).text("access_token")),
                401,
                "Unauthorised");
        String code = authorise("scope", "businessDomain.ALL api.graphQL").redirected("code");
        String bearer = "Bearer " + exchange(code).text("access_token");
        assertThat(postJson(api, "{}", "Authorization", bearer).status()).isEqualTo(200);
        mock.clock().advance(Duration.ofSeconds(301));
        assertMessage(postJson(api, "{}", "Authorization", bearer), 401, "Unauthorised");
    }

    @Test
    void other_methods_are_a_405_with_allow_and_a_message() {
        Reply get = get(mock.x3().uri("/token"));
        assertThat(get.status()).isEqualTo(405);
        assertThat(get.header("Allow")).isEqualTo("OPTIONS, POST");
        assertThat(get.json()).containsOnlyKeys("message");
        assertThat(Caller.call("HEAD", mock.x3().uri("/token/authorise"), null).status())
                .isEqualTo(405);
        assertThat(Caller.call("OPTIONS", mock.x3().uri("/token"), null).status())
                .isEqualTo(204);
    }

    private static void assertMessage(Reply reply, int status, String message) {
        assertThat(reply.body()).isEqualTo("{\"message\":\"" + message + "\"}");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    }

    private static String code() {
        return authorise("x", "x").redirected("code");
    }

    private static Reply authorise(String name, String value) {
        Map<String, String> change = new TreeMap<>();
        change.put(name, value);
        return get(authoriseUri(change));
    }

    private static URI authoriseUri(Map<String, String> changes) {
        Map<String, String> query = new TreeMap<>(Map.of(
                "client_id", "x3-client",
                "scope", "api.dataIngestion",
                "customer", "https://customer.example",
                "redirect_uri", CALLBACK,
                "state", "s1"));
        changes.forEach((name, value) -> query.compute(name, (key, old) -> value));
        return mock.x3()
                .uri("/token/authorise?"
                        + form(query.entrySet().stream()
                                .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
                                .toArray(String[]::new)));
    }

    private static Map<String, String> codeBody(String code) {
        return new TreeMap<>(Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "client_id", "x3-client",
                "client_secret", "x3-secret",
                "redirect_uri", CALLBACK));
    }

    private static Map<String, String> refreshBody(String refreshToken) {
        return new TreeMap<>(Map.of(
                "grant_type", "refresh_token",
                "refresh_token", refreshToken,
                "client_id", "x3-client",
                "client_secret", "x3-secret"));
    }

    private static Reply exchange(String code) {
        return token(codeBody(code));
    }

    private static Reply token(Map<String, String> body) {
        return postJson(mock.x3().uri("/token"), json(body));
    }
}
