package dev.tokentrail.conformance.nodes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import tools.jackson.databind.json.JsonMapper;

/** What may be printed of a token. */
final class Prints {

    private static final JsonMapper JSON = new JsonMapper();

    private Prints() {}

    /** When a JWT ends. */
    static Instant end(String token) {
        String claims = token.split("\\.", -1)[1];
        String json = new String(Base64.getUrlDecoder().decode(claims), UTF_8);
        return Instant.ofEpochSecond(JSON.readTree(json).path("exp").asLong());
    }

    /** The first 48 bits of a token's SHA-256. */
    static String of(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
