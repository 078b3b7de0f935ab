package dev.tokentrail.demo;

import static org.assertj.core.api.Assertions.assertThat;

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
}
