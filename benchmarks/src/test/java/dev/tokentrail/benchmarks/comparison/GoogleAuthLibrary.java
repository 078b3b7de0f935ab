package dev.tokentrail.benchmarks.comparison;

import com.google.api.client.http.HttpTransport;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.UserCredentials;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Its credentials of a user, which know only the refresh grant: google-auth has no client credentials outside of Google. */
final class GoogleAuthLibrary implements Library {

    @Override
    public String title() {
        return "google-auth";
    }

    @Override
    public Class<?> ofItsJar() {
        return UserCredentials.class;
    }

    private static UserCredentials credentials(URI tokenEndpoint) {
        return UserCredentials.newBuilder()
                .setClientId(CLIENT)
                .setClientSecret(SECRET)
                .setRefreshToken(REFRESH_TOKEN)
                .setTokenServerUri(tokenEndpoint)
                .build();
    }

    @Override
    public Client client(URI tokenEndpoint) {
        UserCredentials credentials = credentials(tokenEndpoint);
        return () -> {
            credentials.refreshIfExpired();
            return credentials.getAccessToken().getTokenValue();
        };
    }

    @Override
    public List<Object> objectsThatHoldSecrets(URI tokenEndpoint) {
        return List.of(
                credentials(tokenEndpoint),
                AccessToken.newBuilder()
                        .setTokenValue(ACCESS_TOKEN)
                        .setExpirationTime(Date.from(Instant.now()))
                        .build());
    }

    /** Its HTTP client logs a cURL command of each request for whoever turns on its most detailed log. */
    @Override
    public Optional<String> curlCommand(URI tokenEndpoint) throws Exception {
        Logger logger = Logger.getLogger(HttpTransport.class.getName());
        StringBuilder logged = new StringBuilder();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.append(entry.getMessage()).append('\n');
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
        try {
            client(tokenEndpoint).token();
        } finally {
            logger.setLevel(Level.OFF);
            logger.removeHandler(handler);
        }
        return Optional.of(logged.toString());
    }

    @Override
    public Refresh refresh(URI tokenEndpoint) {
        UserCredentials credentials = credentials(tokenEndpoint);
        return () -> {
            credentials.refresh();
            return Optional.ofNullable(credentials.getRefreshToken());
        };
    }
}
