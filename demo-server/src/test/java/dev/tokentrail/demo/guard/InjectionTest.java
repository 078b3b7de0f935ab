package dev.tokentrail.demo.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.Guest;
import dev.tokentrail.demo.Guest.Reply;
import dev.tokentrail.demo.RunningDemo;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a hostile service, or a hostile link, says is shown as text. */
class InjectionTest {

    private static final String SCRIPT =
            "\"'><script src=/x></script><img src=x onerror=alert(1)></textarea><!--${7*7}#{7*7}{{7*7}}";
    private static final String TERMINAL = "\u001b]0;owned\u0007\u001b[2J\u001b[31mred \u009b31m\b\b\r\u0000";
    private static final String BIDI = "safe\u202egnp.exe\u202c \u2066x\u2069 \u200f\u061c\u200e\ufeff";

    private static RunningDemo demo;

    private final Guest guest = new Guest(demo.origin());

    @BeforeAll
    static void start() {
        demo = new RunningDemo();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    static Stream<String> hostile() {
        return Stream.of(SCRIPT, TERMINAL, BIDI, SCRIPT.repeat(2000));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void in_the_answer_of_a_service(String text) {
        for (String body : List.of(
                JsonMapper.shared().writeValueAsString(Map.of("error", text, "error_description", text)), text)) {
            URI back = guest.allow(guest.run("goto", "authorization-code", "sign-in", Map.of())
                    .path("browserAddress")
                    .stringValue());
            assertThat(guest.get(back.toString()).status()).isEqualTo(303);
            demo.visitors()
                    .find(guest.cookies().get("tokentrail"))
                    .orElseThrow()
                    .namespace()
                    .orElseThrow()
                    .goTo()
                    .failNext(400, Map.of("Content-Type", "text/html", "X-Hostile", printable(text)), body);
            JsonNode failed = guest.run("goto", "authorization-code", "exchange", Map.of());
            assertThat(failed.path("successful").booleanValue()).isFalse();
            assertThat(failed.path("calls")).hasSize(1);
            Reply page = guest.get("/services/goto/authorization-code?step=exchange");
            assertShownAsText(page);
            if (text.equals(SCRIPT) && !body.equals(text)) {
                assertThat(page.page().text()).contains("onerror=alert(1)");
            }
            assertShownAsText(guest.get("/"));
            guest.get("/api/trail").json().path("entries").forEach(entry -> {
                if (entry.path("kind").stringValue().equals("call")) {
                    assertShownAsText(guest.get("/trail/" + entry.path("number").asString()));
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void in_the_address_of_the_callback(String text) {
        URI back = guest.deny(guest.run("goto", "authorization-code", "sign-in", Map.of())
                .path("browserAddress")
                .stringValue());
        String hostile = URLEncoder.encode(text.substring(0, Math.min(text.length(), 1000)), StandardCharsets.UTF_8);
        String state = back.getRawQuery().replaceAll(".*(state=[^&]+).*", "$1");
        guest.get(back.getPath() + "?" + state + "&error=" + hostile + "&error_description=" + hostile);
        assertShownAsText(guest.get("/services/goto/authorization-code?step=sign-in"));
        assertShownAsText(guest.get("/callback?error=" + hostile + "&state=" + hostile));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void in_a_form_and_in_an_address(String text) {
        String own = guest.csrfToken();
        String some = text.substring(0, Math.min(text.length(), 10_000));
        guest.post("/services/goto/authorization-code/sign-in", "_csrf", own, "scope", some);
        assertShownAsText(guest.post("/services/goto/authorization-code/sign-in/plan", "_csrf", own, "scope", some));
        assertShownAsText(guest.get("/services/goto/authorization-code?step=sign-in"));
        String hostile = URLEncoder.encode(some.substring(0, Math.min(some.length(), 500)), StandardCharsets.UTF_8);
        assertShownAsText(guest.get("/services/goto/authorization-code?step=" + hostile));
        assertShownAsText(guest.get("/services/" + hostile.replace("%2F", "-").replace("%00", "")));
        assertShownAsText(guest.get("/" + hostile.replace("%2F", "-").replace("%00", "")));
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?").substring(0, Math.min(text.length(), 200));
    }

    private static void assertShownAsText(Reply reply) {
        assertThat(reply.status()).isLessThan(500);
        assertThat(reply.body().length()).isLessThan(1_000_000);
        Document page = reply.page();
        assertThat(page.select("script:not([src^=/web/]), img, iframe, object, svg, [onerror], base"))
                .isEmpty();
        assertThat(reply.body().chars().filter(c -> c != '\n' && c != '\t' && c != '\r'))
                .as("control characters")
                .noneMatch(Character::isISOControl);
        assertThat(page.text().codePoints().filter(c -> c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069))
                .as("marks that turn the direction of other text")
                .isEmpty();
    }
}
