package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.call;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.mock.Caller.Reply;
import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.http.Request;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Namespaces opened over HTTP: their life, their limits, and what hostile callers get. */
class NamespaceControlTest {

    private final MockAuthServer mock = MockAuthServer.start();
    private final URI namespaces = URI.create(mock.url() + "/_mock/namespaces");

    @AfterEach
    void close() {
        mock.close();
    }

    private URI namespace(String name) {
        return URI.create(namespaces + "/" + name);
    }

    @Test
    void it_is_opened_listed_used_and_closed() {
        Reply opened = call("POST", namespaces, null);
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.json()).containsOnlyKeys("name", "url", "idle").containsEntry("idle", "PT1H");
        String url = opened.text("url");
        assertThat(url).isEqualTo(mock.url() + "/_ns/" + opened.text("name"));
        assertThat(opened.header("Location")).isEqualTo(namespaces + "/" + opened.text("name"));
        assertThat(get(URI.create(opened.header("Location"))).body()).isEqualTo(opened.body());
        assertThat(get(namespaces).body()).isEqualTo("{\"namespaces\":[" + opened.body() + "]}");

        get(URI.create(url + "/goto/oauth/jwks.json"));
        assertThat((List<?>) get(URI.create(url + "/_mock/requests")).json().get("requests"))
                .hasSize(1);
        assertThat(mock.requests()).isEmpty();

