package dev.tokentrail.demo.web.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.WireRequest;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The archive is what the specification of HAR 1.2 asks for, member by member. */
class SessionHarTest {

    /** Name to kind of each member of each object of the specification; {@code ?} marks the optional ones. */
    private static final Map<String, Map<String, String>> FORMAT = Map.of(
            "log", Map.of("version", "text", "creator", "creator", "entries", "[entry]", "comment", "text?"),
            "creator", Map.of("name", "text", "version", "text", "comment", "text?"),
            "entry",
                    Map.of(
                            "startedDateTime", "date",
                            "time", "number",
                            "request", "request",
                            "response", "response",
                            "cache", "cache",
                            "timings", "timings",
                            "comment", "text?"),
            "request",
                    Map.of(
                            "method", "text",
                            "url", "text",
                            "httpVersion", "text",
                            "cookies", "[pair]",
                            "headers", "[pair]",
                            "queryString", "[pair]",
                            "postData", "postData?",
                            "headersSize", "number",
                            "bodySize", "number"),
            "response",
                    Map.of(
                            "status", "number",
                            "statusText", "text",
                            "httpVersion", "text",
                            "cookies", "[pair]",
                            "headers", "[pair]",
                            "content", "content",
                            "redirectURL", "text",
                            "headersSize", "number",
                            "bodySize", "number"),
            "pair", Map.of("name", "text", "value", "text"),
            "postData", Map.of("mimeType", "text", "text", "text"),
            "content", Map.of("size", "number", "mimeType", "text", "text", "text?"),
            "timings", Map.of("send", "number", "wait", "number", "receive", "number"),
            "cache", Map.of());

    @Test
    void every_member_is_one_of_the_format_and_none_is_missing() {
        JsonNode root = archive();
        assertThat(root.propertyNames()).containsExactly("log");
        assertIs("log", root.get("log"), "log");
        assertThat(root.at("/log/version").stringValue()).isEqualTo("1.2");
        assertThat(root.at("/log/entries")).hasSize(2);
    }

    @Test
    void sizes_status_query_and_failure_are_those_of_the_calls() {
        JsonNode first = archive().at("/log/entries/0");
        assertThat(first.at("/request/bodySize").intValue())
                .isEqualTo("grant_type=client_credentials&client_secret=planted".length());
        assertThat(first.at("/request/postData/text").stringValue())
                .isEqualTo("grant_type=client_credentials&client_secret=***");
        assertThat(first.at("/request/queryString/0/value").stringValue()).isEqualTo("b c");
        assertThat(first.at("/request/queryString/1/value").stringValue()).isEqualTo("***");
        assertThat(first.at("/response/content/size").intValue()).isEqualTo("{\"access_token\":\"planted2\"}".length());
        assertThat(first.at("/response/content/text").stringValue()).isEqualTo("{\"access_token\":\"***\"}");
        assertThat(first.at("/response/cookies/0/value").stringValue()).isEqualTo("***");
        JsonNode second = archive().at("/log/entries/1");
        assertThat(second.at("/response/status").intValue()).isZero();
        assertThat(second.at("/comment").stringValue()).isEqualTo("No answer: connection reset");
    }

    private static JsonNode archive() {
        Calls calls = new Calls()
                .answered(
                        WireRequest.post("http://127.0.0.1:9/token?a=b%20c&code=planted3")
                                .form(Parameters.of("grant_type", "client_credentials")
                                        .and("client_secret", "planted"))
                                .build(),
                        200,
                        "{\"access_token\":\"planted2\"}",
                        "Content-Type",
                        "application/json",
                        "Set-Cookie",
                        "a=planted4; Path=/")
                .failed(WireRequest.get("http://127.0.0.1:9/").build(), "connection reset");
        return JsonMapper.builder().build().readTree(SessionHar.of(calls.list()));
    }

    private static void assertIs(String kind, JsonNode node, String where) {
        if (kind.startsWith("[")) {
            assertThat(node.isArray()).as(where).isTrue();
            for (int i = 0; i < node.size(); i++) {
                assertIs(kind.substring(1, kind.length() - 1), node.get(i), where + "/" + i);
            }
        } else if (kind.equals("text")) {
            assertThat(node.isString()).as(where).isTrue();
        } else if (kind.equals("number")) {
            assertThat(node.isNumber()).as(where).isTrue();
        } else if (kind.equals("date")) {
            assertThat(OffsetDateTime.parse(node.stringValue())).as(where).isNotNull();
        } else {
            assertHasMembersOf(kind, node, where);
        }
    }

    private static void assertHasMembersOf(String kind, JsonNode node, String where) {
        assertThat(node.isObject()).as(where).isTrue();
        Map<String, String> format = FORMAT.get(kind);
        Set<String> own = new TreeSet<>(node.propertyNames());
        own.removeIf(name -> name.startsWith("_"));
        assertThat(format.keySet()).as(where).containsAll(own);
        format.forEach((name, type) -> {
            if (node.has(name)) {
                assertIs(type.replace("?", ""), node.get(name), where + "/" + name);
            } else {
                assertThat(type).as(where + "/" + name).endsWith("?");
            }
        });
    }
}
