package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.basic;
import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.json;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must happen once happens once, however many callers there are; and nobody can fill the memory. */
class ConcurrencyTest {

    private static final int CALLERS = 12;

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();

    @RepeatedTest(5)
    void one_of_many_redeems_a_goto_code_and_loses_what_it_got() throws Exception {
        String code = get(mock.goTo()
                        .uri(
                                "/oauth/authorize?client_id=goto-client&response_type=code&redirect_uri=http%3A%2F%2Flocalhost%2F"))
                .redirected("code");
        String client = basic("goto-client", "goto-secret");
        List<Reply> replies = atOnce(() -> postForm(
                mock.goTo().uri("/oauth/token"),
                form("grant_type", "authorization_code", "code", code, "redirect_uri", "http://localhost/"),
                "Authorization",
                client));
        List<Reply> won =
                replies.stream().filter(reply -> reply.status() == 200).toList();
        assertThat(won).hasSize(1);
        assertThat(postForm(
                                mock.goTo().uri("/oauth/introspect"),
                                form("token", won.get(0).text("access_token")),
                                "Authorization",
                                client)
                        .text("active"))
                .isEqualTo("false");
    }

    @RepeatedTest(5)
    void one_of_many_redeems_a_wso2_code_and_loses_what_it_got() throws Exception {
        String code = get(mock.wso2()
                        .uri("/authorize?client_id=" + Wso2Fixture.KEY
                                + "&response_type=code&redirect_uri=http%3A%2F%2Flocalhost%2F"))
                .redirected("code");
        List<Reply> replies = atOnce(() -> postForm(
                mock.wso2().uri("/token"),
                form("grant_type", "authorization_code", "code", code, "redirect_uri", "http://localhost/"),
                "Authorization",
                Wso2Fixture.CLIENT));
        List<Reply> won =
                replies.stream().filter(reply -> reply.status() == 200).toList();
        assertThat(won).hasSize(1);
        assertThat(get(
                                mock.wso2().uri("/pizzashack/1.0.0/menu"),
                                "Authorization",
                                "Bearer " + won.get(0).text("access_token"))
                        .status())
                .isEqualTo(401);
    }

    @RepeatedTest(5)
    void one_of_many_rotates_a_refresh_token() throws Exception {
        String wso2 = postForm(
                        mock.wso2().uri("/token"),
                        form("grant_type", "password", "username", "admin", "password", "admin"),
                        "Authorization",
                        Wso2Fixture.CLIENT)
                .text("refresh_token");
        assertThat(successes(atOnce(() -> postForm(
                        mock.wso2().uri("/token"),
                        form("grant_type", "refresh_token", "refresh_token", wso2),
                        "Authorization",
                        Wso2Fixture.CLIENT))))
                .isEqualTo(1);

        SonetelFixture sonetel = new SonetelFixture(mock);
        String sonetelRefresh = sonetel.signIn().text("refresh_token");
        assertThat(successes(atOnce(() -> sonetel.refresh(sonetelRefresh)))).isEqualTo(1);

        String code = x3Code();
        List<Reply> exchanged = atOnce(() -> redeemX3(code));
        assertThat(successes(exchanged)).isEqualTo(1);
        String raced = exchanged.stream()
                .filter(reply -> reply.status() == 201)
                .findFirst()
                .orElseThrow()
                .text("refresh_token");
        assertThat(refreshX3(raced).status())
                .as("a second use of a code revokes what it gave")
                .isEqualTo(403);
        String x3 = redeemX3(x3Code()).text("refresh_token");
        assertThat(successes(atOnce(() -> refreshX3(x3)))).isEqualTo(1);
    }

    private static String x3Code() {
        return get(mock.x3()
                        .uri(
                                "/token/authorise?client_id=x3-client&scope=a&customer=https%3A%2F%2Fcustomer.example&redirect_uri=http%3A%2F%2Flocalhost%2F"))
                .redirected("code");
    }

    private static Reply redeemX3(String code) {
        return postX3("authorization_code", "code", code, "redirect_uri", "http://localhost/");
    }

    private static Reply refreshX3(String refreshToken) {
        return postX3("refresh_token", "refresh_token", refreshToken, "redirect_uri", "http://localhost/");
    }

    private static Reply postX3(String grantType, String name, String value, String otherName, String otherValue) {
        return postJson(
                mock.x3().uri("/token"),
                json(
                        "grant_type",
                        grantType,
                        name,
                        value,
                        otherName,
                        otherValue,
                        "client_id",
                        "x3-client",
                        "client_secret",
                        "x3-secret"));
    }

    @Test
    void many_at_once_get_the_same_wso2_token() throws Exception {
        List<Reply> replies = atOnce(() -> postForm(
                mock.wso2().uri("/token"),
                form("grant_type", "client_credentials"),
                "Authorization",
                Wso2Fixture.CLIENT));
        assertThat(replies.stream().map(reply -> reply.text("access_token")).collect(Collectors.toSet()))
                .hasSize(1);
    }

    @Test
    void the_oldest_of_too_many_codes_is_forgotten() {
        URI authorize = mock.goTo()
                .uri(
                        "/oauth/authorize?client_id=goto-client&response_type=code&redirect_uri=http%3A%2F%2Flocalhost%2F");
        String first = get(authorize).redirected("code");
        String last = first;
        for (int i = 0; i < 10_000; i++) {
            last = get(authorize).redirected("code");
        }
        String client = basic("goto-client", "goto-secret");
        URI token = mock.goTo().uri("/oauth/token");
        assertThat(postForm(
                                token,
                                form(
                                        "grant_type",
                                        "authorization_code",
                                        "code",
                                        first,
                                        "redirect_uri",
                                        "http://localhost/"),
                                "Authorization",
                                client)
                        .status())
                .isEqualTo(400);
        assertThat(postForm(
                                token,
                                form(
                                        "grant_type",
                                        "authorization_code",
                                        "code",
                                        last,
                                        "redirect_uri",
                                        "http://localhost/"),
                                "Authorization",
                                client)
                        .status())
                .isEqualTo(200);
        assertThat(mock.requests()).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /goto/oauth/jwks.json HT",
                "POST /goto/oauth/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\na=b",
                "POST /x3/v1/token HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{",
                "POST /x3/v1/token HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"
            })
    void slow_senders_do_not_keep_others_waiting(String beginning) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 400; i++) {
                Socket socket = new Socket("127.0.0.1", mock.port());
                sockets.add(socket);
                socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
            }
            Instant asked = Instant.now();
            // The first may be quicker than the slow ones; without eager reading the rest wait for thirty seconds.
            for (int i = 0; i < 100; i++) {
                assertThat(get(mock.goTo().uri("/oauth/jwks.json")).status()).isEqualTo(200);
            }
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(20));
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static long successes(List<Reply> replies) {
        return replies.stream().filter(reply -> reply.status() / 100 == 2).count();
    }

    private static List<Reply> atOnce(Callable<Reply> call) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            CountDownLatch ready = new CountDownLatch(CALLERS);
            List<Future<Reply>> futures = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                futures.add(callers.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return call.call();
                }));
            }
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> future : futures) {
                replies.add(future.get());
            }
            return replies;
        } finally {
            callers.shutdownNow();
        }
    }
}
