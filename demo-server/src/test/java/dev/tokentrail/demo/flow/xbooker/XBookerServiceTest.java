package dev.tokentrail.demo.flow.xbooker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.step.VisitedService;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** X Booker's flow, walked whole. */
class XBookerServiceTest extends VisitedService {

    private static final String FLOW = "delegated-access";

    XBookerServiceTest() {
        super(new XBookerService());
    }

    @Test
    void from_the_secret_to_the_organization_and_past_two_minutes() {
        assertThat(visit.step(FLOW, "get-token").waitsFor(visit.walk())).contains("Ask for a refresh token first.");
        assertThat(visit.goesWell(FLOW, "get-refresh-token")).contains("opens no API");
        assertThat(visit.walk().token()).isEmpty();
        assertThat(visit.goesWell(FLOW, "get-token")).contains("good for 2 minutes");
        assertThat(visit.emulator().requests())
                .last()
                .satisfies(request -> assertThat(request.header("client-secret"))
                        .as("sent once")
                        .isEmpty());
        assertThat(visit.goesWell(FLOW, "call-api")).contains("X Booker let the token in");

        visit.emulator().clock().advance(Duration.ofSeconds(121));
        assertThat(visit.goesWrong(FLOW, "call-api", Map.of()).sentence()).contains("Access token expired");
        Token first = visit.token();
        assertThat(visit.goesWell(FLOW, "refresh")).contains("the refresh token is the same as before");
        assertThat(visit.token().requireRefreshToken()).isEqualTo(first.requireRefreshToken());
        visit.goesWell(FLOW, "call-api");
    }

    @Test
    void another_refresh_token_ends_the_access_tokens_of_the_one_before() {
        visit.goesWell(FLOW, "get-refresh-token");
        visit.goesWell(FLOW, "get-token");
        assertThat(visit.goesWell(FLOW, "get-refresh-token")).contains("have ended");
        assertThat(visit.goesWrong(FLOW, "call-api", Map.of()).sentence())
                .contains("No refresh tokens found please get a refresh token first");
        visit.goesWell(FLOW, "get-token");
        visit.goesWell(FLOW, "call-api");
    }

    @Test
    void another_app_keeps_its_id_and_lacks_the_scope() {
        visit.goesWell(
                FLOW,
                "get-refresh-token",
                Map.of("client_id", "xbooker-other", "client_secret", "xbooker-other-secret"));
        visit.goesWell(FLOW, "get-token");
        assertThat(visit.emulator().requests())
                .last()
                .satisfies(request -> assertThat(request.header("client-id")).contains("xbooker-other"));
        assertThat(visit.goesWrong(FLOW, "call-api", Map.of()).sentence()).contains("Invalid request scope");
    }

    @Test
    void a_wrong_secret_is_told_as_such() {
        assertThat(visit.goesWrong(FLOW, "get-refresh-token", Map.of("client_secret", "wrong"))
                        .thrown()
                        .orElseThrow()
                        .code())
                .contains("invalid_client");
        assertThat(visit.step(FLOW, "get-token").waitsFor(visit.walk())).isPresent();
    }

    @Test
    void every_step_says_what_it_is_for() {
        visit.walk()
                .service()
                .flow(FLOW)
                .orElseThrow()
                .steps()
                .forEach(step ->
                        assertThat(step.explanation().length()).as(step.id()).isBetween(100, 800));
    }
}
