package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.GoToFixture.CALLBACK;
import static dev.tokentrail.mock.GoToFixture.CHALLENGE;
import static dev.tokentrail.mock.GoToFixture.CLIENT;
import static dev.tokentrail.mock.GoToFixture.LEGACY;
import static dev.tokentrail.mock.GoToFixture.VERIFIER;
import static dev.tokentrail.mock.GoToFixture.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Authorization requests, and the codes that they give, until they are redeemed. */
class GoToAuthorizationTest {

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();
    private static final GoToFixture goTo = new GoToFixture(mock);

    @Test
    void the_authorization_answer_carries_code_and_state_and_nothing_else() {
        Reply reply = goTo.authorize(Map.of());
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
            Reply reply = goTo.authorize(wrong);
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.header("Location")).isEmpty();
            assertThat(reply.json()).containsEntry("error", "invalid_request");
        }
        Reply repeated = get(URI.create(goTo.authorizeUri(Map.of()) + "&state=s2"));
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
        Reply reply = goTo.authorize(Map.of(name, value));
        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("Location")).isEqualTo(CALLBACK + "?error=" + error + "&state=s1");
    }

    @Test
    void a_redirect_uri_that_a_location_header_cannot_carry_is_not_followed() {
        for (String path : List.of("\u00e9", "\u010d", "\u20ac")) {
            Reply reply = goTo.authorize(Map.of("redirect_uri", "http://localhost/" + path));
            assertError(reply, 400, "invalid_request");
            assertThat(reply.header("Location")).isEmpty();
        }
    }

    @Test
    void plain_pkce_and_a_missing_method_are_refused() {
        assertThat(goTo.authorize(Map.of("code_challenge", VERIFIER, "code_challenge_method", "plain"))
                        .redirected("error"))
                .isEqualTo("invalid_request");
        assertThat(goTo.authorize(Map.of("code_challenge", CHALLENGE)).redirected("error"))
                .isEqualTo("invalid_request");
        assertThat(goTo.authorize(Map.of("client_id", "goto-public")).redirected("error"))
                .isEqualTo("invalid_request");
    }

    @Test
    void only_enabled_scopes_are_granted_and_all_of_them_if_none_is_asked_for() {
        assertThat(goTo.exchange(goTo.authorize(Map.of("scope", "messaging.v1.send admin.all")))
                        .text("scope"))
                .isEqualTo("messaging.v1.send");
        assertThat(goTo.exchange(goTo.authorize(Map.of("scope", ""))).text("scope"))
                .isEqualTo("messaging.v1.send users.v1.lines.read calls.v2.initiate");
    }

    @Test
    void a_denied_consent_is_access_denied() {
        mock.goTo().denyNext();
        assertThat(goTo.authorize(Map.of()).header("Location")).isEqualTo(CALLBACK + "?error=access_denied&state=s1");
        assertThat(goTo.authorize(Map.of()).redirected("code")).isNotNull();
    }

    @Test
    void a_code_works_once_and_a_second_use_revokes_what_it_gave() {
        String code = goTo.authorize(Map.of()).redirected("code");
        Reply token = goTo.redeem(code);
        assertThat(goTo.introspect(token.text("access_token")).json()).containsEntry("active", true);
        assertError(goTo.redeem(code), 400, "invalid_grant");
        assertThat(goTo.introspect(token.text("access_token")).body()).isEqualTo("{\"active\":false}");
        assertError(goTo.refresh(token.text("refresh_token")), 400, "invalid_grant");
    }

    @Test
    void a_code_is_bound_to_client_redirect_uri_and_time() {
        String code = goTo.authorize(Map.of()).redirected("code");
        assertError(
                goTo.token(LEGACY, "grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK),
                400,
                "invalid_grant");
        assertError(
                goTo.token(
                        CLIENT,
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        "http://127.0.0.1:5001/login/oauth2/code/goto"),
                400,
                "invalid_grant");
        assertError(goTo.token(CLIENT, "grant_type", "authorization_code", "code", code), 400, "invalid_grant");
        assertError(goTo.redeem("made-up"), 400, "invalid_grant");
        assertThat(goTo.redeem(code).status()).isEqualTo(200);
        String late = goTo.authorize(Map.of()).redirected("code");
        mock.clock().advance(Duration.ofMinutes(5));
        assertError(goTo.redeem(late), 400, "invalid_grant");
    }

    @Test
    void a_redirect_uri_that_was_not_in_the_authorize_call_is_not_needed_later() {
        String code = goTo.authorize(Map.of("redirect_uri", "")).redirected("code");
        assertThat(goTo.token(CLIENT, "grant_type", "authorization_code", "code", code)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void pkce_must_be_answered_rightly_and_not_unasked() {
        Map<String, String> challenged = Map.of("code_challenge", CHALLENGE, "code_challenge_method", "S256");
        String code = goTo.authorize(challenged).redirected("code");
        assertError(goTo.redeem(code), 400, "invalid_grant");
        assertError(goTo.redeem(code, "code_verifier", VERIFIER + "x"), 400, "invalid_grant");
        assertError(goTo.redeem(code, "code_verifier", CHALLENGE), 400, "invalid_grant");
        assertThat(goTo.redeem(code, "code_verifier", VERIFIER).status()).isEqualTo(200);
        assertError(
                goTo.redeem(goTo.authorize(Map.of()).redirected("code"), "code_verifier", VERIFIER),
                400,
                "invalid_grant");
    }

    @Test
    void a_public_client_needs_pkce_and_no_secret() {
        Reply redirect = goTo.authorize(
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
}
