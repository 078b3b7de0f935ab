package dev.tokentrail.demo.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.RunningDemo;
import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Flow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/**
 * Every page, light and dark, wide and narrow: axe finds nothing, nothing sticks out at the side, and the console stays
 * silent. The images lie in {@code target/screenshots}.
 */
@DisabledIfSystemProperty(
        named = "tests.short",
        matches = "true",
        disabledReason = "no page looks another way on another JDK")
class LooksIT extends DemoInChromium {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static Tourist tourist;

    @BeforeAll
    static void start() {
        tourist = new Tourist(demo, browser);
    }

    @TestFactory
    List<DynamicTest> every_page_at_first() {
        List<DynamicTest> pages = new ArrayList<>();
        pages.add(page("home", "/"));
        pages.add(page("trail-empty", "/trail"));
        pages.add(page("settings", "/settings"));
        for (DemoService service : demo.services()) {
            Flow flow = service.flows().get(0);
            pages.add(page(service.id(), Tourist.path(service, flow)));
        }
        pages.add(page("flow-last-step", lastStep(RunningDemo.service("wso2"))));
        pages.add(page("not-found", "/nothing"));
        pages.add(page("callback-refused", "/callback?code=c&state=s"));
        return pages;
    }

    @TestFactory
    List<DynamicTest> every_page_after_a_walk() {
        List<DynamicTest> pages = new ArrayList<>();
        pages.add(DynamicTest.dynamicTest("walk", () -> {
            browser.look(1280, false);
            for (DemoService service : demo.services()) {
                tourist.walk(service, service.flows().get(0), new HashSet<>());
            }
        }));
        pages.add(page("home-after", "/"));
        pages.add(page("trail", "/trail"));
        pages.add(page("call", "/trail/3"));
        pages.add(page(
                "goto-after",
                Tourist.path(
                                RunningDemo.service("goto"),
                                RunningDemo.service("goto").flows().get(0)) + "?step=exchange"));
        for (DemoService service : demo.services()) {
            pages.add(page(service.id() + "-tokens", "/services/" + service.id() + "/tokens"));
        }
        for (DemoService service : demo.services()) {
            pages.add(page(service.id() + "-faults", "/services/" + service.id() + "/faults"));
        }
        return pages;
    }

    private static String lastStep(DemoService service) {
        Flow flow = service.flows().get(0);
        return Tourist.path(service, flow) + "?step="
                + flow.steps().get(flow.steps().size() - 1).id();
    }

    private static DynamicTest page(String name, String path) {
        return DynamicTest.dynamicTest(name, () -> {
            for (int width : List.of(1280, 320)) {
                look(name, path, width, false);
                look(name, path, width, true);
            }
        });
    }

    private static void look(String name, String path, int width, boolean dark) throws IOException {
        browser.look(width, dark);
        tourist.open(path);
        assertThat(browser.violations()).as(name).isEmpty();
        assertThat(browser.scrollsSideways()).as(name + " at " + width).isFalse();
        assertThat(browser.consoleErrors().stream()
                        .filter(error -> !error.contains("the server responded with a status of 40")))
                .isEmpty();
        browser.screenshot(SCREENSHOTS.resolve(name + "-" + width + (dark ? "-dark" : "-light") + ".png"));
    }
}
