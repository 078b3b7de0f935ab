package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.basic;
import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.mock.Caller.Reply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each assertion holds for a client that does right and fails for one that does not. */
class VerificationTest {

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();
    private static final GoToFixture goTo = new GoToFixture(mock);

    @BeforeEach
    void stand() {
        mock.clock().set(Instant.parse("2030-01-01T00:00:00Z"));
    }

    @Test
    void a_client_that_does_everything_right_passes_every_rule() {
        Reply token = goTo.exchange(
                goTo.authorize(Map.of("code_challenge", GoToFixture.CHALLENGE, "code_challenge_method", "S256")));
        assertThat(token.status()).as("without the verifier").isEqualTo(400);
        mock.reset();
        signInAndRefresh();
        Verification verification = mock.verify()
                .tokenRequests(2)
                .refreshes(1)
                .successfulRefreshes(1)
                .grant("authorization_code")
                .times(1)
                .grant("password")
                .never()
                .grant("refresh_token")
                .atMost(1)
                .grant("refresh_token")
                .succeeded(1)
                .stateAndPkceUsed();
        for (Rule rule : Rule.values()) {
            verification.hold(rule);
        }
        assertThat(verification.mostRefreshesAtOnce()).isEqualTo(1);
    }

    @Test
    void a_failure_lists_the_calls_in_order_masked_with_status_and_time() {
        signInAndRefresh();
        mock.clock().advance(Duration.ofSeconds(90));
        goTo.refresh("made-up-token");
        assertThat(failure(mock.verify(), verification -> verification.refreshes(1)))
                .isEqualTo("""
                        Expected exactly 1 refresh, but there were 2:
                          #3 2030-01-01T00:00:00Z POST /goto/oauth/token [Authorization: Basic ***]\
                         grant_type=refresh_token&refresh_token=*** -> 200 after . ms
                          #5 2030-01-01T00:01:30Z POST /goto/oauth/token [Authorization: Basic ***]\
                         grant_type=refresh_token&refresh_token=*** -> 400 after . ms""");
        assertThat(failure(mock.verify(), verification -> verification.successfulRefreshes(2)))
                .startsWith("Expected exactly 2 successful refreshes, but there was 1:\n  #3 ");
        assertThat(failure(
                        mock.verify(),
                        verification -> verification.grant("password").times(1)))
                .startsWith("Expected exactly 1 token request of the grant password, but there was none among these"
                        + " calls:\n  #1 2030-01-01T00:00:00Z GET /goto/oauth/authorize?")
                .contains("\n  #5 ");
        assertThat(failure(mock.x3().verify(), verification -> verification.tokenRequests(3)))
                .isEqualTo("Expected exactly 3 token requests, but there was none, and no other call");
        assertThat(failure(
                        mock.verify(),
                        verification -> verification.grant("refresh_token").atMost(1)))
                .startsWith("Expected at most 1 token request of the grant refresh_token, but there were 2:");
        assertThatThrownBy(() -> mock.verify().refreshes(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fifty_lines_are_enough() {
        for (int i = 0; i < 60; i++) {
            get(mock.goTo().uri("/nowhere"));
        }
        assertThat(failure(mock.verify(), Verification::noUnexpectedCalls).lines())
                .hasSize(52)
                .last()
                .isEqualTo("  and 10 more");
    }

    @Test
    void tokens_count_where_each_service_hands_them_out() {
        new XBookerFixture(mock).refreshToken();
        mock.xBooker().verify().grant("client_credentials").succeeded(1).refreshes(0);
        get(mock.xBooker().uri("/auth/v1/tokens/access"), "client-id", "xbooker-client", "Authorization", "Bearer x");
        mock.xBooker().verify().refreshes(1).successfulRefreshes(0).tokenRequests(2);
        assertThat(mock.xBooker().requests().get(1).clientId()).contains("xbooker-client");
        String code = get(mock.x3()
                        .uri("/token/authorise?"
                                + form(
                                        "client_id", "x3-client",
                                        "scope", "a",
                                        "customer", "https://customer.example",
                                        "redirect_uri", "http://localhost/")))
                .redirected("code");
        postJson(
                mock.x3().uri("/token"),
                Caller.json(
                        "grant_type", "authorization_code",
                        "code", code,
                        "client_id", "x3-client",
                        "client_secret", "x3-secret",
                        "redirect_uri", "http://localhost/"));
        mock.x3().verify().grant("authorization_code").succeeded(1).everyCodeRedeemedOnce();
        assertThat(mock.x3().requests().get(1).clientId()).contains("x3-client");
        postForm(
                mock.sonetel().uri("/SonetelAuth/oauth/token"),
                form("grant_type", "password", "username", "user@example.com", "password", "password"),
                "Authorization",
                basic("sonetel-api", "sonetel-api"));
        mock.sonetel().verify().grant("password").succeeded(1);
        mock.verify().tokenRequests(4);
        mock.journal().client("sonetel-api").verify().tokenRequests(1);
    }

    @Test
    void a_scripted_200_with_an_error_is_no_success() {
        mock.goTo().failNext(200, "{\"error\":\"invalid_grant\"}");
        goTo.refresh("x");
        mock.verify().refreshes(1).successfulRefreshes(0);
    }

    @Test
    void secrets_in_addresses_are_found_by_name_and_by_value_and_not_shown() {
        Reply token = signInAndRefresh();
        String access = token.text("access_token");
        mock.verify().noSecretInQueryString();
        for (String query : new String[] {
            form("client_secret", "c4nary"),
            form("refresh_token", "c4nary"),
            form("code_verifier", "c4nary"),
            form("code", "c4nary"),
            form("harmless", access),
            form("harmless", "goto-secret"),
            access
        }) {
            JournalView calls = mock.mark();
            postForm(mock.goTo().uri("/oauth/token?" + query), "");
            assertThat(failure(mock.verify(), Verification::noSecretInQueryString))
                    .as(query)
                    .contains("in the query string)")
                    .doesNotContain("c4nary", access, "goto-secret");
            assertThat(calls.requests()).hasSize(1);
        }
        mock.reset();
        postForm(
                mock.sonetel().uri("/SonetelAuth/oauth/token?grant_type=password&client_id=sonetel-api"),
                form("password", "password"),
                "Authorization",
                basic("sonetel-api", "sonetel-api"));
        mock.verify().noSecretInQueryString();
        access = signInAndRefresh().text("access_token");
        get(mock.goTo().uri("/api/" + access));
        assertThat(failure(mock.verify(), Verification::noSecretInQueryString))
                .contains("GET /goto/api/*** -> 404", "(a token in the path)")
                .doesNotContain(access);
    }

    @Test
    void tokens_belong_to_their_service_and_refresh_tokens_to_no_api() {
        Reply token = signInAndRefresh();
        get(mock.wso2().uri("/pizzashack/1.0.0/menu"), "Authorization", "Bearer " + token.text("access_token"));
        assertThat(failure(mock.verify(), Verification::noTokenSentElsewhere))
                .startsWith("Expected tokens only where they belong:\n  #5 ")
                .contains("(a token that goto issued)");
        mock.reset();
        String refresh = goTo.exchange(goTo.authorize(Map.of())).text("refresh_token");
        message(refresh);
        assertThat(failure(mock.verify(), Verification::noTokenSentElsewhere)).contains("(a refresh token)");
        assertThat(failure(mock.verify(), Verification::noApiCallRefused)).contains("-> 401");
        mock.reset();
        postJson(mock.goTo().uri("/messaging/v1/messages?access_token=c4nary"), "{}");
        assertThat(failure(mock.verify(), Verification::bearerOnlyInHeader))
                .contains("access_token=***", "(access_token is a parameter)")
                .doesNotContain("c4nary");
    }

    @Test
    void codes_are_redeemed_once() {
        Reply redirect = goTo.authorize(Map.of());
        assertThat(failure(mock.verify(), Verification::everyCodeRedeemedOnce))
                .startsWith("Expected every authorization code redeemed exactly once:\n  #1 ")
                .endsWith("(its code was never redeemed)");
        mock.verify().noCodeRedeemedTwice();
        goTo.exchange(redirect);
        mock.verify().everyCodeRedeemedOnce();
        goTo.exchange(redirect);
        assertThat(failure(mock.verify(), Verification::noCodeRedeemedTwice)).contains("\n  #2 ", "\n  #3 ");
        assertThat(failure(mock.verify(), Verification::everyCodeRedeemedOnce)).contains("\n  #2 ", "\n  #3 ");
    }

    @Test
    void state_and_pkce_are_missed() {
        goTo.authorize(Map.of("state", "astate"));
        mock.verify().stateUsed();
        assertThat(failure(mock.verify(), Verification::pkceUsed)).endsWith("(no code_challenge with S256)");
        goTo.authorize(Map.of("state", "astate"));
        assertThat(failure(mock.verify(), Verification::stateUsed))
                .contains("#2")
                .doesNotContain("#1")
                .endsWith("(the state of an earlier request)");
        JournalView calls = mock.mark();
        goTo.authorize(Map.of("state", ""));
        assertThat(failure(calls.verify(), Verification::stateAndPkceUsed)).endsWith("(no state)");
        calls = mock.mark();
        goTo.redeem("x");
        assertThat(failure(calls.verify(), Verification::pkceUsed)).endsWith("(no code_verifier)");
    }

    @Test
    void refresh_tokens_that_were_replaced_are_not_used_again() {
        String first = wso2("grant_type", "password", "username", "admin", "password", "admin")
                .text("refresh_token");
        wso2("grant_type", "refresh_token", "refresh_token", first);
        mock.verify().noRotatedRefreshTokenUsedAgain().noRefusedTokenRequestRepeated();
        wso2("grant_type", "refresh_token", "refresh_token", first);
        assertThat(failure(mock.verify(), Verification::noRotatedRefreshTokenUsedAgain))
                .contains("#3 ")
                .endsWith("(after the answer to #2)");
        mock.verify().noRefusedTokenRequestRepeated();
        wso2("grant_type", "refresh_token", "refresh_token", first);
        assertThat(failure(mock.verify(), Verification::noRefusedTokenRequestRepeated))
                .contains("#4 ")
                .endsWith("(after the answer to #3)");
    }

    @Test
    void retry_after_is_honoured_by_the_clock_of_the_emulator() {
        mock.goTo().failNext(429, Map.of("Retry-After", "60"), "");
        goTo.refresh("x");
        get(mock.goTo().uri("/oauth/jwks.json"));
        mock.clock().advance(Duration.ofSeconds(60));
        goTo.refresh("x");
        mock.verify().retryAfterHonoured();
        mock.goTo().failNext(503, Map.of("Retry-After", "Tue, 01 Jan 2030 01:00:00 GMT"), "");
        goTo.refresh("x");
        mock.clock().advance(Duration.ofMinutes(58));
        goTo.refresh("x");
        assertThat(failure(mock.verify(), Verification::retryAfterHonoured))
                .contains("#5 ")
                .doesNotContain("#3 ")
                .endsWith("(Retry-After in the answer to #4)");
    }

    @Test
    void calls_that_nobody_expects_are_told() {
        signInAndRefresh();
        get(mock.goTo().uri("/oauth/token"));
        Caller.call("OPTIONS", mock.goTo().uri("/oauth/token"), null);
        mock.verify().tokenRequests(2);
        get(mock.goTo().uri("/oauth/tokens/c4nary"));
        get(URI.create(mock.url() + "/favicon.ico"));
        get(mock.xBooker().uri("/delegated/v1/nothing"));
        assertThat(failure(mock.verify(), Verification::noUnexpectedCalls).lines())
                .hasSize(5)
                .anySatisfy(line -> assertThat(line).contains("GET /goto/oauth/token ->"))
                .anySatisfy(line -> assertThat(line).contains("GET /goto/oauth/tokens/*** -> 404"))
                .anySatisfy(line -> assertThat(line).contains("GET /favicon.ico -> 404"));
    }

    @Test
    void a_mark_separates_tests_that_share_an_emulator() {
        goTo.refresh("x");
        JournalView second = mock.mark();
        second.verify().refreshes(0);
        goTo.refresh("x");
        goTo.refresh("x");
        assertThat(second.requests())
                .extracting(request -> fromOne(request.sequence()))
                .containsExactly(2L, 3L);
        second.verify().refreshes(2);
        JournalView third = mock.goTo().mark();
        get(mock.wso2().uri("/oauth2/jwks"), "X-Test", "third");
        get(mock.goTo().uri("/oauth/jwks.json"), "X-Test", "third");
        assertThat(third.requests())
                .extracting(request -> fromOne(request.sequence()))
                .containsExactly(5L);
        assertThat(fromOne(third.takeRequest(Duration.ZERO).sequence())).isEqualTo(5);
        assertThat(second.header("x-test", "third").requests()).hasSize(2);
        assertThat(second.service("wso2").requests()).hasSize(1);
        assertThat(second.where(request -> request.status().orElse(0) == 400).requests())
                .hasSize(2);
        assertThatThrownBy(() -> second.service("gogo")).hasMessageContaining("gogo");
        assertThatThrownBy(() -> second.since(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_journal_that_has_dropped_what_must_be_known_fails_loudly() {
        try (MockAuthServer small =
                MockAuthServer.create().configure("{\"journal\":2}").start()) {
            JournalView early = small.mark();
            get(small.x3().uri("/token"));
            get(small.goTo().uri("/oauth/jwks.json"));
            small.verify().refreshes(0);
            get(small.goTo().uri("/oauth/jwks.json"));
            for (JournalView dropped :
                    new JournalView[] {early, small.journal(), small.x3().journal()}) {
                assertThat(failure(dropped.verify(), verification -> verification.refreshes(0)))
                        .contains("no longer has all", "keeps the latest 2");
                assertThatThrownBy(() -> dropped.verify().mostRefreshesAtOnce()).isInstanceOf(AssertionError.class);
                assertThatThrownBy(() -> dropped.verify().noUnexpectedCalls()).isInstanceOf(AssertionError.class);
            }
            small.goTo().verify().refreshes(0);
            small.mark().verify().refreshes(0);
            get(small.goTo().uri("/oauth/jwks.json"));
            assertThatThrownBy(() -> small.goTo().verify().refreshes(0)).isInstanceOf(AssertionError.class);
            JournalView beforeReset = small.mark();
            get(small.goTo().uri("/oauth/jwks.json"));
            small.reset();
            small.verify().refreshes(0).noUnexpectedCalls();
            assertThatThrownBy(() -> beforeReset.verify().refreshes(0)).isInstanceOf(AssertionError.class);
            assertThatCode(() -> small.mark().verify().refreshes(0)).doesNotThrowAnyException();
        }
    }

    /** Counts the requests of each test from 1; the emulator goes on counting. */
    private static String fromOne(String message) {
        return Pattern.compile("#(\\d+)")
                .matcher(message)
                .replaceAll(match -> "#" + fromOne(Long.parseLong(match.group(1))));
    }

    private static long fromOne(long sequence) {
        return mock.requests().isEmpty()
                ? sequence
                : sequence - mock.requests().get(0).sequence() + 1;
    }

    private static Reply signInAndRefresh() {
        Reply redirect =
                goTo.authorize(Map.of("code_challenge", GoToFixture.CHALLENGE, "code_challenge_method", "S256"));
        Reply token = goTo.redeem(redirect.redirected("code"), "code_verifier", GoToFixture.VERIFIER);
        Reply refreshed = goTo.refresh(token.text("refresh_token"));
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(message(refreshed.text("access_token")).status()).isEqualTo(201);
        return refreshed;
    }

    private static Reply message(String token) {
        return postJson(
                mock.goTo().uri("/messaging/v1/messages"),
                "{\"ownerPhoneNumber\":\"+15550100\",\"contactPhoneNumbers\":[\"+15550101\"],\"body\":\"hello\"}",
                "Authorization",
                "Bearer " + token);
    }

    private static Reply wso2(String... form) {
        return postForm(mock.wso2().uri("/token"), form(form), "Authorization", Wso2Fixture.CLIENT);
    }

    private static String failure(Verification verification, Consumer<Verification> assertion) {
        try {
            assertion.accept(verification);
        } catch (AssertionError e) {
            return fromOne(e.getMessage().replaceAll("after \\d+ ms", "after . ms"));
        }
        throw new IllegalStateException("nothing failed");
    }
}
