package dev.tokentrail.demo.flow.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.InMemoryTokenStore;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Connections;
import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Plan;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.gotoapi.GoToService;
import dev.tokentrail.demo.flow.sonetel.SonetelService;
import dev.tokentrail.demo.flow.wso2.Wso2Service;
import dev.tokentrail.demo.flow.x3.X3Service;
import dev.tokentrail.demo.flow.xbooker.XBookerService;
import dev.tokentrail.demo.trail.SessionTrail;
import dev.tokentrail.provider.gotoapi.GoToConfig;
import dev.tokentrail.provider.sonetel.SonetelConfig;
import dev.tokentrail.provider.wso2.Wso2Config;
import dev.tokentrail.provider.x3.X3Config;
import dev.tokentrail.provider.xbooker.XBookerConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of a service that is real: nothing of the emulator's stands in them. Nothing is sent. */
class RealServiceTest {

    private static final Transport NETWORK = request -> {
        throw new IOException("Nothing may be sent here");
    };

    @TempDir
    private Path directory;

    @Test
    void no_demo_value_stands_in_a_field_and_every_address_is_the_configured_one() {
        List<String> javaCode = new ArrayList<>();
        for (Real real : List.of(
                new Real(goTo(), server()),
                new Real(goTo().withAddress(GoToConfig.FORMER_ADDRESS), gateway()),
                new Real(elsewhere(), server().withTenant("example.com")))) {
            for (DemoService service : List.of(
                    new GoToService(),
                    new Wso2Service(),
                    new X3Service(),
                    new SonetelService(),
                    new XBookerService())) {
                Walk walk = walk(service, real);
                walk.keep(Token.of(Secret.of("a-token")));
                for (Flow flow : service.flows()) {
                    flow.steps().forEach(step -> inspect(walk, step, javaCode));
                }
            }
        }
        assertThat(javaCode).hasSizeGreaterThan(60);
        assertThat(CompiledJava.complaints(javaCode, directory)).isEmpty();
    }

    private static void inspect(Walk walk, Step step, List<String> javaCode) {
        Map<String, String> filledIn = new HashMap<>();
        for (Field field : step.fields(walk)) {
            assertThat(field.value())
                    .as(step.id() + " " + field.name())
                    .isNotIn("admin", "password", "user@example.com", "goto-pat", "goto-legacy", "EXAMPLE.COM")
                    .doesNotContain("-secret", "demo-token", "pizzashack", "+1555");
            filledIn.put(field.name(), field.value().isEmpty() ? "filled-in" : field.value());
        }
        filledIn.computeIfPresent("path", (name, value) -> "/api/1.0");
        if (step.waitsFor(walk).isPresent()) {
            assertThatThrownBy(() -> step.plan(walk, Values.of(step.fields(walk), filledIn)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(step.waitsFor(walk).orElseThrow());
            return;
        }
        Plan plan = step.plan(walk, Values.of(step.fields(walk), filledIn));
        plan.requests()
                .forEach(
                        request -> assertThat(request.origin())
                                .matches(
                                        "https://(identity|api|issuer|tokens|wso2|gateway)\\.(goto\\.com|example)(:[0-9]+)?"
                                                + "|https://authentication\\.logmeininc\\.com"
                                                + "|https://(api\\.eu-sagex3|api\\.sonetel|public-api\\.sonetel)\\.com|https://x-booker\\.app"));
        plan.browserAddress()
                .filter(address -> walk.service().id().equals("x3"))
                .ifPresent(address -> assertThat(address)
                        .startsWith("https://api.eu-sagex3.com/v1/token/authorise?client_id=client&")
                        .contains("customer=filled-in"));
        javaCode.add(plan.javaCode());
    }

    @Test
    void a_secret_that_is_left_empty_is_the_configured_one() {
        Real real = new Real(goTo(), server());
        Walk sonetel = walk(new SonetelService(), real);
        Step password = sonetel.service().flows().get(0).steps().get(0);
        assertThat(sent(sonetel, password)).contains("password=c&");
        Walk xBooker = walk(new XBookerService(), real);
        Step refreshToken = xBooker.service().flows().get(0).steps().get(0);
        assertThat(refreshToken
                        .plan(xBooker, Values.of(refreshToken.fields(xBooker), Map.of()))
                        .requests()
                        .get(0)
                        .header("client-secret"))
                .contains("c");
    }

    private static String sent(Walk walk, Step step) {
        Plan plan = step.plan(walk, Values.of(step.fields(walk), Map.of()));
        return new String(plan.requests().get(0).body().bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void an_old_gateway_says_what_it_does_not_have() {
        Walk walk = walk(new Wso2Service(), new Real(goTo(), gateway()));
        for (String flow : List.of("device-code", "token-exchange", "published")) {
            assertThat(walk.service().flow(flow).orElseThrow().steps().get(0).waitsFor(walk))
                    .as(flow)
                    .hasValueSatisfying(sentence -> assertThat(sentence).contains("versions up to 3.2"));
        }
    }

    @Test
    void without_a_gateway_or_a_redirect_uri_the_steps_that_need_them_say_so() {
        Walk walk = walk(
                new Wso2Service(),
                new Real(goTo(), Wso2Config.atServer("https://wso2.example:9443", "key", Secret.of("consumer"))));
        walk.keep(Token.of(Secret.of("a-token")));
        Flow code = walk.service().flow("authorization-code").orElseThrow();
        assertThat(code.step("sign-in").orElseThrow().waitsFor(walk).orElseThrow())
                .contains("No redirect URI");
        assertThat(code.step("call-api").orElseThrow().waitsFor(walk).orElseThrow())
                .contains("No gateway");
    }

    private static Walk walk(DemoService service, Connections connections) {
        return new Walk(service, connections, NETWORK, Clock.systemUTC(), new SessionTrail(), new InMemoryTokenStore());
    }

    private static GoToConfig goTo() {
        return GoToConfig.of("client", Secret.of("c"), "https://app.example/login/oauth2/code/goto");
    }

    private static GoToConfig elsewhere() {
        return new GoToConfig(
                goTo().client(),
                goTo().redirectUri(),
                List.of(),
                "https://tokens.example",
                "https://issuer.example",
                "https://api.example");
    }

    private static Wso2Config server() {
        return Wso2Config.atServer("https://wso2.example:9443", "key", Secret.of("consumer"))
                .withGateway("https://gateway.example:8243")
                .withRedirectUri("https://app.example/callback/wso2");
    }

    private static Wso2Config gateway() {
        return Wso2Config.atGateway("https://gateway.example:8243", "key", Secret.of("consumer"))
                .withRedirectUri("https://app.example/callback/wso2");
    }

    /** Real services. */
    private record Real(GoToConfig goTo, Wso2Config wso2) implements Connections {

        @Override
        public boolean emulated(String service) {
            return false;
        }

        @Override
        public X3Config x3() {
            return X3Config.of("https://api.eu-sagex3.com/v1", "client", Secret.of("c"), "https://app.example/callback")
                    .withOtherRoot("https://api.us-sagex3.com/v1");
        }

        @Override
        public SonetelConfig sonetel() {
            return SonetelConfig.of("person@app.example", Secret.of("c"));
        }

        @Override
        public XBookerConfig xBooker() {
            return XBookerConfig.of("organization", "client", Secret.of("c"));
        }

        @Override
        public String wso2JwtAssertion() {
            return "";
        }

        @Override
        public String wso2Saml2Assertion() {
            return "";
        }
    }
}
