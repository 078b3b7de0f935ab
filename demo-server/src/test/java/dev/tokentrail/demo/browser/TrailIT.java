package dev.tokentrail.demo.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.RunningDemo;
import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Flow;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The trail in Chromium: live, opened in place, copied, drawn. */
class TrailIT extends DemoInChromium {

    private DemoService service;
    private Flow flow;

    @BeforeEach
    void signIn() {
        service = RunningDemo.service("goto");
        flow = service.flow("authorization-code").orElseThrow();
        Tourist tourist = new Tourist(demo, browser);
        browser.look(1280, false);
        tourist.open("/");
        browser.forgetCookies();
        tourist.open(Tourist.path(service, flow));
        tourist.run(service, flow, flow.steps().get(0));
        tourist.run(service, flow, flow.steps().get(1));
    }

    @AfterEach
    void nothing_went_wrong_in_the_browser() {
        browser.scripts(true);
        assertThat(browser.consoleErrors()).isEmpty();
    }

    @Test
    void the_picture_has_an_arrow_for_each_move_and_each_opens_its_call() throws IOException {
        open("/trail");
        browser.until("no picture", () -> browser.shows(".picture svg a"));
        assertThat(browser.all(".picture svg .messageText")).hasSize(6);
        assertThat(browser.all(".picture svg a"))
                .as("request and answer of the call")
                .hasSize(2);
        assertThat(browser.find(".picture svg").getText()).contains("Browser", "App", "GoTo", "POST /goto/oauth/token");
        assertThat(browser.all(".picture-words li")).hasSize(3);
        assertThat(browser.violations()).isEmpty();
        browser.screenshot(Path.of("target/screenshots/picture-light.png"));
        browser.tabTo(".picture svg a").leaving(() -> browser.press(Keys.ENTER));
        assertThat(browser.address().getPath()).isEqualTo(callPath());
        open("/trail");
        browser.until("no picture", () -> browser.shows(".picture svg a"));
        browser.leaving(() -> browser.click(".picture svg a text"));
        assertThat(browser.address().getPath()).isEqualTo(callPath());
        browser.look(1280, true);
        open("/trail");
        browser.until("no picture", () -> browser.shows(".picture svg a"));
        assertThat(browser.violations()).isEmpty();
        browser.screenshot(Path.of("target/screenshots/picture-dark.png"));
    }

    @Test
    void without_scripts_the_picture_is_a_list_of_links() {
        browser.scripts(false);
        open("/trail");
        assertThat(browser.shows(".picture svg")).isFalse();
        browser.follow(".picture-words a");
        assertThat(browser.text()).contains("POST", "/goto/oauth/token");
        browser.follow("a[href*='shell=powershell&']");
        assertThat(browser.text()).contains("PowerShell 7.3 or later");
    }

    @Test
    void a_call_opens_in_place_changes_its_form_and_is_copied_aloud() throws IOException {
        open(Tourist.path(service, flow));
        browser.click(".trail-list [data-call]");
        browser.until("not opened", () -> browser.shows(".trail-list [data-call-part]"));
        assertThat(browser.find(".trail-list [data-call]").getDomAttribute("aria-expanded"))
                .isEqualTo("true");
        browser.click("[data-choice=variables]");
        browser.until(
                "not changed",
                () -> browser.find("pre[aria-label='cURL command']").getText().contains("$GOTO_CLIENT_SECRET"));
        assertThat(browser.script("return document.activeElement.dataset.choice"))
                .isEqualTo("variables");
        browser.script("window.named = []; const button = document.querySelector(\"[data-copy='cURL command']\");"
                + "new MutationObserver(() => named.push(button.textContent)).observe(button, {childList: true});");
        browser.click("[data-copy='cURL command']");
        browser.until(
                "not said",
                () -> String.valueOf(browser.script("return document.querySelector('[data-trail-status]').textContent"))
                        .equals("The cURL command was copied."));
        // It has its own name again after two seconds.
        assertThat(browser.script("return named[0]")).isEqualTo("Copied");
        assertThat(browser.violations()).isEmpty();
        browser.screenshot(Path.of("target/screenshots/trail-open.png"));
        browser.look(320, true);
        assertThat(browser.scrollsSideways()).isFalse();
        browser.screenshot(Path.of("target/screenshots/trail-narrow-dark.png"));
    }

    @Test
    void a_call_of_another_tab_appears_without_a_reload() {
        open(Tourist.path(service, flow));
        int before = browser.all(".trail-list > li").size();
        browser.script("window.stayed = true");
        String page = Tourist.path(service, service.flow("published").orElseThrow());
        String step = service.flow("published").orElseThrow().steps().get(0).id();
        browser.script(
                "const form = new URLSearchParams({_csrf: document.querySelector('[name=_csrf]').value});"
                        + "fetch(arguments[0], {method: 'POST', body: form, redirect: 'manual'});",
                page + "/" + step);
        browser.until("nothing came", () -> browser.all(".trail-list > li").size() > before);
        assertThat(browser.script("return window.stayed")).isEqualTo(true);
        assertThat(browser.find(".trail-list > li").getDomAttribute("data-number"))
                .isEqualTo(String.valueOf(before + 1));
        List<String> said = List.of("One new entry in the trail.", before + 2 + " new entries in the trail.");
        browser.until(
                "nothing said",
                () -> said.contains(String.valueOf(
                        browser.script("return document.querySelector('[data-trail-status]').textContent"))));
    }

    private static String callPath() {
        return "/trail/3";
    }

    private static void open(String path) {
        browser.open(URI.create(demo.origin() + path));
    }
}
