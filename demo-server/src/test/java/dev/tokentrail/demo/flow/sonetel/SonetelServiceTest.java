package dev.tokentrail.demo.flow.sonetel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.step.VisitedService;
import dev.tokentrail.mock.RecordedRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sonetel's flows, each walked whole. */
class SonetelServiceTest extends VisitedService {

    private static final String API_CLIENT = "Basic c29uZXRlbC1hcGk6c29uZXRlbC1hcGk=";
    private static final String WEB_CLIENT = "Basic c29uZXRlbC13ZWI6c29uZXRlbC13ZWI=";

    SonetelServiceTest() {
        super(new SonetelService());
    }

    @Test
    void name_and_password_then_the_account_then_the_next_pair() {
        String flow = "password";
        assertThat(visit.step(flow, "call-api").waitsFor(visit.walk())).contains("Get a token first.");
        assertThat(visit.goesWell(flow, "get-token")).contains("200001234", "good for 1440 minutes");
        assertThat(lastRequest().header("Authorization")).contains(API_CLIENT);
        assertThat(lastRequest().header("Content-Type")).contains("application/x-www-form-urlencoded");
        assertThat(visit.goesWell(flow, "call-api")).contains("account 200001234");

        Token first = visit.token();
        assertThat(visit.goesWell(flow, "refresh")).contains("was used up, and the new one was kept");
        assertThat(visit.token().requireRefreshToken()).isNotEqualTo(first.requireRefreshToken());
        assertThat(lastRequest().bodyText()).doesNotContain("password", "example.com");
        visit.goesWell(flow, "call-api");
    }

    @Test
    void the_web_client_and_the_multipart_body_stay_with_the_token() {
        String flow = "web-client";
        visit.goesWell(flow, "get-token");
        assertThat(lastRequest().header("Authorization")).contains(WEB_CLIENT);
        assertThat(lastRequest().header("Content-Type").orElseThrow()).startsWith("multipart/form-data;");
        assertThat(visit.javaCode())
                .last()
                .asString()
                .contains("withClient(SonetelConfig.WEB_CLIENT)", "Encoding.MULTIPART");
        visit.goesWell(flow, "call-api");
        visit.goesWell("password", "refresh");
        assertThat(lastRequest().header("Authorization")).contains(WEB_CLIENT);
    }

    @Test
    void without_a_refresh_token_the_refresh_says_why_it_cannot_be() {
        assertThat(visit.goesWell("password", "get-token", Map.of("refresh", "no")))
                .contains("There is no refresh token");
        assertThat(visit.javaCode()).last().asString().contains(".withoutRefresh()");
        assertThat(visit.step("password", "refresh").waitsFor(visit.walk()).orElseThrow())
                .contains("without a refresh token");
    }

    @Test
    void a_wrong_password_is_told_as_such_and_keeps_what_there_was() {
        visit.goesWell("password", "get-token");
        Token kept = visit.token();
        assertThat(visit.goesWrong("password", "get-token", Map.of("password", "wrong"))
                        .thrown()
                        .orElseThrow()
                        .code())
                .contains("invalid_grant");
        assertThat(visit.token()).isEqualTo(kept);
    }

    @Test
    void every_flow_says_that_the_grant_is_legacy() {
        for (Flow flow : visit.walk().service().flows()) {
            assertThat(flow.legacy()).isTrue();
            assertThat(flow.summary()).startsWith("Legacy");
            assertThat(flow.steps().get(0).explanation()).startsWith("Legacy");
            flow.steps()
                    .forEach(step -> assertThat(step.explanation().length())
                            .as(step.id())
                            .isBetween(100, 800));
        }
    }

    private RecordedRequest lastRequest() {
        List<RecordedRequest> requests = visit.emulator().requests();
        return requests.get(requests.size() - 1);
    }
}
