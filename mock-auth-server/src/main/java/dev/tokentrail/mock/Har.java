package dev.tokentrail.mock;

import dev.tokentrail.mock.RecordedRequest.Departure;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Header;
import dev.tokentrail.mock.http.Json;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.masking.Masking;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Exchanges as an HTTP Archive of version 1.2.
 *
 * <p>Times are of the system; {@code _receivedAt} and {@code _leftAt} are of the emulator's clock. The sizes of heads are
 * not kept ({@code -1}, as the format has it), and a request without an answer has the status 0.
 */
final class Har {

    private static final int UNKNOWN = -1;

    private Har() {}

    static byte[] bytes(List<Exchange> exchanges, boolean reveal) {
        String version = Har.class.getPackage().getImplementationVersion();
        return Json.bytes(Map.of(
                "log",
                Members.of(
                        "version",
                        "1.2",
                        "creator",
                        Members.of("name", "Tokentrail mock-auth-server", "version", version == null ? "" : version),
                        "entries",
                        exchanges.stream()
                                .map(exchange -> entry(exchange, reveal))
                                .toList())));
    }

    private static Map<String, Object> entry(Exchange exchange, boolean reveal) {
        RecordedRequest recorded = exchange.recorded();
        Optional<Departure> departure = exchange.departure();
        double milliseconds = departure.map(Departure::nanos).orElse(0L) / 1_000_000.0;
        Request request = exchange.request();
        return Members.of(
                "startedDateTime",
                recorded.receivedAtSystemTime().toString(),
                "time",
                milliseconds,
                "request",
                request(reveal ? request : Masking.masked(request), request.bodySize()),
                "response",
                exchange.answer()
                        .map(answer -> response(
                                reveal ? answer : Masking.masked(answer), answer.bodySize(), request.protocol()))
                        .orElseGet(() -> noResponse(request.protocol())),
                "cache",
                Map.of(),
                "timings",
                Members.of("send", 0, "wait", milliseconds, "receive", 0),
                "comment",
                departure.isEmpty() ? "in flight" : exchange.answer().isEmpty() ? "no answer" : null,
                "_receivedAt",
                recorded.receivedAt().toString(),
                "_leftAt",
                departure.map(end -> end.at().toString()).orElse(null),
                "_service",
                recorded.service().orElse(null),
                "_fault",
                recorded.fault().orElse(null),
                "_purpose",
                recorded.purpose());
    }

    private static Map<String, Object> request(Request request, int bodySize) {
        return Members.of(
                "method", request.method(),
                "url",
                        request.serverOrigin()
                                + (request.sentTarget().startsWith("/") ? "" : "/")
                                + request.sentTarget(),
                "httpVersion", request.protocol(),
                "cookies", cookies(request.headerValues("Cookie").stream().flatMap(line -> Stream.of(line.split(";")))),
                "headers", headers(request.headers()),
                "queryString", query(request.rawQuery()),
                "postData", bodySize == 0 ? null : postData(request),
                "headersSize", UNKNOWN,
                "bodySize", bodySize);
    }

    private static Map<String, Object> postData(Request request) {
        byte[] body = request.body();
        Optional<String> text = text(body);
        return Members.of(
                "mimeType", request.header("Content-Type").orElse(""),
                "text", text.orElseGet(() -> Base64.getEncoder().encodeToString(body)),
                "comment", text.isPresent() ? null : "base64");
    }

    private static Map<String, Object> response(Answer answer, int bodySize, String protocol) {
        byte[] body = answer.body();
        Optional<String> text = text(body);
        return Members.of(
                "status", answer.status(),
                "statusText",
                        Optional.ofNullable(HttpStatus.getCode(answer.status()))
                                .map(HttpStatus.Code::getMessage)
                                .orElse(""),
                "httpVersion", protocol,
                "cookies", cookies(values(answer, "Set-Cookie").map(line -> line.split(";", 2)[0])),
                "headers", headers(answer.headers()),
                "content",
                        Members.of(
                                "size",
                                bodySize,
                                "mimeType",
                                values(answer, "Content-Type").findFirst().orElse(""),
                                "text",
                                text.orElseGet(() -> Base64.getEncoder().encodeToString(body)),
                                "encoding",
                                text.isPresent() ? null : "base64"),
                "redirectURL", values(answer, "Location").findFirst().orElse(""),
                "headersSize", UNKNOWN,
                "bodySize", bodySize);
    }

    private static Map<String, Object> noResponse(String protocol) {
        return Members.of(
                "status",
                0,
                "statusText",
                "",
                "httpVersion",
                protocol,
                "cookies",
                List.of(),
                "headers",
                List.of(),
                "content",
                Members.of("size", 0, "mimeType", ""),
                "redirectURL",
                "",
                "headersSize",
                UNKNOWN,
                "bodySize",
                UNKNOWN);
    }

    private static Stream<String> values(Answer answer, String name) {
        return answer.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value);
    }

    private static List<Map<String, Object>> headers(List<Header> headers) {
        return headers.stream()
                .map(header -> pair(header.name(), header.value()))
                .toList();
    }

    private static List<Map<String, Object>> query(String query) {
        return pairs(Arrays.stream(query.split("&")));
    }

    private static List<Map<String, Object>> cookies(Stream<String> cookies) {
        return pairs(cookies.map(String::strip));
    }

    private static List<Map<String, Object>> pairs(Stream<String> pieces) {
        return pieces.filter(piece -> !piece.isEmpty())
                .map(piece -> {
                    int equals = piece.indexOf('=');
                    return equals < 0 ? pair(piece, "") : pair(piece.substring(0, equals), piece.substring(equals + 1));
                })
                .toList();
    }

    private static Map<String, Object> pair(String name, String value) {
        return Members.of("name", name, "value", value);
    }

    private static Optional<String> text(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
