package dev.tokentrail.demo.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.RunningDemo;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A demo that listens at every address, as in a container, answers to the one name that it was given. */
class PublishedOriginTest {

    private static RunningDemo demo;
    private static String bound;

    @BeforeAll
    static void start() {
        demo = new RunningDemo("https://demo.example:8443");
        bound = "http://127.0.0.1:" + demo.port();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void the_published_name_has_pages_and_a_cookie_that_fits_its_scheme() throws IOException {
        RawCall.Answer page = RawCall.get(bound, "/services/goto/authorization-code", "demo.example:8443");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().get("set-cookie"))
                .startsWith("__Host-tokentrail=")
                .contains("Secure", "HttpOnly");
        assertThat(page.body()).doesNotContain(String.valueOf(demo.port()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1{port}",
                "localhost{port}",
                "0.0.0.0{port}",
                "demo.example",
                "demo.example{port}",
                "demo.example:8443.evil.example",
                "evil.example:8443",
            })
    void no_other_name_has_a_page(String host) throws IOException {
        RawCall.Answer answer = RawCall.get(bound, "/", host.replace("{port}", ":" + demo.port()));

        assertThat(answer.status()).isIn(400, 421);
        assertThat(answer.headers()).doesNotContainKey("set-cookie");
        assertThat(answer.body()).doesNotContain("csrf");
    }

    @Test
    void its_health_is_for_every_name_and_begins_no_session() throws IOException {
        int before = demo.visitors().count();
        for (String host : new String[] {"127.0.0.1:" + demo.port(), "10.1.2.3:5050", "demo.example:8443"}) {
            RawCall.Answer answer = RawCall.get(bound, "/health", host);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("up");
            assertThat(answer.headers()).doesNotContainKey("set-cookie");
        }
        for (String target : new String[] {"/health/", "/health/..", "//health", "/health;x", "/health%2f.."}) {
            assertThat(RawCall.get(bound, target, "evil.example").status())
                    .as(target)
                    .isIn(400, 404, 421);
        }
        assertThat(demo.visitors().count()).isEqualTo(before);
    }
}
