package dev.tokentrail.demo.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.Guest;
import dev.tokentrail.demo.Guest.Reply;
import dev.tokentrail.demo.RunningDemo;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes back from a service's page is believed once, in the session that began it, at the address it belongs to. */
class CallbackTest {

    private static final String FLOW = "/api/services/goto/flows/authorization-code";

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

    private URI allowed(String service, String flow, String step) {
        return guest.allow(
                guest.run(service, flow, step, Map.of()).path("browserAddress").stringValue());
    }

    private URI allowedAtGoTo() {
        return allowed("goto", "authorization-code", "sign-in");
    }

    /** Goes on after the sign-in; false if it is still waited for. */
    private boolean givesToken() {
        Reply exchange = guest.call(FLOW + "/steps/exchange/run", Map.of());
        boolean token =
                guest.get("/api/services/goto/token").json().path("present").booleanValue();
        assertThat(exchange.status()).isEqualTo(token ? 200 : 422);
        return token;
    }

    private static URI with(URI callback, String parameter, String value) {
        return URI.create(callback.toString()
                .replaceAll("([?&]" + parameter + "=)[^&]*", "$1" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    }

    @Test
    void the_code_leaves_the_address_at_once_and_stands_on_no_page() {
        URI back = allowedAtGoTo();
        String code = back.getRawQuery().replaceAll(".*code=([^&]+).*", "$1");
        Reply reply = guest.get(back.toString());
        assertThat(reply.status()).isEqualTo(303);
        assertThat(reply.header("Location")).hasValue("/services/goto/authorization-code?step=sign-in");
        assertThat(reply.header("Referrer-Policy")).hasValue("no-referrer");
        assertThat(reply.body()).doesNotContain(code);
        assertThat(guest.get(reply.location().toString()).body()).doesNotContain(code);
        assertThat(guest.get("/api/trail").body()).doesNotContain(code);
        assertThat(givesToken()).isTrue();
    }

    @Test
    void an_answer_is_believed_once() {
        URI back = allowedAtGoTo();
        assertThat(guest.get(back.toString()).status()).isEqualTo(303);
        int calls = demo.emulator().goTo().requests().size();
        assertThat(guest.get(back.toString()).status()).isEqualTo(400);
        assertThat(demo.emulator().goTo().requests()).hasSize(calls);
        assertThat(givesToken()).isTrue();
    }

    @Test
    void a_state_that_nobody_waits_for_is_refused_and_the_sign_in_goes_on_waiting() {
        URI back = allowedAtGoTo();
        for (URI wrong : new URI[] {
            with(back, "state", "made-up"),
            with(back, "state", ""),
            URI.create(back.toString().replaceAll("&?state=[^&]*", "")),
            URI.create(back + "&state=made-up")
        }) {
            Reply refused = guest.get(wrong.toString());
            assertThat(refused.status()).as(wrong.toString()).isEqualTo(400);
            assertThat(refused.page().select("main").text()).isNotBlank();
            assertThat(givesToken()).isFalse();
        }
        assertThat(guest.get(back.toString()).status()).isEqualTo(303);
        assertThat(givesToken()).isTrue();
    }

    @Test
    void an_answer_for_one_service_is_refused_at_the_address_of_another() {
        URI back = allowedAtGoTo();
        for (String path : new String[] {"/callback", "/callback/wso2"}) {
            assertThat(guest.get(path + "?" + back.getRawQuery()).status()).isEqualTo(400);
            assertThat(givesToken()).isFalse();
        }
        assertThat(guest.get(back.toString()).status()).isEqualTo(303);
    }

    @Test
    void a_code_that_was_added_to_the_address_brings_no_token() {
        URI back = allowedAtGoTo();
        guest.get(back + "&code=injected");
        assertThat(givesToken()).isFalse();
    }

    @Test
    void the_newest_of_two_sign_ins_counts() {
        URI first = allowedAtGoTo();
        URI second = allowedAtGoTo();
        assertThat(guest.get(first.toString()).status()).isEqualTo(400);
        assertThat(guest.get(second.toString()).status()).isEqualTo(303);
    }

    @Test
    void a_denial_is_told_in_words_and_keeps_no_token() {
        String address = guest.run("goto", "authorization-code", "sign-in", Map.of())
                .path("browserAddress")
                .stringValue();
        Reply back = guest.get(guest.deny(address).toString());
        assertThat(back.status()).isEqualTo(303);
        assertThat(givesToken()).isFalse();
        assertThat(guest.get(FLOW).body()).contains("access_denied");
    }

    @Test
    void what_is_posted_to_the_callback_is_no_way_around_the_session() {
        URI back = allowedAtGoTo();
        Reply posted = guest.post("/callback", "code", "c", "state", "s", "next", "https://evil.example/");
        assertThat(posted.status()).isEqualTo(303);
        assertThat(posted.location().toString()).startsWith(demo.origin() + "/callback?");
        assertThat(guest.get(posted.location().toString()).status()).isEqualTo(400);
        assertThat(guest.another().get(back.toString()).status()).isEqualTo(400);
        assertThat(guest.get(back.toString()).status()).isEqualTo(303);
    }
}
