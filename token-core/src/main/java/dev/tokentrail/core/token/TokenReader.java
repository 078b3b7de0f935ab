package dev.tokentrail.core.token;

import dev.tokentrail.core.secret.Secret;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a token out of an answer, as a dialect says. */
final class TokenReader {

    private static final int LONGEST_TOKEN = 256 * 1024;

    private TokenReader() {}

    /** The token; empty if there is no usable one at the place that the dialect names. */
    static Optional<Token> read(JsonNode answer, TokenDialect dialect, Instant sentAt) {
        return Json.string(answer, dialect.accessToken())
                .filter(TokenReader::canBeSent)
                .map(accessToken -> read(answer, accessToken, dialect, sentAt));
    }

    private static Token read(JsonNode answer, String accessToken, TokenDialect dialect, Instant sentAt) {
        Optional<String> refreshToken =
                Json.string(answer, dialect.refreshToken()).filter(TokenReader::canBeSent);
        Expiry expiry = ExpiryReader.read(
                answer, dialect.expiresIn(), dialect.expiresAt(), accessToken, dialect.defaultLifetime(), sentAt);
        Expiry refreshExpiry = refreshToken
                .map(value -> ExpiryReader.read(
                        answer, dialect.refreshExpiresIn(), null, value, dialect.defaultRefreshLifetime(), sentAt))
                .orElse(Expiry.unknown());
        return new Token(
                Secret.of(accessToken),
                type(Json.text(answer, dialect.tokenType()).orElse("Bearer")),
                expiry,
                refreshToken.map(Secret::of).orElse(null),
                refreshExpiry,
                Json.words(answer, dialect.scope()),
                extras(answer, dialect));
    }

    private static String type(String stated) {
        return stated.equalsIgnoreCase("Bearer") || !canBeSent(stated) ? "Bearer" : stated;
    }

    /** Visible ASCII: what may stand in an Authorization header (RFC 6749 appendix A.12). */
    private static boolean canBeSent(String token) {
        return token.length() <= LONGEST_TOKEN && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static Map<String, Object> extras(JsonNode answer, TokenDialect dialect) {
        JsonNode extras = answer.deepCopy();
        for (String pointer : new String[] {
            dialect.accessToken(),
            dialect.tokenType(),
            dialect.expiresIn(),
            dialect.expiresAt(),
            dialect.refreshToken(),
            dialect.refreshExpiresIn(),
            dialect.scope()
        }) {
            remove(extras, JsonPointer.compile(pointer));
        }
        return Json.map(extras);
    }

    /** Takes a value out, and what is left empty around it. */
    private static void remove(JsonNode root, JsonPointer place) {
        if (place.matches() || root.at(place).isMissingNode()) {
            return;
        }
        JsonNode around = root.at(place.head());
        if (around instanceof ObjectNode object) {
            object.remove(place.last().getMatchingProperty());
        } else if (around instanceof ArrayNode array) {
            array.remove(place.last().getMatchingIndex());
        }
        if (around.isEmpty()) {
            remove(root, place.head());
        }
    }
}
