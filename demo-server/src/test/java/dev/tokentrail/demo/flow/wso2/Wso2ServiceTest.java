package dev.tokentrail.demo.flow.wso2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenExchange;
import dev.tokentrail.core.token.UserNeededException;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.step.VisitedService;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WSO2's flows, each walked whole. */
class Wso2ServiceTest extends VisitedService {

    private static final String CODE = "authorization-code";
    private static final String DEVICE = "device-code";

    Wso2ServiceTest() {
        super(new Wso2Service());
    }

    @Test
    void the_applications_own_token_for_as_long_as_it_wishes() {
        String flow = "client-credentials";
        assertThat(visit.goesWell(flow, "get-token")).contains("good for 10 minutes", "There is no refresh token");
        assertThat(visit.goesWell(flow, "call-api")).contains("answered with 200");
        assertThat(visit.goesWrong(flow, "call-api", Map.of("method", "POST", "path", "/pizzashack/1.0.0/order"))
                        .thrown()
                        .orElseThrow()
                        .vendorCode())
                .contains("900905");
        assertThat(visit.goesWell(flow, "introspect")).contains("says that this token is active");
        assertThat(visit.goesWell(flow, "get-token", Map.of("validity", ""))).contains("60 minutes");
        assertThat(visit.goesWell(flow, "revoke")).contains("taken out");
        assertThat(visit.goesWrong(flow, "call-api", Map.of("token", "revoked access token"))
                        .thrown()
                        .orElseThrow()
                        .vendorCode())
                .contains("900901");
        assertThat(visit.goesWell(flow, "introspect")).contains("not active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "jwt-bearer", "saml2-bearer", "token-exchange", "kerberos"})
    void a_persons_token_and_all_that_can_be_done_with_it(String flow) {
        assertThat(visit.goesWell(flow, "get-token", Map.of("scope", "openid pizza.order")))
                .contains("There is a refresh token", "Granted: openid pizza.order.");
        useUp(flow);
        assertThat(visit.goesWell(flow, "get-token")).as("again").isNotEmpty();
    }

    @Test
    void a_windows_token() {
        visit.goesWell("ntlm", "get-token");
        visit.goesWell("ntlm", "call-api");
        visit.goesWell("ntlm", "refresh");
        visit.goesWell("ntlm", "introspect");
        visit.goesWell("ntlm", "revoke");
    }

    @Test
    void an_authorization_code() {
        assertThat(visit.signsIn(CODE, Map.of("scope", "openid pizza.order"))).contains("A code is no token");
        assertThat(visit.goesWell(CODE, "exchange")).contains("Granted: openid pizza.order.");
        useUp(CODE);
    }

    private void useUp(String flow) {
        assertThat(visit.goesWell(flow, "call-api", Map.of("method", "POST", "path", "/pizzashack/1.0.0/order")))
                .contains("answered with 201");
        assertThat(visit.goesWell(flow, "userinfo")).isEqualTo("The token stands for admin@carbon.super.");
        Token first = visit.token();
        assertThat(visit.goesWell(flow, "refresh", Map.of("scope", "openid")))
                .contains("The refresh token was used up, and the new one was kept.", "Granted: openid.");
        assertThat(visit.token().requireRefreshToken()).isNotEqualTo(first.requireRefreshToken());
        assertThat(visit.goesWell(flow, "introspect", Map.of("token", "refresh token")))
                .contains("says that this token is active");
        assertThat(visit.goesWell(flow, "revoke", Map.of("token", "refresh token")))
                .contains("Access token and refresh token have ended");
        assertThat(visit.emulator().requests())
                .last()
                .satisfies(request ->
                        assertThat(request.parameter("token_type_hint")).contains("refresh_token"));
        assertThat(visit.goesWell(flow, "introspect", Map.of("token", "revoked access token")))
                .contains("not active");
    }

    @Test
    void a_device_that_asks_too_soon_then_in_time() {
        assertThat(visit.step(DEVICE, "ask").waitsFor(visit.walk())).contains("Get a user code first.");
        assertThat(visit.goesWell(DEVICE, "start")).contains("The device would now show");
        assertThat(visit.goesWell(DEVICE, "ask")).contains("authorization_pending", "in 5 seconds");
        assertThat(visit.goesWell(DEVICE, "ask")).contains("slow_down", "in 10 seconds");
        visit.emulator().clock().advance(Duration.ofSeconds(11));
        assertThat(visit.goesWell(DEVICE, "ask")).contains("authorization_pending", "in 10 seconds");

        String address = visit.run(DEVICE, "approve", Map.of()).browserAddress().orElseThrow();
        assertThat(visit.open(address).text()).contains("The device is connected");
        visit.emulator().clock().advance(Duration.ofSeconds(11));
        assertThat(visit.goesWell(DEVICE, "ask")).contains("The person agreed.", "Granted: openid.");
        visit.goesWell(DEVICE, "userinfo");
        assertThat(visit.step(DEVICE, "ask").waitsFor(visit.walk())).contains("Get a user code first.");
    }

    @Test
    void a_device_whose_person_declines_or_forgets_and_a_service_in_trouble() {
        visit.goesWell(DEVICE, "start");
        visit.emulator().wso2().failNext(503, "{}");
        assertThat(visit.goesWell(DEVICE, "ask")).contains("The service had trouble, which passes", "in 10 seconds");

        visit.emulator().wso2().denyNext();
        visit.open(visit.run(DEVICE, "approve", Map.of()).browserAddress().orElseThrow());
        assertThat(visit.goesWrong(DEVICE, "ask", Map.of()).thrown().orElseThrow())
                .isInstanceOf(UserNeededException.class)
                .hasMessageContaining("declined");

        visit.goesWell(DEVICE, "start");
        visit.emulator().clock().advance(Duration.ofSeconds(601));
        assertThat(visit.goesWrong(DEVICE, "ask", Map.of()).thrown().orElseThrow())
                .hasMessageContaining("expired");
    }

    @Test
    void a_verification_page_at_another_place_is_named_and_not_opened() {
        visit.emulator().failNext(200, """
                {"device_code": "d", "user_code": "ABCDEF", "verification_uri": "https://elsewhere.example/device",
                "expires_in": 600}""");
        visit.goesWell(DEVICE, "start");

        assertThatThrownBy(() -> visit.plan(DEVICE, "approve", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https://elsewhere.example/device");
        assertThat(visit.walk()
                        .run(visit.walk().service().flow(DEVICE).orElseThrow(), visit.step(DEVICE, "approve"), Map.of())
                        .browserAddress())
                .isEmpty();
    }

    @Test
    void an_assertion_stays_in_its_field_until_it_was_used_or_is_about_to_end() {
        String flow = "jwt-bearer";
        String first = assertion(flow);
        assertThat(assertion(flow)).isEqualTo(first);
        visit.goesWell(flow, "get-token");
        String second = assertion(flow);
        assertThat(second).isNotEqualTo(first);
        visit.emulator().clock().advance(Duration.ofMinutes(4));
        assertThat(assertion(flow)).isNotEqualTo(second);
        assertThat(visit.goesWrong(flow, "get-token", Map.of("assertion", first))
                        .thrown()
                        .orElseThrow())
                .hasMessageContaining("replayed");
    }

    private String assertion(String flow) {
        return visit.step(flow, "get-token").fields(visit.walk()).get(0).value();
    }

    @Test
    void an_access_token_is_not_exchanged_by_the_emulator() {
        assertThat(visit.goesWrong(
                                "token-exchange", "get-token", Map.of("subject_token_type", TokenExchange.ACCESS_TOKEN))
                        .sentence())
                .contains("Unsupported subject_token_type");
    }

    @Test
    void what_wso2_publishes() {
        assertThat(visit.goesWell("published", "keys")).isEqualTo("WSO2 signs with one key.");
        assertThat(visit.walk().noted("jwks", Map.class)).isPresent();
    }

    @Test
    void every_step_has_a_name_of_its_own_in_its_flow_and_says_what_it_is_for() {
        for (Flow flow : visit.walk().service().flows()) {
            Set<String> names = new HashSet<>();
            flow.steps().forEach(step -> {
                assertThat(names.add(step.id())).as(flow.id() + "/" + step.id()).isTrue();
                assertThat(step.id()).matches("[a-z][a-z-]*");
                assertThat(step.explanation().length()).as(step.id()).isBetween(100, 800);
            });
        }
    }
}
