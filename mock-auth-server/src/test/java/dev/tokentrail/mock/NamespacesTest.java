package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.mock.Caller.Reply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Namespaces opened from Java: apart from each other in everything, at one port. */
class NamespacesTest {

    private static final MockAuthServer mock = MockAuthServer.start();

    private final MockAuthServer one = mock.namespace().open();
    private final MockAuthServer two = mock.namespace().open();

    @BeforeEach
    void forget() {
        mock.reset();
    }

    @AfterAll
    static void close() {
        mock.close();
    }

    @Test
    void an_address_is_that_of_the_server_and_a_prefix() {
        assertThat(one.url().toString()).matches(mock.url() + "/_ns/[a-z]{10}");
        assertThat(one.port()).isEqualTo(mock.port());
        assertThat(one.url()).isNotEqualTo(two.url());
        try (MockAuthServer named = mock.namespace().named("my-tests-7").open()) {
            assertThat(named.goTo().uri("/oauth/token").toString())
                    .isEqualTo(mock.url() + "/_ns/my-tests-7/goto/oauth/token");
        }
    }

    @Test
    void what_one_issued_is_nothing_to_another() {
        Reply code = new GoToFixture(one).authorize(Map.of());
        GoToFixture.assertError(new GoToFixture(two).exchange(code), 400, "invalid_grant");
        Reply token = new GoToFixture(one).exchange(code);
        GoToFixture.assertError(new GoToFixture(two).refresh(token.text("refresh_token")), 400, "invalid_grant");
        GoToFixture.assertError(new GoToFixture(mock).refresh(token.text("refresh_token")), 400, "invalid_grant");
        assertThat(new GoToFixture(two).introspect(token.text("access_token")).body())
                .isEqualTo("{\"active\":false}");
        assertThat(new GoToFixture(one).refresh(token.text("refresh_token")).status())
                .isEqualTo(200);
    }

    @Test
    void the_clock_of_one_leaves_the_others_alone() {
        one.clock().set(Instant.parse("2030-01-02T03:04:05Z"));
        Reply future = Caller.get(URI.create(one.url() + "/_mock/health"));
        assertThat(future.body()).contains("2030-01-02T03:04:05Z");
        assertThat(Caller.get(one.goTo().uri("/oauth/jwks.json")).header("Date"))
                .isEqualTo("Wed, 02 Jan 2030 03:04:05 GMT");
        for (MockAuthServer other : new MockAuthServer[] {two, mock}) {
            assertThat(other.clock().frozen()).isFalse();
            assertThat(Caller.get(other.goTo().uri("/oauth/jwks.json")).header("Date"))
                    .doesNotContain("03:04:05");
        }
    }

