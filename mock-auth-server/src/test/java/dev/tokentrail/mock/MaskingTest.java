package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.form;
import static dev.tokentrail.mock.Caller.get;
import static dev.tokentrail.mock.Caller.postForm;
import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret that turns up in any place of a request or an answer is shown nowhere. */
class MaskingTest {

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();

    @ParameterizedTest
    @ValueSource(strings = {"c4nary-0123456789", "zyxwcanaryzyxw", "correct.horse_battery"})
    void a_canary_in_a_request_is_shown_nowhere(String canary) throws IOException {
        String json = "Content-Type: application/json\r\n";
        String form = "Content-Type: application/x-www-form-urlencoded\r\n";
        List<String> requests = new ArrayList<>(List.of(
                head("GET", "/goto/oauth/jwks.json", "Authorization: " + canary),
                head("GET", "/goto/oauth/jwks.json", "Authorization: Basic " + base64("x:" + canary)),
                head("GET", "/goto/oauth/jwks.json", "Authorization: Basic " + base64(canary + ":x")),
                head("GET", "/goto/oauth/jwks.json", "Authorization: " + canary + " x"),
                head("GET", "/goto/oauth/jwks.json", "Cookie: " + canary + "=" + canary + "; x=" + canary),
                head("GET", "/goto/oauth/jwks.json", "X-Api-Key: " + canary),
                head("GET", "/goto/oauth/jwks.json", canary + ": x"),
                head("GET", "/goto/oauth/jwks.json", "Referer: http://a/" + canary),
                head("GET", "/goto/oauth/jwks.json", "Origin: http://" + canary),
                head("GET", "/goto/oauth/jwks.json", "Client-Secret: " + canary),
                head("GET", "/goto/oauth/" + canary, "A: b"),
                head("GET", "/" + canary, "A: b"),
                head("GET", "/goto/oauth/jwks.json;" + canary, "A: b"),
                head("GET", "/goto/oauth/jwks.json;jsessionid=" + canary, "A: b"),
                head("GET", "/account/%63" + canary + "/token", "A: b"),
                head("GET", "/goto/oauth/jwks.json?" + canary, "A: b"),
                head("GET", "/goto/oauth/jwks.json?" + canary + "=x", "A: b"),
                head("GET", "/goto/oauth/jwks.json?x=" + canary, "A: b"),
                head("GET", "/goto/oauth/jwks.json?code=" + canary, "A: b"),
                head("GET", "/goto/oauth/jwks.json?CLIENT_ID=" + canary, "A: b"),
                head("GET", "/goto/oauth/jwks.json?client_id=x;password=" + canary, "A: b"),
                head("GET", "/goto/oauth/jwks.json?client_id=x%26password%3D" + canary, "A: b"),
                head("GET", "/goto/oauth/jwks.json?scope=x%0Apassword%3A" + canary, "A: b"),
                head("GET", "/goto/oauth/jwks.json?redirect_uri=http://a/%3Fcode=" + canary, "A: b"),
                head("GET", "/goto/oauth/jwks.json?redirect_uri=http://u:" + canary + "@a/", "A: b"),
                head("GET", "/goto/oauth/jwks.json?error=" + canary, "A: b"),
                head("GET", "/goto/oauth/jwks.json?a?" + canary, "A: b"),
                head(canary, "/goto/oauth/token", "A: b"),
                body(json, "{\"client_secret\":\"" + canary + "\"}"),
                body(json, "{\"client_id\":{\"" + canary + "\":\"" + canary + "\"}}"),
                body(json, "{\"client_id\":[\"x\",{\"password\":\"" + canary + "\"}]}"),
                body(json, "{\"scope\":\"x\\npassword=" + canary + "\"}"),
                body(json, "{\"" + canary + "\":1}"),
                body(json, "{\"a\":[[\"" + canary + "\"]]}"),
                body(json, "{\"client_secret\":\"" + canary),
                body(json, "\"" + canary + "\""),
                body(form, canary),
                body(form, "password=" + canary),
                body(form, canary + "=x"),
                body(form, "%zz" + canary + "&password=" + canary),
                body(form, "{\"client_id\":\"" + canary + "\"}"),
                body(form, "client_id=x\r\npassword=" + canary),
                body("Content-Type: text/plain\r\n", canary),
                body(
                        "Content-Type: text/xml\r\n",
                        "<saml:Assertion ID=\"" + canary + "\">" + canary + "</saml:Assertion>"),
                body("", canary),
                multipart("name=\"password\"", canary),
                multipart("name=\"" + canary + "\"", "x"),
                multipart("name=\"x\"; filename=\"" + canary + "\"", canary),
                body("Content-Type: multipart/form-data; boundary=c\r\n", "--b\r\n" + canary)));
        requests.add("GET " + canary + " HTTP/1.1\r\nHost: a\r\n\r\n");
        requests.add("GET /goto/%zz" + canary + " HTTP/1.1\r\nHost: a\r\n\r\n");
        requests.add(canary + "\r\n\r\n");
        for (String request : requests) {
            mock.reset();
            send(request);
            assertThat(mock.requests()).as(request).hasSize(1);
            for (String shown : everythingShown()) {
                assertThat(shown)
                        .as(request)
                        .doesNotContainIgnoringCase(canary)
                        .doesNotContain(base64("x:" + canary), base64(canary + ":x"));
            }
        }
    }

