package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.mock.Caller.Reply;
import java.net.URI;
import java.util.Map;
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
}
