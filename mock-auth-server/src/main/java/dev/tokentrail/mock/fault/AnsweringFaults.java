package dev.tokentrail.mock.fault;

import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.fault.Effect.Outcome;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.HttpDate;
import dev.tokentrail.mock.http.MalformedRequest;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.token.ClientCredentials;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Faults that answer in place of the service, which never sees the request. */
final class AnsweringFaults {

    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e\\t\\x80-\\xff]*");

    /** In lower case. */
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");

    private AnsweringFaults() {}

    static Effect status(Section parameters) {
        int status = (int) parameters.number("status", 503, 200, 599);
        Answer answer = Answer.bytes(status, parameters.text("body", "").getBytes(StandardCharsets.UTF_8));
        Section headers = parameters.section("headers");
        for (String name : headers.names()) {
            String value = headers.text(name, "");
            if (!HEADER_NAME.matcher(name).matches()
                    || !HEADER_VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException("HTTP cannot carry the header " + name);
            }
            if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "The emulator itself says how long a body is, so no answer can have" + " the header " + name);
            }
            if (!value.isEmpty()) {
                answer = answer.with(name, value);
            }
        }
        boolean typed = headers.names().stream().anyMatch("Content-Type"::equalsIgnoreCase);
        Answer whole = typed ? answer : answer.with("Content-Type", "application/json");
        return call -> Outcome.of(whole);
    }

    /** What a proxy in front of the service says. */
    static Effect html(Section parameters) {
        int status = (int) parameters.number("status", 502, 500, 599);
        String title =
                status + (status == 503 ? " Service Temporarily Unavailable" : status == 502 ? " Bad Gateway" : "");
        Answer page = Answer.text(
                status,
                "text/html",
                "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                        + "</h1></center>\r\n</body>\r\n</html>\r\n");
        return call -> Outcome.of(page);
    }

    static Effect tooManyRequests(Section parameters) {
        long seconds = parameters.number("seconds", 1, 0, 86_400);
        boolean date = parameters.flag("date", false);
        return call -> Outcome.of(call.error(429, "too_many_requests", "Too many requests")
                .with(
                        "Retry-After",
                        date ? HttpDate.of(call.clock().instant().plusSeconds(seconds)) : String.valueOf(seconds)));
    }

    /** An error with the status of success. */
    static Effect okWithError(Section parameters) {
        String code = parameters.text("error", "invalid_grant");
        String description = parameters.text("description", "The grant is not valid");
        return call -> Outcome.of(call.error(200, code, description));
    }

    /** An error that repeats what it was sent, encoded and decoded, in clear. */
    static Effect secretEchoed(Section parameters) {
        return call -> Outcome.of(call.error(400, "invalid_request", "Cannot process " + echo(call.request())));
    }

    private static String echo(Request request) {
        List<String> parts = new ArrayList<>(List.of(request.target()));
        parts.addAll(request.headerValues("Authorization"));
        parts.addAll(request.headerValues("client-secret"));
        ClientCredentials.of(request).ifPresent(basic -> parts.add(basic.id() + ":" + basic.secret()));
        parts.add(request.bodyText());
        try {
            request.form().entries().forEach(entry -> parts.add(entry.getKey() + "=" + entry.getValue()));
        } catch (MalformedRequest e) {
            parts.add(e.explanation());
        }
        return String.join(" ", parts);
    }
}
