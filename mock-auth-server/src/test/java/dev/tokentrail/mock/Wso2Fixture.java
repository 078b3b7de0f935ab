package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.basic;
import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A WSO2 of one version and the calls that its tests make. */
final class Wso2Fixture implements AutoCloseable {

    static final String KEY = "wU62DjlyDBnq87GlBwplfqvmAbAa";
    static final String CLIENT = basic(KEY, "ksdSdoefDDP7wpaElfqvmjDue");
    static final String OTHER = basic("otherConsumerKey", "otherConsumerSecret");
    static final String CALLBACK = "https://client.example.com/cb";
    static final String URN = "urn:ietf:params:oauth:grant-type:";

    final MockAuthServer mock;

    Wso2Fixture(String version) {
        this(MockAuthServer.create().configure(version(version)).start());
    }

    Wso2Fixture(MockAuthServer mock) {
        this.mock = mock;
    }

    static Wso2Fixture configured(String members) {
        return new Wso2Fixture(MockAuthServer.create()
                .configure("{\"wso2\":{" + members + "}}")
                .start());
    }

    /** The default version, 3.2, which has both generations of paths; its clock stands still. */
    static RunningEmulator defaultVersion() {
        return RunningEmulator.configured(version("3.2")).frozen();
    }

    private static String version(String version) {
        return "{\"wso2\":{\"version\":\"" + version + "\"}}";
    }

    Reply token(String... form) {
        return tokenBy(CLIENT, form);
    }

    Reply tokenBy(String authorization, String... form) {
        return postForm(mock.wso2().uri("/oauth2/token"), form(form), "Authorization", authorization);
    }

    Reply password(String scope) {
        return scope == null
                ? token("grant_type", "password", "username", "admin", "password", "admin")
                : token("grant_type", "password", "username", "admin", "password", "admin", "scope", scope);
    }

    Reply refresh(String refreshToken) {
        return token("grant_type", "refresh_token", "refresh_token", refreshToken);
    }

    Reply authorize(Map<String, String> changes) {
        Map<String, String> query = new LinkedHashMap<>(Map.of(
                "client_id",
                KEY,
                "response_type",
                "code",
                "redirect_uri",
                CALLBACK,
                "scope",
                "PRODUCTION",
                "state",
                "s1"));
        query.putAll(changes);
        return get(mock.wso2()
                .uri("/oauth2/authorize?"
                        + form(query.entrySet().stream()
                                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                                .toArray(String[]::new))));
    }

    String code() {
        return authorize(Map.of()).redirected("code");
    }

    Reply redeem(String code) {
        return token("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK);
    }

    Reply introspect(String token) {
        return postForm(mock.wso2().uri("/oauth2/introspect"), form("token", token), "Authorization", CLIENT);
    }

    Reply menu(String accessToken, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Authorization";
        all[headers.length + 1] = "Bearer " + accessToken;
        return get(mock.wso2().uri("/pizzashack/1.0.0/menu"), all);
    }

    static void assertError(Reply reply, int status, String error, String description) {
        assertThat(reply.body()).isEqualTo(Caller.json("error_description", description, "error", error));
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("Pragma")).isEqualTo("no-cache");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        if (status == 401) {
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Basic realm=127.0.0.1");
        }
    }

    @Override
    public void close() {
        mock.close();
    }
}
