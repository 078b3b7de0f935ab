package dev.tokentrail.demo.web.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.Guest;
import dev.tokentrail.demo.RunningDemo;
import dev.tokentrail.demo.session.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every fault over HTTP, for real in the emulator, and what the page says of it. */
class FaultsPageTest {

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
        Guest.Reply reply = guest.get("/services/" + service + "/faults");
        assertThat(reply.status()).isEqualTo(200);
        return reply.page();
    }

    private Guest.Reply submit(String service, String fault) {
        return guest.submit(page(service).expectFirst("form[action$=/faults/" + fault + "]"), Map.of());
    }

    /** Breaks something that needs no browser; gives its entry on the page that shows what came of it. */
    private Element breakIt(String service, String fault) {
        return shown(submit(service, fault), service, fault);
    }

    private Element shown(Guest.Reply redirect, String service, String fault) {
        assertThat(redirect.status()).isEqualTo(303);
        assertThat(redirect.header("Location")).hasValue("/services/" + service + "/faults?step=" + fault);
        Guest.Reply page = guest.get(redirect.location().toString());
        assertThat(page.status()).isEqualTo(200);
        Element entry = page.page().expectFirst("#" + fault);
        assertThat(entry.attr("data-current")).isEqualTo("true");
        return entry;
    }

    private Element breakInBrowser(String service, String fault) {
        String callback =
                guest.allow(submit(service, fault).location().toString()).toString();
        return shown(guest.get(callback), service, fault);
    }

    private Visitor visitor() {
        return demo.visitors().find(guest.cookies().get("tokentrail")).orElseThrow();
    }

    private static void assertThrown(Element entry, String type, String facts, boolean retryable) {
        assertThat(entry.select(".error-type").text()).as(entry.text()).isEqualTo(type);
        assertThat(entry.select(".facts").text()).as(entry.text()).contains(facts);
        assertThat(entry.select(".retry").attr("data-retryable")).isEqualTo(String.valueOf(retryable));
        assertThat(entry.select(".advice").text()).isNotBlank();
        assertThat(entry.select(".sentence").text())
                .contains(entry.select(".advice").text());
    }

    @Test
    void a_denied_consent_comes_back_from_the_real_page() {
        for (String service : List.of("goto", "wso2")) {
            Guest.Reply away = submit(service, "denied");
            Guest.Reply denied = guest.get(away.location().toString());
            String callback = denied.location().toString();
            assertThat(callback).contains("error=access_denied");

            Element entry = shown(guest.get(callback), service, "denied");

            assertThrown(entry, "UserNeededException", "access_denied", false);
        }
    }

    @Test
    void a_wrong_state_is_refused_before_anything_is_sent() {
        for (String service : List.of("goto", "wso2")) {
            Element entry = breakIt(service, "wrong-state");

            assertThrown(entry, "CallbackRejectedException", "no answer", false);
            assertThat(entry.text()).contains("Nothing was sent.");
        }
        assertThat(visitor().trail().calls()).isEmpty();
    }

    @Test
    void an_expired_code_is_refused_by_the_service() {
        for (String service : List.of("goto", "wso2")) {
            Element entry = breakInBrowser(service, "expired-code");

            assertThat(entry.select(".facts").text()).contains("status 400").contains("invalid_grant");
            assertThat(entry.select("a[href^=/trail/]")).hasSize(1);
        }
    }

    @Test
    void a_replayed_code_is_refused_by_the_service() {
        for (String service : List.of("goto", "wso2")) {
            Element entry = breakInBrowser(service, "replayed-code");

            assertThrown(entry, "ProviderRefusedException", "invalid_grant", false);
            assertThat(entry.select("a[href^=/trail/]"))
                    .as("the right exchange and the second")
                    .hasSize(2);
        }
    }

    @Test
    void a_wrong_secret_is_the_clients_fault() {
        for (String service : List.of("goto", "wso2")) {
            assertThrown(breakIt(service, "wrong-secret"), "ProviderRefusedException", "invalid_client", false);
        }
    }

    @Test
    void a_rotated_refresh_token_is_good_once() {
        Element entry = breakIt("wso2", "reused-refresh-token");

        assertThat(entry.select(".facts").text()).contains("status 400").contains("invalid_grant");
        assertThat(entry.select("a[href^=/trail/]")).hasSize(3);
        assertThat(page("goto").select("#reused-refresh-token")).isEmpty();
        assertThat(page("goto").text()).contains("this service does not rotate");
    }

    @Test
    void a_service_in_trouble_may_be_asked_again() {
        for (String service : List.of("goto", "wso2")) {
            Element many = breakIt(service, "too-many-requests");
            assertThrown(many, "ProviderUnavailableException", "status 429", true);
            assertThat(many.select(".retry").text()).contains("30 seconds");

            assertThrown(breakIt(service, "unavailable"), "ProviderUnavailableException", "status 503", true);

            Element dropped = breakIt(service, "dropped");
            assertThrown(dropped, "ProviderUnavailableException", "no answer", true);
            assertThat(dropped.select(".retry").text()).contains("may have reached the service");
        }
    }

    @Test
    void an_expired_token_is_refused_by_the_api() {
        for (String service : List.of("goto", "wso2")) {
            Element entry = breakIt(service, "expired-token");

            assertThat(entry.select(".facts").text()).as(entry.text()).contains("status 401");
            assertThat(entry.select(".error-type").text()).isEqualTo("ProviderRefusedException");
            assertThat(entry.select("a[href^=/trail/]")).hasSize(2);
        }
    }

    @Test
    void a_clock_that_moves_makes_the_library_renew_until_a_person_is_needed() {
        Element forward = breakIt("wso2", "clock-forward");
        assertThat(forward.text()).contains("No error").contains("by itself");
        assertThat(forward.select("a[href^=/trail/]")).hasSize(2);
        assertThat(Duration.between(
                        Instant.now(),
                        visitor().namespace().orElseThrow().clock().instant()))
                .isGreaterThan(Duration.ofMinutes(59));
        assertThat(page("wso2").expectFirst("#clock").text()).contains("seconds ahead of");

        Element far = breakIt("wso2", "clock-far-forward");
        assertThat(far.select(".error-type").text()).isEqualTo("UserNeededException");

        breakIt("wso2", "clock-reset");
        assertThat(page("wso2").select("#clock")).isEmpty();
    }

    @Test
    void what_is_broken_here_is_whole_for_everybody_else_and_afterwards() {
        Guest other = guest.another();
        submit("goto", "denied");

        String page = other.get("/services/goto/authorization-code")
                .page()
                .select("input[name=_csrf]")
                .val();
        Guest.Reply away =
                other.post("/services/goto/authorization-code/sign-in", "_csrf", page, "scope", "messaging.v1.send");
        assertThat(other.allow(away.location().toString()).toString()).contains("code=");

        breakIt("goto", "unavailable");
        assertThat(guest.run("goto", "personal-access-token", "get-token", Map.of())
                        .path("successful")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void nothing_is_broken_without_the_csrf_token_or_by_another_name() {
        page("goto");
        assertThat(guest.post("/services/goto/faults/wrong-secret").status()).isEqualTo(403);
        assertThat(guest.post("/services/goto/faults/no-such", "_csrf", guest.csrfToken())
                        .status())
                .isEqualTo(404);
        assertThat(guest.get("/services/no-such/faults").status()).isEqualTo(404);
        assertThat(visitor().trail().calls()).isEmpty();
    }
}
