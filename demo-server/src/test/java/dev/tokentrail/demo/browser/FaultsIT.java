package dev.tokentrail.demo.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.flow.DemoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every fault of every service's panel, broken by a click in Chromium: the page says what the library makes of it. */
class FaultsIT extends DemoInChromium {

    @TestFactory
    Stream<DynamicTest> every_fault() {
        return demo.services().stream()
                .map(service -> DynamicTest.dynamicTest(service.id(), () -> breakEverything(service)));
    }

    private static void breakEverything(DemoService service) throws IOException {
        Tourist tourist = new Tourist(demo, browser);
        tourist.walk(service, service.flows().get(0), new HashSet<>());
        String panel = "/services/" + service.id() + "/faults";
        tourist.open(panel);
        List<String> faults = browser.all("li.fault").stream()
                .map(fault -> fault.getDomAttribute("id"))
                .toList();
        assertThat(faults).contains("wrong-secret", "too-many-requests", "clock-forward", "clock-reset");

        for (String fault : faults) {
            tourist.open(panel);
            browser.follow("#" + fault + " button[type=submit]");
            while (!browser.address().toString().startsWith(demo.origin())) {
                if (browser.shows("#password")) {
                    tourist.signIn();
                } else {
                    browser.follow("button[value=approve]");
                }
            }
            assertThat(browser.address().getPath()).isEqualTo(panel);
            String told = browser.find("#" + fault + " .result").getText();
            if (fault.startsWith("clock-")) {
                assertThat(told).as(fault).doesNotContain("It could not be done");
            } else {
                assertThat(browser.find("#" + fault + " .error-type").getText())
                        .as(fault)
                        .endsWith("Exception");
                assertThat(browser.find("#" + fault + " .advice").getText())
                        .as(fault)
                        .isNotBlank();
            }
            assertThat(browser.violations()).as(fault).isEmpty();
        }
        assertThat(browser.consoleErrors()).isEmpty();
        browser.look(1280, false);
        browser.screenshot(Path.of("target", "screenshots", service.id() + "-faults-broken-1280-light.png"));
    }
}
