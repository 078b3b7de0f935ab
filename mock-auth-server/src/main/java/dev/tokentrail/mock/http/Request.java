package dev.tokentrail.mock.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A request as it was received: raw target, headers in order, raw body. */
public final class Request {

    /** Scope, redirect URI and the like are kept with each code, so their length is a matter of memory. */
    private static final int LONGEST_QUERY = 4096;

    /** What a decoder of ASCII puts for a byte that is not ASCII. */
    private static final char UNMAPPABLE = '\ufffd';

    private final String method;
    private final String sentTarget;
    private final String target;
    private final List<Header> headers;
    private final byte[] body;
    private final String remoteAddress;
    private final String serverOrigin;
    private final String prefix;
    private final String protocol;

    /**
     * Creates a request of HTTP/1.1.
     *
     * @param method the method, in its case on the wire
     * @param target path and query as sent, nothing decoded
     * @param headers header lines in their order
     * @param body raw bytes, empty if none; not copied
     * @param remoteAddress IP address of the caller
     * @param origin scheme and authority by which the caller addressed this server
     */
    public Request(
            String method, String target, List<Header> headers, byte[] body, String remoteAddress, String origin) {
        this(method, target, headers, body, remoteAddress, origin, "HTTP/1.1");
    }

    /** Creates a request of a given protocol version, such as {@code HTTP/1.0}. */
    public Request(
            String method,
            String target,
            List<Header> headers,
            byte[] body,
            String remoteAddress,
            String origin,
            String protocol) {
        this(method, target, headers, body, remoteAddress, origin, protocol, "");
    }

    private Request(
            String method,
            String sentTarget,
            List<Header> headers,
            byte[] body,
            String remoteAddress,
            String serverOrigin,
            String protocol,
            String prefix) {
        this.method = method;
        this.sentTarget = sentTarget;
        this.target = without(prefix, sentTarget);
        this.headers = List.copyOf(headers);
        this.body = body;
        this.remoteAddress = remoteAddress;
        this.serverOrigin = serverOrigin;
        this.protocol = protocol;
        this.prefix = prefix;
    }

    /** The same head with the body that followed it, which is not copied. */
    public Request withBody(byte[] whole) {
        return new Request(method, sentTarget, headers, whole, remoteAddress, serverOrigin, protocol, prefix);
    }

    /**
     * The same request as it is seen below a prefix: its path begins after that, its origin ends with it.
     *
     * @param below a prefix of the path, or of what follows {@code /.well-known/NAME} in it
     */
    public Request below(String below) {
        return new Request(method, sentTarget, headers, body, remoteAddress, serverOrigin, protocol, below);
    }

    private static String without(String prefix, String target) {
        if (prefix.isEmpty()) {
            return target;
        }
        int start = target.indexOf(prefix);
        String rest = target.substring(0, start) + target.substring(start + prefix.length());
        return rest.isEmpty() || rest.startsWith("?") ? "/" + rest : rest;
    }

    public String method() {
        return method;
    }

    /** Path and query, without the prefix that this request is below; nothing decoded. */
    public String target() {
        return target;
    }

    /** Path and query as sent. */
    public String sentTarget() {
        return sentTarget;
    }

    /** The prefix that this request is below, empty for none. */
    public String prefix() {
        return prefix;
    }

    public List<Header> headers() {
        return headers;
    }

    public byte[] body() {
        return body.clone();
    }

    public int bodySize() {
        return body.length;
    }

    public String remoteAddress() {
        return remoteAddress;
    }

    /** The address at which paths start: that of the server, and the prefix that this request is below. */
    public String origin() {
        return serverOrigin + prefix;
    }

    /** Scheme and authority by which the caller addressed this server. */
    public String serverOrigin() {
        return serverOrigin;
    }

    /** The version as HTTP writes it, such as {@code HTTP/1.1}. */
    public String protocol() {
        return protocol;
    }

    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    public String rawQuery() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }

    /** The parameters of the query; a query that is longer than any of the services needs is malformed. */
    public Parameters query() {
        if (rawQuery().length() > LONGEST_QUERY) {
            throw new MalformedRequest("The query is longer than " + LONGEST_QUERY + " characters");
        }
        return Parameters.parse(rawQuery());
    }

    /** All values of a header, in order. */
    public List<String> headerValues(String name) {
        List<String> values = new ArrayList<>(1);
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                values.add(header.value());
            }
        }
        return values;
    }

    /** The value of a header that was sent exactly once. */
    public Optional<String> header(String name) {
        List<String> values = headerValues(name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** The media type without its parameters, in lower case; empty if there is none. */
    public String mediaType() {
        String value = header("Content-Type").orElse("");
        int parameters = value.indexOf(';');
        return (parameters < 0 ? value : value.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    /** The form in the body, whichever of the two form encodings it has; empty for any other content type. */
    public Parameters form() {
        return switch (mediaType()) {
            case "application/x-www-form-urlencoded" -> Parameters.parse(utf8());
            case "multipart/form-data" -> Multipart.parse(header("Content-Type").orElse(""), body);
            default -> Parameters.NONE;
        };
    }

    /** The members of the JSON object in the body; anything but a string value becomes its JSON text. */
    public Parameters json() {
        return Parameters.ofJson(Json.object(body));
    }

    private String utf8() {
        String ascii = new String(body, StandardCharsets.US_ASCII);
        if (ascii.indexOf(UNMAPPABLE) < 0) {
            return ascii;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedRequest("The body is not UTF-8");
        }
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The credential of {@code Authorization: Bearer}, if that header is there once and no other token beside it. */
    public Optional<String> bearer() {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip())
                .filter(token -> !token.isEmpty() && !Bearer.twice(this));
    }

    @Override
    public String toString() {
        return method + " " + path() + " (" + body.length + " bytes)";
    }
}
