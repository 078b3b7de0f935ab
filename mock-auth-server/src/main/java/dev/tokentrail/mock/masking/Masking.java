package dev.tokentrail.mock.masking;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Header;
import dev.tokentrail.mock.http.Json;
import dev.tokentrail.mock.http.MalformedRequest;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Masks requests and answers: only what is known to be harmless is shown, everything else is {@code ***}. */
public final class Masking {

    static final String MASK = "***";

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    /** Of these header lines the value is shown; names in lower case. */
    private static final Set<String> PLAIN_HEADERS = Set.of(
            "host",
            "accept",
            "accept-encoding",
            "accept-language",
            "allow",
            "cache-control",
            "pragma",
            "connection",
            "content-type",
            "content-length",
            "date",
            "transfer-encoding",
            "expect",
            "retry-after",
            "upgrade",
            "user-agent",
            "organization-id",
            "client-id");

    private static final Set<String> CREDENTIAL_HEADERS =
            Set.of("authorization", "proxy-authorization", "www-authenticate");
    private static final Pattern SCHEME = Pattern.compile("(Basic|Bearer) .*", Pattern.CASE_INSENSITIVE);
    private static final Pattern VERSION = Pattern.compile("v?\\d{1,2}(\\.\\d{1,2}){0,2}");
    private static final Pattern ORIGIN = Pattern.compile("(https?://[A-Za-z0-9.-]+(?::\\d+)?)(/.*)?");

    private Masking() {}

    /** A request in one line: method, target, header lines and body. */
    public static String text(Request request) {
        Request masked = masked(request);
        String headers = masked.headers().stream()
                .map(header -> header.name() + ": " + header.value())
                .collect(Collectors.joining("; "));
        return masked.method() + " " + masked.target() + " [" + headers + "] " + masked.bodyText();
    }

    /** An answer in one line: status, header lines and body. */
    public static String text(Answer answer) {
        Answer masked = masked(answer);
        String headers = masked.headers().stream()
                .map(header -> header.name() + ": " + header.value())
                .collect(Collectors.joining("; "));
        return masked.status() + " [" + headers + "] " + new String(masked.body(), StandardCharsets.UTF_8);
    }

    /** The same request without its secrets. */
    public static Request masked(Request request) {
        return new Request(
                METHODS.contains(request.method()) ? request.method() : MASK,
                sentTarget(request),
                request.headers().stream().map(Masking::header).toList(),
                body(request).getBytes(StandardCharsets.UTF_8),
                request.remoteAddress(),
                request.serverOrigin(),
                request.protocol());
    }

    /** The same answer without its secrets. */
    public static Answer masked(Answer answer) {
        String type = answer.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("Content-Type"))
                .map(header -> header.value().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
        byte[] body = answer.body();
        Answer masked = Answer.bytes(
                answer.status(),
                (type.startsWith("application/json") ? json(body) : unread(body.length))
                        .getBytes(StandardCharsets.UTF_8));
        for (Header header : answer.headers()) {
            Header shown = header(header);
            masked = masked.with(shown.name(), shown.value());
        }
        return masked;
    }

    /** A body as it may be shown. */
    public static String body(Request request) {
        try {
            return switch (request.mediaType()) {
                case "application/x-www-form-urlencoded" -> encoded(request.bodyText());
                case "multipart/form-data" -> Json.text(parts(request.form()));
                case "application/json" -> json(request.body());
                default -> unread(request.bodySize());
            };
        } catch (MalformedRequest e) {
            return unread(request.bodySize());
        }
    }

    private static Header header(Header header) {
        String name = header.name().toLowerCase(Locale.ROOT);
        String shown = Vocabulary.HEADERS.resembles(name) ? header.name() : MASK;
        if (PLAIN_HEADERS.contains(name)) {
            return new Header(shown, header.value());
        }
        if (name.equals("location")) {
            return new Header(shown, location(header.value()));
        }
        boolean scheme = CREDENTIAL_HEADERS.contains(name)
                && SCHEME.matcher(header.value()).matches();
        return new Header(
                shown, scheme ? header.value().substring(0, header.value().indexOf(' ') + 1) + MASK : MASK);
    }

    private static String location(String uri) {
        int fragment = uri.indexOf('#');
        String target = fragment < 0 ? uri : uri.substring(0, fragment);
        String rest = fragment < 0 ? "" : "#" + encoded(uri.substring(fragment + 1));
        var absolute = ORIGIN.matcher(target);
        return absolute.matches()
                ? absolute.group(1)
                        + target(Optional.ofNullable(absolute.group(2)).orElse(""))
                        + rest
                : target(target) + rest;
    }

    private static String sentTarget(Request request) {
        String sent = request.sentTarget();
        int start = sent.indexOf(request.prefix());
        return target(sent.substring(0, start))
                + request.prefix()
                + target(sent.substring(start + request.prefix().length()));
    }

    private static String target(String target) {
        int query = target.indexOf('?');
        return query < 0 ? path(target) : path(target.substring(0, query)) + "?" + encoded(target.substring(query + 1));
    }

    private static String path(String path) {
        return Arrays.stream(path.split("/", -1)).map(Masking::segment).collect(Collectors.joining("/"));
    }

    private static String segment(String segment) {
        return segment.isEmpty()
                        || Vocabulary.SEGMENTS.resembles(segment)
                        || VERSION.matcher(segment).matches()
                ? segment
                : MASK;
    }

    private static String encoded(String form) {
        return Arrays.stream(form.split("&", -1)).map(Masking::piece).collect(Collectors.joining("&"));
    }

    private static String piece(String piece) {
        int equals = piece.indexOf('=');
        if (equals < 0) {
            return piece.isEmpty() ? "" : MASK;
        }
        String name = piece.substring(0, equals);
        String value = piece.substring(equals + 1);
        return name(name) + "=" + (PlainValues.harmless(name, decoded(value)) ? value : MASK);
    }

    private static String decoded(String value) {
        try {
            return Parameters.decode(value);
        } catch (MalformedRequest e) {
            return "?";
        }
    }

    private static String name(String name) {
        return Vocabulary.NAMES.resembles(name) ? name : MASK;
    }

    private static Map<String, Object> parts(Parameters parameters) {
        Map<String, Object> shown = new LinkedHashMap<>();
        parameters.entries().forEach(part -> shown.put(name(part.getKey()), value(part.getKey(), part.getValue())));
        return shown;
    }

    private static String json(byte[] body) {
        try {
            return body.length == 0 ? "" : Json.text(value("", Json.object(body)));
        } catch (MalformedRequest e) {
            return unread(body.length);
        }
    }

    private static Object value(String name, Object value) {
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> shown = new LinkedHashMap<>();
            members.forEach((member, inner) ->
                    shown.put(name(String.valueOf(member)), value(String.valueOf(member), (Object) inner)));
            return shown;
        }
        if (value instanceof List<?> elements) {
            return elements.stream()
                    .map(element -> value(name, (Object) element))
                    .toList();
        }
        boolean harmless = value instanceof Boolean || PlainValues.harmless(name, String.valueOf(value));
        return harmless ? value : MASK;
    }

    private static String unread(int bytes) {
        return bytes == 0 ? "" : "(" + bytes + " bytes, not shown)";
    }
}
