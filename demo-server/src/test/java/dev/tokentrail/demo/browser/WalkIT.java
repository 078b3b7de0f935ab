package dev.tokentrail.demo.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.RunningDemo;
import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Step;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** All services, walked whole in Chromium: with scripts, without, by keys alone, and two sessions side by side. */
class WalkIT extends DemoInChromium {

    @AfterEach
    void nothing_went_wrong_in_the_browser_and_nobody_else_was_asked() {
        browser.scripts(true);
        assertThat(browser.consoleErrors()).isEmpty();
        assertThat(browser.requested())
                .isNotEmpty()
                .allSatisfy(address -> assertThat(address)
                        .satisfiesAnyOf(
                                own -> assertThat(own).startsWith(demo.origin() + "/"),
                                own -> assertThat(own)
                                        .startsWith(demo.emulator().url() + "/"),
                                own -> assertThat(own).startsWith("data:")));
    }

    /** A step that several flows have in common is run in the first of them. */
    @TestFactory
    Stream<DynamicTest> every_step_of_every_flow() {
        Set<Step> done = new HashSet<>();
        return demo.services().stream()
                .flatMap(service -> service.flows().stream()
                        .map(flow -> DynamicTest.dynamicTest(
                                service.id() + " " + flow.id(),
                                () -> new Tourist(demo, browser).walk(service, flow, done))));
    }

    @TestFactory
    Stream<DynamicTest> the_first_flow_of_every_service_without_scripts() {
        return demo.services().stream()
                .map(service -> DynamicTest.dynamicTest(service.id(), () -> {
                    browser.scripts(false);
                    new Tourist(demo, browser).walk(service, service.flows().get(0), new HashSet<>());
                }));
    }

    @Test
    void two_sessions_side_by_side() throws IOException {
        try (Chromium other = Chromium.start()) {
            DemoService service = RunningDemo.service("goto");
            Flow flow = service.flow("authorization-code").orElseThrow();
            List<Step> steps = flow.steps().subList(0, 2);
            Tourist here = new Tourist(demo, browser);
            Tourist there = new Tourist(demo, other);
            browser.forgetCookies();
            here.open(Tourist.path(service, flow));
            there.open(Tourist.path(service, flow));
            for (Step step : steps) {
                here.run(service, flow, step);
            }
            assertThat(here.walk(service).token()).isPresent();
            assertThat(there.walk(service).token()).isEmpty();
            assertThat(other.open(browser.address()).text())
                    .doesNotContain(here.walk(service)
                            .result(flow, steps.get(1))
                            .orElseThrow()
                            .sentence());
            for (Step step : steps) {
                there.run(service, flow, step);
            }
            assertThat(there.walk(service).requireToken().accessToken())
                    .isNotEqualTo(here.walk(service).requireToken().accessToken());
        }
    }

    @Test
    void the_keyboard_is_enough() {
        DemoService service = RunningDemo.service("goto");
        Flow flow = service.flow("authorization-code").orElseThrow();
        Step signIn = flow.steps().get(0);
        Step exchange = flow.steps().get(1);
        browser.forgetCookies();
        new Tourist(demo, browser).open("/");
        enter("a[href='" + Tourist.path(service, flow) + "']");
        enter(Tourist.button(flow, signIn));
        browser.tabTo("#password").leaving(() -> browser.press("password", "\n"));
        enter("button[value=approve]");
        enter("a[href='" + Tourist.path(service, flow) + "?step=" + exchange.id() + "']");
        enter(Tourist.button(flow, exchange));
        assertThat(new Tourist(demo, browser).walk(service).token()).isPresent();
    }

    private static void enter(String selector) {
        browser.tabTo(selector).leaving(() -> browser.press("\n"));
    }
}
