package dev.tokentrail.demo.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.tokentrail.demo.Guest;
import dev.tokentrail.demo.Guest.Reply;
import dev.tokentrail.demo.RunningDemo;
import dev.tokentrail.demo.session.Visitor;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A form that another site has a browser post does nothing. */
class CsrfTest {

    private static final Map<String, String> NAMES =
            Map.of("{service}", "goto", "{flow}", "authorization-code", "{step}", "sign-in", "{fault}", "wrong-secret");

    private static RunningDemo demo;

    @BeforeAll
    static void start() {
        demo = new RunningDemo();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    /** Every route that is not asked for with GET, but for the callback, which the service's site has posted. */
    private static List<String> posts() {
        List<String> routes = demo.routes();
        assertThat(routes).allMatch(route -> route.startsWith("GET ") || route.startsWith("POST "));
        List<String> posts = routes.stream()
                .filter(route -> route.startsWith("POST ") && !route.equals("POST /callback"))
                .map(route -> named(route.substring("POST ".length())))
                .toList();
        assertThat(posts).contains("/services/goto/authorization-code/sign-in").hasSizeGreaterThan(3);
        return posts;
    }

    private static String named(String route) {
        String address = route;
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            address = address.replace(name.getKey(), name.getValue());
        }
        assertThat(address).doesNotContain("{");
        return address;
    }

    @Test
    void every_post_is_refused_without_the_token_of_the_session() {
        Guest guest = new Guest(demo.origin());
        String own = guest.csrfToken();
        String other = guest.another().csrfToken();
        for (String address : posts()) {
            Stream.of(
                            guest.post(address),
                            guest.post(address, "_csrf", ""),
                            guest.post(address, "_csrf", other),
                            guest.post(address, "_csrf", own + "x"),
                            guest.post(address, "_csrf", own.substring(1)),
                            guest.post(address, "csrf", own),
                            guest.post(address + "?_csrf=" + own),
                            guest.send(HttpRequest.newBuilder(URI.create(demo.origin() + address))
                                    .header("X-CSRF-Token", other)
                                    .POST(HttpRequest.BodyPublishers.ofString("{}"))),
                            guest.another().post(address, "_csrf", own),
                            guest.another().post(address))
                    .forEach(refused -> assertThat(refused.status()).as(address).isEqualTo(403));
        }
        assertThat(guest.get("/api/trail").json().path("entries").size()).isZero();
        assertThat(guest.post("/services/goto/authorization-code/sign-in", "_csrf", own)
                        .status())
                .isEqualTo(303);
    }

    @Test
    void the_token_is_compared_in_constant_time() {
        JavaMethod compares = new ClassFileImporter()
                .importClasses(Visitor.class)
                .get(Visitor.class)
                .getMethod("ownsCsrfToken", String.class);
        assertThat(compares.getMethodCallsFromSelf())
                .extracting(call -> call.getTarget().getFullName())
                .contains("java.security.MessageDigest.isEqual([B, [B)")
                .noneMatch(called -> called.contains("equals") || called.contains("compareTo"));
    }

    @Test
    void every_form_of_the_pages_carries_the_token() {
        Guest guest = new Guest(demo.origin());
        String own = guest.csrfToken();
        int forms = 0;
        for (String address : demo.routes().stream()
                .filter(route -> route.startsWith("GET ")
                        && !route.contains("/web/")
                        && !route.contains("/trail/")
                        && !route.contains("callback"))
                .map(route -> named(route.substring("GET ".length())))
                .toList()) {
            Reply reply = guest.get(address);
            if (!reply.header("Content-Type").orElse("").startsWith("text/html")) {
                continue;
            }
            for (var form : reply.page().select("form")) {
                assertThat(form.attr("method")).as(address).isEqualTo("post");
                assertThat(form.absUrl("action")).as(address).startsWith(demo.origin() + "/");
                assertThat(form.select("input[type=hidden][name=_csrf]").eachAttr("value"))
                        .as(address)
                        .containsExactly(own);
                forms++;
            }
        }
        assertThat(forms).isPositive();
    }

    @Test
    void nothing_is_changed_by_a_get() {
        Guest guest = new Guest(demo.origin());
        guest.csrfToken();
        for (String address : posts()) {
            guest.get(address + "?_csrf=" + guest.csrfToken());
        }
        assertThat(guest.get("/api/trail").json().path("entries").size()).isZero();
    }
}
