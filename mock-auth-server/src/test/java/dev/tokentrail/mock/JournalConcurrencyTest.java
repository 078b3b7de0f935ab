package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The journal counts right while many call at once, stays within its bounds, and stays quick under a flood. */
class JournalConcurrencyTest {

    private static final int CALLERS = 50;

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();

    @Test
    void fifty_refreshes_in_flight_at_once_are_the_high_water_mark_and_one_after_another_are_one() throws Exception {
        String body = form("grant_type", "refresh_token", "refresh_token", "made-up");
        for (int i = 0; i < 5; i++) {
            postForm(mock.goTo().uri("/oauth/token"), body, "Authorization", GoToFixture.CLIENT);
        }
        JournalView sequential = mock.journal();
        assertThat(sequential.verify().refreshes(5).neverTwoRefreshesAtOnce().mostRefreshesAtOnce())
                .isEqualTo(1);
        JournalView calls = mock.mark();
        CyclicBarrier allHeadsSent = new CyclicBarrier(CALLERS);
        inParallel(CALLERS, number -> {
            try (Socket socket = new Socket("127.0.0.1", mock.port())) {
                socket.setSoTimeout(30_000);
                write(
                        socket,
                        "POST /goto/oauth/token HTTP/1.1\r\nHost: a\r\nAuthorization: " + GoToFixture.CLIENT
                                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                + body.length() + "\r\n\r\n");
                while (number == 0 && calls.requests().size() < CALLERS) {
                    Thread.onSpinWait();
                }
                allHeadsSent.await(30, TimeUnit.SECONDS);
                write(socket, body);
                assertThat(socket.getInputStream().readNBytes(12)).asString().endsWith(" 400");
            }
        });
        Verification verification = calls.verify().refreshes(CALLERS);
        assertThat(verification.mostRefreshesAtOnce()).isEqualTo(CALLERS);
        assertThatThrownBy(verification::neverTwoRefreshesAtOnce)
                .isInstanceOf(AssertionError.class)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1 + CALLERS))
                .hasMessageStartingWith("Expected never two refreshes at once, but these were in flight together:\n");
        assertThat(sequential.client("goto-client").verify().mostRefreshesAtOnce())
                .isEqualTo(CALLERS);
    }

    @Test
    void verification_sees_one_moment_while_requests_arrive() throws Exception {
        int rounds = 60;
        Future<?> callers = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < rounds; i++) {
                postForm(
                        mock.goTo().uri("/oauth/token"),
                        form("grant_type", "refresh_token", "refresh_token", "x"),
                        "Authorization",
                        GoToFixture.CLIENT);
            }
        });
        Verification early = mock.verify();
        int known = early.count(call -> true);
        while (!callers.isDone()) {
            Verification verification = mock.verify();
            int refreshes = verification.count(Exchange::isRefresh);
            verification
                    .neverTwoRefreshesAtOnce()
                    .refreshes(refreshes)
                    .grant("refresh_token")
                    .atMost(refreshes);
            assertThat(verification.count(Exchange::isRefresh)).isEqualTo(refreshes);
        }
        callers.get();
        assertThat(early.count(call -> true)).isEqualTo(known);
        mock.verify().refreshes(rounds).noTokenRequestUnanswered();
    }

    @Test
    void each_request_is_taken_by_one_of_many_takers() throws Exception {
        int requests = 200;
        Set<Long> taken = java.util.Collections.synchronizedSet(new HashSet<>());
        CompletableFuture<?> takers = CompletableFuture.runAsync(() -> inParallelUnchecked(4, number -> {
            for (int i = 0; i < requests / 4; i++) {
                assertThat(taken.add(
                                mock.x3().takeRequest(Duration.ofSeconds(30)).sequence()))
                        .isTrue();
            }
        }));
        inParallel(4, number -> {
            for (int i = 0; i < requests / 4; i++) {
                get(mock.x3().uri("/token"));
                get(mock.wso2().uri("/oauth2/jwks"));
            }
        });
        takers.get(30, TimeUnit.SECONDS);
        assertThat(taken).hasSize(requests);
        assertThatThrownBy(() -> mock.x3().takeRequest(Duration.ZERO)).hasMessageContaining("GET /wso2/oauth2/jwks");
    }

    @Test
    void answers_count_towards_the_bytes_that_are_kept() {
        String megabyte = "a".repeat(1024 * 1024 - 100);
        for (int i = 0; i < 40; i++) {
            mock.failNext(200, megabyte);
            get(mock.x3().uri("/token"));
        }
        assertThat(mock.requests()).hasSizeBetween(30, 32);
        assertThat(mock.requests().get(0).answer().orElseThrow().body()).hasSize(megabyte.length());
        assertThat(mock.requests().get(0).sequence())
                .isEqualTo(mock.requests().get(mock.requests().size() - 1).sequence()
                        - mock.requests().size()
                        + 1);
    }

    @Test
    void what_outgrows_the_journal_when_its_body_comes_is_forgotten_only_once() throws IOException {
        try (MockAuthServer small =
                        MockAuthServer.create().configure("{\"journal\":1}").start();
                Socket socket = new Socket("127.0.0.1", small.port())) {
            write(socket, "POST /x3/v1/token HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{");
            while (small.requests().isEmpty()) {
                Thread.onSpinWait();
            }
            RecordedRequest slow = small.requests().get(0);
            get(small.goTo().uri("/oauth/jwks.json"));
            write(socket, "}");
            assertThat(socket.getInputStream().readNBytes(12)).asString().endsWith(" 400");
            assertThat(slow.status()).hasValue(400);
            for (int i = 0; i < 3; i++) {
                get(small.goTo().uri("/oauth/jwks.json"));
                assertThat(small.requests()).hasSize(1);
            }
        }
    }

    /** A look through the untaken requests for each that falls out would take minutes. */
    @Test
    @Timeout(20)
    void a_flood_is_forgotten_as_quickly_as_it_comes() {
        int most = 200_000;
        Journal journal = new Journal(java.time.Clock.systemUTC(), most);
        JournalView all = JournalView.all(journal);
        var request =
                new dev.tokentrail.mock.http.Request("GET", "/x", List.of(), new byte[0], "127.0.0.1", "http://a");
        for (int i = 1; i <= most; i++) {
            journal.complete(journal.arrivedNowhere(request), request);
        }
        for (int i = 1; i <= most / 2; i++) {
            assertThat(all.takeRequest(Duration.ZERO).sequence()).isEqualTo(i);
        }
        for (int i = 0; i < most; i++) {
            journal.complete(journal.arrivedNowhere(request), request);
        }
        assertThat(journal.requests()).hasSize(most);
        assertThat(all.takeRequest(Duration.ZERO).sequence()).isEqualTo(most + 1);
    }

    private interface Work {
        void run(int number) throws Exception;
    }

    private static void inParallelUnchecked(int callers, Work work) {
        try {
            inParallel(callers, work);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void inParallel(int callers, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int number = i;
                futures.add(threads.submit(() -> {
                    work.run(number);
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                future.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