    @Test
    void faults_requests_and_resets_stay_where_they_are() {
        one.goTo().failNext(503, "{}");
        assertThat(new GoToFixture(two).authorize(Map.of()).status()).isEqualTo(302);
        one.reset();
        assertThat(new GoToFixture(one).authorize(Map.of()).status()).isEqualTo(302);
        assertThat(one.requests()).hasSize(1);
        one.reset();
        assertThat(one.requests()).isEmpty();
        assertThat(two.requests()).hasSize(1);
        assertThatThrownBy(() -> mock.takeRequest(Duration.ZERO)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void the_journal_shows_the_target_as_it_was_sent_and_the_path_as_it_is_everywhere() {
        Caller.get(one.goTo().uri("/oauth/jwks.json?a=b"));
        RecordedRequest request = one.goTo().takeRequest(Duration.ofSeconds(5));
        assertThat(request.target()).isEqualTo(one.url().getPath() + "/goto/oauth/jwks.json?a=b");
        assertThat(request.path()).isEqualTo("/goto/oauth/jwks.json");
        assertThat(request).asString().contains(one.url().getPath() + "/goto/oauth/jwks.json?");
    }

    @Test
    void metadata_is_at_the_host_where_rfc_8414_puts_it() {
        String issuer = one.goTo().uri().toString();
        String path =
                "/.well-known/oauth-authorization-server" + one.goTo().uri().getPath();
        Reply metadata = Caller.get(mock.url().resolve(path));
        assertThat(metadata.json())
                .containsEntry("issuer", issuer)
                .containsEntry("token_endpoint", issuer + "/oauth/token");
        assertThat(Caller.get(one.goTo().uri("/.well-known/oauth-authorization-server"))
                        .json())
                .isEqualTo(metadata.json());
        assertThat(one.goTo().requests()).hasSize(2);
    }

    @Test
    void the_start_page_is_at_the_address_with_and_without_a_slash() {
        Reply page = Caller.get(one.url());
        assertThat(page.body()).contains("\"base\":\"" + one.goTo().uri() + "\"");
        assertThat(Caller.get(URI.create(one.url() + "/")).body()).isEqualTo(page.body());
        assertThat(Caller.get(URI.create(one.url() + "?x")).body()).isEqualTo(page.body());
    }

    @Test
    void a_closed_namespace_is_gone_and_its_late_requests_are_nobodys() {
        MockAuthServer over = mock.namespace().named("over").open();
        Reply code = new GoToFixture(over).authorize(Map.of());
        over.close();
        Reply late = new GoToFixture(over).exchange(code);
        assertThat(late.status()).isEqualTo(410);
        assertThat(late.json())
                .containsEntry("error", "closed_namespace")
                .containsEntry("error_description", "The namespace over is closed: who opened it has closed it");
        assertThat(over.requests()).hasSize(1);
        assertThat(mock.requests()).isEmpty();
        over.close();
        try (MockAuthServer again = mock.namespace().named("over").open()) {
            assertThat(again.requests()).isEmpty();
            assertThat(Caller.get(again.url()).status()).isEqualTo(200);
            over.close();
            assertThat(Caller.get(again.url()).status()).isEqualTo(200);
        }
    }

    @Test
    void those_below_end_with_the_one_above() {
        MockAuthServer child = one.namespace().named("child").open();
        MockAuthServer grandchild = child.namespace().named("grandchild").open();
        assertThat(Caller.get(grandchild.url()).status()).isEqualTo(200);
        one.close();
        assertThat(Caller.get(child.url()).status()).isEqualTo(410);
        assertThat(Caller.get(grandchild.url()).status()).isEqualTo(410);
        assertThat(Caller.get(two.url()).status()).isEqualTo(200);
        assertThatThrownBy(() -> child.namespace().open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("No namespace can be opened below an emulator that is closed");
    }

    @Test
    void a_server_that_is_closed_opens_none() {
        MockAuthServer closed = MockAuthServer.start();
        MockAuthServer namespace = closed.namespace().open();
        closed.close();
        assertThatThrownBy(() -> closed.namespace().open()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> namespace.namespace().open()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_configuration_is_that_of_the_parent_unless_it_has_its_own() {
        try (MockAuthServer configured = mock.namespace()
                .configure(
                        "{\"sonetel\": {\"users\": [{\"name\": \"a@example.com\", \"password\": \"b\"}]}, \"journal\": 1}")
                .open()) {
            for (MockAuthServer each :
                    new MockAuthServer[] {configured, configured.namespace().open()}) {
                assertThat(sonetel(each, "a@example.com", "b").status()).isEqualTo(200);
                assertThat(sonetel(each, "user@example.com", "password").status())
                        .isNotEqualTo(200);
                assertThat(each.requests()).hasSize(1);
            }
            assertThat(sonetel(mock.namespace().open(), "user@example.com", "password")
                            .status())
                    .isEqualTo(200);
        }
    }

    private static Reply sonetel(MockAuthServer server, String user, String password) {
        return Caller.postForm(
                server.sonetel().uri("/SonetelAuth/beta/oauth/token"),
                Caller.form("grant_type", "password", "username", user, "password", password),
                "Authorization",
                Caller.basic("sonetel-api", "sonetel-api"));
    }

    @Test
    void a_service_alone_is_alone_in_the_namespaces_too() {
        try (MockAuthServer alone = MockAuthServer.create().only("goto").start()) {
            MockAuthServer namespace = alone.namespace().named("a").open();
            String issuer = alone.url() + "/_ns/a";
            assertThat(namespace.goTo().uri("/oauth/token").toString()).isEqualTo(issuer + "/oauth/token");
            assertThat(Caller.get(URI.create(alone.url() + "/.well-known/oauth-authorization-server/_ns/a"))
                            .json())
                    .containsEntry("issuer", issuer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a_b", "a/b", "..", "a b", "\u00e9", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void a_name_is_short_and_plain(String name) {
        assertThatThrownBy(() -> mock.namespace().named(name).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The name of a namespace has 1 to 40 characters of a-z, 0-9 and the hyphen");
    }

    @Test
    void a_name_is_taken_once() {
        mock.namespace().named("taken").open();
        assertThatThrownBy(() -> mock.namespace().named("taken").open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The namespace taken is already open");
    }

    @Test
    void there_is_an_end_to_the_number() {
        try (MockAuthServer server = MockAuthServer.start()) {
            MockAuthServer last = IntStream.range(0, Namespaces.MOST)
                    .mapToObj(i -> server.namespace().open())
                    .reduce((before, after) -> after)
                    .orElseThrow();
            assertThatThrownBy(() -> server.namespace().open())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "There are 1000 open namespaces, which is the most; close those that are no longer used");
            last.close();
            assertThat(Caller.get(server.namespace().open().url()).status()).isEqualTo(200);
        }
    }
}
