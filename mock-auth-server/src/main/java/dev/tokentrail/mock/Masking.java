package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Header;
import dev.tokentrail.mock.http.Json;
import dev.tokentrail.mock.http.MalformedRequest;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Request;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Shows a request without its secrets: only what is known to be harmless is shown, everything else is masked. */
final class Masking {

    private static final String MASK = "***";
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,40}");
    private static final Set<String> PLAIN_PARAMETERS = Set.of(
            "grant_type",
            "response_type",
            "scope",
            "client_id",
            "redirect_uri",
            "refresh",
            "username",
            "token_type_hint",
            "code_challenge_method",
            "validity_period",
            "customer",
            "kerberos_realm",
            "subject_token_type");
    private static final Set<String> PLAIN_HEADERS = Set.of(
            "host",
            "accept",
            "accept-encoding",
            "accept-language",
            "cache-control",
            "pragma",
            "connection",
            "content-type",
            "content-length",
            "transfer-encoding",
            "expect",
            "upgrade",
            "user-agent",
            "organization-id",
            "client-id");

    private Masking() {}

    static String text(Request request) {
        String headers = request.headers().stream()
                .map(header -> header.name() + ": " + header(header))
                .collect(Collectors.joining("; "));
        return request.method() + " " + target(request) + " [" + headers + "] " + body(request);
    }

    /** A request as members of a JSON object. */
    static Map<String, Object> members(RecordedRequest recorded, boolean reveal) {
        Request request = recorded.request();
        return Members.of(
                "sequence", recorded.sequence(),
                "receivedAt", recorded.receivedAt().toString(),
                "service", recorded.service().orElse(null),
                "remoteAddress", request.remoteAddress(),
                "method", request.method(),
                "target", reveal ? request.target() : target(request),
                "headers",
                        request.headers().stream()
                                .map(header -> Members.of(
                                        "name", header.name(), "value", reveal ? header.value() : header(header)))
                                .toList(),
                "body", reveal ? request.bodyText() : body(request));
    }

    private static String header(Header header) {
        if (PLAIN_HEADERS.contains(header.name().toLowerCase(Locale.ROOT))) {
            return header.value();
        }
        int space = header.value().indexOf(' ');
        String scheme = space < 0 ? "" : header.value().substring(0, space);
        boolean known = scheme.equalsIgnoreCase("Basic") || scheme.equalsIgnoreCase("Bearer");
        return known ? scheme + " " + MASK : MASK;
    }

    private static String target(Request request) {
        return request.rawQuery().isEmpty() ? request.path() : request.path() + "?" + encoded(request.rawQuery());
    }

    private static String body(Request request) {
        if (request.bodySize() == 0) {
            return "";
        }
        try {
            return switch (request.mediaType()) {
                case "application/x-www-form-urlencoded" -> encoded(request.bodyText());
                case "multipart/form-data" -> Json.text(decoded(request.form()));
                case "application/json" -> Json.text(decoded(request.json()));
                default -> unreadable(request);
            };
        } catch (MalformedRequest e) {
            return unreadable(request);
        }
    }

    private static String unreadable(Request request) {
        return "(" + request.bodySize() + " bytes, not shown)";
    }

    private static Map<String, Object> decoded(Parameters parameters) {
        Map<String, Object> shown = new LinkedHashMap<>();
        parameters
                .entries()
                .forEach(entry -> shown.put(
                        PLAIN_NAME.matcher(entry.getKey()).matches() ? entry.getKey() : MASK,
                        PLAIN_PARAMETERS.contains(entry.getKey()) ? entry.getValue() : MASK));
        return shown;
    }

    private static String encoded(String form) {
        return Arrays.stream(form.split("&", -1)).map(Masking::piece).collect(Collectors.joining("&"));
    }

    private static String piece(String piece) {
        int equals = piece.indexOf('=');
        String name = equals < 0 ? "" : piece.substring(0, equals);
        return PLAIN_PARAMETERS.contains(name)
                ? piece
                : PLAIN_NAME.matcher(name).matches() ? name + "=" + MASK : piece.isEmpty() ? "" : MASK;
    }
}
