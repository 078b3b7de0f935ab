package dev.tokentrail.core.http;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.secret.SensitiveNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Collects a {@link WireRequest}. Header lines keep the order in which they are added; only the line that
 * {@link #basic}, {@link #basicRaw} or {@link #bearer} adds goes to the front.
 *
 * <p>{@link #body} adds the body's {@code Content-Type} in its turn, unless the request has such a line by then, and
 * {@link #build()} adds {@code User-Agent: tokentrail} at the end, unless the request has such a line or is to go out
 * {@link #exactly()} as it was put together.
 */
public final class WireRequestBuilder {

    private static final Pattern URL =
            Pattern.compile("(?<scheme>[Hh][Tt][Tt][Pp][Ss]?)://(?<authority>[^/?#]*)(?<target>.*)", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("([A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    private String service = "";
    private final String method;
    private String origin = "";
    private String target = "";
    private final List<Header> headers = new ArrayList<>();
    private Body body = new Body.None();
    private final Set<Secret> secrets = new LinkedHashSet<>();
    private boolean exact;

    WireRequestBuilder(String method, String url) {
        if (!HttpSyntax.isToken(method)) {
            throw new IllegalArgumentException("Not a method that HTTP allows: " + HttpSyntax.shown(method));
        }
        this.method = method;
        url(url);
    }

    WireRequestBuilder(WireRequest request) {
        this.service = request.service();
        this.method = request.method();
        this.origin = request.origin();
        this.target = request.target();
        this.headers.addAll(request.headers());
        this.body = request.body();
        this.secrets.addAll(request.secrets());
        this.exact = true;
    }

    /**
     * Names the service, as the start of variable names in cURL commands.
     *
     * @param name upper-case letters, digits and underscores, for example {@code GOTO}; default empty
     * @return this builder
     * @throws IllegalArgumentException if the name could not start a variable's name
     */
    public WireRequestBuilder service(String name) {
        if (!name.matches("([A-Z][A-Z0-9_]*)?")) {
            throw new IllegalArgumentException(
                    "A service name is upper-case letters, digits and underscores: " + HttpSyntax.shown(name));
        }
        this.service = name;
        return this;
    }

    /**
     * Sets the address.
     *
     * @param url the absolute URL, already percent-encoded
     * @return this builder
     * @throws IllegalArgumentException if it is not {@code http} or {@code https}, has user information or a fragment
     *     (both may carry secrets and neither is sent), a port above 65535, a blank or a control character
     */
    public WireRequestBuilder url(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("An address starts with http:// or https://: " + shownAddress(url));
        }
        String authority = parts.group("authority");
        if (authority.contains("@")) {
            throw new IllegalArgumentException(
                    "An address must not hold a user name or password; send them as the service asks for them");
        }
        if (!AUTHORITY.matcher(authority).matches() || port(authority) > 65_535) {
            throw new IllegalArgumentException("Not a host and port: " + shownAddress(url));
        }
        String scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
        String defaultPort = scheme.equals("https") ? ":443" : ":80";
        String host = authority.endsWith(defaultPort)
                ? authority.substring(0, authority.length() - defaultPort.length())
                : authority;
        this.origin = scheme + "://" + host.toLowerCase(Locale.ROOT);
        String rest = parts.group("target");
        return target(rest.startsWith("/") ? rest : "/" + rest);
    }

    /**
     * Sets the request target.
     *
     * @param rawTarget path and query starting with a slash, or {@code *} for OPTIONS
     * @return this builder
     * @throws IllegalArgumentException if it starts otherwise, or has a fragment, a blank, a control character or half a
     *     surrogate pair
     */
    public WireRequestBuilder target(String rawTarget) {
        if (!rawTarget.startsWith("/") && !rawTarget.equals("*")) {
            throw new IllegalArgumentException(
                    "A request target starts with a slash or is *: " + shownAddress(rawTarget));
        }
        if (rawTarget.contains("#")) {
            throw new IllegalArgumentException("A fragment is never sent; leave it out of the address");
        }
        if (!HttpSyntax.isVisible(rawTarget)) {
            throw new IllegalArgumentException("A request target holds no blank and no control character;"
                    + " percent-encode it: " + shownAddress(rawTarget));
        }
        this.target = rawTarget;
        return this;
    }

    /**
     * Adds a header line at the end.
     *
     * @param name the field name
     * @param value the value; it is treated as secret if {@link SensitiveNames} lists the name
     * @return this builder
     * @throws IllegalArgumentException if HTTP forbids the name or the value
     */
    public WireRequestBuilder header(String name, String value) {
        Header line = new Header(name, value);
        headers.add(line);
        if (SensitiveNames.isSecretHeader(name) && !line.value().isEmpty()) {
            secrets.add(Secret.of(line.value()));
        }
        return this;
    }

    /**
     * Adds a header line with a secret value at the end.
     *
     * @param name the field name
     * @param value the secret
     * @return this builder
     * @throws IllegalArgumentException if HTTP forbids the name or the value
     */
    public WireRequestBuilder header(String name, Secret value) {
        headers.add(new Header(name, value.reveal()));
        secrets.add(value);
        return this;
    }

    /**
     * Adds {@code Accept: application/json}.
     *
     * @return this builder
     */
    public WireRequestBuilder acceptJson() {
        return header("Accept", "application/json");
    }

    /**
     * Adds {@code Authorization: Basic} with id and secret form-encoded before Base64, as RFC 6749 section 2.3.1 asks.
     * It becomes the first header line, where curl writes it for {@code --user}.
     *
     * @param id the client id
     * @param secret the client secret
     * @return this builder
     */
    public WireRequestBuilder basic(String id, Secret secret) {
        return basicHeader(FormEncoding.encode(id) + ":" + FormEncoding.encode(secret.reveal()), secret);
    }

    /**
     * Adds {@code Authorization: Basic} with id and secret as they are, as RFC 7617 has it and some services expect. It
     * becomes the first header line, where curl writes it for {@code --user}.
     *
     * @param id the client id; without a colon
     * @param secret the client secret
     * @return this builder
     * @throws IllegalArgumentException if the id holds a colon, which would move the border between id and secret
     */
    public WireRequestBuilder basicRaw(String id, Secret secret) {
        if (id.contains(":")) {
            throw new IllegalArgumentException("A client id with a colon cannot be sent in raw Basic authentication");
        }
        return basicHeader(id + ":" + secret.reveal(), secret);
    }

    /**
     * Adds {@code Authorization: Bearer} (RFC 6750 section 2.1). It becomes the first header line, where curl writes it
     * for {@code --oauth2-bearer}.
     *
     * @param token the token
     * @return this builder
     */
    public WireRequestBuilder bearer(Secret token) {
        return authorization("Bearer " + token.reveal(), token);
    }

    /**
     * Sets a form body.
     *
     * @param parameters the fields
     * @return this builder
     */
    public WireRequestBuilder form(Parameters parameters) {
        return body(new Body.Form(parameters));
    }

    /**
     * Sets a JSON object as the body.
     *
     * @param parameters the members
     * @return this builder
     */
    public WireRequestBuilder json(Parameters parameters) {
        return body(new Body.Json(parameters));
    }

    /**
     * Sets a {@code multipart/form-data} body.
     *
     * @param parameters the fields
     * @return this builder
     */
    public WireRequestBuilder multipart(Parameters parameters) {
        return body(Body.multipart(parameters));
    }

    /**
     * Sets the body, and adds its {@code Content-Type} here unless the request has one. A {@code Content-Type} that came
     * from the body before gives way to the new one, in its place. The secrets among the body's parameters become secrets
     * of the request.
     *
     * @param newBody the body
     * @return this builder
     */
    public WireRequestBuilder body(Body newBody) {
        String before = body.contentType();
        String contentType = newBody.contentType();
        int place = before == null ? -1 : headers.indexOf(contentTypeLine(before));
        if (place >= 0) {
            headers.remove(place);
        }
        if (contentType != null && !has("Content-Type")) {
            headers.add(place < 0 ? headers.size() : place, contentTypeLine(contentType));
        }
        this.body = newBody;
        secrets.addAll(secretsOf(newBody));
        return this;
    }

    /**
     * States a value that must not be shown, wherever in the request it stands.
     *
     * @param secret the value
     * @return this builder
     */
    public WireRequestBuilder secret(Secret secret) {
        secrets.add(secret);
        return this;
    }

    /**
     * Adds no header line that was not added by hand: {@link #build()} adds no {@code User-Agent}. (The JDK's client
     * then adds one of its own.)
     *
     * @return this builder
     */
    public WireRequestBuilder exactly() {
        this.exact = true;
        return this;
    }

    /**
     * Makes the request. Nothing is sent.
     *
     * @return the request
     * @throws IllegalArgumentException if a header that follows from other parts ({@code Host}, {@code Content-Length})
     *     was added by hand
     */
    public WireRequest build() {
        for (String derived : List.of("Host", "Content-Length")) {
            if (has(derived)) {
                throw new IllegalArgumentException(derived + " follows from the rest of the request; do not add it");
            }
        }
        if (!exact && !has("User-Agent")) {
            headers.add(new Header("User-Agent", "tokentrail"));
        }
        return new WireRequest(service, method, origin, target, List.copyOf(headers), body, Set.copyOf(secrets));
    }

    private WireRequestBuilder basicHeader(String pair, Secret secret) {
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return authorization("Basic " + encoded, secret);
    }

    private WireRequestBuilder authorization(String value, Secret secret) {
        headers.add(0, new Header("Authorization", value));
        secrets.add(secret);
        secrets.add(Secret.of(value));
        return this;
    }

    private static List<Secret> secretsOf(Body body) {
        if (body instanceof Body.Form form) {
            return form.parameters().secrets();
        }
        if (body instanceof Body.Json json) {
            return json.parameters().secrets();
        }
        return body instanceof Body.Multipart multipart ? multipart.parameters().secrets() : List.of();
    }

    private static Header contentTypeLine(String contentType) {
        return new Header("Content-Type", contentType);
    }

    private static int port(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon < 0 || authority.endsWith("]") ? 0 : Integer.parseInt(authority.substring(colon + 1));
    }

    private boolean has(String name) {
        return headers.stream().anyMatch(line -> line.isNamed(name));
    }

    /** An address for an error message: without its query and user information, which may hold secrets. */
    static String shownAddress(String url) {
        return HttpSyntax.shown(url.replaceFirst("(?s)[?#].*", "?…").replaceFirst("//[^/]*@", "//***@"));
    }
}
