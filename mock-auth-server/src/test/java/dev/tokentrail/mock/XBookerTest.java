package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class XBookerTest {

    private static final String SUPERSEDED = "No refresh tokens found please get a refresh token first";

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.configured("""
                        {"xbooker": {"apps": [
                          {"id": "xbooker-client", "secret": "xbooker-secret", "scopes": ["organization.read"]},
                          {"id": "narrow", "secret": "narrow-secret", "scopes": ["members.read"]},
                          {"id": "mortal", "secret": "mortal-secret", "expires": "2040-01-01T00:00:00Z"}]}}""");

    private static final MockAuthServer mock = emulator.mock();

    @Test
    void success_comes_in_the_documented_envelope() {
        Reply reply = refresh("xbooker-client", "xbooker-secret", "a");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().keySet()).containsExactly("statusCode", "success", "message", "data");
        assertThat(reply.json()).containsEntry("statusCode", 200).containsEntry("success", true);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void the_refresh_call_refuses_wrong_and_missing_headers() {
        String unknown = "Client not found, or invalid client id";
        assertRefused(refresh("nobody", "xbooker-secret", "a"), 400, unknown);
        assertRefused(refresh("xbooker-client", "wrong", "a"), 400, "Invalid client secret");
        assertRefused(
                get(
                        mock.xBooker().uri("/auth/v1/tokens/refresh"),
                        "organization-id",
                        "org-1",
                        "client-id",
                        "xbooker-client"),
                400,
                "Invalid client secret");
        assertRefused(
                get(
                        mock.xBooker().uri("/auth/v1/tokens/refresh"),
                        "organization-id",
                        "org-1",
                        "client-secret",
                        "xbooker-secret"),
                400,
                unknown);
        assertRefused(
                get(
                        mock.xBooker().uri("/auth/v1/tokens/refresh"),
                        "organization-id",
                        "org-1",
                        "client-id",
                        "xbooker-client",
                        "client-secret",
                        "xbooker-secret",
                        "client-secret",
                        "xbooker-secret"),
                400,
                "Invalid client secret");
        assertRefused(
                get(
                        mock.xBooker().uri("/auth/v1/tokens/refresh"),
                        "organization-id",
                        "org-2",
                        "client-id",
                        "xbooker-client",
                        "client-secret",
                        "xbooker-secret"),
                400,
                "Organization not found, invalid organization id");
    }

    @Test
    void a_refresh_token_can_be_used_many_times_and_each_access_token_works() {
        String refresh = refreshToken("a");
        String first = accessToken(refresh, "a");
        String second = accessToken(refresh, "a");
        assertThat(first).isNotEqualTo(second);
        assertThat(organization(first).status()).isEqualTo(200);
        assertThat(organization(second).status()).isEqualTo(200);
    }

    @Test
    void the_access_call_refuses_made_up_tokens_and_other_clients() {
        assertRefused(access("made-up", "xbooker-client", "a"), 400, "Invalid refresh token");
        assertRefused(access(refreshToken("a"), "narrow", "a"), 400, "Invalid refresh token");
        assertRefused(
                get(
                        mock.xBooker().uri("/auth/v1/tokens/access"),
                        "organization-id",
                        "org-1",
                        "client-id",
                        "xbooker-client"),
                400,
                "Invalid refresh token");
    }

    @Test
    void a_refresh_token_is_bound_to_the_address_that_asked_for_it() throws IOException {
        String token = refreshToken("a");
        assertThat(accessFrom("127.0.0.1", token)).startsWith("HTTP/1.1 200 ");
        assertThat(accessFrom(otherLoopbackAddress(), token))
                .startsWith("HTTP/1.1 400 ")
                .contains("You are't permitted to use this access token");
    }

    private static String otherLoopbackAddress() {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress("127.0.0.2", 0));
            return "127.0.0.2";
        } catch (IOException absent) {
            return Assumptions.abort("skipped: this system has no loopback address 127.0.0.2");
        }
    }

    /** The same application at some address of this machine. */
    private static String accessFrom(String address, String token) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getByName("127.0.0.1"), mock.port(), InetAddress.getByName(address), 0)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("GET /xbooker/auth/v1/tokens/access HTTP/1.1\r\nHost: 127.0.0.1:" + mock.port()
                                    + "\r\nUser-Agent: a\r\norganization-id: org-1\r\nclient-id: xbooker-client\r\n"
                                    + "Authorization: Bearer " + token + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_refresh_token_is_bound_to_the_application_that_asked_for_it() {
        assertRefused(
                access(refreshToken("a"), "xbooker-client", "another browser"),
                400,
                "You are't permitted to use this access token");
    }

    @Test
    void a_second_refresh_token_for_the_same_application_ends_the_first_and_its_access_tokens() {
        String first = refreshToken("a");
        String access = accessToken(first, "a");
        String elsewhere = accessToken(refreshToken("b"), "b");
        String second = refreshToken("a");
        assertRefused(organization(access), 403, SUPERSEDED);
        assertRefused(access(first, "xbooker-client", "a"), 400, "Invalid refresh token");
        assertThat(organization(accessToken(second, "a")).status()).isEqualTo(200);
        assertThat(organization(elsewhere).status()).isEqualTo(200);
    }

    @Test
    void an_access_token_lives_for_two_minutes() {
        mock.clock().freeze();
        String access = accessToken(refreshToken("a"), "a");
        mock.clock().advance(Duration.ofSeconds(119));
        assertThat(organization(access).status()).isEqualTo(200);
        mock.clock().advance(Duration.ofSeconds(1));
        assertRefused(organization(access), 403, "Access token expired");
    }

    @Test
    void an_expired_app_is_refused_everywhere() {
        String refresh = data(refresh("mortal", "mortal-secret", "a"))
                .get("refreshToken")
                .toString();
        mock.clock().set(java.time.Instant.parse("2039-12-31T23:59:30Z"));
        String access = data(access(refresh, "mortal", "a")).get("accessToken").toString();
        mock.clock().advance(Duration.ofSeconds(30));
        assertRefused(organization(access), 403, "Delegated app not found, invalid client id");
        assertRefused(
                access(refresh, "mortal", "a"),
                400,
                "Your refresh token is expired, please issue another refresh token first.");
        assertRefused(refresh("mortal", "mortal-secret", "a"), 400, "Client not found, or invalid client id");
    }

    @Test
    void the_api_refuses_methods_scopes_and_modified_tokens() {
        String access = accessToken(refreshToken("a"), "a");
        assertRefused(
                Caller.call(
                        "POST",
                        mock.xBooker().uri("/delegated/v1/organization"),
                        "{}",
                        "Authorization",
                        "Bearer " + access),
                403,
                "Method not recognized");
        assertRefused(organization(access + "x"), 403, SUPERSEDED);
        assertRefused(get(mock.xBooker().uri("/delegated/v1/organization")), 403, SUPERSEDED);
        String narrow = data(access(
                        data(refresh("narrow", "narrow-secret", "a"))
                                .get("refreshToken")
                                .toString(),
                        "narrow",
                        "a"))
                .get("accessToken")
                .toString();
        assertRefused(organization(narrow), 403, "Invalid request scope");
        assertThat(get(mock.xBooker().uri("/delegated/v1/members")).status()).isEqualTo(404);
    }

    @Test
    void the_optional_headers_of_the_api_may_be_missing_but_not_wrong() {
        String bearer = "Bearer " + accessToken(refreshToken("a"), "a");
        var uri = mock.xBooker().uri("/delegated/v1/organization");
        assertThat(get(uri, "Authorization", bearer, "client-id", "xbooker-client", "organization-id", "org-1")
                        .status())
                .isEqualTo(200);
        assertRefused(
                get(uri, "Authorization", bearer, "client-id", "narrow"),
                403,
                "Delegated app not found, invalid client id");
        assertRefused(
                get(uri, "Authorization", bearer, "organization-id", "org-2"),
                403,
                "Organization not found, invalid organization id");
    }

    @Test
    void the_bare_path_wraps_the_organization_and_the_longer_one_is_it() {
        String bearer = "Bearer " + accessToken(refreshToken("a"), "a");
        Map<?, ?> bare = data(get(mock.xBooker().uri("/delegated/v1"), "Authorization", bearer));
        Map<?, ?> whole = data(get(mock.xBooker().uri("/delegated/v1/organization"), "Authorization", bearer));
        assertThat(bare.get("organization")).isEqualTo(whole);
        assertThat(whole.get("id")).isEqualTo("org-1");
    }

    @Test
    void other_methods_at_the_token_calls_are_a_405_in_the_envelope() {
        Reply post = Caller.call("POST", mock.xBooker().uri("/auth/v1/tokens/refresh"), "");
        assertThat(post.status()).isEqualTo(405);
        assertThat(post.header("Allow")).isEqualTo("GET, OPTIONS");
        assertThat(post.json())
                .containsOnlyKeys("statusCode", "success", "message")
                .containsEntry("statusCode", 405);
        String refresh = refreshToken("a");
        assertThat(Caller.call(
                                "HEAD",
                                mock.xBooker().uri("/auth/v1/tokens/refresh"),
                                null,
                                "User-Agent",
                                "a",
                                "organization-id",
                                "org-1",
                                "client-id",
                                "xbooker-client",
                                "client-secret",
                                "xbooker-secret")
                        .status())
                .isEqualTo(405);
        assertThat(access(refresh, "xbooker-client", "a").status()).isEqualTo(200);
    }

    private static void assertRefused(Reply reply, int status, String message) {
        assertThat(reply.body())
                .isEqualTo("{\"statusCode\":" + status + ",\"success\":false,\"message\":\"" + message + "\"}");
        assertThat(reply.status()).isEqualTo(status);
    }

    private static Map<?, ?> data(Reply reply) {
        return (Map<?, ?>) reply.json().get("data");
    }

    private static Reply refresh(String client, String secret, String userAgent) {
        return get(
                mock.xBooker().uri("/auth/v1/tokens/refresh"),
                "organization-id",
                "org-1",
                "client-id",
                client,
                "client-secret",
                secret,
                "User-Agent",
                userAgent);
    }

    private static String refreshToken(String userAgent) {
        return data(refresh("xbooker-client", "xbooker-secret", userAgent))
                .get("refreshToken")
                .toString();
    }

    private static Reply access(String refreshToken, String client, String userAgent) {
        return get(
                mock.xBooker().uri("/auth/v1/tokens/access"),
                "organization-id",
                "org-1",
                "client-id",
                client,
                "Authorization",
                "Bearer " + refreshToken,
                "User-Agent",
                userAgent);
    }

    private static String accessToken(String refreshToken, String userAgent) {
        return data(access(refreshToken, "xbooker-client", userAgent))
                .get("accessToken")
                .toString();
    }

    private static Reply organization(String accessToken) {
        return get(mock.xBooker().uri("/delegated/v1/organization"), "Authorization", "Bearer " + accessToken);
    }
}
