package dev.tokentrail.core.token;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a JWT (RFC 7519) says about itself, read without checking its signature: to be shown, never to be trusted.
 *
 * @param header the header's members, such as {@code alg} and {@code kid}
 * @param claims the claims, such as {@code iss}, {@code sub} and {@code exp}
 */
public record UnverifiedJwt(Map<String, Object> header, Map<String, Object> claims) {

    /** The longest text that is looked at: 64 KiB. */
    public static final int LONGEST_TOKEN = 65_536;

    /**
     * Takes copies without the members that are null.
     *
     * @param header the header's members
     * @param claims the claims
     */
    public UnverifiedJwt {
        header = Json.withoutNulls(header);
        claims = Json.withoutNulls(claims);
    }

    /**
     * Looks into a token.
     *
     * @param token any text
     * @return the JWT; empty if the text is not one, as an opaque token is not
     */
    public static Optional<UnverifiedJwt> read(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        Optional<JsonNode> header = part(parts[0]);
        Optional<JsonNode> claims = part(parts[1]);
        return header.isEmpty() || claims.isEmpty()
                ? Optional.empty()
                : Optional.of(new UnverifiedJwt(Json.map(header.get()), Json.map(claims.get())));
    }

    /**
     * Finds a claim.
     *
     * @param name the claim's name
     * @return its value; empty if there is no such claim
     */
    public Optional<Object> claim(String name) {
        return Optional.ofNullable(claims.get(name));
    }

    /**
     * Gives the moment at which the token says that it ends.
     *
     * @return {@code exp}; empty if it is missing, not a number, or later than the year 9999
     */
    public Optional<Instant> expiresAt() {
        return Json.instant(claims.get("exp"));
    }

    /**
     * Gives the moment at which the token says that it was issued.
     *
     * @return {@code iat}; empty if it is missing, not a number, or later than the year 9999
     */
    public Optional<Instant> issuedAt() {
        return Json.instant(claims.get("iat"));
    }

    /** Tells what the JWT has, not what it says. */
    @Override
    public String toString() {
        return "UnverifiedJwt[header=" + header.keySet() + ", claims=" + claims.keySet() + "]";
    }

    private static Optional<JsonNode> part(String encoded) {
        try {
            return Json.object(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
