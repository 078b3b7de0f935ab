package dev.tokentrail.core.http;

import dev.tokentrail.core.secret.Redactor;
import dev.tokentrail.core.secret.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One HTTP request as it goes over the wire: method, origin, raw target, header lines in order, body.
 *
 * <p>The same value is sent by a {@link Transport} and shown as a cURL command; making it sends nothing. It also knows
 * which of its values are secret, so that whatever shows it can hide them. {@code Host} and {@code Content-Length} are
 * not among the headers: they follow from the origin and the body.
 */
public final class WireRequest {

    private final String service;
    private final String method;
    private final String origin;
    private final String target;
    private final List<Header> headers;
    private final Body body;
    private final Set<Secret> secrets;

    WireRequest(
            String service,
            String method,
            String origin,
            String target,
            List<Header> headers,
            Body body,
            Set<Secret> secrets) {
        this.service = service;
        this.method = method;
        this.origin = origin;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.secrets = secrets;
    }

    /**
     * Starts a GET request.
     *
     * @param url the absolute URL, {@code http} or {@code https}, already percent-encoded
     * @return a builder
     * @throws IllegalArgumentException if the URL is not one that can be sent
     */
    public static WireRequestBuilder get(String url) {
        return new WireRequestBuilder("GET", url);
    }

    /**
     * Starts a POST request.
     *
     * @param url the absolute URL, {@code http} or {@code https}, already percent-encoded
     * @return a builder
     * @throws IllegalArgumentException if the URL is not one that can be sent
     */
    public static WireRequestBuilder post(String url) {
        return new WireRequestBuilder("POST", url);
    }

    /**
     * Starts a request with any method.
     *
     * @param method the method, case kept: a token of RFC 9110
     * @param url the absolute URL, {@code http} or {@code https}, already percent-encoded
     * @return a builder
     * @throws IllegalArgumentException if the method or the URL is not one that can be sent
     */
    public static WireRequestBuilder method(String method, String url) {
        return new WireRequestBuilder(method, url);
    }

    /**
     * Starts a changed copy.
     *
     * @return a builder that holds all of this request
     */
    public WireRequestBuilder newBuilder() {
        return new WireRequestBuilder(this);
    }

    /**
     * Names the service that the request is for, as the start of variable names: {@code GOTO} for
     * {@code $GOTO_CLIENT_SECRET}.
     *
     * @return upper-case letters, digits and underscores; empty if not stated
     */
    public String service() {
        return service;
    }

    /**
     * Gives the method.
     *
     * @return the method, for example {@code POST}
     */
    public String method() {
        return method;
    }

    /**
     * Gives scheme, host and port, the part that decides who receives the credentials (RFC 6454).
     *
     * @return for example {@code https://api.example.com} or {@code http://127.0.0.1:9090}
     */
    public String origin() {
        return origin;
    }

    /**
     * Gives the request target as it stands in the request line.
     *
     * @return path and query, raw, for example {@code /oauth/token?x=%20}; or {@code *}
     */
    public String target() {
        return target;
    }

    /**
     * Gives the address as one text, never rebuilt from parts that were decoded.
     *
     * @return origin and target; the origin and a slash where the target is {@code *}
     */
    public String url() {
        return target.equals("*") ? origin + "/" : origin + target;
    }

    /**
     * Gives the address as a {@link URI}.
     *
     * @return the URI
     * @throws IllegalArgumentException if the raw target holds a character that a {@code URI} refuses, such as {@code |}
     */
    public URI uri() {
        return URI.create(url());
    }

    /**
     * Gives the header lines in the order in which they were added.
     *
     * @return an immutable list, without {@code Host} and {@code Content-Length}
     */
    public List<Header> headers() {
        return headers;
    }

    /**
     * Finds the first header line with a name.
     *
     * @param name the name, in any case
     * @return the value, or empty if there is no such line
     */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(line -> line.isNamed(name))
                .map(Header::value)
                .findFirst();
    }

    /**
     * Gives the body.
     *
     * @return the body; {@link Body.None} if there is none
     */
    public Body body() {
        return body;
    }

    /**
     * Gives the values in this request that must not be shown.
     *
     * @return an immutable set
     */
    public Set<Secret> secrets() {
        return secrets;
    }

    /**
     * Describes the request without its headers and body.
     *
     * @return for example {@code POST https://api.example.com/oauth/token}, secrets masked
     */
    @Override
    public String toString() {
        return Redactor.of(secrets).redact(method + " " + url());
    }
}
