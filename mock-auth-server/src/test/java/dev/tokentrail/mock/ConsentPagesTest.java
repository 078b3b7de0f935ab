package dev.tokentrail.mock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import dev.tokentrail.mock.Visitor.Arrival;
import dev.tokentrail.mock.consent.Account;
import dev.tokentrail.mock.consent.AuthorizationRequest;
import dev.tokentrail.mock.consent.ConsentPages;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Request;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may finish a sign-in, when, and what strangers get. */
class ConsentPagesTest {

    private static final String USER = "user@example.com";
    private static final String SCOPE = "messaging.v1.send";

    @RegisterExtension
    private static final RunningEmulator emulator =
            RunningEmulator.configured("{\"interactive\": true}").frozen();

    private static final MockAuthServer mock = emulator.mock();
    private static final GoToFixture goTo = new GoToFixture(mock);

    private final Visitor visitor = new Visitor();

    private Arrival arrive() {
        return visitor.arrive(goTo.authorizeUri(Map.of("scope", SCOPE + " calls.v2.initiate")));
    }

    private static void assertPage(Reply reply, int status, String text) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("Location")).isEmpty();
        assertThat(reply.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(reply.body()).contains(text);
    }

    @Test
    void every_page_is_strict_about_what_may_surround_and_leave_it() {
        Arrival arrival = arrive();
        Reply wrong = arrival.signIn(USER, "wrong");
        Reply consent = arrival.signedIn(USER, "password").consentPage();
        Reply unknown = visitor.open(mock.goTo().uri("/consent?transaction=made-up"));
        for (Reply page : List.of(arrival.page(), wrong, consent, unknown)) {
            assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
            assertThat(page.header("Cache-Control")).isEqualTo("no-store");
            assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.header("Content-Security-Policy"))
                    .startsWith("default-src 'none'; style-src 'sha256-")
                    .contains("base-uri 'none'; frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.body()).doesNotContain("<script", "javascript:", "onload", "src=");
        }
        assertThat(wrong.header("Content-Security-Policy")).endsWith("; form-action 'self'");
        assertThat(consent.header("Content-Security-Policy")).doesNotContain("form-action");
    }

    @Test
    void the_cookie_is_for_this_sign_in_alone() {
        Reply redirect = visitor.open(goTo.authorizeUri(Map.of()));
        String transaction = redirect.redirected("transaction");
        assertThat(redirect.header("Set-Cookie"))
                .matches("consent-" + transaction + "=[A-Za-z0-9_-]{22}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax");
        assertThat(transaction).matches("[A-Za-z0-9_-]{22}");
        assertThat(redirect.header("Cache-Control")).isEqualTo("no-store");
        assertThat(redirect.header("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @Test
    void under_tls_the_cookie_is_secure() {
        ConsentPages pages = new ConsentPages("GoTo", mock.clock(), "/goto");
        Request request =
                new Request("GET", "/goto/oauth/authorize", List.of(), new byte[0], "::1", "https://localhost");
        AuthorizationRequest authorization = new AuthorizationRequest(
                "GoTo",
                "goto-client",
                Map.of(),
                List.of(SCOPE),
                List.of(new Account(USER, "password")),
                (user, scopes) -> Answer.of(200),
                () -> Answer.of(200));
        assertThat(pages.ask(request, authorization).headers())
                .filteredOn(header -> header.name().equals("Set-Cookie"))
                .singleElement()
                .satisfies(header -> assertThat(header.value()).endsWith("; SameSite=Lax; Secure"));
    }

    @Test
    void the_journal_masks_password_transaction_and_cookie() {
        Arrival arrival = arrive().signedIn(USER, "password");
        arrival.approve(SCOPE);
        String journal = Caller.get(emulator.control("requests")).body();
        assertThat(journal)
                .contains("/goto/sign-in", "/goto/consent")
                .doesNotContain(arrival.transaction(), "=password");
        assertThat(visitor.cookies().values()).noneMatch(journal::contains);
    }

    @Test
    void a_wrong_password_gives_the_page_again_with_the_error_tied_to_the_field() {
        Arrival arrival = arrive();
        Reply page = arrival.signIn("colleague@example.com", "nonsense");
        assertPage(page, 403, "<title>Error: Sign in to GoTo</title>");
        assertThat(page.body())
                .contains(
                        "role=\"alert\"",
                        "href=\"#password\"",
                        "aria-describedby=\"password-error password-hint\" aria-invalid=\"true\"",
                        "id=\"password-error\"",
                        "value=\"colleague@example.com\" checked")
                .doesNotContain("nonsense");
        assertThat(arrival.signIn("nobody@example.com", "password").status()).isEqualTo(403);
        assertThat(arrival.signIn(USER, "").status()).isEqualTo(403);
        assertThat(arrival.consentPage().header("Location")).contains("/goto/sign-in?transaction=");
        assertThat(arrival.approve(SCOPE).header("Location")).contains("/goto/sign-in?transaction=");
        assertThat(arrival.signIn(USER, "password").status()).isEqualTo(303);
    }

    @Test
    void another_browser_cannot_go_on() {
        Arrival mine = arrive().signedIn(USER, "password");
        Visitor stranger = new Visitor();
        Arrival stolen = new Arrival(stranger, mine.signIn(), mine.consent(), mine.transaction(), mine.page());
        String text = "This sign-in belongs to another browser";
        assertPage(stranger.open(mine.signIn()), 403, text);
        assertPage(stranger.open(mine.consent()), 403, text);
        assertPage(stolen.signIn(USER, "password"), 403, text);
        assertPage(stolen.approve(SCOPE), 403, text);
        assertPage(stolen.deny(), 403, text);
        stranger.arrive(goTo.authorizeUri(Map.of()));
        assertPage(stolen.approve(SCOPE), 403, text);
        stranger.cookies().put("consent-" + mine.transaction(), "AAAAAAAAAAAAAAAAAAAAAA");
        assertPage(stolen.approve(SCOPE), 403, text);
        assertThat(mine.approve(SCOPE).redirected("code")).isNotNull();
    }

    @Test
    void a_second_click_gets_the_same_redirect_and_a_replay_gets_a_page() {
        Arrival arrival = arrive().signedIn(USER, "password");
        Reply first = arrival.approve(SCOPE);
        assertThat(first.header("Set-Cookie")).contains("Max-Age=10;");
        mock.clock().advance(Duration.ofSeconds(9));
        assertThat(arrival.approve(SCOPE).header("Location")).isEqualTo(first.header("Location"));
        String text = "This request has been answered";
        assertPage(arrival.deny(), 409, text);
        assertPage(arrival.approve("calls.v2.initiate"), 409, text);
        assertPage(arrival.consentPage(), 409, text);
        assertPage(arrival.signIn(USER, "password"), 409, text);
        mock.clock().advance(Duration.ofSeconds(1));
        assertPage(arrival.approve(SCOPE), 409, text);
        visitor.cookies().clear();
        assertPage(arrival.approve(SCOPE), 409, text);
        assertThat(goTo.exchange(first).status()).isEqualTo(200);
    }

    @Test
    void it_expires_by_the_one_clock() {
        Arrival arrival = arrive().signedIn(USER, "password");
        mock.clock().advance(Duration.ofSeconds(599));
        assertThat(arrival.consentPage().status()).isEqualTo(200);
        mock.clock().advance(Duration.ofSeconds(1));
        String text = "This sign-in has expired";
        assertPage(arrival.consentPage(), 410, text);
        assertPage(arrival.approve(SCOPE), 410, text);
        assertPage(arrival.deny(), 410, text);
        assertPage(arrival.signIn(USER, "password"), 410, text);
    }

    @Test
    void what_the_page_never_offered_is_refused() {
        Arrival arrival = arrive().signedIn(USER, "password");
        assertPage(arrival.approve("users.v1.lines.read"), 400, "This form cannot be read");
        assertPage(arrival.approve(SCOPE, "admin"), 400, "This form cannot be read");
        assertPage(arrival.approve(), 400, "Choose at least one scope, or deny the request");
        assertPage(
                visitor.send(arrival.consent(), "transaction", arrival.transaction()), 400, "This form cannot be read");
        assertPage(
                visitor.send(
                        arrival.consent(),
                        "transaction",
                        arrival.transaction(),
                        "username",
                        "colleague@example.com",
                        "decision",
                        "approve",
                        "scope",
                        SCOPE),
                409,
                "Another user has signed in meanwhile");
        assertThat(arrival.approve(SCOPE).redirected("code")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/consent"})
    void nonsense_gets_a_page(String path) {
        URI uri = mock.goTo().uri(path);
        assertPage(visitor.open(uri), 404, "This sign-in is not known");
        assertPage(visitor.open(URI.create(uri + "?transaction=%ff")), 400, "This form cannot be read");
        assertPage(visitor.open(URI.create(uri + "?x=" + "y".repeat(5000))), 400, "This form cannot be read");
        assertPage(visitor.send(uri), 404, "This sign-in is not known");
        assertPage(visitor.send(uri, "transaction", "made-up"), 404, "This sign-in is not known");
        assertPage(
                Caller.call("POST", uri, "transaction=%f", "Content-Type", "application/x-www-form-urlencoded"),
                400,
                "This form cannot be read");
        assertPage(
                Caller.call("POST", uri, "{}", "Content-Type", "application/json"), 404, "This sign-in is not known");
        assertThat(Caller.call("PUT", uri, "").status()).isEqualTo(405);
    }

    @Test
    void hostile_texts_are_shown_and_go_through_unchanged() {
        String tag = "\"><script>alert(1)</script>";
        String turned = "read\u202etirw\u0000\u0085";
        URI pairing =
                InteractiveTest.pairing(mock, "https://customer.example", tag + " " + turned + " " + "w".repeat(1000));
        Arrival arrival = visitor.arrive(pairing).signedIn("admin", "admin");
        Reply page = arrival.consentPage();
        assertThat(page.body())
                .contains(
                        "value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"",
                        "value=\"read\\u{202e}tirw\\u{0}\\u{85}\"",
                        "w".repeat(1000))
                .doesNotContain("<script", "\u202e", "\u0000", "\u0085");
        Reply redirect = arrival.approve(tag, "read\\u{202e}tirw\\u{0}\\u{85}");
        Reply token = Caller.postJson(
                mock.x3().uri("/token"),
                Caller.json(
                        "grant_type", "authorization_code",
                        "code", redirect.redirected("code"),
                        "client_id", "x3-client",
                        "client_secret", "x3-secret",
                        "redirect_uri", "https://localhost:5050/callback"));
        assertThat(token.text("scope")).isEqualTo(tag + " " + turned);
    }

    @Test
    void the_state_comes_back_as_it_was_sent_and_is_on_no_page() {
        String state = "\"><script>\u202e\r\nSet-Cookie: x=y";
        Arrival arrival =
                visitor.arrive(goTo.authorizeUri(Map.of("state", state))).signedIn(USER, "password");
        assertThat(arrival.consentPage().body()).doesNotContain("Set-Cookie");
        Reply redirect = arrival.approve(SCOPE);
        assertThat(redirect.redirected("state")).isEqualTo(state);
        assertThat(redirect.header("Location")).matches("[!-~]+");
    }

    @Test
    void configured_names_cannot_become_markup() {
        try (MockAuthServer hostile = MockAuthServer.create()
                .interactive()
                .configure(
                        "{\"goto\": {\"principal\": \"<b>\\\"'&\", \"password\": \"<i>\","
                                + " \"clients\": [{\"id\": \"<u>\", \"scopes\": [\"<s>\"], \"redirectUris\": [\"loopback\"]}]}}")
                .start()) {
            URI authorize = new GoToFixture(hostile)
                    .authorizeUri(Map.of(
                            "client_id",
                            "<u>",
                            "scope",
                            "<s>",
                            "code_challenge",
                            GoToFixture.CHALLENGE,
                            "code_challenge_method",
                            "S256"));
            Arrival arrival = visitor.arrive(authorize);
            assertThat(arrival.page().body())
                    .contains("&lt;b&gt;&quot;&#39;&amp;", "&lt;i&gt;", "&lt;u&gt;")
                    .doesNotContain("<b>", "<i>", "<u>");
            assertThat(arrival.signedIn("<b>\"'&", "<i>").consentPage().body())
                    .contains("&lt;s&gt;")
                    .doesNotContain("<s>", "<b>");
        }
    }

    @Test
    void hundreds_of_scopes_fit_into_the_form() {
        List<String> scopes = IntStream.range(0, 600).mapToObj(i -> "s" + i).toList();
        URI pairing = InteractiveTest.pairing(mock, "https://customer.example", String.join(" ", scopes));
        Arrival arrival = visitor.arrive(pairing).signedIn("admin", "admin");
        Reply page = arrival.consentPage();
        assertThat(page.body()).contains("and 500 more: s100 s101");
        String[] boxes = Arrays.stream(page.body().split("name=\"scope\" value=\""))
                .skip(1)
                .map(rest -> rest.substring(0, rest.indexOf('"')))
                .toArray(String[]::new);
        assertThat(boxes).hasSize(101);
        assertThat(arrival.approve(boxes).redirected("code")).isNotNull();
    }

    @Test
    void two_tabs_do_not_disturb_each_other() {
        Arrival first = arrive();
        Arrival second = arrive();
        second.signedIn("colleague@example.com", "password");
        first.signedIn(USER, "password");
        Reply denied = second.deny();
        Reply approved = first.approve(SCOPE);
        assertThat(denied.redirected("error")).isEqualTo("access_denied");
        assertThat(goTo.exchange(approved).json()).containsEntry("principal", USER);
    }

    @Test
    void one_decision_holds_however_many_arrive_at_once() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 20; round++) {
                Arrival arrival = arrive().signedIn(USER, "password");
                List<Callable<Reply>> clicks = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    clicks.add(() -> arrival.approve(SCOPE));
                    clicks.add(arrival::deny);
                }
                List<Reply> replies = new ArrayList<>();
                for (Future<Reply> click : people.invokeAll(clicks)) {
                    replies.add(click.get());
                }
                assertThat(replies.stream().filter(reply -> reply.status() == 303))
                        .hasSize(4);
                assertThat(replies.stream()
                                .map(reply -> reply.status() + reply.header("Location"))
                                .collect(Collectors.toSet()))
                        .hasSize(2)
                        .contains("409");
            }
        } finally {
            people.shutdownNow();
        }
    }

    @Test
    void abandoned_sign_ins_are_forgotten_and_a_reset_forgets_them_all() {
        Arrival oldest = arrive();
        for (int i = 0; i < 1000; i++) {
            goTo.authorize(Map.of());
        }
        assertPage(visitor.open(oldest.signIn()), 404, "This sign-in is not known");
        Arrival next = arrive();
        mock.reset();
        assertPage(visitor.open(next.signIn()), 404, "This sign-in is not known");
    }
}
