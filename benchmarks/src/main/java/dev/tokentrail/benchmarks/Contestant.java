package dev.tokentrail.benchmarks;

import com.google.auth.oauth2.UserCredentials;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.provider.wso2.Wso2;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;

/** A library that gets its tokens from an emulated service. */
enum Contestant {
    TOKENTRAIL("Tokentrail", Duration.ZERO) {
        @Override
        Callable<String> client(Service service) {
            Wso2 wso2 = service.client();
            TokenSource source = TokenSource.of(wso2, () -> wso2.clientCredentials());
            return () -> source.token(Duration.ofMinutes(1)).accessToken().reveal();
        }

        @Override
        Duration lifetime(Duration answerTime, Duration useful) {
            // It counts from the request, as the service does; the others count from the answer.
            return answerTime.plus(useful);
        }
    },

    GOOGLE_AUTH("google-auth", Duration.ofMinutes(3)) {
        @Override
        Callable<String> client(Service service) {
            Secret refreshToken =
                    service.client().password("admin", Secret.of("admin")).requireRefreshToken();
            UserCredentials credentials = Libraries.google(service.tokenEndpoint(), refreshToken.reveal());
            URI api = URI.create("https://api.example/");
            return () -> credentials
                    .getRequestMetadata(api)
                    .getOrDefault("Authorization", List.of(""))
                    .get(0);
        }
    },

    SPRING_SECURITY("Spring Security", Duration.ofMinutes(1)) {
        @Override
        Callable<String> client(Service service) {
            AuthorizedClientServiceOAuth2AuthorizedClientManager manager = Libraries.spring(service.tokenEndpoint());
            return () -> Objects.requireNonNull(manager.authorize(Libraries.springRequest()))
                    .getAccessToken()
                    .getTokenValue();
        }
    },

    MSAL4J("MSAL4J", Duration.ofMinutes(5)) {
        @Override
        Callable<String> client(Service service) {
            ConfidentialClientApplication application = Libraries.msal4j(service.tokenEndpoint());
            return () -> application
                    .acquireToken(Libraries.msal4jParameters())
                    .join()
                    .accessToken();
        }
    };

    private final String title;
    private final Duration margin;

    /** A library with its name, and how long before the end it takes a token to be expired. */
    Contestant(String title, Duration margin) {
        this.title = title;
        this.margin = margin;
    }

    String title() {
        return title;
    }

    /** A new client, with an empty cache; gives a token's value. */
    abstract Callable<String> client(Service service);

    /** How long the service's tokens have to live so that this library uses one for so long after it was answered. */
    Duration lifetime(Duration answerTime, Duration useful) {
        return margin.plus(useful);
    }
}
