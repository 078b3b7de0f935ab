package dev.tokentrail.demo.browser;

import dev.tokentrail.demo.RunningDemo;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The demo and a browser, both new for each class of tests. */
abstract class DemoInChromium {

    static RunningDemo demo;
    static Chromium browser;

    @BeforeAll
    static void openBrowser() throws IOException {
        browser = Chromium.start();
        demo = new RunningDemo();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
            demo.close();
        }
    }
}
