package dev.tokentrail.demo.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.Guest;
import dev.tokentrail.demo.Guest.Reply;
import dev.tokentrail.demo.RunningDemo;
import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.mock.MockAuthServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Visitors never see each other's tokens, trail or sign-ins under way. */
class IsolationTest {

    private static final int MANY = 50;

    private static RunningDemo demo;

    /** What one visitor did, and what he alone may know. */
    private record Visit(Guest guest, String number, URI back, String csrfToken) {}

    @BeforeAll
    static void start() {
        demo = new RunningDemo();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void fifty_at_once_each_see_what_is_theirs() throws Exception {
        Guest first = new Guest(demo.origin());
        List<Guest> guests =
                IntStream.range(0, MANY).mapToObj(i -> first.another()).toList();
        CyclicBarrier together = new CyclicBarrier(MANY);
        ExecutorService threads = Executors.newFixedThreadPool(MANY);
        try {
            List<Visit> begun = all(
                    threads,
                    IntStream.range(0, MANY)
                            .<Callable<Visit>>mapToObj(i -> () -> {
                                together.await(20, TimeUnit.SECONDS);
                                return begin(guests.get(i), "+1555" + (1_000_000 + i));
                            })
                            .toList());
            // Nobody can use the answer that another one's sign-in waits for, and trying takes nothing from him.
            all(
                    threads,
                    IntStream.range(0, MANY)
                            .<Callable<Void>>mapToObj(i -> () -> {
                                Reply refused = guests.get(i)
                                        .get(begun.get((i + 1) % MANY).back().toString());
                                assertThat(refused.status()).isEqualTo(400);
                                return null;
                            })
                            .toList());
            all(
                    threads,
                    begun.stream()
                            .<Callable<Void>>map(visit -> () -> {
                                together.await(20, TimeUnit.SECONDS);
                                finish(visit);
                                return null;
                            })
                            .toList());
            Set<String> tokens = new HashSet<>();
            for (Visit visit : begun) {
                assertThat(tokens.add(accessToken(visit))).isTrue();
                String seen = everythingSeen(visit.guest());
                assertThat(seen).contains(visit.number());
                begun.stream()
                        .filter(other -> other != visit)
                        .forEach(other ->
                                assertThat(seen).doesNotContain(other.number()).doesNotContain(other.csrfToken()));
            }
            assertThat(begun.stream().map(Visit::csrfToken)).doesNotHaveDuplicates();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void the_faults_and_the_clock_of_one_touch_no_other() {
        Guest one = new Guest(demo.origin());
        Guest other = one.another();
        assertThat(getToken(one)).isTrue();
        assertThat(getToken(other)).isTrue();
        MockAuthServer namespace = demo.visitors()
                .find(one.cookies().get("tokentrail"))
                .orElseThrow()
                .namespace()
                .orElseThrow();
        namespace.goTo().failNext(503, "{}");
        namespace.clock().advance(Duration.ofDays(2));

        assertThat(getToken(other)).isTrue();
        assertThat(getToken(one)).isFalse();
        assertThat(expired(one)).isTrue();
        assertThat(expired(other)).isFalse();
    }

    private static boolean getToken(Guest guest) {
        return guest.run("goto", "personal-access-token", "get-token", Map.of())
                .path("successful")
                .booleanValue();
    }

    private static boolean expired(Guest guest) {
        return guest.get("/api/services/goto/token")
                .json()
                .path("accessToken")
                .path("expired")
                .booleanValue();
    }

    private static <T> List<T> all(ExecutorService threads, List<Callable<T>> tasks) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> task : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
            results.add(task.get());
        }
        return results;
    }

    private static Visit begin(Guest guest, String number) {
        String address = guest.run("goto", "authorization-code", "sign-in", Map.of())
                .path("browserAddress")
                .stringValue();
        return new Visit(guest, number, guest.allow(address), guest.csrfToken());
    }

    private static void finish(Visit visit) {
        assertThat(visit.guest().get(visit.back().toString()).status()).isEqualTo(303);
        visit.guest().run("goto", "authorization-code", "exchange", Map.of());
        assertThat(visit.guest()
                        .run("goto", "authorization-code", "send-message", Map.of("to", visit.number()))
                        .path("successful")
                        .booleanValue())
                .isTrue();
    }

    private static String accessToken(Visit visit) {
        DemoService goTo = demo.services().stream()
                .filter(service -> service.id().equals("goto"))
                .findFirst()
                .orElseThrow();
        return demo.visitors()
                .find(visit.guest().cookies().get("tokentrail"))
                .orElseThrow()
                .walk(goTo)
                .requireToken()
                .accessToken()
                .reveal();
    }

    private static String everythingSeen(Guest guest) {
        StringBuilder seen = new StringBuilder();
        for (String address : List.of(
                "/",
                "/services/goto/authorization-code?step=sign-in",
                "/services/goto/authorization-code?step=send-message",
                "/trail",
                "/api/trail",
                "/api/session",
                "/api/services",
                "/api/services/goto/token",
                "/api/services/goto/flows/authorization-code")) {
            seen.append(guest.get(address).body());
        }
        guest.get("/api/trail").json().path("entries").forEach(entry -> {
            String number = entry.path("number").asString();
            seen.append(guest.get("/api/trail/" + number).body());
            seen.append(guest.get("/trail/" + number).body());
        });
        return seen.toString();
    }
}
