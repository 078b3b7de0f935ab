package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.ErrorShape;
import dev.tokentrail.mock.http.Purpose;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.http.Service;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Up means that the token endpoints answer. */
@Timeout(60)
class HealthTest {

    private static final Map<String, Object> UP = Map.of("status", "up");

    private record Emulated(String name, Function<Request, Answer> token) implements Service {
        @Override
        public String title() {
            return name;
        }

        @Override
        public Map<String, Endpoints> mounts() {
            return Map.of(
                    "/" + name,
                    new Endpoints(ErrorShape.OAUTH).post("/token", token).purpose(Purpose.TOKEN, "/token"));
        }

        @Override
        public String base() {
            return "/" + name;
        }

        @Override
        public List<String> credentials() {
            return List.of();
        }

        @Override
        public void denyNext() {}

        @Override
        public void reset() {}
    }

    @Test
    void it_is_starting_until_the_token_endpoints_have_answered() throws Exception {
        CountDownLatch tried = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Health health = new Health(() -> List.of(new Emulated("slow", request -> {
            calls.incrementAndGet();
            tried.countDown();
            await(answer);
            return Answer.of(400);
        })));
        CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> health.answer(() -> UP));
        await(tried);
        Answer meanwhile = health.answer(() -> UP);
        assertThat(meanwhile.status()).isEqualTo(503);
        assertThat(text(meanwhile)).isEqualTo("{\"status\":\"starting\"}");
        assertThat(meanwhile.headers().toString()).contains("Retry-After");
        answer.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(health.answer(() -> UP).status()).isEqualTo(200);
        assertThat(calls).as("what did well once is not tried again").hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 404, 405, 500, 503})
    void a_token_endpoint_that_is_wrong_is_named_until_it_is_right(int wrong) {
        int[] status = {wrong};
        Health health = new Health(() -> List.of(
                new Emulated("good", request -> Answer.of(401)), new Emulated("bad", request -> Answer.of(status[0]))));
        Answer failing = health.answer(() -> UP);
        assertThat(failing.status()).isEqualTo(503);
        assertThat(text(failing)).isEqualTo("{\"status\":\"failing\",\"failing\":[\"bad\"]}");
        status[0] = 401;
        assertThat(health.answer(() -> UP).status()).isEqualTo(200);
    }

    @Test
    void it_leaves_no_trace_and_meets_no_fault() {
        for (String only : List.of("", "x3", "sonetel", "xbooker", "goto", "wso2")) {
            MockAuthServerBuilder builder = MockAuthServer.create();
            if (!only.isEmpty()) {
                builder.only(only);
            }
            try (MockAuthServer mock = builder.start();
                    MockAuthServer namespace = mock.namespace().open()) {
                for (MockAuthServer each : List.of(mock, namespace)) {
                    each.failNext(500, "{}");
                    Caller.Reply up = Caller.get(java.net.URI.create(each.url() + "/_mock/health"));
                    assertThat(up.status()).as(only).isEqualTo(200);
                    assertThat(up.json().get("services"))
                            .isEqualTo(only.isEmpty() ? Configuration.SERVICES : List.of(only));
                    assertThat(each.requests()).isEmpty();
                    String token = only.isEmpty() ? "/wso2/token" : "/token";
                    assertThat(Caller.postForm(java.net.URI.create(each.url() + token), "")
                                    .status())
                            .as("the fault is still there")
                            .isEqualTo(500);
                }
            }
        }
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
