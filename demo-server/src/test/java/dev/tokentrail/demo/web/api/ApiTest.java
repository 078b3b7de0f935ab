package dev.tokentrail.demo.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tokentrail.demo.Guest;
import dev.tokentrail.demo.Guest.Reply;
import dev.tokentrail.demo.RunningDemo;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON API, as a script uses it: every answer is what its OpenAPI document says. */
class ApiTest {

    private static final String FLOW = "/api/services/goto/flows/authorization-code";
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static RunningDemo demo;
    private static JsonNode document;
    private static JsonNode definitions;

    private final Guest guest = new Guest(demo.origin());

    @BeforeAll
    static void start() {
        demo = new RunningDemo();
        document = new Guest(demo.origin()).get("/openapi").json();
        definitions = JsonMapper.shared()
                .readTree(document.at("/components/schemas").toString().replace("#/components/schemas/", "#/$defs/"));
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    private static JsonNode described(Reply reply, String schema) {
        ObjectNode whole = JsonMapper.shared().createObjectNode();
        whole.put("$ref", "#/$defs/" + schema);
        whole.set("$defs", definitions);
        Schema validator = SCHEMAS.getSchema(whole);
        JsonNode json = reply.json();
        assertThat(validator.validate(json)).as(schema + " " + reply.body()).isEmpty();
        return json;
    }

    private static JsonNode ok(Reply reply, String schema) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).hasValue("application/json");
        return described(reply, schema);
    }

    private static String problem(Reply reply, int status) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = described(reply, "Problem");
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        return problem.path("detail").stringValue();
    }

    @Test
    void the_document_has_every_route_and_no_other() {
        List<String> described = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(demo.routes().stream()
                        .filter(route -> route.contains(" /api"))
                        .toList());
        assertThat(document.path("openapi").stringValue()).isEqualTo("3.1.0");
        assertThat(document.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void every_flow_of_every_service_is_described() {
        for (JsonNode service : ok(guest.get("/api/services"), "Services").path("services")) {
            String address = "/api/services/" + service.path("id").stringValue();
            assertThat(ok(guest.get(address), "Service")).isEqualTo(service);
            assertThat(ok(guest.get(address + "/token"), "KeptToken")
                            .path("present")
                            .booleanValue())
                    .isFalse();
            for (JsonNode flow : service.path("flows")) {
                String own = address + "/flows/" + flow.path("id").stringValue();
                for (JsonNode step : ok(guest.get(own), "Flow").path("steps")) {
                    Reply plan = guest.call(own + "/steps/" + step.path("id").stringValue() + "/plan", Map.of());
                    if (step.has("waitsFor")) {
                        assertThat(problem(plan, 422))
                                .isEqualTo(step.path("waitsFor").stringValue());
                    } else {
                        ok(plan, "Plan");
                    }
                    for (JsonNode field : step.path("fields")) {
                        String kind = field.path("kind").stringValue();
                        assertThat(field.has("value")).isEqualTo(kind.equals("text") || kind.equals("choice"));
                    }
                }
            }
        }
        assertThat(guest.get("/api/trail").json().path("entries")).isEmpty();
    }

    @Test
    void a_script_signs_in_and_looks_at_what_it_got() {
        JsonNode session = ok(guest.get("/api/session"), "Session");
        assertThat(session.path("csrfHeader").stringValue()).isEqualTo("X-CSRF-Token");
        JsonNode begun = ok(guest.call(FLOW + "/steps/sign-in/run", Map.of("scope", "messaging.v1.send")), "Result");
        assertThat(begun.path("comesBackTo").stringValue()).isEqualTo(demo.origin() + "/login/oauth2/code/goto");
        URI back = guest.allow(begun.path("browserAddress").stringValue());
        assertThat(back.toString()).startsWith(begun.path("comesBackTo").stringValue() + "?");
        assertThat(guest.get(back.toString()).status()).isEqualTo(303);

        JsonNode signedIn = ok(guest.get(FLOW), "Flow").path("steps").get(0).path("lastResult");
        assertThat(signedIn.path("successful").booleanValue()).isTrue();
        JsonNode result = ok(guest.call(FLOW + "/steps/exchange/run", Map.of()), "Result");
        assertThat(result.path("successful").booleanValue()).isTrue();
        assertThat(result.path("tokenChange").stringValue()).isEqualTo("kept");
        JsonNode token = ok(guest.get("/api/services/goto/token"), "KeptToken");
        assertThat(token.path("accessToken").path("masked").stringValue()).isEqualTo("***");
        assertThat(token.path("accessToken").path("expired").booleanValue()).isFalse();
        assertThat(token.path("scopes").get(0).stringValue()).isEqualTo("messaging.v1.send");

        JsonNode entries = ok(guest.get("/api/trail"), "Trail").path("entries");
        assertThat(entries.findValuesAsString("kind"))
                .startsWith("browser_sent", "browser_back")
                .contains("call");
        int number = result.path("calls").get(0).intValue();
        Reply shown = guest.get("/api/trail/" + number);
        JsonNode call = ok(shown, "Call");
        assertThat(call.path("entry").path("status").intValue()).isEqualTo(200);
        assertThat(call.path("request").path("curl").stringValue())
                .contains("curl 'http://127.0.0.1", "/oauth/token", "***");
        assertThat(call.path("request").path("variables")).isNotEmpty();
        assertThat(call.path("responseBody").stringValue()).contains("\"access_token\":\"***\"");
        assertThat(shown.body())
                .doesNotContain(
                        "goto-secret", "eyJ", "code=" + back.getRawQuery().split("code=")[1]);
    }

    @Test
    void what_the_service_refused_is_told_as_the_library_tells_it() {
        URI back = guest.deny(guest.run("goto", "authorization-code", "sign-in", Map.of())
                .path("browserAddress")
                .stringValue());
        guest.get(back.toString());
        JsonNode result = ok(guest.get(FLOW), "Flow").path("steps").get(0).path("lastResult");
        assertThat(result.path("successful").booleanValue()).isFalse();
        assertThat(result.path("failure").path("code").stringValue()).isEqualTo("access_denied");
        assertThat(result.path("failure").path("advice").stringValue()).isNotBlank();
        assertThat(result.path("failure").path("retryable").booleanValue()).isFalse();
    }

    @Test
    void every_fault_can_be_had_by_script() {
        JsonNode faults = ok(guest.get("/api/services/goto/faults"), "Flow").path("steps");
        assertThat(faults.size()).isGreaterThan(5);
        int told = 0;
        for (JsonNode fault : faults) {
            if (!fault.has("waitsFor")) {
                JsonNode result = ok(
                        guest.call(
                                "/api/services/goto/faults/" + fault.path("id").stringValue(), Map.of()),
                        "Result");
                told += result.has("failure") ? 1 : 0;
            }
        }
        assertThat(told).isGreaterThan(3);
        assertThat(problem(guest.call("/api/services/goto/faults/nothing", Map.of()), 404))
                .contains("no such fault");
    }

    @Test
    void what_is_wrong_is_said_in_a_sentence() {
        String step = FLOW + "/steps/sign-in";
        assertThat(problem(guest.get("/api/services/nobody"), 404)).contains("no such service");
        assertThat(problem(guest.get("/api/services/goto/flows/x"), 404)).contains("no such flow");
        assertThat(problem(guest.call(FLOW + "/steps/x/run", Map.of()), 404)).contains("no such step");
        assertThat(problem(guest.get("/api/trail/1"), 404)).contains("no such call");
        assertThat(problem(guest.get("/api/trail/99999999999"), 404)).contains("no such call");
        assertThat(problem(guest.call(step + "/run", Map.of("scpoe", "x")), 422))
                .contains("no such field", "scope");
        assertThat(problem(guest.call(step + "/plan", Map.of("scope", "x".repeat(20_000))), 422))
                .contains("16384", "20000");
        assertThat(problem(guest.post(step + "/run"), 403)).contains("session");
        for (String body :
                new String[] {"{", "[]", "\"x\"", "{\"fields\": 1}", "{\"scope\": \"x\"}", "null", "\u0000"}) {
            assertThat(problem(send(step + "/run", body), 400)).contains("JSON object");
        }
        for (String body : new String[] {"{\"fields\": {\"scope\": 1}}", "{\"fields\": {\"scope\": null}}"}) {
            assertThat(problem(send(step + "/run", body), 422)).contains("text");
        }
        assertThat(problem(send(step + "/run", "[".repeat(60_000)), 400)).contains("JSON object");
        assertThat(problem(send(step + "/run", "x".repeat(100_000)), 413)).contains("65536");
        assertThat(guest.get("/api/trail").json().path("entries")).isEmpty();
    }

    private Reply send(String address, String body) {
        return guest.send(HttpRequest.newBuilder(URI.create(demo.origin() + address))
                .header("Content-Type", "application/json")
                .header("X-CSRF-Token", guest.csrfToken())
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }
}
