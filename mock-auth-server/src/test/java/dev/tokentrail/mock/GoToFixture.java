package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.basic;
import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The calls that the tests of GoTo make. */
final class GoToFixture {

    static final String CALLBACK = "http://127.0.0.1:5000/login/oauth2/code/goto";
    static final String CLIENT = basic("goto-client", "goto-secret");
    static final String LEGACY = basic("goto-legacy", "goto-legacy-secret");
    // The example of RFC 7636 appendix B.
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final MockAuthServer mock;

    GoToFixture(MockAuthServer mock) {
        this.mock = mock;
    }

    Reply authorize(Map<String, String> changes) {
        return get(authorizeUri(changes));
    }

    URI authorizeUri(Map<String, String> changes) {
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

    Reply exchange(Reply redirect) {
        return redeem(redirect.redirected("code"));
    }

    Reply redeem(String code, String... more) {
        return token(
                CLIENT,
                join(new String[] {"grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK}, more));
    }

    Reply refresh(String refreshToken, String... more) {
        return token(CLIENT, join(new String[] {"grant_type", "refresh_token", "refresh_token", refreshToken}, more));
    }

    Reply introspect(String token) {
        return postForm(mock.goTo().uri("/oauth/introspect"), form("token", token), "Authorization", CLIENT);
    }

    Reply token(String authorization, String... form) {
        return postForm(mock.goTo().uri("/oauth/token"), form(form), "Authorization", authorization);
    }

    private static String[] join(String[] first, String[] second) {
        String[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    static void assertError(Reply reply, int status, String error) {
        assertThat(reply.json())
                .as(reply.body())
                .containsEntry("error", error)
                .containsOnlyKeys("error", "error_description");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Cache-Control")).isIn("no-store", "");
    }
}
