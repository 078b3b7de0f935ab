package dev.tokentrail.demo.flow.gotoapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.token.CallbackRejectedException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.UserNeededException;
import dev.tokentrail.demo.flow.Plan;
import dev.tokentrail.demo.flow.StepResult;
import dev.tokentrail.demo.flow.step.VisitedService;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** GoTo's flows, each walked whole. */
class GoToServiceTest extends VisitedService {

    private static final String CODE = "authorization-code";

    GoToServiceTest() {
        super(new GoToService());
    }

    @Test
    void the_authorization_code_flow_from_the_sign_in_to_the_revoked_token() {
        assertThat(visit.step(CODE, "exchange").waitsFor(visit.walk())).contains("Sign in first.");
        assertThat(visit.signsIn(CODE, Map.of())).contains("A code is no token");
        assertThat(visit.walk().token()).as("the code waits for the exchange").isEmpty();

        assertThat(visit.goesWell(CODE, "exchange")).contains("good for 60 minutes", "Granted: messaging.v1.send.");
        assertThat(visit.emulator().requests())
                .last()
                .satisfies(request ->
                        assertThat(request.parameter("code_verifier")).isPresent());
        assertThat(visit.goesWell(CODE, "send-message")).contains("The emulator sends it to nobody");

        Token first = visit.token();
        assertThat(visit.goesWell(CODE, "refresh")).contains("no refresh token: the old one was kept");
        assertThat(visit.token().accessToken()).isNotEqualTo(first.accessToken());
        assertThat(visit.token().requireRefreshToken()).isEqualTo(first.requireRefreshToken());
        assertThat(visit.goesWell(CODE, "introspect")).contains("active", "user@example.com");

        assertThat(visit.goesWell(CODE, "revoke", Map.of("token", "access token")))
                .contains("The refresh token has not");
        assertThat(visit.goesWell(CODE, "introspect")).contains("not active");
        assertThat(visit.goesWell(CODE, "introspect", Map.of("token", "refresh token")))
                .contains("says that this token is active");
        visit.goesWell(CODE, "refresh");
        assertThat(visit.goesWell(CODE, "introspect")).contains("says that this token is active");

        assertThat(visit.goesWell(CODE, "revoke", Map.of("token", "refresh token")))
                .contains("taken out");
        assertThat(visit.walk().token()).isEmpty();
        assertThat(visit.goesWell(CODE, "introspect", Map.of("token", "revoked access token")))
                .contains("not active");
        StepResult refused = visit.goesWrong(CODE, "send-message", Map.of("token", "revoked access token"));
        assertThat(refused.thrown().orElseThrow().vendorCode()).contains("AUTHN_INVALID_TOKEN");
        assertThat(visit.step(CODE, "refresh").waitsFor(visit.walk())).contains("Get a token first.");
    }

    @Test
    void what_is_shown_before_the_sign_in_is_what_the_browser_gets_and_each_sign_in_has_a_state_of_its_own() {
        Plan shown = visit.plan(CODE, "sign-in", Map.of());
        assertThat(visit.plan(CODE, "sign-in", Map.of()).browserAddress()).isEqualTo(shown.browserAddress());
        assertThat(shown.requests()).isEmpty();
        assertThat(visit.run(CODE, "sign-in", Map.of()).browserAddress()).isEqualTo(shown.browserAddress());
        assertThat(visit.plan(CODE, "sign-in", Map.of()).browserAddress()).isNotEqualTo(shown.browserAddress());

        Plan waiting = visit.plan(CODE, "sign-in", Map.of());
        visit.emulator().clock().advance(Duration.ofMinutes(6));
        assertThat(visit.plan(CODE, "sign-in", Map.of()).browserAddress())
                .as("an old one would have ended before the person is back")
                .isNotEqualTo(waiting.browserAddress());
    }

    @Test
    void a_person_who_declines_is_told_of_at_once() {
        visit.emulator().goTo().denyNext();
        assertThat(visit.signsIn(CODE, Map.of())).isNotEmpty();
        assertThat(visit.result(CODE, "sign-in").thrown().orElseThrow()).isInstanceOf(UserNeededException.class);
        assertThat(visit.step(CODE, "exchange").waitsFor(visit.walk())).isPresent();
    }

    @Test
    void a_code_is_exchanged_once_and_not_after_it_has_expired() {
        visit.signsIn(CODE, Map.of());
        visit.goesWell(CODE, "exchange");
        assertThat(visit.goesWrong(CODE, "exchange", Map.of()).thrown().orElseThrow())
                .isInstanceOf(CallbackRejectedException.class)
                .hasMessageContaining("completed before");

        visit.signsIn(CODE, Map.of());
        visit.emulator().clock().advance(Duration.ofSeconds(301));
        assertThat(visit.goesWrong(CODE, "exchange", Map.of())
                        .thrown()
                        .orElseThrow()
                        .code())
                .contains("invalid_grant");
    }

    @Test
    void a_personal_access_token() {
        String flow = "personal-access-token";
        assertThat(visit.goesWell(flow, "get-token")).contains("There is no refresh token");
        visit.goesWell(flow, "send-message");
        visit.goesWell(flow, "introspect");
        assertThat(visit.goesWell(flow, "revoke")).contains("taken out");
        assertThat(visit.goesWrong(flow, "get-token", Map.of("pat", "no-such-token"))
                        .thrown()
                        .orElseThrow()
                        .code())
                .contains("invalid_grant");
    }

    @Test
    void the_legacy_password_with_the_old_client_that_the_token_then_belongs_to() {
        String flow = "password";
        assertThat(visit.walk().service().flow(flow).orElseThrow().legacy()).isTrue();
        visit.goesWell(flow, "get-token");
        visit.goesWell(flow, "refresh");
        assertThat(visit.goesWell(flow, "introspect")).contains("says that this token is active");
        visit.goesWell(flow, "revoke", Map.of("token", "refresh token"));

        StepResult refused = visit.goesWrong(flow, "get-token", Map.of("client_id", "", "client_secret", ""));
        assertThat(refused.thrown().orElseThrow().code()).contains("unauthorized_client");
        assertThatThrownBy(() -> visit.plan(flow, "get-token", Map.of("client_secret", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Fill in the secret of this client");
    }

    @Test
    void what_goto_publishes() {
        assertThat(visit.goesWell("published", "metadata"))
                .contains(visit.emulator().goTo().uri().toString());
        assertThat(visit.goesWell("published", "keys")).isEqualTo("GoTo signs with one key.");
        assertThat(visit.walk().noted("jwks", Map.class)).isPresent();
    }
}
