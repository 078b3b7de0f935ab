package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.Caller.Reply;
import dev.tokentrail.mock.http.Json;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The export is what the specification of HAR 1.2 asks for, member by member, and shows no secret unless asked. */
class HarTest {

    /**
     * Name to kind of each member of each object of the specification (software is hard / har-12-spec); {@code ?} marks
     * the optional ones.
     */
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
                            "serverIPAddress", "text?",
                            "connection", "text?",
                            "comment", "text?",
                            "pageref", "text?"),
            "request",
                    Map.of(
                            "method", "text",
                            "url", "text",
                            "httpVersion", "text",
                            "cookies", "[cookie]",
                            "headers", "[pair]",
                            "queryString", "[pair]",
                            "postData", "postData?",
                            "headersSize", "number",
                            "bodySize", "number",
                            "comment", "text?"),
            "response",
                    Map.of(
                            "status", "number",
                            "statusText", "text",
                            "httpVersion", "text",
                            "cookies", "[cookie]",
                            "headers", "[pair]",
                            "content", "content",
                            "redirectURL", "text",
                            "headersSize", "number",
                            "bodySize", "number",
                            "comment", "text?"),
            "pair", Map.of("name", "text", "value", "text", "comment", "text?"),
            "cookie", Map.of("name", "text", "value", "text", "path", "text?", "comment", "text?"),
            "postData", Map.of("mimeType", "text", "params", "[pair]?", "text", "text", "comment", "text?"),
            "content",
                    Map.of(
                            "size", "number",
                            "compression", "number?",
                            "mimeType", "text",
                            "text", "text?",
                            "encoding", "text?",
                            "comment", "text?"),
            "timings",
                    Map.of(
                            "blocked", "number?",
                            "dns", "number?",
                            "connect", "number?",
                            "send", "number",
                            "wait", "number",
                            "receive", "number",
                            "ssl", "number?",
                            "comment", "text?"));

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();

    @Test
    void every_member_of_the_specification_is_there_and_of_its_kind() throws IOException {
        Instant before = Instant.now();
        mock.clock().set(Instant.parse("2030-01-01T00:00:00Z"));
        calls();
        for (String har : List.of(
                mock.har(),
                mock.harRevealingSecrets(),
                mock.goTo().journal().har(),
                get(emulator.control("har")).body())) {
            Map<String, Object> log = log(har);
            check("log", "log", log);
            assertThat(log).containsEntry("version", "1.2");
            List<?> entries = (List<?>) log.get("entries");
            assertThat(entries).hasSizeBetween(5, 6);
            entries.forEach(entry -> {
                Map<?, ?> members = (Map<?, ?>) entry;
                assertThat(Instant.parse(String.valueOf(members.get("startedDateTime"))))
                        .isBetween(before.minusMillis(1), Instant.now());
                assertThat(members.get("_receivedAt")).isEqualTo("2030-01-01T00:00:00Z");
            });
        }
    }

    @Test
    void what_was_on_the_wire_is_in_it_if_asked_and_masked_if_not() throws IOException {
        String code = calls();
        List<?> entries = (List<?>) log(mock.harRevealingSecrets()).get("entries");
        Map<?, ?> authorization = (Map<?, ?>) entries.get(0);
        Map<?, ?> token = (Map<?, ?>) entries.get(1);
        assertThat(member(authorization, "response", "redirectURL"))
                .isEqualTo("http://127.0.0.1:5000/login/oauth2/code/goto?code=" + code + "&state=s1");
        assertThat(member(authorization, "response", "statusText")).isEqualTo("Found");
        assertThat(member(authorization, "request", "url"))
                .asString()
                .startsWith(mock.goTo().uri() + "/oauth/authorize?");
        assertThat(((List<?>) member(authorization, "request", "queryString"))
                        .contains(Map.of("name", "state", "value", "s1")))
                .isTrue();
        assertThat(member(token, "request", "postData", "text")).asString().contains(code);
        assertThat(member(token, "request", "postData", "mimeType")).isEqualTo("application/x-www-form-urlencoded");
        assertThat((List<?>) member(token, "request", "cookies"))
                .isEqualTo(List.of(Map.of("name", "a", "value", "b"), Map.of("name", "c", "value", "")));
        assertThat(member(token, "response", "content", "text")).asString().contains("access_token");
        assertThat(member(token, "response", "content", "size")).isEqualTo(member(token, "response", "bodySize"));
        assertThat(mock.har()).doesNotContain(code, "goto-secret", "s1\"", GoToFixture.CLIENT.substring(6));
        Map<?, ?> masked = (Map<?, ?>) ((List<?>) log(mock.har()).get("entries")).get(0);
        assertThat(member(masked, "response", "redirectURL"))
                .isEqualTo("http://127.0.0.1:5000/login/oauth2/code/goto?code=***&state=***");
        assertThat(get(emulator.control("har")).header("Cache-Control")).isEqualTo("no-store");
        assertThat(get(emulator.control("har?reveal-secrets=yes&service=goto")).body())
                .contains(code);
        assertThat((List<?>) log(get(emulator.control("har?service=x3")).body()).get("entries"))
                .hasSize(1);
    }

    @Test
    void a_request_in_flight_and_a_body_that_is_no_text_have_their_place() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", mock.port())) {
            socket.getOutputStream()
                    .write("POST /goto/oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            while (mock.requests().isEmpty()) {
                Thread.onSpinWait();
            }
            Map<?, ?> entry = (Map<?, ?>) ((List<?>) log(mock.har()).get("entries")).get(0);
            check("entry", "entry", entry);
            assertThat(entry.get("comment")).isEqualTo("in flight");
            assertThat(member(entry, "response", "status")).isEqualTo(0);
            socket.getOutputStream().write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, (byte) 0xff});
            assertThat(mock.takeRequest(Duration.ofSeconds(30)).body()).hasSize(9);
            entry = (Map<?, ?>) ((List<?>) log(mock.harRevealingSecrets()).get("entries")).get(0);
            assertThat(member(entry, "request", "postData", "text")).isEqualTo("AQIDBAUGBwj/");
        }
    }

    private static String calls() throws IOException {
        GoToFixture goTo = new GoToFixture(mock);
        Reply redirect = goTo.authorize(Map.of());
        String code = redirect.redirected("code");
        postForm(
                mock.goTo().uri("/oauth/token"),
                form("grant_type", "authorization_code", "code", code, "redirect_uri", GoToFixture.CALLBACK),
                "Authorization",
                GoToFixture.CLIENT,
                "Cookie",
                "a=b; c");
        get(mock.goTo().uri("/oauth/jwks.json?a&b=&&=c"));
        mock.goTo().failNext(299, Map.of("Set-Cookie", "session=s1; Path=/"), "\u0000");
        get(mock.goTo().uri("/oauth/jwks.json"));
        get(mock.x3().uri("/token"));
        try (Socket socket = new Socket("127.0.0.1", mock.port())) {
            socket.getOutputStream()
                    .write("GET /goto/oauth/jwks.json HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }
        return code;
    }

    private static Map<String, Object> log(String har) {
        Map<String, Object> whole = Json.object(har.getBytes(StandardCharsets.UTF_8));
        assertThat(whole).containsOnlyKeys("log");
        return asObject(whole.get("log"));
    }

    private static void check(String at, String kind, Object value) {
        switch (kind) {
            case "text" -> assertThat(value).as(at).isInstanceOf(String.class);
            case "number" -> assertThat(value).as(at).isInstanceOf(Number.class);
            case "date" ->
                assertThat(String.valueOf(value))
                        .as(at)
                        .matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z");
            case "cache" -> assertThat(value).as(at).isEqualTo(Map.of());
            default -> {
                if (kind.startsWith("[")) {
                    String of = kind.substring(1, kind.length() - 1);
                    ((List<?>) value).forEach(element -> check(at + "[]", of, element));
                } else {
                    checkMembers(at, FORMAT.get(kind), asObject(value));
                }
            }
        }
    }

    private static void checkMembers(String at, Map<String, String> format, Map<String, Object> members) {
        format.forEach((name, kind) -> {
            boolean optional = kind.endsWith("?");
            if (!optional) {
                assertThat(members).as(at).containsKey(name);
            }
            if (members.containsKey(name)) {
                check(at + "." + name, optional ? kind.substring(0, kind.length() - 1) : kind, members.get(name));
            }
        });
        Set<String> unknown = new TreeSet<>(members.keySet());
        unknown.removeAll(format.keySet());
        assertThat(unknown).as(at).allMatch(name -> name.startsWith("_"));
    }

    private static Object member(Map<?, ?> object, String... path) {
        Object value = object;
        for (String name : path) {
            value = ((Map<?, ?>) value).get(name);
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asObject(Object value) {
        return (Map<String, Object>) value;
    }
}
