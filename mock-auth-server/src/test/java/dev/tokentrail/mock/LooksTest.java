package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.form;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every page in every state, wide and light, narrow and dark: axe finds nothing, and nothing sticks out at the side. With
 * {@code -Dscreenshots=FOLDER} each is also saved as an image.
 */
@DisabledIfSystemProperty(
        named = "tests.short",
        matches = "true",
        disabledReason = "no page looks another way on another JDK")
class LooksTest {

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.configured(
                    "{\"interactive\": true, \"wso2\": {\"version\": \"4.2\"}}")
            .frozen();

    private static final MockAuthServer mock = emulator.mock();
    private static final String LONG = "https://127.0.0.1/" + "a-long-way-back/".repeat(20);
    private static final String SCREENSHOTS = System.getProperty("screenshots");

    private static Chromium browser;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @TestFactory
    Iterable<DynamicTest> every_page() {
        return states().entrySet().stream()
                .map(state -> DynamicTest.dynamicTest(state.getKey(), () -> {
                    browser.look(1280, false);
                    state.getValue().run();
                    look(state.getKey(), 1280, false);
                    look(state.getKey(), 320, true);
                }))::iterator;
    }

    private static void look(String state, int width, boolean dark) throws IOException {
        browser.look(width, dark);
        assertThat(browser.violations()).isEmpty();
        assertThat(browser.scrollsSideways()).isFalse();
        assertThat(browser.forbidden()).isEmpty();
        if (SCREENSHOTS != null) {
            browser.screenshot(Path.of(SCREENSHOTS, state.replace(' ', '-') + "-" + width + ".png"));
        }
    }

    private static Map<String, Runnable> states() {
        Map<String, Runnable> states = new LinkedHashMap<>();
        states.put("start page", () -> browser.open(URI.create(mock.url() + "/")));
        states.put("start page open", () -> {
            browser.open(URI.create(mock.url() + "/"));
            browser.all("summary").forEach(summary -> summary.click());
        });
        states.put("callback", () -> browser.open(URI.create(mock.url() + "/_mock/callback?code=a%22%3Cb&state=s1")));
        states.put("sign-in x3", () -> browser.open(pairing("https://localhost:5050/callback", "api.graphQL")));
        states.put("sign-in goto", () -> browser.open(goTo()));
        states.put("sign-in failed", () -> {
            browser.open(wso2());
            signIn("guest", "wrong");
        });
        states.put("consent x3", () -> {
            browser.open(pairing("https://localhost:5050/callback", "api.graphQL api.dataDelivery"));
            signIn("admin", "admin");
        });
        states.put("consent long", () -> {
            browser.open(pairing(LONG, "\"><script>alert(1)</script> \u202eevil " + "w".repeat(300)));
            signIn("admin", "admin");
        });
        states.put("consent withheld", () -> {
            browser.open(wso2());
            signIn("guest", "guest");
        });
        states.put("consent no scope", () -> {
            browser.open(goTo());
            signIn("user@example.com", "password");
            browser.all("input[name=scope]").forEach(box -> box.click());
            browser.follow("button[value=approve]");
        });
        states.put("unknown", () -> browser.open(mock.goTo().uri("/sign-in?transaction=made-up")));
        states.put("other browser", () -> {
            browser.open(goTo());
            URI page = browser.address();
            browser.forgetCookies();
            browser.open(page);
        });
        states.put("expired", () -> {
            browser.open(goTo());
            mock.clock().advance(Duration.ofMinutes(10));
            browser.open(browser.address());
        });
        states.put(
                "device", () -> browser.open(URI.create(BrowserTest.device(mock).text("verification_uri_complete"))));
        states.put(
                "device unknown",
                () -> browser.open(URI.create(BrowserTest.device(mock).text("verification_uri")))
                        .type("#user-code", "WRONG")
                        .follow("button"));
        states.put("device connected", () -> {
            device();
            browser.follow("button[value=approve]");
        });
        states.put("device answered", () -> {
            device();
            URI page = browser.address();
            browser.follow("button[value=deny]").open(page);
        });
        states.put("wso2 error", () -> browser.open(mock.wso2().uri("/oauth2/authorize?client_id=nobody")));
        return states;
    }

    private static void device() {
        browser.open(URI.create(BrowserTest.device(mock).text("verification_uri_complete")))
                .follow("button");
        signIn("admin", "admin");
    }

    private static void signIn(String user, String password) {
        browser.click("input[value='" + user + "']").type("#password", password).follow("button");
    }

    private static URI pairing(String redirectUri, String scope) {
        return mock.x3()
                .uri("/token/authorise?"
                        + form(
                                "client_id", "x3-client",
                                "scope", scope,
                                "state", "s1",
                                "customer", "https://customer.example",
                                "redirect_uri", redirectUri));
    }

    private static URI goTo() {
        return new GoToFixture(mock).authorizeUri(Map.of("scope", "messaging.v1.send calls.v2.initiate"));
    }

    private static URI wso2() {
        return InteractiveTest.wso2Authorize(mock, "openid PRODUCTION");
    }
}
