package dev.tokentrail.demo.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page of a flow in Chromium: tabs by keys, the preview that follows the form, and both without scripts. */
class ServicePageIT extends DemoInChromium {

    private static final String PASSWORD = "/services/wso2/password";
    private static final String RUN = "form[data-plan] button:not([formaction$='/plan'])";

    @BeforeEach
    void as_a_new_visitor() {
        browser.scripts(true);
        browser.look(1280, false);
        browser.forgetCookies();
    }

    private static Tourist open(String path) {
        return new Tourist(demo, browser).open(path);
    }

    @Test
    void the_preview_follows_the_form_and_keeps_the_chosen_tab() {
        open(PASSWORD);
        browser.click("#view-raw-tab").type("#field-scope", "openid made-up-scope");
        browser.until(
                "the preview stays as it was",
                () -> browser.find("#view-raw").getText().contains("made-up-scope"));
        assertThat(browser.find("#view-raw-tab").getDomAttribute("aria-selected"))
                .isEqualTo("true");
        assertThat(browser.find("#view-curl").isDisplayed()).isFalse();
        assertThat(browser.find("[data-preview-status]").getAttribute("textContent"))
                .isEqualTo("What will be sent was updated.");
        assertThat(browser.consoleErrors()).isEmpty();
    }

    @Test
    void arrows_home_and_end_move_between_the_tabs() {
        open(PASSWORD);
        browser.tabTo("#view-curl-tab").press(Keys.ARROW_RIGHT);
        shows("view-raw");
        browser.press(Keys.END);
        shows("view-java");
        browser.press(Keys.ARROW_RIGHT);
        shows("view-curl");
        browser.press(Keys.ARROW_LEFT);
        shows("view-java");
        browser.press(Keys.HOME);
        shows("view-curl");
    }

    private static void shows(String panel) {
        assertThat(browser.all("[data-view]").stream().filter(WebElement::isDisplayed))
                .extracting(view -> view.getDomAttribute("id"))
                .containsExactly(panel);
        assertThat(browser.all("[role=tab][tabindex='0']"))
                .extracting(tab -> tab.getDomAttribute("id"))
                .containsExactly(panel + "-tab");
        assertThat(browser.find("#" + panel + "-tab").equals(browser.find(":focus")))
                .isTrue();
    }

    @Test
    void without_scripts_all_panels_show_and_a_button_refreshes_them() {
        browser.scripts(false);
        open(PASSWORD);
        assertThat(browser.all("[data-view]")).hasSize(3).allMatch(WebElement::isDisplayed);
        browser.type("#field-scope", "openid made-up-scope").follow("button[formaction$='/plan']");
        assertThat(browser.find("#view-raw").getText()).contains("made-up-scope");
        assertThat(browser.find("#field-scope").getDomAttribute("value")).isEqualTo("openid made-up-scope");
        browser.follow(RUN);
        assertThat(browser.find(".result").getText()).contains("What changed in the token store", "200");
    }

    @Test
    void a_result_and_a_failure_in_both_schemes_at_three_widths() throws IOException {
        open(PASSWORD);
        looks("form");
        browser.follow(RUN);
        looks("result");
        open("/services/goto/password");
        browser.type("#" + browser.find("input[type=password]").getDomAttribute("id"), "wrong")
                .follow(RUN);
        assertThat(browser.find(".result.wrong").isDisplayed()).isTrue();
        looks("failure");
    }

    private static void looks(String page) throws IOException {
        for (boolean dark : new boolean[] {false, true}) {
            for (int width : new int[] {320, 900, 1440}) {
                browser.look(width, dark);
                assertThat(browser.violations()).as(page + " at " + width).isEmpty();
                assertThat(browser.scrollsSideways()).as(page + " at " + width).isFalse();
                if (width != 900) {
                    browser.screenshot(Path.of(
                            "target", "screenshots", "page-" + page + "-" + width + (dark ? "-dark" : "") + ".png"));
                }
            }
        }
        browser.look(1280, false);
    }
}
