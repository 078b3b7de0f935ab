package dev.tokentrail.mock.probe;

import dev.tokentrail.mock.http.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came back. */
record Reply(int status, List<Map.Entry<String, String>> headers, String body) {

    String header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    boolean has(String name) {
        return headers.stream().anyMatch(header -> header.getKey().equalsIgnoreCase(name));
    }

    Map<String, Object> json() {
        return Json.object(body.getBytes(StandardCharsets.UTF_8));
    }

    /** A member of the JSON object, or of the object {@code data} within it. */
    @Nullable
    Object member(String name) {
        Map<String, Object> members = json();
        return members.get("data") instanceof Map<?, ?> data && data.containsKey(name)
                ? data.get(name)
                : members.get(name);
    }

    String text(String name) {
        Object member = member(name);
        if (member == null) {
            throw new AssertionError("no " + name + " in " + status + " " + body);
        }
        return member.toString();
    }

    /** A decoded parameter of the query or the fragment of the Location header. */
    @Nullable
    String redirected(String name) {
        String location = header("Location");
        for (String piece :
                location.substring(location.indexOf('?') + 1).replace('#', '&').split("&")) {
            if (piece.startsWith(name + "=")) {
                return URLDecoder.decode(piece.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /**
     * The answer in short: the status, then what was issued, or the error in the service's own words. A code and its
     * description are separated by a colon.
     */
    String said() {
        if (has("Location") && status / 100 == 3) {
            return status + " " + destination();
        }
        if (body.startsWith("<ams:fault")) {
            return status + " " + body.replaceAll(".*<ams:code>(\\d+)<.*", "$1");
        }
        if (!header("Content-Type").startsWith("application/json") || body.isEmpty()) {
            return String.valueOf(status);
        }
        Map<String, Object> members = json();
        if (members.get("fault") instanceof Map<?, ?> fault) {
            return status + " " + fault.get("code");
        }
        if (members.get("response") instanceof Map<?, ?> response && "failed".equals(members.get("status"))) {
            return status + " failed: " + response.get("detail");
        }
        for (String code : List.of("error", "errorCode", "code")) {
            if (members.containsKey(code)) {
                Object words = members.getOrDefault("error_description", members.get("message"));
                return status + " " + members.get(code) + (words == null ? "" : ": " + words);
            }
        }
        if (status >= 400) {
            return status + " " + members.get("message");
        }
        return status + issued();
    }

    private String destination() {
        if (redirected("oauthErrorCode") != null) {
            return "error page, " + redirected("oauthErrorCode");
        }
        if (redirected("statusCode") != null) {
            return "error, statusCode=" + redirected("statusCode") + ": " + redirected("error");
        }
        if (redirected("error") != null) {
            String words = redirected("error_description");
            return "error=" + redirected("error") + (words == null ? "" : ": " + words);
        }
        return redirected("code") != null ? "code" : header("Location");
    }

    private String issued() {
        for (String token : List.of("access_token", "accessToken", "refreshToken", "device_code")) {
            if (member(token) != null) {
                return " token";
            }
        }
        return member("active") == null ? "" : " active=" + member("active");
    }
}
