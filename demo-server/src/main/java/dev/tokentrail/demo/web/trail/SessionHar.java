package dev.tokentrail.demo.web.trail;

import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.secret.SensitiveNames;
import dev.tokentrail.demo.trail.TrailEntry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole session as an HTTP Archive of version 1.2, secrets masked. Sizes of bodies are those of the wire; the sizes of
 * heads are not known ({@code -1}, as the format has it), and a call without an answer has the status 0.
 */
final class SessionHar {

    private static final int UNKNOWN = -1;
    private static final String PROTOCOL = "HTTP/1.1";
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final SessionSecrets secrets;

    private SessionHar(SessionSecrets secrets) {
        this.secrets = secrets;
    }

    /**
     * Writes the archive.
     *
     * @param calls the calls, oldest first
     * @return JSON
     */
    static String of(List<TrailEntry.Call> calls) {
        SessionHar har = new SessionHar(SessionSecrets.of(calls));
        String version = SessionHar.class.getPackage().getImplementationVersion();
        return MAPPER.writeValueAsString(Map.of(
                        "log",
                        members(
                                "version",
                                "1.2",
                                "creator",
                                members("name", "Tokentrail demo-server", "version", version == null ? "" : version),
                                "entries",
                                calls.stream().map(har::entry).toList())))
                + "\n";
    }

    private Map<String, Object> entry(TrailEntry.Call call) {
        double milliseconds = call.exchange().duration().toNanos() / 1_000_000.0;
        WireRequest request = call.exchange().request();
        Optional<WireResponse> response = call.exchange().response();
        Map<String, Object> entry = members(
                "startedDateTime",
                call.exchange().start().toString(),
                "time",
                milliseconds,
                "request",
                request(request),
                "response",
                response.map(this::response).orElseGet(SessionHar::noResponse),
                "cache",
                Map.of(),
                "timings",
                members("send", 0, "wait", milliseconds, "receive", 0),
                "_number",
                call.number(),
                "_service",
                call.service(),
                "_flow",
                call.flow(),
                "_step",
                call.step(),
                "_at",
                call.at().toString());
        if (response.isEmpty()) {
            entry.put("comment", "No answer: " + secrets.masked(call.exchange()));
        }
        return entry;
    }

    private Map<String, Object> request(WireRequest request) {
        byte[] body = request.body().bytes();
        Map<String, Object> members = members(
                "method",
                request.method(),
                "url",
                secrets.masked(request.url()),
                "httpVersion",
                PROTOCOL,
                "cookies",
                cookies(request.headers(), "Cookie"),
                "headers",
                headers(request.headers()),
                "queryString",
                query(request.target()),
                "headersSize",
                UNKNOWN,
                "bodySize",
                body.length);
        if (!(request.body() instanceof Body.None)) {
            members.put(
                    "postData",
                    members(
                            "mimeType",
                            request.header("Content-Type").orElse(""),
                            "text",
                            secrets.masked(new String(body, StandardCharsets.UTF_8))));
        }
        return members;
    }

    private Map<String, Object> response(WireResponse response) {
        int size = response.body().length;
        return members(
                "status",
                response.status(),
                "statusText",
                StatusPhrase.of(response.status()),
                "httpVersion",
                PROTOCOL,
                "cookies",
                cookies(response.headers(), "Set-Cookie"),
                "headers",
                headers(response.headers()),
                "content",
                members(
                        "size",
                        size,
                        "mimeType",
                        response.header("Content-Type").orElse(""),
                        "text",
                        secrets.masked(response.text())),
                "redirectURL",
                secrets.masked(response.header("Location").orElse("")),
                "headersSize",
                UNKNOWN,
                "bodySize",
                size);
    }

    private static Map<String, Object> noResponse() {
        return members(
                "status",
                0,
                "statusText",
                "",
                "httpVersion",
                PROTOCOL,
                "cookies",
                List.of(),
                "headers",
                List.of(),
                "content",
                members("size", 0, "mimeType", ""),
                "redirectURL",
                "",
                "headersSize",
                UNKNOWN,
                "bodySize",
                UNKNOWN);
    }

    private List<Map<String, Object>> headers(List<Header> headers) {
        return headers.stream()
                .map(header -> members("name", header.name(), "value", secrets.masked(header)))
                .toList();
    }

    /** Names of cookies; their values are secret all. */
    private static List<Map<String, Object>> cookies(List<Header> headers, String name) {
        return headers.stream()
                .filter(header -> header.isNamed(name))
                .flatMap(header -> name.equals("Cookie")
                        ? Arrays.stream(header.value().split(";"))
                        : Stream.of(header.value().split(";", 2)[0]))
                .map(cookie -> members("name", cookie.split("=", 2)[0].strip(), "value", Secret.MASK))
                .toList();
    }

    private List<Map<String, Object>> query(String target) {
        int start = target.indexOf('?');
        if (start < 0) {
            return List.of();
        }
        return Arrays.stream(target.substring(start + 1).split("&"))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> {
                    String name = decoded(pair.split("=", 2)[0]);
                    String value = pair.contains("=") ? decoded(pair.split("=", 2)[1]) : "";
                    return members(
                            "name",
                            secrets.masked(name),
                            "value",
                            SensitiveNames.isSecretParameter(name) && !value.isEmpty()
                                    ? Secret.MASK
                                    : secrets.masked(value));
                })
                .toList();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    private static Map<String, Object> members(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return members;
    }
}
