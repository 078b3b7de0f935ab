package dev.tokentrail.core.source;

import dev.tokentrail.core.token.Token;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * Puts a valid token into the {@code Authorization} header of requests (RFC 6750 section 2.1), and only of those that go to the
 * origins that may get it.
 *
 * <pre>{@code
 * BearerAuthorization authorization = BearerAuthorization.of(tokens, "https://api.example.com");
 * HttpResponse<String> answer = authorization.send(client, request, BodyHandlers.ofString());
 * }</pre>
 *
 * <p>{@link #send} and {@link #sendAsync} send a request once more, with another token, if the server answers that the token is
 * not valid (401); see {@link TokenUse}. A body of unknown length, such as that of
 * {@link HttpRequest.BodyPublishers#ofInputStream}, may be empty the second time: then the refusal is the answer, and the next
 * request has another token. A body of known length must be one that can be sent twice, as those from text, bytes and files are.
 * Safe for use by many threads.
 */
public final class BearerAuthorization {

    private static final String HEADER = "Authorization";

    private final TokenSource tokens;
    private final Set<Origin> origins;

    private BearerAuthorization(TokenSource tokens, Set<Origin> origins) {
        this.tokens = tokens;
        this.origins = origins;
    }

    /**
     * Says who may get the tokens of a source.
     *
     * @param tokens where tokens come from
     * @param origin scheme, host and perhaps port, such as {@code https://api.example.com}; {@code https}, or {@code http} to a
     *     loopback address
     * @param others further ones
     * @return what puts tokens into requests to these origins
     * @throws IllegalArgumentException if something is not an origin, or is not secure
     */
    public static BearerAuthorization of(TokenSource tokens, String origin, String... others) {
        Set<Origin> origins = new LinkedHashSet<>();
        origins.add(Origin.allowed(origin));
        for (String other : others) {
            origins.add(Origin.allowed(other));
        }
        return new BearerAuthorization(tokens, origins);
    }

    /**
     * The source of the tokens.
     *
     * @return where they come from
     */
    public TokenSource tokens() {
        return tokens;
    }

    /**
     * Tells whether a token may be sent to an address.
     *
     * @param address an absolute address
     * @return true if its origin is one of those allowed
     */
    public boolean allows(URI address) {
        try {
            return origins.contains(Origin.of(address));
        } catch (IllegalArgumentException notToBeCalled) {
            return false;
        }
    }

    /**
     * Gives a valid token for a request to an address.
     *
     * @param address where the request goes to
     * @return the token
     * @throws IllegalArgumentException if the address is of another origin than those allowed
     * @throws dev.tokentrail.core.token.TokenException if no token is to be had
     */
    public Token token(URI address) {
        requireAllowed(address);
        return tokens.token();
    }

    private void requireAllowed(URI address) {
        Origin origin = Origin.of(address);
        if (!origins.contains(origin)) {
            throw new IllegalArgumentException("The token is not sent to " + origin + ", only to "
                    + origins.stream().map(Origin::toString).collect(Collectors.joining(", ")) + ".");
        }
    }

    /**
     * Adds a token to a request. The server's refusal is the caller's to handle then.
     *
     * @param request a request without an {@code Authorization} header
     * @return the same with the header
     * @throws IllegalArgumentException if it goes to another origin than those allowed, or has such a header
     * @throws dev.tokentrail.core.token.TokenException if no token is to be had
     */
    public HttpRequest authorize(HttpRequest request) {
        requireNoAuthorization(request);
        return with(token(request.uri()), request);
    }

    /**
     * Builds a request with a token; the builder itself does not get it, because its address can be changed.
     *
     * @param builder what describes the request
     * @return the request
     * @throws IllegalArgumentException if it goes to another origin than those allowed, or has an {@code Authorization} header
     * @throws dev.tokentrail.core.token.TokenException if no token is to be had
     */
    public HttpRequest authorize(HttpRequest.Builder builder) {
        return authorize(builder.build());
    }

    /**
     * Sends a request with a token, and once more with another one if the token is refused.
     *
     * @param client the client; it must not follow redirects, because that of Java 17 takes the header along to whatever origin
     *     it is sent on to. The JDK's default is not to
     * @param request a request without an {@code Authorization} header
     * @param handler reads the answer; of two, only the second one
     * @param <T> what it makes of the body
     * @return the answer: of a refusal, if no other token is worth a try; at most 64 KiB of its body are read then
     * @throws IOException if the connection failed
     * @throws InterruptedException if the thread was interrupted
     * @throws IllegalArgumentException if the request goes to another origin than those allowed or has an {@code Authorization}
     *     header, or if the client follows redirects
     * @throws dev.tokentrail.core.token.TokenException if no token is to be had
     */
    public <T> HttpResponse<T> send(HttpClient client, HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        requireNoRedirects(client);
        requireNoAuthorization(request);
        Token token = token(request.uri());
        FirstAnswer<T> first = firstAnswer(token, request, handler);
        HttpResponse<T> response = client.send(with(token, request), first);
        if (!first.isKept()) {
            return response;
        }
        Token other = tokens.token();
        return TokenUse.isSame(token, other)
                ? first.handled(response).join()
                : client.send(with(other, request), handler);
    }

    /**
     * Does what {@link #send} does without waiting. Cancelling the future does not end a request that is under way;
     * {@link HttpRequest#timeout} does.
     *
     * @param client a client that does not follow redirects
     * @param request a request without an {@code Authorization} header
     * @param handler reads the answer; of two, only the second one
     * @param <T> what it makes of the body
     * @return the answer, or one of the errors of {@link #send}
     * @throws IllegalArgumentException if the request goes to another origin than those allowed or has an {@code Authorization}
     *     header, or if the client follows redirects
     */
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpClient client, HttpRequest request, BodyHandler<T> handler) {
        requireNoRedirects(client);
        requireNoAuthorization(request);
        requireAllowed(request.uri());
        return unwrapped(tokens.tokenAsync().thenCompose(token -> {
            FirstAnswer<T> first = firstAnswer(token, request, handler);
            return client.sendAsync(with(token, request), first)
                    .thenCompose(response -> first.isKept()
                            ? tokens.tokenAsync()
                                    .thenCompose(other -> TokenUse.isSame(token, other)
                                            ? first.handled(response)
                                            : client.sendAsync(with(other, request), handler))
                            : CompletableFuture.completedFuture(response));
        }));
    }

    private static <T> CompletableFuture<T> unwrapped(CompletableFuture<T> future) {
        return future.exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure));
    }

    private <T> FirstAnswer<T> firstAnswer(Token token, HttpRequest request, BodyHandler<T> handler) {
        return new FirstAnswer<>(
                handler,
                head -> TokenUse.isRefused(head.statusCode(), head.headers().allValues("WWW-Authenticate"))
                        && tokens.invalidate(token)
                        && canBeSentTwice(request));
    }

    /** A body of unknown length comes from a stream, which may be empty the second time. */
    private static boolean canBeSentTwice(HttpRequest request) {
        return request.bodyPublisher().filter(body -> body.contentLength() < 0).isEmpty();
    }

    private static HttpRequest with(Token token, HttpRequest request) {
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .setHeader(HEADER, token.revealAuthorization())
                .build();
    }

    private static void requireNoAuthorization(HttpRequest request) {
        if (request.headers().firstValue(HEADER).isPresent()) {
            throw new IllegalArgumentException("The request to " + Origin.of(request.uri())
                    + " has an Authorization header already; leave it out.");
        }
    }

    private static void requireNoRedirects(HttpClient client) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("This client follows redirects (" + client.followRedirects()
                    + ") and may take the token along to another origin; build it with HttpClient.Redirect.NEVER.");
        }
    }

    /** Names the origins. */
    @Override
    public String toString() {
        return "BearerAuthorization" + origins;
    }
}
