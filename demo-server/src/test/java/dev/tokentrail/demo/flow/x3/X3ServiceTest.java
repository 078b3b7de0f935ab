package dev.tokentrail.demo.flow.x3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Outcome;
import dev.tokentrail.demo.flow.StepResult;
import dev.tokentrail.demo.flow.step.VisitedService;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sage X3's flows, each walked whole. */
class X3ServiceTest extends VisitedService {

    private static final String HERE = "pairing";
    private static final String ELSEWHERE = "pairing-elsewhere";
    private static final String GUIDE_FORM = "authorizationCode, as Sage's guide says";

    X3ServiceTest() {
        super(new X3Service());
    }

    @Test
    void a_pairing_from_the_request_to_the_rotated_pair() {
        assertThat(visit.step(HERE, "exchange").waitsFor(visit.walk()))
                .contains("Send the pairing request first, and accept it.");
        assertThat(visit.signsIn(HERE, Map.of())).contains("in the parameter code.", "lives in the region");
        assertThat(visit.walk().token()).as("the code waits for the exchange").isEmpty();
        assertThat(visit.goesWell(HERE, "exchange"))
                .contains("7d1c6b6e-2f0a-4b0e-9f4e-3a5d1c2b9e01", "good for 5 minutes");
        assertThat(visit.goesWell(HERE, "call-api")).contains("AU001");

        Token first = visit.token();
        assertThat(visit.goesWell(HERE, "refresh")).contains("was used up, and the new pair was kept");
        assertThat(visit.token().requireRefreshToken()).isNotEqualTo(first.requireRefreshToken());
        visit.goesWell(HERE, "call-api");

        visit.emulator().clock().advance(Duration.ofMinutes(6));
        StepResult late = visit.goesWrong(HERE, "call-api", Map.of());
        assertThat(late.thrown().orElseThrow()).hasMessageContaining("Unauthorised");
        visit.goesWell(HERE, "refresh");
        visit.goesWell(HERE, "call-api");
    }

    @Test
    void the_callback_of_sages_guide_with_the_application_that_gets_it() {
        assertThat(visit.signsIn(HERE, Map.of("callback", GUIDE_FORM))).contains("in the parameter authorizationCode.");
        visit.goesWell(HERE, "exchange");
        assertThat(visit.emulator().requests())
                .last()
                .satisfies(request -> assertThat(request.parameter("client_id")).contains("x3-guide"));
        assertThat(visit.goesWell(HERE, "refresh"))
                .as("by the same application")
                .contains("the new pair was kept");

        visit.signsIn(HERE, Map.of());
        assertThat(visit.goesWell(HERE, "refresh"))
                .as("until its token is replaced")
                .contains("the new pair was kept");
        visit.goesWell(HERE, "exchange");
        assertThat(visit.emulator().requests())
                .last()
                .satisfies(request -> assertThat(request.parameter("client_id")).contains("x3-client"));
        visit.goesWell(HERE, "refresh");
    }

    @Test
    void a_customer_elsewhere_has_everything_sent_to_the_region_that_the_callback_names() {
        String elsewhere = visit.emulator().url() + "/x3-us/v1";
        assertThat(visit.signsIn(ELSEWHERE, Map.of())).contains("names another endpoint too", elsewhere);
        for (String step : new String[] {"exchange", "call-api", "refresh"}) {
            WireRequest planned =
                    visit.plan(ELSEWHERE, step, Map.of()).requests().get(0);
            assertThat(planned.url()).startsWith(elsewhere + "/");
            visit.goesWell(ELSEWHERE, step);
        }
        assertThat(visit.plan(ELSEWHERE, "exchange", Map.of()).javaCode())
                .contains(".withOtherRoot(\"" + elsewhere + "\")");
    }

