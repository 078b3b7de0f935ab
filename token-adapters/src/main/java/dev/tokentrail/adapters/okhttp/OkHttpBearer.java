package dev.tokentrail.adapters.okhttp;

import dev.tokentrail.core.source.BearerAuthorization;
import dev.tokentrail.core.source.TokenUse;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import okhttp3.Authenticator;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * Puts a valid token into the requests of an OkHttp client (RFC 6750 section 2.1), and sends a request once more with another one
 * if the server answers that the token is not valid (401).
 *
 * <pre>{@code
 * OkHttpClient client = OkHttpBearer.of(authorization).installIn(new OkHttpClient.Builder()).build();
 * }</pre>
 *
 * <p>A request to an origin that may not get the token fails, unless it has an {@code Authorization} header of its own: such a
 * request is left as it is. Where a redirect leads elsewhere, OkHttp takes the header off; the token is added again only if
 * that origin is allowed too and asks for one. Safe for use by many threads.
 */
@SuppressWarnings("exports") // see module-info
public final class OkHttpBearer implements Interceptor, Authenticator {

    private static final String HEADER = "Authorization";

    /** What a request carries, from the interceptor to the authenticator. */
    private record Sent(Token token, boolean again) {}

    private final BearerAuthorization authorization;

    private OkHttpBearer(BearerAuthorization authorization) {
        this.authorization = authorization;
    }

    /**
     * Makes the interceptor and authenticator.
     *
     * @param authorization the tokens and who may get them
     * @return an interceptor for {@link OkHttpClient.Builder#addInterceptor(Interceptor)}, which is an authenticator too
     */
    public static OkHttpBearer of(BearerAuthorization authorization) {
        return new OkHttpBearer(authorization);
    }

    /**
     * Adds it to a client, as its last interceptor up to now and in place of its authenticator.
     *
     * @param builder describes the client
     * @return the same builder
     */
    public OkHttpClient.Builder installIn(OkHttpClient.Builder builder) {
        return builder.addInterceptor(this).authenticator(this);
    }

    /**
     * Adds a token to a request that has no {@code Authorization} header.
     *
     * @param chain the request
     * @return the answer
     * @throws IOException if the call fails, if the request goes to another origin than those allowed, or if no token is to be
     *     had: the cause is the {@link TokenException} then
     */
    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        if (request.header(HEADER) != null) {
            return chain.proceed(request);
        }
        return chain.proceed(with(new Sent(token(request.url().uri()), false), request));
    }

    // What is no IOException would end the thread of an asynchronous call without a word to its callback's owner.
    private Token token(URI address) throws IOException {
        try {
            return authorization.token(address);
        } catch (TokenException | IllegalArgumentException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    /**
     * Answers a refused token with another one, once.
     *
     * @param route the way to the server, which does not matter
     * @param response the refusal
     * @return the request with another token; null if none is worth a try
     * @throws IOException if no token is to be had: the cause is the {@link TokenException} then
     */
    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) throws IOException {
        Request request = response.request();
        Sent sent = request.tag(Sent.class);
        if (sent == null || sent.again() || !authorization.allows(request.url().uri())) {
            return null;
        }
        if (request.header(HEADER) == null) {
            return with(sent, request);
        }
        if (!TokenUse.isRefused(response.code(), response.headers("WWW-Authenticate"))) {
            return null;
        }
        return another(sent.token())
                .map(other -> with(new Sent(other, true), request))
                .orElse(null);
    }

    private Optional<Token> another(Token refused) throws IOException {
        try {
            return TokenUse.another(authorization.tokens(), refused);
        } catch (TokenException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    private static Request with(Sent sent, Request request) {
        return request.newBuilder()
                .header(HEADER, sent.token().revealAuthorization())
                .tag(Sent.class, sent)
                .build();
    }

    /** Names the origins. */
    @Override
    public String toString() {
        return "OkHttpBearer[" + authorization + "]";
    }
}
