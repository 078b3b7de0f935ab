package dev.tokentrail.demo.web.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.Guest;
import dev.tokentrail.demo.RunningDemo;
import dev.tokentrail.demo.session.Visitor;
import dev.tokentrail.mock.Fault;
import dev.tokentrail.mock.MockAuthServer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page over HTTP, with tokens that the emulator really gave. */
class TokensPageTest {

    private static RunningDemo demo;

    private Guest guest;

    @BeforeAll
    static void start() {
        demo = new RunningDemo();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @BeforeEach
    void arrive() {
        guest = new Guest(demo.origin());
    }

    private Document page(String service) {
        Guest.Reply reply = guest.get("/services/" + service + "/tokens");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Cache-Control")).contains("no-store");
        return reply.page();
    }

    private void signInAtGoTo() {
        String prepared = guest.run("goto", "authorization-code", "sign-in", Map.of())
                .path("browserAddress")
                .stringValue();
        URI callback = guest.allow(prepared);
        assertThat(guest.get(callback.toString()).status()).isEqualTo(303);
        guest.run("goto", "authorization-code", "exchange", Map.of());
    }

    private Guest.Reply fetchKeys(String service) {
        return guest.submit(page(service).expectFirst("form[action$=/tokens/keys]"), Map.of());
    }

    private Visitor visitor() {
        return demo.visitors().find(guest.cookies().get("tokentrail")).orElseThrow();
    }

    private MockAuthServer namespace() {
        return visitor().namespace().orElseThrow();
    }

    private static String outcome(Document page) {
        return page.expectFirst("#access-token ~ dl .verdict").attr("data-outcome");
    }

    @Test
    void sends_who_has_no_token_to_the_flow() {
        Document page = page("goto");

        assertThat(page.select("main a").eachAttr("href")).contains("/services/goto/authorization-code");
        assertThat(page.select(".verdict")).isEmpty();
    }

    @Test
    void explains_a_token_and_checks_it_once_the_keys_were_fetched() {
        signInAtGoTo();

        Document before = page("goto");
        assertThat(outcome(before)).isEqualTo("KEYS_NOT_FETCHED");
        assertThat(before.text()).contains("Issuer: who made the token").contains("RFC 7519");
        assertThat(before.expectFirst(".countdown").text()).startsWith("in ");
        assertThat(before.select(".value").eachText()).containsOnly("***");
        assertThat(before.html()).doesNotContain("eyJ");

        assertThat(fetchKeys("goto").status()).isEqualTo(303);
        assertThat(outcome(page("goto"))).isEqualTo("VALID");
    }

    @Test
    void says_of_a_spoilt_signature_that_it_is_wrong() {
        signInAtGoTo();
        fetchKeys("goto");
        namespace().goTo().plan(Fault.tamperedSignature());
        guest.run("goto", "authorization-code", "refresh", Map.of());
        assertThat(outcome(page("goto"))).isEqualTo("WRONG_SIGNATURE");

        namespace().goTo().plan(Fault.keyRotated());
        guest.run("goto", "authorization-code", "refresh", Map.of());
        assertThat(outcome(page("goto"))).isEqualTo("UNKNOWN_KEY");

        fetchKeys("goto");
        assertThat(outcome(page("goto"))).isEqualTo("VALID");
    }

    @Test
    void says_what_a_refresh_changed() {
        signInAtGoTo();
        namespace().clock().advance(Duration.ofMinutes(10));
        guest.run("goto", "authorization-code", "refresh", Map.of());

        assertThat(page("goto").expectFirst(".difference").text())
                .contains("No refresh token came: the old one was kept")
                .contains("the lifetime is the same, 1 hour")
                .contains("Scope The same: messaging.v1.send.");

        guest.run("wso2", "password", "get-token", Map.of());
        guest.run("wso2", "password", "refresh", Map.of());
        assertThat(page("wso2").expectFirst(".difference").text()).contains("Rotated: the new one was kept");
    }

    @Test
    void counts_down_by_the_visitors_clock() {
        signInAtGoTo();
        namespace().clock().freeze();
        namespace().clock().advance(Duration.ofMinutes(30));
        Document half = page("goto");
        assertThat(half.expectFirst(".countdown").attr("data-frozen")).isEqualTo("true");
        assertThat(Long.parseLong(half.expectFirst(".countdown").attr("data-seconds-left")))
                .isBetween(1_780L, 1_800L);
        assertThat(half.text()).contains("that clock stands still");

        namespace().clock().advance(Duration.ofMinutes(31));
        assertThat(page("goto").select(".over")).hasSize(1);
        assertThat(page("goto").select("#access-token ~ dl .countdown")).isEmpty();
    }

    @Test
    void shows_values_only_while_they_are_revealed() {
        signInAtGoTo();
        visitor().reveal(true);
        assertThat(page("goto").expectFirst(".value").text()).startsWith("eyJ");
        visitor().reveal(false);
        assertThat(page("goto").html()).doesNotContain("eyJ");
    }

    @Test
    void shows_hostile_claims_as_text() {
        signInAtGoTo();
        String claims = "{\"sub\":\"<script>alert(1)</script>\\u202E\\u001B[31m\",\"\\\"><img src=x>\":\"<b>\"}";
        String token = Signed.by("{\"alg\":\"RS256\",\"kid\":\"<i>\"}", claims);
        namespace()
                .goTo()
                .plan(Fault.status(
                        200, "{\"access_token\":\"" + token + "\",\"expires_in\":60,\"<svg>\":\"<svg onload=x>\"}"));
        guest.run("goto", "authorization-code", "refresh", Map.of());

        Guest.Reply reply = guest.get("/services/goto/tokens");
        Document page = reply.page();
        assertThat(page.select("main").select("script:not([src]), img, b, i, svg"))
                .isEmpty();
        assertThat(page.select(".claims code").eachText()).contains("<script>alert(1)</script>\\u202E\\u001B[31m");
        assertThat(reply.body()).doesNotContain("\u202E", "\u001B", "<script>alert");
    }

    @Test
    void keys_are_fetched_only_where_there_are_some_and_never_without_the_csrf_token() {
        page("goto");
        assertThat(guest.post("/services/goto/tokens/keys").status()).isEqualTo(403);
        assertThat(guest.post("/services/no-such/tokens/keys", "_csrf", guest.csrfToken())
                        .status())
                .isEqualTo(404);
        assertThat(visitor().trail().calls()).isEmpty();
    }
}
