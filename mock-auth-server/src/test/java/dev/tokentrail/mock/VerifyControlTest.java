package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Journal and verification for tests in any language, over HTTP. */
class VerifyControlTest {

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();

    @Test
    void the_same_words_hold_over_http_or_fail_with_the_calls() {
        refresh("goto-client", "goto-secret");
        Reply held = verify("""
                {"service":"goto","refreshes":1,"successfulRefreshes":0,"tokenRequests":1,"client":"goto-client",
                 "grants":{"password":0,"refresh_token":1},"neverTwoRefreshesAtOnce":true,"noUnexpectedCalls":true}""");
        assertThat(held.status()).isEqualTo(200);
        assertThat(held.body())
                .isEqualTo("{\"ok\":true,\"tokenRequests\":1,\"refreshes\":1,\"successfulRefreshes\":0,"
                        + "\"reusedRefreshTokens\":0,\"endedFamilies\":0,\"mostRefreshesAtOnce\":1}");
        Reply broken = verify("{\"refreshes\":2,\"grants\":{\"password\":1},\"noSecretInQueryString\":true}");
        assertThat(broken.status()).isEqualTo(409);
        assertThat(broken.json()).containsEntry("ok", false);
        List<?> failures = (List<?>) broken.json().get("failures");
        assertThat(failures).hasSize(2);
        assertThat(String.valueOf(failures.get(0)))
                .startsWith("Expected exactly 2 refreshes, but there was 1:\n  #")
                .contains("refresh_token=***")
                .doesNotContain("made-up");
    }

    @Test
    void every_rule_has_its_word() {
        get(mock.goTo().uri("/nowhere"));
        String all = Stream.of(Rule.values())
                .map(rule -> "\"" + rule.word() + "\":true")
                .collect(Collectors.joining(",", "{\"stateAndPkceUsed\":true,", "}"));
        Reply broken = verify(all);
        assertThat(broken.status()).as(broken.body()).isEqualTo(409);
        assertThat((List<?>) broken.json().get("failures")).hasSize(1);
        for (Rule rule : Rule.values()) {
            assertThat(Stream.of(Verification.class.getMethods()).map(java.lang.reflect.Method::getName))
                    .contains(rule.word());
        }
    }

    @Test
    void a_mark_over_http_separates_what_came_before() {
        refresh("goto-client", "goto-secret");
        String mark = get(emulator.control("mark")).text("mark");
        refresh("goto-legacy", "goto-legacy-secret");
        assertThat(verify("{\"since\":" + mark + ",\"refreshes\":1}").status()).isEqualTo(200);
        assertThat(verify("{\"since\":" + mark + ",\"client\":\"goto-client\",\"refreshes\":0}")
                        .status())
                .isEqualTo(200);
        assertThat(requests("since=" + mark)).hasSize(1);
        assertThat(requests("client=goto-client")).hasSize(1);
        assertThat(requests("grant=refresh_token")).hasSize(2);
        assertThat(requests("grant=password")).isEmpty();
        assertThat(requests("service=x3")).isEmpty();
        assertThat(requests("in-flight=yes")).isEmpty();
        mock.reset();
        assertThat(verify("{\"since\":" + mark + ",\"refreshes\":0}").status()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"refreshes\":-1}",
                "{\"refreshes\":\"1\"}",
                "{\"refreshs\":1}",
                "{\"service\":\"gogo\",\"refreshes\":1}",
                "{\"since\":-1,\"refreshes\":1}",
                "{\"noUnexpectedCalls\":1}",
                "{\"grants\":1}",
                "{\"service\":\"goto\"}"
            })
    void an_expectation_that_cannot_be_read_is_a_400_that_says_why(String json) {
        Reply reply = verify(json);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("error_description")).isNotBlank().doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "requests?since=x",
                "requests?since=-1",
                "requests?service=gogo",
                "requests/next?wait=PT11S",
                "requests/next?wait=-PT1S",
                "requests/next?wait=soon",
                "har?since=x"
            })
    void a_question_that_cannot_be_read_is_a_400_that_says_why(String question) {
        Reply reply = get(emulator.control(question));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("error_description")).isNotBlank().doesNotContain("Exception");
    }

    @Test
    void the_next_request_is_waited_for_and_taken_once() {
        assertThat(get(emulator.control("requests/next")).status()).isEqualTo(204);
        CompletableFuture<Reply> next =
                CompletableFuture.supplyAsync(() -> get(emulator.control("requests/next?wait=PT10S&service=goto")));
        get(mock.x3().uri("/token"));
        refresh("goto-client", "goto-secret");
        assertThat(next.join().status()).isEqualTo(200);
        assertThat(next.join().json()).containsEntry("service", "goto").containsEntry("purpose", "token");
        assertThat(next.join().body()).doesNotContain("made-up");
        assertThat(get(emulator.control("requests/next?service=goto")).status()).isEqualTo(204);
        assertThat(get(emulator.control("requests/next")).json()).containsEntry("service", "x3");
    }

    @Test
    void only_a_few_can_wait_at_the_same_time() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                Socket socket = new Socket("127.0.0.1", mock.port());
                waiting.add(socket);
                socket.getOutputStream()
                        .write("GET /_mock/requests/next?wait=PT10S HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            }
            Reply refused;
            do {
                refused = get(emulator.control("requests/next"));
            } while (refused.status() == 204);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            for (int i = 0; i < 16; i++) {
                get(mock.x3().uri("/token"));
            }
            for (Socket socket : waiting) {
                assertThat(socket.getInputStream().readNBytes(12)).asString().endsWith(" 200");
            }
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void a_request_in_flight_is_shown_as_such() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", mock.port())) {
            socket.getOutputStream()
                    .write("POST /goto/oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            List<?> inFlight;
            do {
                inFlight = requests("in-flight=yes");
            } while (inFlight.isEmpty());
            Map<?, ?> request = (Map<?, ?>) inFlight.get(0);
            assertThat(request.get("inFlight")).isEqualTo(true);
            assertThat(request.get("complete")).isEqualTo(false);
            assertThat(request.containsKey("answer")).isFalse();
            Reply broken = verify("{\"noTokenRequestUnanswered\":true}");
            assertThat(broken.status()).isEqualTo(409);
            assertThat(broken.body()).contains("-> in flight, its body has not arrived");
        }
    }

    private static void refresh(String client, String secret) {
        postForm(
                mock.goTo().uri("/oauth/token"),
                form("grant_type", "refresh_token", "refresh_token", "made-up"),
                "Authorization",
                Caller.basic(client, secret));
    }

    private static Reply verify(String json) {
        return postJson(emulator.control("verify"), json);
    }

    private static List<?> requests(String query) {
        return (List<?>) get(emulator.control("requests?" + query)).json().get("requests");
    }
}