        assertThat(call("DELETE", namespace(opened.text("name")), null).status())
                .isEqualTo(204);
        assertThat(call("DELETE", namespace(opened.text("name")), null).status())
                .isEqualTo(404);
        assertThat(get(URI.create(url + "/goto/oauth/jwks.json")).status()).isEqualTo(410);
        assertThat(get(namespaces).body()).isEqualTo("{\"namespaces\":[]}");
    }

    @Test
    void its_configuration_is_its_own() {
        Reply opened = postJson(
                namespaces,
                "{\"name\":\"short\",\"idle\":\"PT5M\",\"configuration\":{\"goto\":{\"accessTokenSeconds\":7}}}");
        assertThat(opened.body())
                .isEqualTo("{\"name\":\"short\",\"url\":\"" + mock.url() + "/_ns/short\",\"idle\":\"PT5M\"}");
        assertThat(lifetime(URI.create(opened.text("url")))).isEqualTo(7);
        assertThat(lifetime(mock.url())).isEqualTo(3600);
    }

    private static Object lifetime(URI emulator) {
        return Caller.postForm(
                        URI.create(emulator + "/goto/oauth/token"),
                        Caller.form("grant_type", "personal_access_token", "pat", "goto-pat"),
                        "Authorization",
                        GoToFixture.CLIENT)
                .json()
                .get("expires_in");
    }

    @Test
    void one_within_another_ends_with_it_and_only_the_other_lists_it() {
        URI outer = URI.create(postJson(namespaces, "{\"name\":\"outer\"}").text("url"));
        Reply inner = postJson(URI.create(outer + "/_mock/namespaces"), "{\"name\":\"inner\"}");
        assertThat(inner.text("url")).isEqualTo(mock.url() + "/_ns/inner");
        assertThat(inner.header("Location")).isEqualTo(outer + "/_mock/namespaces/inner");
        assertThat(get(URI.create(inner.header("Location"))).status()).isEqualTo(200);
        assertThat(get(namespaces).body()).contains("outer").doesNotContain("inner");
        assertThat(call("DELETE", namespace("inner"), null).status()).isEqualTo(404);
        assertThat(call("DELETE", namespace("outer"), null).status()).isEqualTo(204);
        assertThat(get(URI.create(inner.text("url"))).status()).isEqualTo(410);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{\"name\":\"\"} | 1 to 40 characters",
                "{\"name\":\"A\"} | 1 to 40 characters",
                "{\"name\":\"..\"} | 1 to 40 characters",
                "{\"name\":\"a/b\"} | 1 to 40 characters",
                "{\"name\":\"a\\u0000\"} | 1 to 40 characters",
                "{\"name\":\"<script>\"} | 1 to 40 characters",
                "{\"name\":7} | name must be a text, not 7",
                "{\"name\":[]} | name must be a text, not a list",
                "{\"idle\":\"PT0S\"} | idle must be a duration from PT1S to P1D, not \"PT0S\"",
                "{\"idle\":\"P2D\"} | idle must be a duration from PT1S to P1D, not \"P2D\"",
                "{\"idle\":\"-PT1H\"} | idle must be a duration from PT1S to P1D, not \"-PT1H\"",
                "{\"idle\":\"soon\"} | idle must be a duration from PT1S to P1D, not \"soon\"",
                "{\"idle\":\"PT99999999999999999999H\"} | idle must be a duration",
                "{\"other\":1} | Unknown key other; known here: configuration, idle, name",
                "{\"configuration\":{\"goto\":{\"nonsense\":1}}} | Unknown key configuration.goto.nonsense",
                "{\"configuration\":7} | configuration must be an object, not 7",
                "{\"configuration\":{\"journal\":-1}} | configuration.journal must be a whole number",
                "[] | The configuration is not valid",
                "{ | The configuration is not valid",
            })
    void what_cannot_be_opened_is_refused_with_the_reason(String body, String reason) {
        Reply refused = postJson(namespaces, body);
        assertThat(refused.json()).containsEntry("error", "invalid_request");
        assertThat(refused.text("error_description")).contains(reason);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(get(namespaces).body()).isEqualTo("{\"namespaces\":[]}");
    }

    @Test
    void a_name_that_is_open_is_refused_and_one_that_was_closed_begins_anew() {
        URI url = URI.create(postJson(namespaces, "{\"name\":\"mine\"}").text("url"));
        get(URI.create(url + "/goto/oauth/jwks.json"));
        Reply taken = postJson(namespaces, "{\"name\":\"mine\"}");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.text("error_description")).isEqualTo("The namespace mine is already open");
        call("DELETE", namespace("mine"), null);
        assertThat(postJson(namespaces, "{\"name\":\"mine\"}").status()).isEqualTo(201);
        assertThat(get(URI.create(url + "/_mock/requests")).body()).isEqualTo("{\"requests\":[]}");
    }

    @Test
    void the_hundred_and_first_is_refused_and_none_is_dropped_for_it() {
        List<URI> open = IntStream.range(0, Namespaces.MOST_IDLING)
                .mapToObj(i -> URI.create(call("POST", namespaces, null).text("url")))
                .toList();
        Reply refused = call("POST", namespaces, null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("error_description"))
                .isEqualTo("There are 100 open namespaces, which is the most; close those that are no longer used");
        assertThat(get(open.get(0)).status()).isEqualTo(200);
        assertThat(mock.namespace().open().url()).isNotNull();
        call("DELETE", namespace(open.get(5).getPath().substring("/_ns/".length())), null);
        assertThat(call("POST", namespaces, null).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/_ns",
                "/_ns/",
                "/_ns//",
                "/_ns?x",
                "/_ns/nobody",
                "/_ns/nobody/goto/oauth/token",
                "/_ns/%6dine/goto/oauth/jwks.json",
                "/_ns/MINE/goto/oauth/jwks.json",
                "/_ns/../_mock/health",
                "/_ns/./mine/_mock/health",
                "/_ns//mine/goto/oauth/jwks.json",
                "/_ns/mine%2f/goto/oauth/jwks.json",
                "/_ns/mine;x=y/goto/oauth/jwks.json",
                "/_ns/<script>alert(1)</script>",
                "/.well-known/oauth-authorization-server/_ns/nobody/goto",
                "/.well-known//_ns/nobody",
                "/_ns/mine/_ns/mine/goto/oauth/jwks.json",
                "/goto/_ns/mine",
                "/_nsx/mine",
                "/.well-known/_ns/mine",
                "/.well-known/oauth-authorization-server/x/_ns/mine/goto",
                "/.well-known/oauth-authorization-server//_ns/mine/goto",
            })
    void a_path_of_no_namespace_is_not_found(String target) throws IOException {
        postJson(namespaces, "{\"name\":\"mine\"}");
        String answer = raw("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4").contains("Content-Type: application/json", "{\"error");
        assertThat(answer).doesNotContain("<script>", "server_error");
    }

    private String raw(String head) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", mock.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void the_control_of_a_namespace_is_for_callers_on_this_machine_alone() {
        URI url = URI.create(postJson(namespaces, "{\"name\":\"mine\"}").text("url"));
        for (URI control :
                List.of(namespaces, URI.create(url + "/_mock/reset"), URI.create(url + "/_mock/namespaces"))) {
            assertThat(postJson(control, "{}", "Origin", "https://elsewhere.example")
                            .status())
                    .isEqualTo(403);
            assertThat(postJson(control, "{}", "Origin", mock.url().toString()).status())
                    .isBetween(200, 204);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "PATCH"})
    void one_namespace_answers_get_and_delete_only(String method) {
        postJson(namespaces, "{\"name\":\"mine\"}");
        Reply reply = call(method, namespace("mine"), null);
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS");
        assertThat(call("OPTIONS", namespace("mine"), null).header("Allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS");
        assertThat(call("HEAD", namespace("mine"), null).status()).isEqualTo(200);
    }

    @Test
    void the_idle_end_in_real_time_and_the_used_stay() {
        AtomicLong nanoseconds = new AtomicLong();
        Namespaces registry = new Namespaces(Configuration.read(Section.empty(), false), null, nanoseconds::get);
        Emulator kept = open(registry, "kept", null);
        open(registry, "used", Duration.ofMinutes(10));
        Emulator idle = open(registry, "idle", Duration.ofMinutes(10));
        kept.clock().advance(Duration.ofDays(10));
        idle.clock().advance(Duration.ofDays(10));

        nanoseconds.addAndGet(Duration.ofMinutes(6).toNanos());
        assertThat(status(registry, "/_ns/used/goto/oauth/jwks.json")).isEqualTo(200);
        nanoseconds.addAndGet(Duration.ofMinutes(6).toNanos());
        assertThat(status(registry, "/_ns/idle/goto/oauth/jwks.json")).isEqualTo(410);
        assertThat(status(registry, "/_ns/used/goto/oauth/jwks.json")).isEqualTo(200);
        assertThat(status(registry, "/_ns/kept/goto/oauth/jwks.json")).isEqualTo(200);
        assertThat(registry.below(registry.root())).extracting(Namespace::name).containsExactly("kept", "used");
        assertThatThrownBy(() -> registry.open(idle, null, idle.configuration(), null))
                .isInstanceOf(IllegalStateException.class);
        open(registry, "idle", null);
        assertThat(status(registry, "/_ns/idle/goto/oauth/jwks.json")).isEqualTo(200);
    }

    private static Emulator open(Namespaces registry, String name, Duration idle) {
        return registry.open(registry.root(), name, registry.root().configuration(), idle)
                .emulator();
    }

    private static int status(Namespaces registry, String target) {
        Request request = new Request("GET", target, List.of(), new byte[0], "127.0.0.1", "http://127.0.0.1:9090");
        return registry.arrived(request).answer(request).status();
    }

    @Test
    void many_open_use_and_close_at_once() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> lives = IntStream.range(0, 160)
                    .mapToObj(i -> callers.submit(() -> life("life-" + i % 40)))
                    .toList();
            int whole = 0;
            for (Future<String> life : lives) {
                assertThat(life.get()).isIn("whole", "taken");
                whole += life.get().equals("whole") ? 1 : 0;
            }
            assertThat(whole).isGreaterThanOrEqualTo(40);
        } finally {
            callers.shutdownNow();
        }
        assertThat(get(namespaces).body()).isEqualTo("{\"namespaces\":[]}");
        assertThat(mock.requests()).isEmpty();
    }

    /** Opens a namespace by a name that others want too; whoever has it is alone in it until it closes it. */
    private String life(String name) {
        Reply opened = postJson(namespaces, "{\"name\":\"" + name + "\"}");
        if (opened.status() == 409) {
            return "taken";
        }
        URI url = URI.create(opened.text("url"));
        assertThat(get(URI.create(url + "/goto/oauth/jwks.json?"
                                + Thread.currentThread().getName().length()))
                        .status())
                .isEqualTo(200);
        List<?> requests =
                (List<?>) get(URI.create(url + "/_mock/requests")).json().get("requests");
        assertThat(requests).hasSize(1);
        assertThat(((Map<?, ?>) requests.get(0)).get("target").toString()).startsWith("/_ns/" + name + "/");
        assertThat(call("DELETE", namespace(name), null).status()).isEqualTo(204);
        return "whole";
    }
}
