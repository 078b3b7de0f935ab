package dev.tokentrail.benchmarks;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.OAuth2Credentials;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.ExpirySource;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.provider.wso2.Wso2;
import dev.tokentrail.provider.wso2.Wso2Config;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;

/** What a caller pays for a token that is at hand and valid for hours, by each library in its usual way. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FreshToken {

    private static final Duration LIFETIME = Duration.ofHours(12);
    private static final String VALUE = "fresh-token";

    /** The least there can be: where the token lies, and until when. */
    @State(Scope.Benchmark)
    public static class Bare {

        private record Dated(Token token, long until) {}

        private volatile Dated held = new Dated(newToken(), System.nanoTime() + LIFETIME.toNanos());

        @Nullable
        Token read() {
            Dated now = held;
            return System.nanoTime() - now.until() < 0 ? now.token() : null;
        }
    }

    /** Tokentrail's source, in memory. */
    @State(Scope.Benchmark)
    public static class Tokentrail {
        private final TokenSource source = TokenSource.of(
                new Wso2(Wso2Config.atGateway("http://127.0.0.1:9", "key", Secret.of("secret"))), newToken());

        TokenSource source() {
            return source;
        }
    }

    /** google-auth-library with a fixed token. */
    @State(Scope.Benchmark)
    public static class GoogleAuth {
        private final OAuth2Credentials credentials =
                OAuth2Credentials.create(new AccessToken(VALUE, Date.from(end())));
        private final URI api = URI.create("https://api.example/");
    }

    /** Spring Security's manager for services, with a client that is authorized. */
    @State(Scope.Benchmark)
    public static class SpringSecurity {
        private final AuthorizedClientServiceOAuth2AuthorizedClientManager manager =
                Libraries.springHolding(VALUE, end());
        private final OAuth2AuthorizeRequest request = Libraries.springRequest();
    }

    /** MSAL4J's confidential client, with a token in its cache. */
    @State(Scope.Benchmark)
    public static class Msal4j {
        private final ConfidentialClientApplication application = Libraries.msal4jAnswered(VALUE, LIFETIME);
        private final ClientCredentialParameters parameters = Libraries.msal4jParameters();
    }

    private static Instant end() {
        return Instant.now().plus(LIFETIME);
    }

    private static Token newToken() {
        return new Token(
                Secret.of(VALUE),
                "Bearer",
                new Expiry(end(), ExpirySource.SERVER),
                null,
                Expiry.unknown(),
                List.of(),
                Map.of());
    }

    /**
     * One volatile read and one read of the clock.
     *
     * @param state what is read
     * @return the token
     */
    @Benchmark
    public @Nullable Token bare(Bare state) {
        return state.read();
    }

    /**
     * {@link TokenSource#token()}.
     *
     * @param state the source
     * @return the token
     */
    @Benchmark
    public Token tokentrail(Tokentrail state) {
        return state.source.token();
    }

    /**
     * google-auth's way to a token that it has checked.
     *
     * @param state the credentials
     * @return the header with the token
     * @throws IOException never
     */
    @Benchmark
    public Map<String, List<String>> googleAuth(GoogleAuth state) throws IOException {
        return state.credentials.getRequestMetadata(state.api);
    }

    /**
     * Spring Security's way to a token that it has checked.
     *
     * @param state the manager
     * @return the authorized client
     */
    @Benchmark
    public @Nullable OAuth2AuthorizedClient springSecurity(SpringSecurity state) {
        return state.manager.authorize(state.request);
    }

    /**
     * MSAL4J's way to a token that it has checked.
     *
     * @param state the application
     * @return the token
     */
    @Benchmark
    public String msal4j(Msal4j state) {
        return state.application.acquireToken(state.parameters).join().accessToken();
    }
}
