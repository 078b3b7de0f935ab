package dev.tokentrail.core.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * The JDK's HTTP client as a {@link Transport}: HTTP/2 where the server offers it over TLS, HTTP/1.1 otherwise.
 *
 * <p>Plain {@code http} is sent to loopback addresses only; TLS is 1.2 or 1.3, and no certificate is accepted that is
 * signed with SHA-1 or has an RSA key below 2048 bits. No redirect is followed. Method, target, header lines and body
 * go out as they stand in the request, with these exceptions of the JDK's client: it sends header lines of different
 * names in alphabetical order, which carries no meaning (RFC 9110 section 5.3); it adds a {@code User-Agent} where there
 * is none; it states {@code Content-Length: 0} of a request without a body, GET and DELETE excepted from JDK 19 on;
 * and it repeats a GET or HEAD for which a connection that it had kept open broke before the first byte of an answer
 * (RFC 9110 section 9.2.2 allows that).
 *
 * <p>Safe for use by many threads.
 */
public final class JdkTransport implements Transport {

    private static final Set<String> RESERVED = Set.of("connection", "expect", "upgrade");

    private final HttpClient client;
    private final Duration totalTimeout;
    private final int largestResponse;
    private final boolean namedTrust;

    JdkTransport(HttpClient client, Duration totalTimeout, int largestResponse, boolean namedTrust) {
        this.client = client;
        this.totalTimeout = totalTimeout;
        this.largestResponse = largestResponse;
        this.namedTrust = namedTrust;
    }

    /**
     * Makes a transport with the defaults that {@link JdkTransportBuilder} lists.
     *
     * @return the transport
     */
    public static JdkTransport create() {
        return builder().build();
    }

    /**
     * Starts a transport with other timeouts, sizes or trust.
     *
     * @return a builder
     */
    public static JdkTransportBuilder builder() {
        return new JdkTransportBuilder();
    }

    @Override
    public WireResponse send(WireRequest request) throws IOException {
        HttpRequest sendable = sendable(request);
        long deadline = System.nanoTime() + totalTimeout.toNanos();
        return received(sent(request, sendable, deadline));
    }

    /** Sends on this thread: the client's asynchronous way would hand the request and the answer to two more. */
    private HttpResponse<byte[]> sent(WireRequest request, HttpRequest sendable, long deadline) throws IOException {
        try {
            return client.send(sendable, head -> new BoundedBody(largestResponse, deadline - System.nanoTime()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for " + request.origin());
        } catch (IOException | RuntimeException | InternalError failed) {
            // A connection that could not be made has a type of its own; all else is wrapped.
            boolean wrapped = !(failed instanceof IOException) || failed.getClass() == IOException.class;
            throw failure(request, wrapped && failed.getCause() != null ? failed.getCause() : failed);
        }
    }

    private HttpRequest sendable(WireRequest request) throws RequestNotSentException {
        if (!Loopback.isSecure(request.origin())) {
            throw new RequestNotSentException("Not sent: " + request.origin()
                    + " is neither https nor a loopback address, so secrets would travel in clear");
        }
        if (request.target().equals("*")) {
            throw new RequestNotSentException("Not sent: the JDK's client cannot send the target *");
        }
        for (Header header : request.headers()) {
            if (RESERVED.contains(header.name().toLowerCase(Locale.ROOT))) {
                throw new RequestNotSentException(
                        "Not sent: the header " + header.name() + " is the JDK's client's own business");
            }
            if (header.value().chars().anyMatch(c -> c > '~' || (c < ' ' && c != '\t'))) {
                throw new RequestNotSentException("Not sent: the value of header " + header.name()
                        + " holds a character outside printable ASCII, which the JDK's client cannot send");
            }
        }
        URI uri = uri(request);
        try {
            HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                    .timeout(totalTimeout)
                    .version("https".equals(uri.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
            if (!(request.body() instanceof Body.None)) {
                builder.method(
                        request.method(),
                        HttpRequest.BodyPublishers.ofByteArray(request.body().bytes()));
            } else if (request.method().equals("GET")) {
                builder.GET();
            } else if (request.method().equals("DELETE")) {
                builder.DELETE();
            } else {
                builder.method(request.method(), HttpRequest.BodyPublishers.noBody());
            }
            request.headers().forEach(header -> builder.header(header.name(), header.value()));
            return builder.build();
        } catch (IllegalArgumentException refused) {
            // Without the cause: its message quotes what it refuses, be it a secret.
            throw new RequestNotSentException("Not sent: the JDK's client refuses the address, the method "
                    + request.method() + " or one of the headers "
                    + request.headers().stream().map(Header::name).toList());
        }
    }

    private static URI uri(WireRequest request) throws RequestNotSentException {
        if (!HttpSyntax.isVisibleAscii(request.target())) {
            throw new RequestNotSentException(
                    "Not sent: the address of " + request + " holds characters beyond ASCII; percent-encode them");
        }
        if (request.target().endsWith("?")
                && request.target().indexOf('?') == request.target().length() - 1) {
            throw new RequestNotSentException(
                    "Not sent: the JDK's client would drop the question mark at the end of " + request);
        }
        try {
            return request.uri();
        } catch (IllegalArgumentException refused) {
            // Without the cause: its message quotes the whole address.
            throw new RequestNotSentException("Not sent: the address of " + request
                    + " holds a character that must be percent-encoded for the JDK's client");
        }
    }

    private static WireResponse received(HttpResponse<byte[]> response) {
        List<Header> headers = new ArrayList<>();
        response.headers().map().forEach((name, values) -> {
            if (!name.startsWith(":")) {
                values.forEach(value -> Header.received(name, value).ifPresent(headers::add));
            }
        });
        return new WireResponse(response.statusCode(), headers, response.body());
    }

    private static String reason(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private IOException failure(WireRequest request, Throwable cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof ResponseTooLargeException tooLarge) {
                return tooLarge;
            }
            if (inner instanceof TimeoutException
                    || (inner instanceof HttpTimeoutException && !(inner instanceof HttpConnectTimeoutException))) {
                return new SocketTimeoutException(
                        request.origin() + " did not answer completely within " + totalTimeout.toMillis() + " ms");
            }
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return new RequestNotSentException(
                    "No connection to " + request.origin() + " in time: is the address right and the service up"
                            + (request.origin().startsWith("https:") ? ", and does it speak TLS there?" : "?"),
                    cause);
        }
        if (cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof UnresolvedAddressException) {
            return new RequestNotSentException(
                    "No connection to " + request.origin() + ": is the address right and the service up?", cause);
        }
        if (cause instanceof SSLException tls && TlsFailure.isInHandshake(tls)) {
            return TlsFailure.of(request.origin(), tls, namedTrust);
        }
        if (cause instanceof ProtocolException) {
            // Without the cause: its message quotes what came, be it a token.
            return new IOException("What came from " + request.origin() + " is not HTTP");
        }
        return cause instanceof IOException io
                ? new IOException("The connection to " + request.origin() + " broke: " + reason(io), io)
                // Without the cause: it is one of the client's own, which may quote what came.
                : new IOException("The answer of " + request.origin() + " cannot be understood as HTTP ("
                        + cause.getClass().getSimpleName() + ")");
    }
}
