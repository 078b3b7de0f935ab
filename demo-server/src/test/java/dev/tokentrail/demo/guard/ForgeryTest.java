package dev.tokentrail.demo.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.demo.Guest;
import dev.tokentrail.demo.Guest.Reply;
import dev.tokentrail.demo.RunningDemo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Nothing that a visitor sends decides where this server calls, or where it sends a browser. */
class ForgeryTest {

    private static final String[] ENDPOINTS = {
        "url",
        "uri",
        "endpoint",
        "token_endpoint",
        "tokenEndpoint",
        "authorization_endpoint",
        "base",
        "baseUrl",
        "host",
        "issuer",
        "jwks_uri",
        "redirect_uri",
        "redirectUri",
        "next",
        "return_to",
        "continue",
        "callback",
        "apiAddress",
        "at"
    };

    private static RunningDemo demo;
    private static ServerSocket elsewhere;

    private final Guest guest = new Guest(demo.origin());

    @BeforeAll
    static void start() throws IOException {
        demo = new RunningDemo();
        elsewhere = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }

    @AfterAll
    static void stop() throws IOException {
        elsewhere.close();
        demo.close();
    }

    private static String address() {
        return "http://127.0.0.1:" + elsewhere.getLocalPort() + "/forged";
    }

    /** A connection that was made waits to be accepted, so there is nothing to wait for. */
    private static void assertNobodyCalled() throws IOException {
        elsewhere.setSoTimeout(1);
        try (Socket called = elsewhere.accept()) {
            throw new AssertionError("The demo called " + called.getLocalPort());
        } catch (SocketTimeoutException nobody) {
            assertThat(nobody).isNotNull();
        }
    }

    @Test
    void an_endpoint_in_a_form_is_ignored() throws IOException {
        String csrf = guest.csrfToken();
        String[] form = new String[2 + 2 * ENDPOINTS.length];
        form[0] = "_csrf";
        form[1] = csrf;
        for (int i = 0; i < ENDPOINTS.length; i++) {
            form[2 + 2 * i] = ENDPOINTS[i];
            form[3 + 2 * i] = address();
        }
        for (Place place : places()) {
            Reply reply = guest.post(place.page(), form);
            assertThat(reply.status()).as(place.page()).isEqualTo(303);
            assertOwn(reply.location().toString());
            assertThat(guest.post(place.page() + "/plan", form).body()).doesNotContain(address());
        }
        assertNobodyCalled();
    }

    @Test
    void an_address_in_any_field_is_not_called() throws IOException {
        for (Place place : places()) {
            Map<String, String> fields = new HashMap<>();
            place.step().path("fields").forEach(field -> {
                if (!field.path("kind").stringValue().equals("choice")) {
                    fields.put(field.path("name").stringValue(), address());
                }
            });
            Reply reply = guest.call(place.api(), fields);
            assertThat(reply.status()).as(place.api() + reply.body()).isIn(200, 422);
            if (reply.status() == 200 && reply.json().has("browserAddress")) {
                assertOwn(reply.json().path("browserAddress").stringValue());
            }
        }
        assertNobodyCalled();
    }

    @Test
    void no_form_leads_to_another_site() {
        for (String away :
                new String[] {"https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"}) {
            Reply reply = guest.post("/trail/reveal", "_csrf", guest.csrfToken(), "reveal", "off", "back", away);
            assertThat(reply.header("Location")).hasValue("/trail");
        }
    }

    @Test
    void an_unknown_field_of_the_api_is_named_as_such() {
        Reply reply = guest.call(
                "/api/services/goto/flows/authorization-code/steps/sign-in/run", Map.of("token_endpoint", address()));
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("detail").stringValue())
                .contains("no such field")
                .contains("scope");
    }

    private static void assertOwn(String location) {
        assertThat(location)
                .satisfiesAnyOf(
                        to -> assertThat(to).startsWith(demo.origin() + "/services/"),
                        to -> assertThat(to).startsWith(demo.emulator().url() + "/"));
    }

    private record Place(String page, String api, JsonNode step) {}

    private Iterable<Place> places() {
        List<Place> places = new ArrayList<>();
        for (JsonNode service : guest.get("/api/services").json().path("services")) {
            String id = service.path("id").stringValue();
            for (JsonNode flow : service.path("flows")) {
                String name = flow.path("id").stringValue();
                String api = "/api/services/" + id + "/flows/" + name;
                for (JsonNode step : guest.get(api).json().path("steps")) {
                    String own = step.path("id").stringValue();
                    places.add(new Place(
                            "/services/" + id + "/" + name + "/" + own, api + "/steps/" + own + "/run", step));
                }
            }
        }
        assertThat(places).isNotEmpty();
        return places;
    }
}
