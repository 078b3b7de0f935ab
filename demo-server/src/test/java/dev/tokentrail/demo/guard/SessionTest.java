package dev.tokentrail.demo.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.Guest;
import dev.tokentrail.demo.Guest.Reply;
import dev.tokentrail.demo.RunningDemo;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The cookie of a session. */
class SessionTest {

    private static RunningDemo demo;

    @BeforeAll
    static void start() {
        demo = new RunningDemo();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @Test
    void the_cookie_cannot_be_guessed_and_is_out_of_reach_of_scripts_and_other_sites() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            List<String> set =
                    new Guest(demo.origin()).get("/").answer().headers().allValues("Set-Cookie");
            assertThat(set).hasSize(1);
            List<String> parts = List.of(set.get(0).split("; ?"));
            assertThat(parts.get(0)).matches("tokentrail=[A-Za-z0-9_-]{43}");
            assertThat(parts).contains("Path=/", "HttpOnly", "SameSite=Lax");
            assertThat(set.get(0)).doesNotContainIgnoringCase("domain").doesNotContain("Expires", "Max-Age");
            ids.add(parts.get(0));
        }
        assertThat(ids).hasSize(20);
    }

    @Test
    void an_id_that_somebody_made_up_is_not_taken_over() {
        for (String name : new String[] {"tokentrail", "session", "JSESSIONID"}) {
            Guest guest = new Guest(demo.origin());
            guest.cookies().put(name, "fixed-by-somebody-else");
            Reply reply = guest.get("/?tokentrail=fixed-by-somebody-else&session=fixed-by-somebody-else");
            assertThat(reply.header("Set-Cookie")).isPresent();
            assertThat(guest.cookies().get("tokentrail")).isNotEqualTo("fixed-by-somebody-else");
        }
    }

    @Test
    void a_sign_in_gives_the_session_a_new_id_and_the_old_one_opens_nothing() {
        Guest guest = new Guest(demo.origin());
        String address = guest.run("goto", "authorization-code", "sign-in", Map.of())
                .path("browserAddress")
                .stringValue();
        String before = guest.cookies().get("tokentrail");
        Reply back = guest.get(guest.allow(address).toString());
        assertThat(back.status()).isEqualTo(303);
        assertThat(guest.cookies().get("tokentrail")).isNotEqualTo(before);
        guest.run("goto", "authorization-code", "exchange", Map.of());
        assertThat(hasToken(guest)).isTrue();

        Guest thief = new Guest(demo.origin());
        thief.cookies().put("tokentrail", before);
        assertThat(hasToken(thief)).isFalse();
        assertThat(hasToken(guest)).isTrue();
    }

    private static boolean hasToken(Guest guest) {
        return guest.get("/api/services/goto/token").json().path("present").booleanValue();
    }
}
