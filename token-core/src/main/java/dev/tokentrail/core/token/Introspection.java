package dev.tokentrail.core.token;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a service says of a token (RFC 7662 section 2.2).
 *
 * @param active whether the token is good now; if not, nothing else is known
 * @param members all members of the answer: strings, numbers, booleans, lists and maps
 */
public record Introspection(boolean active, Map<String, Object> members) {

    /**
     * Takes a copy without the members that are null.
     *
     * @param active whether the token is good now
     * @param members all members of the answer
     */
    public Introspection {
        members = Json.withoutNulls(members);
    }

    /**
     * Reads an introspection answer.
     *
     * @param answer the members of the JSON object
     * @return the introspection; inactive unless {@code active} is true
     */
    public static Introspection of(Map<String, Object> answer) {
        return new Introspection(Boolean.TRUE.equals(answer.get("active")), answer);
    }

    /**
     * Gives the scopes of the token.
     *
     * @return the words of {@code scope}; empty if it is missing
     */
    public List<String> scopes() {
        return text("scope").map(scope -> List.of(scope.strip().split("\\s+"))).orElse(List.of());
    }

    /**
     * Gives the client that the token was issued to.
     *
     * @return {@code client_id}
     */
    public Optional<String> clientId() {
        return text("client_id");
    }

    /**
     * Gives the person who authorized the token.
     *
     * @return {@code username}
     */
    public Optional<String> username() {
        return text("username");
    }

    /**
     * Gives the end of the token's life.
     *
     * @return {@code exp}; empty if it is missing, not a number, or later than the year 9999
     */
    public Optional<Instant> expiresAt() {
        return Json.instant(members.get("exp"));
    }

    private Optional<String> text(String name) {
        return members.get(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }
}
