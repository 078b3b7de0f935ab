package dev.tokentrail.mock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.JournalView;
import dev.tokentrail.mock.MockAuthServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Eight test classes at the same time, fifty times: what one does is never seen by another. */
class ParallelTestsTest {

    private static final int ROUNDS = Integer.getInteger("rounds", 50);

    /** What every test works with: a year, a status and tokens that no other test has. */
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** The emulators that issued them, by refresh token. */
    private static final Map<String, URI> REFRESH_TOKENS = new ConcurrentHashMap<>();

    private static final Queue<URI> EMULATORS = new ConcurrentLinkedQueue<>();
    private static final Queue<CompletableFuture<HttpResponse<String>>> LATE = new ConcurrentLinkedQueue<>();

    /** One test: a clock, a fault, tokens and a journal, all of which another test would see if it could. */
    private static void test(MockAuthServer mock, JournalView calls) {
        int number = NUMBERS.incrementAndGet();
        URI endpoint = mock.goTo().uri("/oauth/token");
        Instant now = Instant.parse("2030-01-01T00:00:00Z").plusSeconds(number);
        EMULATORS.add(mock.url());

        mock.clock().set(now);
        mock.goTo().failNext(500 + number % 100, "{\"number\":" + number + "}");
        HttpResponse<String> failed =
                Http.token(endpoint, "grant_type=personal_access_token&pat=goto-pat&number=" + number);
        assertThat(failed.statusCode()).isEqualTo(500 + number % 100);
        assertThat(failed.body()).isEqualTo("{\"number\":" + number + "}");
        assertThat(failed.headers().firstValue("Date").orElseThrow())
                .isEqualTo(java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME
                        .withZone(java.time.ZoneOffset.UTC)
                        .format(now)
                        .replaceFirst(", (\\d) ", ", 0$1 "));

        HttpResponse<String> code = Http.get(mock.goTo()
                .uri("/oauth/authorize?response_type=code&client_id=goto-client&state=s" + number
                        + "&scope=messaging.v1.send&redirect_uri=http%3A%2F%2F127.0.0.1%3A5000%2Fcb"));
        String location = code.headers().firstValue("Location").orElseThrow();
        assertThat(location).contains("state=s" + number);
        HttpResponse<String> token = Http.token(
                endpoint,
                "grant_type=authorization_code&number=" + number
                        + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A5000%2Fcb&code="
                        + location.replaceAll(".*[?&]code=([^&]*).*", "$1"));
        assertThat(token.statusCode()).isEqualTo(200);
        String refreshToken = Http.member(token, "refresh_token");
        Optional<String> foreign = REFRESH_TOKENS.entrySet().stream()
                .filter(issued -> !issued.getValue().equals(mock.url()))
                .map(Map.Entry::getKey)
                .findFirst();
        foreign.ifPresent(of -> assertThat(refresh(endpoint, of, number)).isEqualTo(400));
        assertThat(refresh(endpoint, refreshToken, number)).isEqualTo(200);
        REFRESH_TOKENS.put(refreshToken, mock.url());

        assertThat(mock.clock().instant()).isEqualTo(now);
        assertThat(calls.requests()).hasSize(foreign.isPresent() ? 5 : 4).allSatisfy(call -> {
            assertThat(call.target()).startsWith(mock.url().getPath() + "/");
            assertThat(call.receivedAt()).isEqualTo(now);
            assertThat(call.parameter("number").or(() -> call.parameter("state").map(state -> state.substring(1))))
                    .contains(String.valueOf(number));
        });
    }

    /** A call that nobody waits for: it comes while the test ends, or after. */
    private static void leave(MockAuthServer mock) {
        LATE.add(Http.later(mock.goTo().uri("/oauth/jwks.json")));
    }

    private static int refresh(URI endpoint, String refreshToken, int number) {
        return Http.token(endpoint, "grant_type=refresh_token&refresh_token=" + refreshToken + "&number=" + number)
                .statusCode();
    }

    /** Two tests that run at the same time, each with a namespace of its own. */
    @WithMockAuthServer
    abstract static class Namespaces {

        @BeforeEach
        void nothing_is_here_yet(MockAuthServer mock) {
            assertThat(mock.requests()).isEmpty();
            assertThat(mock.clock().frozen()).isFalse();
        }

        @Test
        void one(MockAuthServer mock, JournalView calls) {
            test(mock, calls);
            leave(mock);
        }

        @Test
        void two(MockAuthServer mock, JournalView calls) {
            test(mock, calls);
            leave(mock);
        }
    }

    static class First extends Namespaces {}

    static class Second extends Namespaces {}

    static class Third extends Namespaces {}

    static class Fourth extends Namespaces {}

    /** Two tests that share the namespace of their class, one after the other. */
    @WithMockAuthServer(perClass = true)
    @Execution(ExecutionMode.SAME_THREAD)
    abstract static class SharedNamespace {

        @Test
        void one(MockAuthServer mock, JournalView calls) {
            test(mock, calls);
        }

        @Test
        void two(MockAuthServer mock, JournalView calls) {
            test(mock, calls);
        }
    }

    static class Fifth extends SharedNamespace {}

    static class Sixth extends SharedNamespace {}

    static class Seventh extends SharedNamespace {}

    /** Two tests that run at the same time, each with a server of its own. */
    @WithMockAuthServer(only = "goto")
    static class Eighth extends Namespaces {}

    @Test
    void nothing_is_seen_by_another_test() {
        NUMBERS.set(0);
        for (int round = 0; round < ROUNDS; round++) {
            JUnitRun.inParallel(
                            First.class,
                            Second.class,
                            Third.class,
                            Fourth.class,
                            Fifth.class,
                            Sixth.class,
                            Seventh.class,
                            Eighth.class)
                    .assertPassed(16);
        }
        assertThat(NUMBERS).hasValue(16 * ROUNDS);
        assertThat(REFRESH_TOKENS).hasSize(16 * ROUNDS);
        assertThat(EMULATORS).hasSize(16 * ROUNDS);
        assertThat(LATE)
                .hasSize(10 * ROUNDS)
                .allSatisfy(call -> assertThat(
                                call.handle((answer, failure) -> failure == null ? answer.statusCode() : 0)
                                        .join())
                        .isIn(200, 410, 0));
    }
}
