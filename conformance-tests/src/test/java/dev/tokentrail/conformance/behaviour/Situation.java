package dev.tokentrail.conformance.behaviour;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * One kind of answer.
 *
 * @param name what it is, as a row of the table
 * @param answer what the server does, given what the service's ordinary answers look like
 */
record Situation(String name, Function<ServiceAnswers, ScriptedServer.Answer> answer) {

    /** Stands for a port that nothing is bound to. */
    static final ScriptedServer.Answer NOBODY_LISTENS = (client, url) -> {};

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String JSON_TYPE = "Content-Type: application/json\r\n";
    private static final String HTML_TYPE = "Content-Type: text/html; charset=utf-8\r\n";
    private static final String PAGE = "<html><body><h1>Something else</h1></body></html>";
    private static final String RFC_ERROR = "{\"error\":\"%s\",\"error_description\":\"Words about it\"}";

    /** Every kind, in the order of the table. */
    static List<Situation> all() {
        List<Situation> all = new ArrayList<>();
        all.add(of("the documented answer", service -> json(service.documentedStatus(), service.success())));
        all.add(of("success with status 200", service -> json(200, service.success())));
        all.add(of("success with status 201", service -> json(201, service.success())));
        all.add(of(
                "success as `text/plain`", service -> plain(200, "Content-Type: text/plain\r\n", service.success())));
        all.add(of("success without a content type", service -> plain(200, "", service.success())));
        all.add(of("success with a byte order mark", service -> plain(200, JSON_TYPE, "\uFEFF" + service.success())));
        all.add(of("success with unknown members", service -> ok(service.with("unknown_member", Map.of("a", 1)))));
        all.add(of("`token_type` missing", service -> ok(service.without("token_type"))));
        all.add(of("`token_type` in capitals", service -> ok(service.with("token_type", "BEARER"))));
        all.add(of("`expires_in` missing", service -> ok(service.without("expires_in"))));
        all.add(of("`expires_in` as a string", service -> ok(service.with("expires_in", "1800"))));
        all.add(of("`expires_in` zero", service -> ok(service.with("expires_in", 0))));
        all.add(of("`expires_in` negative", service -> ok(service.with("expires_in", -5))));
        all.add(of(
                "`expires_in` without end (9223372036854775)",
                service -> ok(service.with("expires_in", 9223372036854775L))));
        all.add(of("`expires_in` not a number", service -> ok(service.with("expires_in", "soon"))));
        all.add(of(
                "`expires_at` in ISO 8601 instead",
                service -> ok(service.without("expires_in", "expires_at", "2030-01-01T00:20:00Z"))));
        all.add(of("scope as an array", service -> ok(service.with("scope", List.of("a", "b")))));
        all.add(of("200, the access token missing", service -> json(200, "{\"something\":\"else\"}")));
        all.add(of("200, the access token a number", service -> ok(service.withToken(12345))));
        all.add(of("200, the access token empty", service -> ok(service.withToken(""))));
        all.add(of("200, the access token with a line break", service -> ok(service.withToken("abc\r\nX: y"))));
        all.add(of("200 with the service's own error", service -> json(200, service.error())));
        all.add(of("200 with an RFC 6749 error", service -> json(200, RFC_ERROR.formatted("invalid_grant"))));
        all.add(of("200, an empty body", service -> json(200, "")));
        all.add(of("200, an HTML page", service -> plain(200, HTML_TYPE, PAGE)));
        all.add(of("200, a JSON array", service -> json(200, "[]")));
        all.add(of("200, JSON cut short", service -> json(200, service.success().substring(0, 20))));
        all.add(of("200, a member twice", service -> json(200, "{\"a\":1,\"a\":2}")));
        all.add(of("204", service -> bytes("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")));
        all.add(of("302 to another host", service -> plain(302, "Location: https://elsewhere.example/login\r\n", "")));
        all.add(of("307 to another host", service -> plain(307, "Location: https://elsewhere.example/token\r\n", "")));
        all.add(of(
                "307 to itself, for ever",
                service -> (client, url) -> client.getOutputStream()
                        .write(ScriptedServer.response(307, "Location: " + url + "/again\r\n", ""))));
        all.add(of("400 with the service's own error", service -> json(400, service.error())));
        all.add(of("400 `invalid_grant`", service -> json(400, RFC_ERROR.formatted("invalid_grant"))));
        all.add(of("400 `invalid_scope`", service -> json(400, RFC_ERROR.formatted("invalid_scope"))));
        all.add(of(
                "400 that quotes the secret",
                service -> json(
                        400,
                        "{\"error\":\"invalid_client\",\"error_description\":\"bad " + ServiceAnswers.SECRET
                                + "\",\"message\":\"bad " + ServiceAnswers.SECRET + "\"}")));
        all.add(of("400, an HTML page", service -> plain(400, HTML_TYPE, PAGE)));
        all.add(of("401 `invalid_client`", service -> json(401, RFC_ERROR.formatted("invalid_client"))));
        all.add(of("401, an empty body", service -> plain(401, "", "")));
        all.add(of("403, an empty body", service -> plain(403, "", "")));
        all.add(of("403, an HTML page", service -> plain(403, HTML_TYPE, PAGE)));
        all.add(of("404, an HTML page", service -> plain(404, HTML_TYPE, PAGE)));
        all.add(of("405", service -> plain(405, "Allow: PUT\r\n", "")));
        all.add(of("429, Retry-After: 7", service -> plain(429, "Retry-After: 7\r\n", "")));
        all.add(of(
                "429, Retry-After: a date 9 s ahead",
                service -> plain(429, "Retry-After: Tue, 01 Jan 2030 00:00:09 GMT\r\n", "")));
        all.add(of("429, no Retry-After", service -> json(429, service.error())));
        all.add(of("500 with the service's own error", service -> json(500, service.error())));
        all.add(of("500, an empty body", service -> plain(500, "", "")));
        all.add(of("502, an HTML page", service -> plain(502, HTML_TYPE, PAGE)));
        all.add(of("503, Retry-After: 30", service -> plain(503, "Retry-After: 30\r\n", "")));
        all.add(of("504, an HTML page", service -> plain(504, HTML_TYPE, PAGE)));
        all.add(of("connection dropped before the answer", service -> (client, url) -> {}));
        all.add(of("connection dropped in the body", service -> (client, url) -> {
            byte[] whole = ScriptedServer.response(200, JSON_TYPE, service.success());
            client.getOutputStream().write(whole, 0, whole.length - 10);
        }));
        all.add(of("not HTTP at all", service -> bytes("220 mail.example ESMTP\r\n")));
        all.add(of("2 MiB of body", service -> json(200, "{\"a\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}")));
        all.add(of(
                "compressed although not asked",
                service -> plain(200, JSON_TYPE + "Content-Encoding: gzip\r\n", "\u001f\u008b not readable")));
        all.add(of(
                "no answer in time",
                service -> (client, url) -> client.getInputStream().read()));
        all.add(of("nobody listens", service -> NOBODY_LISTENS));
        return all;
    }

    private static Situation of(String name, Function<ServiceAnswers, ScriptedServer.Answer> answer) {
        return new Situation(name, answer);
    }

    private static ScriptedServer.Answer ok(Map<String, Object> body) {
        return json(200, JSON.writeValueAsString(body));
    }

    private static ScriptedServer.Answer json(int status, String body) {
        return plain(status, JSON_TYPE, body);
    }

    private static ScriptedServer.Answer plain(int status, String headers, String body) {
        return (client, url) -> client.getOutputStream().write(ScriptedServer.response(status, headers, body));
    }

    private static ScriptedServer.Answer bytes(String text) {
        return (client, url) -> client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