    @Test
    void a_canary_in_an_answer_is_shown_nowhere() {
        String canary = "c4nary-0123456789";
        for (Map<String, String> headers : List.of(
                Map.of("Location", "https://client.example/cb?code=" + canary + "&state=" + canary),
                Map.of("Location", "https://client.example/cb#access_token=" + canary),
                Map.of("Location", "https://u:" + canary + "@client.example/"),
                Map.of("Location", "https://client.example/" + canary),
                Map.of("Location", "/goto/" + canary + "?x#" + canary),
                Map.of("Location", canary),
                Map.of("Set-Cookie", "session=" + canary),
                Map.of("Set-Cookie", canary + "=x"),
                Map.of("WWW-Authenticate", "Bearer error=\"x\", error_description=\"" + canary + "\""),
                Map.of("WWW-Authenticate", canary),
                Map.of("X-Echo", canary),
                Map.of(canary, "x"),
                Map.of("Content-Type", "application/json"),
                Map.of("Content-Type", "text/html"))) {
            for (String body : List.of(
                    "{\"access_token\":\"" + canary + "\"}",
                    "{\"error\":\"" + canary + "\"}",
                    "{\"error\":\"invalid_grant\",\"error_description\":\"not " + canary + "\"}",
                    "{\"data\":{\"refreshToken\":\"" + canary + "\",\"" + canary + "\":[true,\"" + canary + "\"]}}",
                    "{\"message\":\"" + canary + "\"}",
                    "{\"scope\":{\"a\":\"" + canary + "\"}}",
                    "<p>" + canary + "</p>",
                    canary)) {
                mock.reset();
                mock.goTo().failNext(302, headers, body);
                get(mock.goTo().uri("/oauth/jwks.json"));
                for (String shown : everythingShown()) {
                    assertThat(shown).as("%s %s", headers, body).doesNotContain(canary);
                }
            }
        }
    }

    @Test
    void what_a_failing_assertion_needs_is_shown() {
        mock.goTo().failNext(400, "{\"error\":\"invalid_grant\",\"error_description\":\"x\"}");
        postForm(
                mock.goTo().uri("/oauth/tokn"),
                form("grant_typ", "password", "client_id", "a", "scope", "b c", "pasword", "d", "username", "e@f"),
                "Authorization",
                "Bearer x");
        String shown = mock.requests().get(0).toString();
        assertThat(shown)
                .contains(
                        "POST /goto/oauth/tokn ",
                        "grant_typ=***&client_id=a&scope=b+c&pasword=***&username=e%40f",
                        "Authorization: Bearer ***",
                        "Content-Type: application/x-www-form-urlencoded");
        assertThat(mock.requests().get(0).answer().orElseThrow())
                .hasToString(
                        "400 [Content-Type: application/json] {\"error\":\"invalid_grant\",\"error_description\":\"***\"}");
        postJson(URI.create(mock.url() + "/x3/v1/token"), "{\"grant_type\":\"x\",\"client_secret\":\"y\",\"scope\":1}");
        assertThat(mock.requests().get(1).toString())
                .endsWith("{\"grant_type\":\"x\",\"client_secret\":\"***\",\"scope\":1}");
    }

    private static List<String> everythingShown() {
        String all = Stream.of(Rule.values())
                .map(rule -> "\"" + rule.word() + "\":true")
                .collect(Collectors.joining(
                        ",", "{\"tokenRequests\":7,\"refreshes\":7,\"grants\":{\"password\":7},", "}"));
        List<String> shown = new ArrayList<>(List.of(
                get(emulator.control("requests")).body(),
                get(emulator.control("har")).body(),
                postJson(emulator.control("verify"), all).body(),
                mock.har(),
                mock.verify().toString(),
                mock.requests().toString(),
                String.valueOf(mock.requests().get(0).answer())));
        while (true) {
            try {
                shown.add(mock.takeRequest(Duration.ZERO).toString());
            } catch (java.util.NoSuchElementException e) {
                shown.add(e.getMessage());
                return shown;
            }
        }
    }

    private static String head(String method, String target, String header) {
        return method + " " + target + " HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n";
    }

    private static String body(String contentType, String body) {
        return "POST /goto/oauth/token HTTP/1.1\r\nHost: a\r\n" + contentType + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static String multipart(String disposition, String value) {
        return body(
                "Content-Type: multipart/form-data; boundary=b\r\n",
                "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + value + "\r\n--b--\r\n");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", mock.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            assertThat(socket.getInputStream().readNBytes(8)).asString().isEqualTo("HTTP/1.1");
        }
    }
}
