package dev.tokentrail.core.token;

import dev.tokentrail.core.secret.Secret;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

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
        Map<String, Object> extras = new LinkedHashMap<>(Json.map(answer));
        for (String pointer : new String[] {
            dialect.accessToken(),
            dialect.tokenType(),
            dialect.expiresIn(),
            dialect.expiresAt(),
            dialect.refreshToken(),
            dialect.refreshExpiresIn(),
            dialect.scope()
        }) {
            remove(extras, List.of(pointer.substring(1).split("/")));
        }
        extras.values().removeIf(Objects::isNull);
        return extras;
    }

    /** Takes a member out, and what is left empty around it. */
    private static void remove(Map<?, ?> object, List<String> path) {
        Object value = object.get(path.get(0));
        if (path.size() > 1 && value instanceof Map<?, ?> inner) {
            remove(inner, path.subList(1, path.size()));
            if (inner.isEmpty()) {
                object.remove(path.get(0));
            }
        } else if (path.size() == 1) {
            object.remove(path.get(0));
        }
    }
}
