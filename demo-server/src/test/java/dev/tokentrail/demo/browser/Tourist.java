package dev.tokentrail.demo.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.RunningDemo;
import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Flow;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.StepResult;
import dev.tokentrail.demo.flow.Walk;
import java.net.URI;
import java.util.Set;

/** Someone who walks the flows in a browser by clicking what the pages offer. */
final class Tourist {

    private final RunningDemo demo;
    private final Chromium browser;

    Tourist(RunningDemo demo, Chromium browser) {
        this.demo = demo;
        this.browser = browser;
    }

    Tourist open(String path) {
        browser.open(URI.create(demo.origin() + path));
        return this;
    }

    /** Runs those steps of a flow that are not done yet, in order; each must go well and be told of on the page. */
    void walk(DemoService service, Flow flow, Set<Step> done) {
        open("/");
        browser.follow("main a[href='" + path(service, flow) + "']");
        for (Step step : flow.steps()) {
            if (done.add(step)) {
                bringAbout(service, flow, step);
                goesWell(service, flow, step);
            }
        }
    }

    /** Runs the steps before one again, until that one waits for nothing: after a revocation, say. */
    private void bringAbout(DemoService service, Flow flow, Step step) {
        for (Step before : flow.steps()) {
            if (before == step || step.waitsFor(walk(service)).isEmpty()) {
                return;
            }
            goesWell(service, flow, before);
        }
    }

    private void goesWell(DemoService service, Flow flow, Step step) {
        run(service, flow, step);
        StepResult result = walk(service).result(flow, step).orElseThrow();
        assertThat(result.successful())
                .as(path(service, flow) + "/" + step.id() + ": " + result.sentence())
                .isTrue();
        assertThat(browser.address().toString()).startsWith(demo.origin() + path(service, flow));
        assertThat(words(browser.text())).contains(words(result.sentence()));
    }

    /** Shows a step by its link on the rail, and runs it: at the service's pages too, where it leads there. */
    void run(DemoService service, Flow flow, Step step) {
        show(service, flow, step);
        browser.follow(button(flow, step));
        while (!browser.address().toString().startsWith(demo.origin())) {
            if (browser.shows("#password")) {
                signIn();
            } else if (browser.shows("button[value=approve]")) {
                browser.follow("button[value=approve]");
            } else if (browser.shows("#user-code")) {
                browser.follow("button");
            } else {
                open(path(service, flow) + "?step=" + step.id());
            }
        }
    }

    void show(DemoService service, Flow flow, Step step) {
        if (!browser.shows(button(flow, step))) {
            browser.follow("a[href='" + path(service, flow) + "?step=" + step.id() + "']");
        }
    }

    static String button(Flow flow, Step step) {
        return "form[action$='/" + flow.id() + "/" + step.id()
                + "'] button:not([formaction$='/plan']):not([type=button])";
    }

    /** Signs in at the emulator's page as whom it proposes. */
    void signIn() {
        boolean goTo = "user@example.com"
                .equals(browser.find("input[name=username]:checked").getDomAttribute("value"));
        browser.type("#password", goTo ? "password" : "admin").follow("button");
    }

    /** The walk of this browser's session. */
    Walk walk(DemoService service) {
        return demo.visitors().find(browser.cookie("tokentrail")).orElseThrow().walk(service);
    }

    static String path(DemoService service, Flow flow) {
        return "/services/" + service.id() + "/" + flow.id();
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
