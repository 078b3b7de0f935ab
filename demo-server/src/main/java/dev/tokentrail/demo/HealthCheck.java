package dev.tokentrail.demo;

import dev.tokentrail.demo.web.Guards;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;

/** Asks a running demo whether it is up, for where there is no other client: in a container. */
final class HealthCheck {

    private static final int PATIENCE_MILLISECONDS = 5000;

    private HealthCheck() {}

    /**
     * Asks.
     *
     * @param server scheme, host and port of the demo
     * @return what is wrong, empty if it is up
     * @throws IllegalArgumentException if that is no address
     */
    static Optional<String> failure(String server) {
        if (!server.matches("https?://[^/?#@\\s]+/?")) {
            throw new IllegalArgumentException(
                    "--check takes the address of a demo, such as http://127.0.0.1:5050, not " + server + ".");
        }
        URI health = URI.create(server.replaceFirst("/$", "") + Guards.HEALTH);
        try {
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLISECONDS);
            connection.setReadTimeout(PATIENCE_MILLISECONDS);
            int status = connection.getResponseCode();
            return status == 200 ? Optional.empty() : Optional.of(health + " answers " + status);
        } catch (IOException e) {
            return Optional.of(health + " does not answer: " + e.getMessage());
        }
    }
}
