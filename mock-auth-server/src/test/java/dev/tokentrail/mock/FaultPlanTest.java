package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.mock.Caller.Reply;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers planned in advance, from Java and over HTTP. */
class FaultPlanTest {

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();

    @Test
    void a_planned_answer_has_one_content_type_however_it_is_spelt() {
        postJson(emulator.control("faults"), "{\"headers\":{\"content-type\":\"text/html\"},\"body\":\"x\"}");
        assertThat(get(mock.goTo().uri("/oauth/jwks.json")).response().headers().allValues("Content-Type"))
                .containsExactly("text/html");
    }

    @Test
    void an_answer_for_a_service_that_does_not_run_is_refused() {
        try (MockAuthServer one = MockAuthServer.create().only("goto").start()) {
            Reply reply = postJson(URI.create(one.url() + "/_mock/faults"), "{\"service\":\"x3\"}");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text("error_description")).isEqualTo("The service x3 is not running here");
        }
    }

    @Test
    void a_scripted_answer_goes_first_and_once_and_the_service_never_sees_the_request() {
        mock.goTo().failNext(429, Map.of("Retry-After", "7", "Content-Type", "text/html"), "<p>slow</p>");
        assertThat(get(mock.wso2().uri("/oauth2/jwks")).status()).isEqualTo(200);
        Reply failed = get(mock.goTo().uri("/oauth/jwks.json"));
        assertThat(failed.status()).isEqualTo(429);
        assertThat(failed.header("Retry-After")).isEqualTo("7");
        assertThat(failed.header("Content-Type")).isEqualTo("text/html");
        assertThat(failed.body()).isEqualTo("<p>slow</p>");
        assertThat(get(mock.goTo().uri("/oauth/jwks.json")).status()).isEqualTo(200);
        mock.failNext(500, "{}");
        assertThat(get(mock.wso2().uri("/oauth2/jwks")).status()).isEqualTo(500);
    }

    @Test
    void scripted_answers_come_in_order_and_over_http_as_well() {
        postJson(
                emulator.control("faults"),
                "{\"service\":\"x3\",\"status\":502,\"body\":\"a\",\"headers\":{\"Content-Type\":\"text/plain\"},\"times\":2}");
        assertThat(postJson(emulator.control("faults"), "{\"status\":503}").body())
                .isEqualTo("{\"waiting\":2}");
        for (int status : new int[] {502, 502, 503, 405}) {
            assertThat(get(mock.x3().uri("/token")).status()).isEqualTo(status);
        }
        postJson(emulator.control("faults"), "{\"service\":\"goto\",\"deny\":true}");
        Reply denied = get(
                mock.goTo()
                        .uri(
                                "/oauth/authorize?client_id=goto-client&response_type=code&redirect_uri=http%3A%2F%2Flocalhost%2F"));
        assertThat(denied.redirected("error")).isEqualTo("access_denied");
    }

    @Test
    void a_thousand_answers_can_wait_and_no_more() {
        for (int i = 0; i < 1000; i++) {
            mock.failNext(500, "");
        }
        assertThatThrownBy(() -> mock.failNext(500, ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1000");
        assertThat(postJson(emulator.control("faults"), "{}").status()).isEqualTo(400);
    }

    private static final URI KEYS = mock.goTo().uri("/oauth/jwks.json");

    private static List<Integer> statuses(int calls) {
        return Stream.generate(() -> get(KEYS).status()).limit(calls).toList();
    }

    @Test
    void a_fault_waits_for_its_call_and_happens_as_often_as_planned() {
        mock.plan(Fault.status(503, "").path("/goto/oauth/jwks.json").skip(2).times(2));
        assertThat(statuses(6)).containsExactly(200, 200, 503, 503, 200, 200);
        mock.goTo().plan(Fault.status(500, "").path("/oauth/*"));
        assertThat(statuses(2)).containsExactly(500, 200);
        mock.goTo().plan(Fault.status(500, "").path("/elsewhere"));
        assertThat(statuses(1)).containsExactly(200);
    }

    @Test
    void a_fault_is_for_one_client_and_one_grant() {
        mock.plan(
                Fault.status(503, "").client("goto-legacy"),
                Fault.status(502, "").grant("password"));
        assertThat(password("goto-client", "goto-secret")).isEqualTo(502);
        assertThat(password("goto-client", "goto-secret")).isEqualTo(400);
        assertThat(password("goto-legacy", "goto-legacy-secret")).isEqualTo(503);
        assertThat(password("goto-legacy", "goto-legacy-secret")).isEqualTo(200);
    }

    private static int password(String client, String secret) {
        return Caller.postForm(
                        mock.goTo().uri("/oauth/token"),
                        Caller.form("grant_type", "password", "username", "user@example.com", "password", "password"),
                        "Authorization",
                        Caller.basic(client, secret))
                .status();
    }

    @Test
    void the_same_seed_makes_the_same_faults_and_another_seed_others() {
        Fault[] plan = {
            Fault.status(500, "").chance(0.3).forever(),
            Fault.status(502, "").chance(0.2).skip(10).times(20),
            Fault.status(503, "").chance(0.5).times(5)
        };
        mock.plan(42, plan);
        List<Integer> first = statuses(150);
        mock.reset();
        postJson(
                emulator.control("faults"),
                "{\"seed\":42,\"faults\":[{\"status\":500,\"chance\":0.3,\"forever\":true},"
                        + "{\"status\":502,\"chance\":0.2,\"skip\":10,\"times\":20},"
                        + "{\"status\":503,\"chance\":0.5,\"times\":5}]}");
        assertThat(statuses(150)).isEqualTo(first);
        assertThat(first).contains(200, 500, 502, 503);
        mock.reset();
        mock.plan(43, plan);
        assertThat(statuses(150)).isNotEqualTo(first);
    }

    @Test
    void calls_of_other_kinds_between_do_not_change_what_a_seed_makes() {
        mock.plan(7, Fault.status(500, "").service("goto").chance(0.5).forever());
        List<Integer> alone = statuses(60);
        mock.reset();
        mock.plan(7, Fault.status(500, "").service("goto").chance(0.5).forever());
        List<Integer> mixed = Stream.generate(() -> {
                    get(mock.wso2().uri("/oauth2/jwks"));
                    return get(KEYS).status();
                })
                .limit(60)
                .toList();
        assertThat(mixed).isEqualTo(alone);
    }

    @Test
    void what_is_planned_is_listed_with_what_became_of_it_and_without_what_it_would_send() {
        mock.goTo().plan(Fault.status(503, "planned-canary-body").times(2));
        mock.plan(Fault.answerLost().grant("refresh_token"));
        get(KEYS);
        Reply state = get(emulator.control("faults"));
        assertThat(state.body())
                .contains(
                        "\"fault\":\"status\",\"service\":\"goto\"",
                        "\"happened\":1,\"requests\":[" + mock.requests().get(0).sequence() + "]")
                .contains("\"fault\":\"answer-lost\",\"grant\":\"refresh_token\"")
                .doesNotContain("planned-canary-body");
        get(KEYS);
        assertThat(get(emulator.control("faults")).body()).contains("\"over\":[{\"fault\":\"status\"");
        assertThat(Caller.call("DELETE", emulator.control("faults"), null).status())
                .isEqualTo(204);
        assertThat(get(emulator.control("faults")).body()).isEqualTo("{\"waiting\":[],\"over\":[]}");
    }

    @Test
    void the_configuration_plans_faults_and_a_reset_plans_them_again() {
        try (MockAuthServer configured = MockAuthServer.create()
                .configure("{\"faults\":{\"seed\":1,\"faults\":[{\"status\":503,\"times\":2}]}}")
                .start()) {
            URI keys = configured.goTo().uri("/oauth/jwks.json");
            for (int round = 0; round < 2; round++) {
                assertThat(Stream.generate(() -> get(keys).status()).limit(3)).containsExactly(503, 503, 200);
                configured.reset();
            }
            configured.clearFaults();
            assertThat(get(keys).status()).isEqualTo(200);
        }
        assertThatThrownBy(() -> MockAuthServer.create()
                        .configure("{\"faults\":{\"faults\":[{\"fault\":\"x\"}]}}")
                        .start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no fault x; there are status, html-error,");
    }
}
