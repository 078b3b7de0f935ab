package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A refresh token that comes again: refused, ending its family, or answered within a window. */
class RefreshTokenReuseTest {

    private static final int CALLERS = 50;

    private static final MockAuthServer server = MockAuthServer.start();

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void it_is_refused_and_its_successor_lives_on_unless_configured(Rotating service) {
        MockAuthServer mock = service.emulator(server, "refused", 0);
        Reply first = service.signIn(mock);
        Reply second = service.next(mock, first);
        mock.clock().advance(Duration.ofDays(-1));
        service.assertUsedUp(service.refresh(mock, first));
        mock.clock().advance(Duration.ofDays(1));
        service.assertUsedUp(service.refresh(mock, first));
        assertThat(service.accepts(mock, second)).isTrue();
        assertThat(service.accepts(mock, service.next(mock, second))).isTrue();
        mock.verify().refreshes(4).reusedRefreshTokens(2).endedFamilies(0);
    }

    @ParameterizedTest
    @EnumSource
    void it_ends_all_that_descends_from_its_grant_and_nothing_else(Rotating service) {
        MockAuthServer mock = service.emulator(server, "family-ended", 0);
        Reply unrelated = service.signIn(mock);
        Reply first = service.signIn(mock);
        Reply second = service.next(mock, first);
        Reply third = service.next(mock, second);
        assertThat(service.accepts(mock, third)).isTrue();

        service.assertUsedUp(service.refresh(mock, first));
        for (Reply descendant : List.of(first, second, third)) {
            assertThat(service.call(mock, descendant).status()).isEqualTo(401);
        }
        assertThat(service.refresh(mock, third).status()).isIn(400, 403);
        service.assertUsedUp(service.refresh(mock, second));
        mock.verify().reusedRefreshTokens(2).endedFamilies(1).successfulRefreshes(2);

        assertThat(service.accepts(mock, unrelated)).isTrue();
        assertThat(service.accepts(mock, service.next(mock, unrelated))).isTrue();
        assertThat(service.accepts(mock, service.signIn(mock))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void another_client_cannot_end_a_family(Rotating service) {
        MockAuthServer mock = service.emulator(server, "family-ended", 0);
        Reply first = service.signIn(mock);
        Reply second = service.next(mock, first);
        assertThat(service.refreshAsAnother(mock, first.text("refresh_token")).status())
                .isGreaterThanOrEqualTo(400);
        assertThat(service.accepts(mock, service.next(mock, second))).isTrue();
        mock.verify().reusedRefreshTokens(0).endedFamilies(0);
    }

    @ParameterizedTest
    @EnumSource
    void within_the_window_each_repeat_gets_a_pair_that_lives_beside_the_others(Rotating service) {
        MockAuthServer mock = service.emulator(server, "family-ended", 60);
        Reply first = service.signIn(mock);
        Reply one = service.next(mock, first);
        mock.clock().advance(Duration.ofSeconds(59));
        Reply other = service.next(mock, first);
        assertThat(distinct(List.of(one, other), "refresh_token")).hasSize(2);
        assertThat(distinct(List.of(one, other), "access_token")).hasSize(2);
        assertThat(service.accepts(mock, one)).isTrue();
        assertThat(service.accepts(mock, other)).isTrue();

        Reply afterOne = service.next(mock, one);
        Reply afterOther = service.next(mock, other);
        Reply afterAfterOne = service.next(mock, afterOne);
        assertThat(service.accepts(mock, afterOther)).isTrue();
        assertThat(service.accepts(mock, afterAfterOne)).isTrue();
        assertThat(service.accepts(mock, service.next(mock, afterOther))).isTrue();
        mock.verify()
                .reusedRefreshTokens(1)
                .endedFamilies(0)
                .successfulRefreshes(6)
                .noRotatedRefreshTokenUsedAgain();
    }

    @ParameterizedTest
    @EnumSource
    void the_window_begins_with_the_first_use_and_repeats_do_not_prolong_it(Rotating service) {
        MockAuthServer mock = service.emulator(server, "family-ended", 60);
        Reply first = service.signIn(mock);
        Reply one = service.next(mock, first);
        mock.clock().advance(Duration.ofMillis(59_999));
        Reply other = service.next(mock, first);
        mock.clock().advance(Duration.ofMillis(1));
        service.assertUsedUp(service.refresh(mock, first));
        assertThat(service.accepts(mock, one)).isFalse();
        assertThat(service.accepts(mock, other)).isFalse();
        assertThat(service.refresh(mock, other).status()).isIn(400, 403);
        mock.clock().advance(Duration.ofSeconds(-30));
        service.assertUsedUp(service.refresh(mock, first));
        mock.verify().reusedRefreshTokens(3).endedFamilies(1);
    }

    @ParameterizedTest
    @EnumSource
    void after_the_window_a_refusal_leaves_the_pairs_alone_if_it_is_to(Rotating service) {
        MockAuthServer mock = service.emulator(server, "refused", 60);
        Reply first = service.signIn(mock);
        Reply one = service.next(mock, first);
        Reply other = service.next(mock, first);
        mock.clock().advance(Duration.ofSeconds(60));
        service.assertUsedUp(service.refresh(mock, first));
        assertThat(service.accepts(mock, service.next(mock, one))).isTrue();
        assertThat(service.accepts(mock, service.next(mock, other))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "X3, refused, 0, 1",
        "SONETEL, refused, 0, 1",
        "WSO2, refused, 0, 1",
        "WSO2_JWT, refused, 0, 1",
        "X3, family-ended, 0, 1",
        "SONETEL, family-ended, 0, 1",
        "WSO2, family-ended, 0, 1",
        "X3, family-ended, 30, 50",
        "SONETEL, family-ended, 30, 50",
        "WSO2, family-ended, 30, 50",
        "WSO2_JWT, family-ended, 30, 50"
    })
    void of_fifty_at_once_one_wins_or_with_grace_all(Rotating service, String policy, int grace, int winners)
            throws Exception {
        MockAuthServer mock = service.emulator(server, policy, grace);
        Reply first = service.signIn(mock);
        List<Reply> won = atOnce(() -> service.refresh(mock, first)).stream()
                .filter(reply -> reply.status() / 100 == 2)
                .toList();
        assertThat(won).hasSize(winners);
        assertThat(distinct(won, "refresh_token")).hasSize(winners);
        boolean ended = policy.equals("family-ended") && grace == 0;
        for (Reply pair : won) {
            assertThat(service.accepts(mock, pair)).isEqualTo(!ended);
            assertThat(service.refresh(mock, pair).status() / 100).isEqualTo(ended ? 4 : 2);
        }
        mock.verify()
                .refreshes(CALLERS + winners)
                .reusedRefreshTokens(CALLERS - 1)
                .endedFamilies(ended ? 1 : 0)
                .successfulRefreshes(ended ? 1 : 2 * winners);
    }

    @Test
    void a_used_refresh_token_of_sonetel_is_used_for_refresh_no_as_well() {
        MockAuthServer mock = Rotating.SONETEL.emulator(server, "family-ended", 60);
        SonetelFixture sonetel = new SonetelFixture(mock);
        Reply first = sonetel.signIn();
        String[] withoutSuccessor = {
            "grant_type", "refresh_token", "refresh_token", first.text("refresh_token"), "refresh", "no"
        };
        assertThat(sonetel.token(withoutSuccessor).status()).isEqualTo(200);
        Reply second = Rotating.SONETEL.next(mock, first);
        Reply again = sonetel.token(withoutSuccessor);
        assertThat(again.json()).containsOnlyKeys("access_token", "token_type");
        assertThat(sonetel.account(again).status()).isEqualTo(200);
        mock.clock().advance(Duration.ofMinutes(1));
        Rotating.SONETEL.assertUsedUp(sonetel.token(withoutSuccessor));
        assertThat(sonetel.account(second).status()).isEqualTo(401);
        mock.verify().reusedRefreshTokens(2).endedFamilies(1);
    }

    @Test
    void a_used_refresh_token_of_x3_at_the_wrong_region_is_sent_on_as_ever() {
        MockAuthServer mock = Rotating.X3.emulator(server, "family-ended", 0);
        Reply first = Rotating.X3.signIn(mock);
        Reply second = Rotating.X3.next(mock, first);
        Reply elsewhere = Caller.postJson(
                URI.create(mock.url() + "/x3-us/v1/token"),
                Caller.json(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        first.text("refresh_token"),
                        "client_id",
                        "x3-client",
                        "client_secret",
                        "x3-secret"));
        assertThat(elsewhere.status()).isEqualTo(301);
        assertThat(Rotating.X3.accepts(mock, second)).isTrue();
        mock.verify().reusedRefreshTokens(0).endedFamilies(0);
    }

    @ParameterizedTest
    @CsvSource({"WSO2", "WSO2_JWT"})
    void a_new_grant_of_wso2_supersedes_every_pair_of_the_window(Rotating version) {
        MockAuthServer mock = version.emulator(server, "refused", 60);
        Wso2Fixture wso2 = new Wso2Fixture(mock);
        Reply first = wso2.password("PRODUCTION");
        Reply one = version.next(mock, first);
        Reply other = version.next(mock, first);
        mock.clock().advance(Duration.ofHours(2));
        Reply anew = wso2.password("PRODUCTION");
        version.assertUsedUp(version.refresh(mock, one));
        version.assertUsedUp(version.refresh(mock, other));
        assertThat(version.accepts(mock, version.next(mock, anew))).isTrue();
        mock.verify().reusedRefreshTokens(1);
    }

    @ParameterizedTest
    @CsvSource({"WSO2", "WSO2_JWT"})
    void revoking_one_pair_of_the_window_at_wso2_revokes_all_and_closes_it(Rotating version) {
        MockAuthServer mock = version.emulator(server, "refused", 60);
        Reply first = version.signIn(mock);
        Reply one = version.next(mock, first);
        Reply other = version.next(mock, first);
        assertThat(Caller.postForm(
                                mock.wso2().uri("/oauth2/revoke"),
                                Caller.form("token", one.text("refresh_token")),
                                "Authorization",
                                Wso2Fixture.CLIENT)
                        .status())
                .isEqualTo(200);
        assertThat(version.accepts(mock, one)).isFalse();
        assertThat(version.accepts(mock, other)).isFalse();
        Wso2Fixture.assertError(version.refresh(mock, other), 400, "invalid_grant", "Invalid refresh token state");
        version.assertUsedUp(version.refresh(mock, first));
    }

    @Test
    void where_wso2_does_not_renew_refresh_tokens_none_comes_again() throws Exception {
        try (Wso2Fixture wso2 =
                Wso2Fixture.configured("\"renewRefreshToken\":false,\"refreshTokenReuse\":\"family-ended\"")) {
            Reply first = wso2.password("PRODUCTION");
            List<Reply> replies = atOnce(() -> wso2.refresh(first.text("refresh_token")));
            assertThat(replies)
                    .allSatisfy(
                            reply -> assertThat(reply.text("refresh_token")).isEqualTo(first.text("refresh_token")));
            wso2.mock
                    .verify()
                    .successfulRefreshes(CALLERS)
                    .reusedRefreshTokens(0)
                    .endedFamilies(0)
                    .noRotatedRefreshTokenUsedAgain();
        }
    }

    private static Set<String> distinct(List<Reply> replies, String member) {
        return replies.stream().map(reply -> reply.text(member)).collect(Collectors.toSet());
    }

    private static List<Reply> atOnce(java.util.concurrent.Callable<Reply> call) throws Exception {
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
