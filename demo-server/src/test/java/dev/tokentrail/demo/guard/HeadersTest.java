package dev.tokentrail.demo.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.Guest;
import dev.tokentrail.demo.Guest.Reply;
import dev.tokentrail.demo.RunningDemo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers of every answer, pages and errors alike. */
class HeadersTest {

    private static RunningDemo demo;
    private static String authority;

    @BeforeAll
    static void start() {
        demo = new RunningDemo();
        authority = demo.origin().substring("http://".length());
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    static void assertSafe(String address, Map<String, String> headers) {
        assertThat(headers)
                .as(address)
                .containsEntry("referrer-policy", "no-referrer")
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("x-frame-options", "DENY")
                .containsEntry("cross-origin-opener-policy", "same-origin")
                .containsEntry("cross-origin-resource-policy", "same-origin")
                .doesNotContainKeys("server", "x-powered-by", "access-control-allow-origin")
                .containsKey("content-security-policy");
        if (!address.startsWith("/web/")) {
            assertThat(headers).as(address).containsEntry("cache-control", "no-store");
        }
        List<String> policy =
                List.of(headers.getOrDefault("content-security-policy", "").split("; "));
        assertThat(policy)
                .as(address)
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "img-src 'self' data:",
                        "connect-src 'self'",
                        "frame-ancestors 'none'",
                        "base-uri 'none'",
                        "form-action 'self' " + demo.emulator().url())
                .anyMatch(directive -> directive.startsWith("style-src 'self'"))
                .hasSize(8);
    }

    private static Map<String, String> headers(Reply reply) {
        Map<String, String> headers = new TreeMap<>();
        reply.answer().headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        return headers;
    }

    @Test
    void every_page_that_links_lead_to_is_safe_and_has_no_inline_script() {
        Guest guest = new Guest(demo.origin());
        Set<String> seen = new LinkedHashSet<>(List.of("/", "/openapi", "/api/session", "/api/trail"));
        for (List<String> next = new ArrayList<>(seen); !next.isEmpty(); ) {
            String address = next.remove(0);
            Reply reply = guest.get(address);
            assertThat(reply.status()).as(address).isLessThan(400);
            assertSafe(address, headers(reply));
            if (isPage(reply)) {
                assertThat(reply.page().select("script:not([src]), style, [style], [onclick], [onload], base, iframe"))
                        .as(address)
                        .isEmpty();
            }
            linked(reply).filter(seen::add).forEach(next::add);
        }
        assertThat(seen)
                .contains("/web/app.css", "/services/goto/authorization-code")
                .hasSizeGreaterThan(8);
    }

    private static boolean isPage(Reply reply) {
        return reply.header("Content-Type").orElse("").startsWith("text/html");
    }

    private static Stream<String> linked(Reply reply) {
        if (!isPage(reply)) {
            return reply.header("Location").stream();
        }
        return reply.page().select("a[href], link[href], script[src]").stream()
                .map(element -> element.absUrl(element.hasAttr("href") ? "href" : "src"))
                .filter(address -> address.startsWith(demo.origin() + "/"))
                .map(address -> address.substring(demo.origin().length()).replaceAll("#.*", ""))
                .filter(address -> !address.startsWith("/trail/events"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/services/nothing",
                "/services/goto/nothing",
                "/services/goto/authorization-code?step=nothing",
                "/callback",
                "/callback?code=c&state=s",
                "/callback?code=c&code=d&state=s",
                "/login/oauth2/code/goto?error=%3Cscript%3E&state=s",
                "/callback/wso2?state=%00",
                "/web/nothing.css",
                "/web/%2e%2e/simplelogger.properties",
                "/web/../simplelogger.properties",
                "/web",
                "/trail/0",
                "/trail/99999999999999999999",
                "/trail/nothing",
                "/%3Cscript%3Ealert(1)%3C/script%3E",
                "/services/goto/authorization-code?step=%ff%fe",
                "/%",
                "/services/%2F/x",
                "/services/goto%00/x",
                "//evil.example/",
                "/\\evil.example/",
                "/ HTTP/1.1 x",
            })
    void an_address_that_is_wrong_gets_a_page_that_says_so(String target) throws IOException {
        RawCall.Answer answer = RawCall.get(demo.origin(), target, authority);
        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.headers().get("content-type")).startsWith("text/html");
        assertThat(answer.body())
                .contains("Start page")
                .doesNotContain("<script>", "Exception", "\tat ", "Jetty", "org.", "java.");
        assertSafe(target, answer.headers());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/nothing",
                "/api/trail/nothing",
                "/api/services/nothing",
                "/api/services/goto/flows/x",
                "/api"
            })
    void the_api_says_it_in_json(String target) throws IOException {
        RawCall.Answer answer = RawCall.get(demo.origin(), target, authority);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
        assertSafe(target, answer.headers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "QUERY", "BREW"})
    void another_method_does_nothing(String method) throws IOException {
        RawCall.Answer answer = RawCall.send(
                demo.origin(),
                method + " /services/goto/authorization-code HTTP/1.1\r\nHost: " + authority
                        + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        assertThat(answer.status()).isBetween(400, 501);
        assertThat(answer.headers()).doesNotContainKey("server");
        assertThat(answer.body()).doesNotContain("Exception", "\tat ", "Jetty");
    }

    @Test
    void what_is_too_large_is_refused_by_a_page_too() throws IOException {
        RawCall.Answer head = RawCall.get(demo.origin(), "/?" + "x".repeat(100_000), authority);
        assertThat(head.status()).isBetween(400, 431);
        assertSafe("/", head.headers());
        // The body is not sent: it is refused unread, and a client that still writes may lose the answer.
        RawCall.Answer body = RawCall.send(
                demo.origin(),
                "POST /services/goto/authorization-code/sign-in HTTP/1.1\r\nHost: " + authority
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n"
                        + "Connection: close\r\n\r\n");
        assertThat(body.status()).isEqualTo(413);
        assertSafe("/", body.headers());
    }
}
