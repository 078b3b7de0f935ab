package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.json;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static dev.tokentrail.mock.Wso2Fixture.CLIENT;
import static dev.tokentrail.mock.Wso2Fixture.KEY;
import static dev.tokentrail.mock.Wso2Fixture.URN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The pages in Chromium, with scripts and without. */
class BrowserTest {

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.configured(
                    "{\"interactive\": true, \"wso2\": {\"version\": \"4.2\"}}")
            .frozen();

    private static final MockAuthServer mock = emulator.mock();

    private static Chromium browser;
    private static Application application;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start();
        application = Application.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            application.close();
        }
    }

    @AfterEach
    void scriptsAgain() {
        browser.scripts(true);
    }

    private static void scripts(boolean allowed) {
        browser.scripts(allowed);
        browser.open(URI.create("data:text/html,%3Cnoscript%3Eno%20script%3C/noscript%3E"));
        assertThat(browser.text()).isEqualTo(allowed ? "" : "no script");
    }

    private static URI pairing() {
        return mock.x3()
                .uri("/token/authorise?"
                        + form(
                                "client_id", "x3-client",
                                "scope", "api.graphQL api.dataDelivery",
                                "state", "s1",
                                "customer", "https://customer.example",
                                "redirect_uri", application.redirectUri()));
    }

    private static URI goTo() {
        return mock.goTo()
                .uri("/oauth/authorize?"
                        + form(
                                "client_id", "goto-client",
                                "response_type", "code",
                                "redirect_uri", application.redirectUri(),
                                "scope", "messaging.v1.send calls.v2.initiate",
                                "state", "s1"));
    }

    private static URI wso2() {
        return mock.wso2()
                .uri("/oauth2/authorize?"
                        + form(
                                "client_id", KEY,
                                "response_type", "code",
                                "redirect_uri", application.redirectUri(),
                                "scope", "openid PRODUCTION",
                                "state", "s1"));
    }

    private static Reply token(URI endpoint, String authorization) {
        return postForm(
                endpoint,
                form(
                        "grant_type", "authorization_code",
                        "code", application.parameter("code"),
                        "redirect_uri", application.redirectUri()),
                "Authorization",
                authorization);
    }

    private static String user(String name) {
        return "input[name=username][value='" + name + "']";
    }

    private static String scope(String name) {
        return "input[name=scope][value='" + name + "']";
    }

    private static void signIn(String user, String password) {
        browser.click(user(user)).type("#password", password).follow("button");
    }

    private static void backAtTheApplication() {
        assertThat(browser.text()).isEqualTo("Welcome back");
        assertThat(browser.address().getHost()).isEqualTo("localhost");
        assertThat(application.parameter("state")).isEqualTo("s1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void x3_wrong_password_then_fewer_scopes(boolean withScripts) {
        scripts(withScripts);
        browser.open(pairing());
        assertThat(browser.text()).contains("Sign in to Sage X3", "Customer: https://customer.example");
        signIn("admin", "wrong");
        assertThat(browser.title()).startsWith("Error: ");
        assertThat(browser.focused().getText()).contains("You are not signed in");
        assertThat(browser.find("#password").getDomAttribute("aria-invalid")).isEqualTo("true");
        signIn("admin", "admin");
        assertThat(browser.text()).contains("Allow x3-client to use Sage X3?", application.redirectUri());
        browser.click(scope("api.graphQL")).follow("button[value=approve]");
        backAtTheApplication();
        Reply token = postJson(
                mock.x3().uri("/token"),
                json(
                        "grant_type", "authorization_code",
                        "code", application.parameter("code"),
                        "client_id", "x3-client",
                        "client_secret", "x3-secret",
                        "redirect_uri", application.redirectUri()));
        assertThat(token.json()).containsEntry("scope", "api.dataDelivery");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goto_another_user_and_all_scopes(boolean withScripts) {
        scripts(withScripts);
        browser.open(goTo());
        signIn("colleague@example.com", "password");
        assertThat(browser.text()).contains("Signed in as\ncolleague@example.com");
        browser.follow("button[value=approve]");
        backAtTheApplication();
        assertThat(token(mock.goTo().uri("/oauth/token"), GoToFixture.CLIENT).json())
                .containsEntry("scope", "messaging.v1.send calls.v2.initiate")
                .containsEntry("principal", "colleague@example.com");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void wso2_changes_the_user_unticks_everything_then_approves_one_scope(boolean withScripts) {
        scripts(withScripts);
        browser.open(wso2());
        signIn("guest", "guest");
        assertThat(browser.text()).contains("Asked for, but not for guest to grant: PRODUCTION");
        browser.follow("main a");
        signIn("admin", "admin");
        browser.click(scope("openid")).click(scope("PRODUCTION")).follow("button[value=approve]");
        assertThat(browser.focused().getText()).contains("Choose at least one scope, or deny the request");
        browser.click(scope("openid")).follow("button[value=approve]");
        backAtTheApplication();
        Reply token = token(mock.wso2().uri("/oauth2/token"), CLIENT);
        assertThat(token.json()).containsEntry("scope", "openid").containsKey("id_token");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_denial_goes_back_in_the_words_of_each_service(boolean withScripts) {
        scripts(withScripts);
        browser.open(pairing());
        signIn("admin", "admin");
        browser.follow("button[value=deny]");
        backAtTheApplication();
        assertThat(application.parameter("error")).isEqualTo("The pairing request has not been accepted.");
        browser.open(goTo());
        signIn("user@example.com", "password");
        browser.follow("button[value=deny]");
        backAtTheApplication();
        assertThat(application.parameter("error")).isEqualTo("access_denied");
        browser.open(wso2());
        signIn("admin", "admin");
        browser.follow("button[value=deny]");
        backAtTheApplication();
        assertThat(application.parameter("error_description")).isEqualTo("User denied the consent");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_device_is_connected_by_its_code(boolean withScripts) {
        scripts(withScripts);
        Reply device = device(mock);
        browser.open(URI.create(device.text("verification_uri")));
        browser.type("#user-code", "XXXXXX").follow("button");
        assertThat(browser.focused().getText()).contains("The device is not connected");
        browser.type("#user-code", device.text("user_code")).follow("button");
        signIn("admin", "admin");
        browser.follow("button[value=approve]");
        assertThat(browser.text()).contains("The device is connected");
        mock.clock().advance(Duration.ofSeconds(5));
        assertThat(poll(device).json()).containsEntry("scope", "PRODUCTION");
        Reply other = device(mock);
        browser.open(URI.create(other.text("verification_uri_complete"))).follow("button");
        signIn("admin", "admin");
        browser.follow("button[value=deny]");
        assertThat(browser.text()).contains("The device gets no access");
        assertThat(poll(other).json()).containsEntry("error", "access_denied");
    }

    static Reply device(MockAuthServer mock) {
        return postForm(mock.wso2().uri("/oauth2/device_authorize"), form("client_id", KEY, "scope", "PRODUCTION"));
    }

    private static Reply poll(Reply device) {
        return postForm(
                mock.wso2().uri("/oauth2/token"),
                form("grant_type", URN + "device_code", "device_code", device.text("device_code")),
                "Authorization",
                CLIENT);
    }

    @Test
    void the_keyboard_is_enough() {
        browser.open(goTo());
        browser.tab().press(Keys.ARROW_DOWN).tab().leaving(() -> browser.press("wrong", Keys.ENTER));
        assertThat(browser.focused().getText()).contains("You are not signed in");
        browser.tab();
        assertThat(browser.focused().getTagName()).isEqualTo("a");
        browser.press(Keys.ENTER).leaving(() -> browser.press("password", Keys.ENTER));
        assertThat(browser.text()).contains("Signed in as\ncolleague@example.com");
        browser.tab().press(Keys.SPACE).tab().tab();
        assertThat(browser.focused().getText()).isEqualTo("Approve");
        browser.leaving(() -> browser.press(Keys.ENTER));
        backAtTheApplication();
        assertThat(token(mock.goTo().uri("/oauth/token"), GoToFixture.CLIENT).json())
                .containsEntry("scope", "calls.v2.initiate")
                .containsEntry("principal", "colleague@example.com");
    }

    @Test
    void the_links_of_the_start_page_lead_through_an_authorization() {
        for (String service : List.of("x3", "goto", "wso2")) {
            browser.open(URI.create(mock.url() + "/")).follow("#" + service + " p a");
            browser.type("#password", service.equals("goto") ? "password" : "admin")
                    .follow("button");
            browser.follow("button[value=approve]");
            assertThat(browser.text()).contains("This is what the application receives", "state\ntry");
            assertThat(browser.address().getPath()).isEqualTo("/_mock/callback");
            browser.follow("main a");
            assertThat(browser.title()).isEqualTo("Mock authorization server");
        }
    }

    @Test
    void a_double_click_on_approve_does_no_harm() {
        browser.open(goTo());
        signIn("user@example.com", "password");
        browser.followByDoubleClick("button[value=approve]");
        backAtTheApplication();
        assertThat(token(mock.goTo().uri("/oauth/token"), GoToFixture.CLIENT).status())
                .isEqualTo(200);
        assertThat(browser.forbidden()).isEmpty();
    }

    @Test
    void the_way_back_from_the_application_says_that_it_was_answered() {
        browser.open(goTo());
        signIn("user@example.com", "password");
        browser.follow("button[value=approve]");
        backAtTheApplication();
        int calls = application.calls();
        browser.back();
        assertThat(browser.text()).contains("This request has been answered");
        browser.back();
        assertThat(browser.text()).contains("This request has been answered");
        assertThat(application.calls()).isEqualTo(calls);
    }

    @Test
    void back_before_the_decision_lets_another_user_sign_in() {
        browser.open(goTo());
        signIn("user@example.com", "password");
        browser.back();
        signIn("colleague@example.com", "password");
        assertThat(browser.text()).contains("Signed in as\ncolleague@example.com");
        browser.forgetCookies();
        browser.follow("button[value=approve]");
        assertThat(browser.text()).contains("This sign-in belongs to another browser");
    }
}
