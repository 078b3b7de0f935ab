package dev.tokentrail.adapters.spring;

import dev.tokentrail.core.source.BearerAuthorization;
import dev.tokentrail.core.source.TokenUse;
import dev.tokentrail.core.token.Token;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Puts a valid token into the requests of Spring's {@code RestClient} or {@code RestTemplate} (RFC 6750 section 2.1), and sends
 * a request once more with another one if the server answers that the token is not valid (401).
 *
 * <pre>{@code
 * RestClient client = RestClient.builder().apply(BearerInterceptor.of(authorization).withoutRedirects()).build();
 * }</pre>
 *
 * <p>A request to an origin that may not get the token fails with {@link IllegalArgumentException}, unless it has an
 * {@code Authorization} header of its own: such a request is left as it is. If no token is to be had, the call fails with
 * {@link dev.tokentrail.core.token.TokenException}.
 *
 * <p><b>An interceptor does not see redirects.</b> The JDK's client of Java 17 takes the header along to whatever origin it is
 * sent on to, if it follows redirects, and Spring Boot makes it follow them. So use {@link #withoutRedirects}, or give Spring a
 * request factory that does not follow. Safe for use by many threads.
 */
@SuppressWarnings("exports") // see module-info
public final class BearerInterceptor implements ClientHttpRequestInterceptor {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private final BearerAuthorization authorization;

    private BearerInterceptor(BearerAuthorization authorization) {
        this.authorization = authorization;
    }

    /**
     * Makes the interceptor.
     *
     * @param authorization the tokens and who may get them
     * @return an interceptor for a client whose request factory does not follow redirects
     */
    public static BearerInterceptor of(BearerAuthorization authorization) {
        return new BearerInterceptor(authorization);
    }

    /**
     * Adds the interceptor to a client, and gives it a request factory that does not follow redirects: the JDK's client, with 10
     * seconds to connect and 30 to answer.
     *
     * @return what to {@linkplain RestClient.Builder#apply apply} to a builder
     */
    public Consumer<RestClient.Builder> withoutRedirects() {
        return builder -> {
            HttpClient client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
            JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client);
            factory.setReadTimeout(READ_TIMEOUT);
            builder.requestFactory(factory).requestInterceptor(this);
        };
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        HttpHeaders headers = request.getHeaders();
        if (headers.getFirst(HttpHeaders.AUTHORIZATION) != null) {
            return execution.execute(request, body);
        }
        Token token = authorization.token(request.getURI());
        headers.set(HttpHeaders.AUTHORIZATION, token.revealAuthorization());
        ClientHttpResponse response = execution.execute(request, body);
        Optional<Token> other = another(token, response);
        if (other.isEmpty()) {
            return response;
        }
        response.close();
        headers.set(HttpHeaders.AUTHORIZATION, other.get().revealAuthorization());
        return execution.execute(request, body);
    }

    private Optional<Token> another(Token token, ClientHttpResponse response) throws IOException {
        try {
            boolean refused = TokenUse.isRefused(
                    response.getStatusCode().value(), response.getHeaders().getOrEmpty(HttpHeaders.WWW_AUTHENTICATE));
            return refused ? TokenUse.another(authorization.tokens(), token) : Optional.empty();
        } catch (IOException | RuntimeException failure) {
            response.close();
            throw failure;
        }
    }

    /** Names the origins. */
    @Override
    public String toString() {
        return "BearerInterceptor[" + authorization + "]";
    }
}
