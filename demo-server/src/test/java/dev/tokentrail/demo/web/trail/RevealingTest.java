package dev.tokentrail.demo.web.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.Trail;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.demo.Guest;
import dev.tokentrail.demo.RunningDemo;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Secrets are shown by one explicit switch, of what stayed on this machine, and until the next sign-in. */
class RevealingTest {

    private static final String SECRET = "pl4nted-real-secret";

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
    void the_switch_needs_the_token_of_the_session_and_something_to_reveal() {
        Session session = Session.begin(demo);
        Guest guest = session.guest();
        assertThat(guest.post("/trail/reveal", "reveal", "on").status()).isEqualTo(403);
        assertThat(switched(guest, "on").body()).contains("Only what went to the emulator");
        assertThat(session.visitor().revealing()).isFalse();
        session.walk("goto", "personal-access-token");
        assertThat(guest.get("/trail/1").body()).doesNotContain("goto-pat");
        assertThat(guest.get("/trail/1?secrets=revealed").body()).doesNotContain("goto-pat");
        assertThat(switched(guest, "on").status()).isEqualTo(303);
        assertThat(guest.get("/trail/1").body()).contains("goto-pat");
        assertThat(switched(guest, "off").status()).isEqualTo(303);
        assertThat(guest.get("/trail/1").body()).doesNotContain("goto-pat");
    }

    @Test
    void it_is_off_again_after_a_sign_in() {
        Session session = Session.begin(demo).walk("goto", "personal-access-token");
        switched(session.guest(), "on");
        assertThat(session.visitor().revealing()).isTrue();
        session.walk("goto", "authorization-code");
        assertThat(session.visitor().revealing()).isFalse();
    }

    @Test
    void what_went_to_a_real_service_stays_masked_in_every_text() throws Exception {
        Session session = Session.begin(demo).walk("goto", "personal-access-token");
        Trail.of(
                        request -> new WireResponse(200, List.of(), new byte[0]),
                        Clock.systemUTC(),
                        1,
                        exchange -> session.visitor().trail().call("x3", "f", "s", Instant.now(), exchange))
                .send(WireRequest.get("https://api.example.com/v1")
                        .bearer(Secret.of(SECRET))
                        .build());
        switched(session.guest(), "on");
        int number = session.visitor().trail().calls().size();
        for (String address : List.of(
                "/trail/" + number,
                "/trail/" + number + "?secrets=revealed",
                "/trail",
                "/trail/session.sh",
                "/trail/session.sh?secrets=revealed",
                "/trail/session.har",
                "/trail/SessionTest.java")) {
            assertThat(session.guest().get(address))
                    .as(address)
                    .satisfies(reply -> assertThat(reply.status()).isEqualTo(200))
                    .satisfies(reply -> assertThat(reply.body()).doesNotContain(SECRET));
        }
        assertThat(session.guest().get("/trail/session.sh?secrets=revealed").body())
                .contains("goto-pat", "Set these variables before: ACCESS_TOKEN");
    }

    @Test
    void the_way_back_leads_nowhere_else() {
        Session session = Session.begin(demo).walk("goto", "personal-access-token");
        Guest guest = session.guest();
        Map.of(
                        "//evil.example/", "/trail",
                        "https://evil.example/", "/trail",
                        "/\\evil.example", "/trail",
                        "/trail/1", "/trail/1",
                        "/services/goto/password?step=a", "/services/goto/password")
                .forEach((back, path) -> {
                    URI location = guest.post(
                                    "/trail/reveal", "_csrf", guest.csrfToken(), "reveal", "off", "back", back)
                            .location();
                    assertThat(location.toString()).startsWith(demo.origin() + "/");
                    assertThat(location.getPath()).isEqualTo(path);
                });
    }

    private static Guest.Reply switched(Guest guest, String reveal) {
        return guest.post("/trail/reveal", "_csrf", guest.csrfToken(), "reveal", reveal);
    }
}