    @Test
    void an_endpoint_that_is_not_configured_gets_nothing() {
        String state = stateOfPairing();
        visit.walk()
                .complete(AuthorizationCallback.fromForm(
                        "code=c&state=" + state + "&endpoint=https%3A%2F%2Fapi.evil-sagex3.com%2Fv1"));
        assertThat(visit.result(HERE, "sign-in").thrown().orElseThrow())
                .hasMessageContaining("not among the configured regional roots");
        assertThat(visit.step(HERE, "exchange").waitsFor(visit.walk())).isPresent();
    }

    @Test
    void a_posted_callback_is_taken_as_one_in_the_address_is() {
        String state = stateOfPairing();
        visit.walk().complete(AuthorizationCallback.fromForm("authorizationCode=made-up&state=" + state));
        assertThat(visit.result(HERE, "sign-in").sentence()).contains("in the parameter authorizationCode.");
        assertThat(visit.goesWrong(HERE, "exchange", Map.of()).thrown().orElseThrow())
                .hasMessageContaining("Pairing request not found");
    }

    private String stateOfPairing() {
        Outcome away = visit.run(HERE, "sign-in", Map.of());
        return AuthorizationCallback.fromUri(away.browserAddress().orElseThrow())
                .parameter("state")
                .orElseThrow();
    }

    @Test
    void a_code_is_sent_again_after_a_failure_on_the_way_and_refused_once_it_is_used_up() {
        visit.signsIn(HERE, Map.of());
        visit.emulator().x3().failNext(503, "{}");
        visit.goesWrong(HERE, "exchange", Map.of());
        assertThat(visit.goesWell(HERE, "exchange")).contains("gave a pair of tokens");
        assertThat(visit.javaCode()).last().asString().contains("x3.exchange(code, pairing, root)");

        assertThat(visit.goesWrong(HERE, "exchange", Map.of()).thrown().orElseThrow())
                .hasMessageContaining("Pairing request not found");
        visit.goesWrong(HERE, "call-api", Map.of());
    }

    @Test
    void a_code_that_expired_a_customer_who_is_unknown_and_one_who_rejects() {
        visit.signsIn(HERE, Map.of());
        visit.emulator().clock().advance(Duration.ofMinutes(6));
        assertThat(visit.goesWrong(HERE, "exchange", Map.of()).sentence()).contains("The request has expired.");

        visit.signsIn(HERE, Map.of("customer", "https://nobody.example"));
        assertThat(visit.result(HERE, "sign-in").thrown().orElseThrow())
                .hasMessageContaining("Could not associate the requested url");

        visit.emulator().x3().denyNext();
        visit.signsIn(HERE, Map.of());
        assertThat(visit.result(HERE, "sign-in").thrown().orElseThrow())
                .hasMessageContaining("The pairing request has not been accepted.");
        assertThat(visit.walk().token()).isEmpty();
    }

    @Test
    void without_the_scope_the_api_says_no() {
        visit.signsIn(HERE, Map.of("scope", "api.dataIngestion"));
        visit.goesWell(HERE, "exchange");
        visit.goesWrong(HERE, "call-api", Map.of());
    }

    @Test
    void each_pairing_request_is_sent_as_shown_and_has_a_state_of_its_own() {
        String shown = visit.plan(HERE, "sign-in", Map.of()).browserAddress().orElseThrow();
        assertThat(shown).contains("/v1/token/authorise?", "customer=https%3A%2F%2Fcustomer.example", "&state=");
        assertThat(visit.run(HERE, "sign-in", Map.of()).browserAddress()).contains(shown);
        assertThat(visit.plan(HERE, "sign-in", Map.of()).browserAddress().orElseThrow())
                .isNotEqualTo(shown);
    }

    @Test
    void every_step_says_what_it_is_for() {
        for (Flow flow : visit.walk().service().flows()) {
            Set<String> names = new HashSet<>();
            flow.steps().forEach(step -> {
                assertThat(names.add(step.id())).as(flow.id() + "/" + step.id()).isTrue();
                assertThat(step.explanation().length()).as(step.id()).isBetween(100, 800);
            });
        }
    }
}
