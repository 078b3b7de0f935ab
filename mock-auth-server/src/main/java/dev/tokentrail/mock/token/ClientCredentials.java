package dev.tokentrail.mock.token;

import dev.tokentrail.mock.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Identifier and secret as sent in an {@code Authorization: Basic} header, nothing decoded beyond Base64.
 *
 * @param id before the first colon
 * @param secret after it
 */
public record ClientCredentials(String id, String secret) {

    /** Whether a request carries any {@code Authorization} header of the scheme Basic. */
    public static boolean offered(Request request) {
        return request.headerValues("Authorization").stream()
                .anyMatch(value -> value.regionMatches(true, 0, "Basic", 0, 5));
    }

    /** Reads the header; empty if it is missing, repeated or not Base64 of two parts with a colon. */
    public static Optional<ClientCredentials> of(Request request) {
        return request.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                .flatMap(value -> decode(value.substring(6).strip()));
    }

    private static Optional<ClientCredentials> decode(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new ClientCredentials(pair.substring(0, colon), pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "ClientCredentials[id=" + id + ", secret=***]";
    }
}
