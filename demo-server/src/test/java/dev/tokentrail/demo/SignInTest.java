package dev.tokentrail.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A sign-in from the page to the emulator's consent and back, over HTTP and without scripts. */
class SignInTest {

    private static DemoApplication demo;

    @BeforeAll
    static void start() {
        demo = DemoApplication.start("127.0.0.1", 0, Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void the_code_leaves_the_address_and_the_token_is_kept() {
        WebBrowser browser = new WebBrowser(demo.origin());
        String page = "/services/goto/authorization-code";
        HttpResponse<String> away = browser.submit(page, page + "/sign-in", Map.of("scope", "messaging.v1.send"));
        assertThat(away.statusCode()).isEqualTo(303);

        String callback = browser.approve(WebBrowser.location(away), "user@example.com", "password");
        assertThat(callback)
                .startsWith(demo.origin() + "/login/oauth2/code/goto?")
                .contains("code=");

        HttpResponse<String> completed = browser.get(callback);
        assertThat(completed.statusCode()).isEqualTo(303);
        assertThat(WebBrowser.location(completed))
                .isEqualTo(page + "?step=sign-in")
                .doesNotContain("code=");
        assertThat(browser.get(page + "?step=sign-in").body())
                .contains("The browser is back with an authorization code.");
        HttpResponse<String> exchanged = browser.submit(page, page + "/exchange", Map.of());
        assertThat(exchanged.statusCode()).isEqualTo(303);
        assertThat(browser.get(WebBrowser.location(exchanged)).body()).contains("GoTo took the code and gave a token.");
        assertThat(browser.get("/").body()).contains("You have a token.");
        assertThat(browser.get(callback).statusCode()).isEqualTo(400);
    }

    @Test
    void a_sign_in_at_wso2_through_its_consent() {
        WebBrowser browser = new WebBrowser(demo.origin());
        String page = "/services/wso2/authorization-code";
        HttpResponse<String> away = browser.submit(page, page + "/sign-in", Map.of("scope", "openid"));

        String callback = browser.approve(WebBrowser.location(away), "admin", "admin");
        assertThat(callback).startsWith(demo.origin() + "/callback/wso2?");
        assertThat(WebBrowser.location(browser.get(callback))).isEqualTo(page + "?step=sign-in");
        browser.submit(page, page + "/exchange", Map.of());
        assertThat(browser.get(page + "?step=exchange").body())
                .contains("WSO2 API Manager took the code and gave a token.");
    }

    @Test
    void a_device_is_approved_at_the_verification_page() {
        WebBrowser browser = new WebBrowser(demo.origin());
        String page = "/services/wso2/device-code";
        browser.submit(page, page + "/start", Map.of("scope", "openid"));
        URI verification = URI.create(WebBrowser.location(browser.submit(page, page + "/approve", Map.of())));
        String code = verification.getQuery().substring("user_code=".length());
        assertThat(browser.get(page + "?step=start").body()).contains("type in " + code);

        URI form = verification.resolve(verification.getPath());
        URI signIn = form.resolve(WebBrowser.location(browser.post(form.toString(), Map.of("user_code", code))));
        assertThat(browser.decide(signIn, "admin", "admin").body()).contains("The device is connected");

        browser.submit(page, page + "/ask", Map.of());
        assertThat(browser.get(page + "?step=ask").body()).contains("The person agreed.");
    }
}
