package dev.tokentrail.mock;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a token: introspection, revocation and the calls that it is for; and the metadata. */
class GoToInspectionTest {

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();
    private static final GoToFixture goTo = new GoToFixture(mock);

    @Test
    void introspection_tells_only_the_owner_about_live_tokens() {
        Reply token = goTo.exchange(goTo.authorize(Map.of()));
        Map<String, Object> active = goTo.introspect(token.text("access_token")).json();
        assertThat(active)
                .containsEntry("active", true)
                .containsEntry("client_id", "goto-client")
                .containsEntry("scope", "messaging.v1.send");
        assertThat(goTo.introspect(token.text("refresh_token")).json())
                .containsEntry("active", true)
                .doesNotContainKey("token_type");
        assertThat(goTo.introspect("nonsense").body()).isEqualTo("{\"active\":false}");
        URI uri = mock.goTo().uri("/oauth/introspect");
        assertThat(postForm(uri, form("token", token.text("access_token")), "Authorization", LEGACY)
                        .body())
                .isEqualTo("{\"active\":false}");
        assertError(postForm(uri, form("token", "x")), 401, "invalid_client");
        assertError(postForm(uri, "", "Authorization", CLIENT), 400, "invalid_request");
        mock.clock().advance(Duration.ofHours(1));
        assertThat(goTo.introspect(token.text("access_token")).body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void revoking_a_refresh_token_ends_all_and_an_access_token_only_itself() {
        URI uri = mock.goTo().uri("/oauth/revoke");
        Reply token = goTo.exchange(goTo.authorize(Map.of()));
        Reply revoked = postForm(uri, form("token", token.text("access_token")), "Authorization", CLIENT);
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.body()).isEmpty();
        assertThat(goTo.introspect(token.text("access_token")).body()).isEqualTo("{\"active\":false}");
        String next = goTo.refresh(token.text("refresh_token")).text("access_token");
        assertError(
                postForm(uri, form("token", token.text("refresh_token")), "Authorization", LEGACY),
                400,
                "invalid_grant");
        postForm(uri, form("token", token.text("refresh_token")), "Authorization", CLIENT);
        assertThat(goTo.introspect(next).body()).isEqualTo("{\"active\":false}");
        assertError(goTo.refresh(token.text("refresh_token")), 400, "invalid_grant");
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
        String bearer = "Bearer " + goTo.exchange(goTo.authorize(Map.of())).text("access_token");
        assertThat(postJson(uri, message, "Authorization", bearer).status()).isEqualTo(201);
        assertThat(postJson(uri, "{}", "Authorization", bearer).status()).isEqualTo(400);
        assertThat(postJson(uri, "nonsense", "Authorization", bearer).status()).isEqualTo(400);
        assertThat(postJson(uri, message).status()).isEqualTo(401);
        assertThat(postJson(uri, message, "Authorization", bearer + "x").json())
                .containsOnlyKeys("errorCode", "message");
        String narrow = "Bearer "
                + goTo.exchange(goTo.authorize(Map.of("scope", "users.v1.lines.read")))
                        .text("access_token");
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
}
