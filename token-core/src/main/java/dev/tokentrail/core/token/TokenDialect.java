package dev.tokentrail.core.token;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/**
 * How a service writes its answers, as data: where in the JSON the parts of a token stand, what counts as success, how an
 * error looks and what it means. Places are JSON pointers (RFC 6901).
 *
 * <p>{@link #standard()} is RFC 6749 sections 5.1 and 5.2; a dialect states its differences with {@link #builder()}.
 *
 * @param successStatuses the statuses that may carry a token; empty for any 2xx
 * @param failureMark what a body holds that means failure whatever the status, or null if there is nothing of the kind;
 *     default none
 * @param accessToken where the access token stands; default {@code /access_token}
 * @param tokenType where the type stands; default {@code /token_type}
 * @param expiresIn where the remaining seconds stand; default {@code /expires_in}
 * @param expiresAt where the moment of expiry stands, as seconds or milliseconds since 1970 or in ISO 8601; default
 *     {@code /expires_at}
 * @param refreshToken where the refresh token stands; default {@code /refresh_token}
 * @param refreshExpiresIn where the refresh token's remaining seconds stand; default {@code /refresh_token_expires_in}
 * @param scope where the scopes stand, as a string or an array; default {@code /scope}
 * @param errorCode where the error code stands, the first place that holds one counts; default {@code /error}
 * @param vendorCode where the service's own error number stands, likewise, and in a redirect the parameter of that name;
 *     default none
 * @param errorMessage where the words about the error stand, likewise; default {@code /error_description}
 * @param defaultLifetime the documented lifetime of an access token whose expiry nobody states, or null; default none
 * @param defaultRefreshLifetime the documented lifetime of a refresh token whose expiry nobody states, or null; default
 *     none
 * @param meanings what the service's own error codes and messages mean, by their text; {@code *} at the end of a text
 *     stands for any continuation
 */
public record TokenDialect(
        Set<Integer> successStatuses,
        @Nullable Mark failureMark,
        String accessToken,
        String tokenType,
        String expiresIn,
        String expiresAt,
        String refreshToken,
        String refreshExpiresIn,
        String scope,
        List<String> errorCode,
        List<String> vendorCode,
        List<String> errorMessage,
        @Nullable Duration defaultLifetime,
        @Nullable Duration defaultRefreshLifetime,
        Map<String, Meaning> meanings) {

    /**
     * Takes copies.
     *
     * @param successStatuses the statuses that may carry a token
     * @param failureMark what a body holds that means failure whatever the status
     * @param accessToken where the access token stands
     * @param tokenType where the type stands
     * @param expiresIn where the remaining seconds stand
     * @param expiresAt where the moment of expiry stands
     * @param refreshToken where the refresh token stands
     * @param refreshExpiresIn where the refresh token's remaining seconds stand
     * @param scope where the scopes stand
     * @param errorCode where the error code stands
     * @param vendorCode where the service's own error number stands
     * @param errorMessage where the words about the error stand
     * @param defaultLifetime the documented lifetime of an access token whose expiry nobody states
     * @param defaultRefreshLifetime the documented lifetime of a refresh token whose expiry nobody states
     * @param meanings what the service's own error codes and messages mean
     * @throws IllegalArgumentException if a pointer is malformed or points at the whole answer, or a default lifetime is not
     *     longer than zero
     */
    public TokenDialect {
        for (String pointer :
                List.of(accessToken, tokenType, expiresIn, expiresAt, refreshToken, refreshExpiresIn, scope)) {
            checkPointer(pointer);
        }
        errorCode.forEach(TokenDialect::checkPointer);
        vendorCode.forEach(TokenDialect::checkPointer);
        errorMessage.forEach(TokenDialect::checkPointer);
        checkLifetime(defaultLifetime);
        checkLifetime(defaultRefreshLifetime);
        successStatuses = Set.copyOf(successStatuses);
        errorCode = List.copyOf(errorCode);
        vendorCode = List.copyOf(vendorCode);
        errorMessage = List.copyOf(errorMessage);
        meanings = Map.copyOf(meanings);
    }

    /**
     * A place in the JSON and the value there that marks a failure.
     *
     * @param pointer the JSON pointer, for example {@code /success}
     * @param value the value as text, for example {@code false}
     */
    public record Mark(String pointer, String value) {
        /**
         * Checks the pointer.
         *
         * @param pointer the JSON pointer
         * @param value the value as text
         * @throws IllegalArgumentException if it is malformed
         */
        public Mark {
            checkPointer(pointer);
        }
    }

    /**
     * What an error of the service means.
     *
     * @param code the code of RFC 6749 or an extension that says the same, for example {@code invalid_grant}
     * @param advice one sentence on what to do
     */
    public record Meaning(String code, String advice) {}

    /**
     * The answers of RFC 6749 sections 5.1 and 5.2, with any 2xx as success.
     *
     * @return the dialect of a service that has none
     */
    public static TokenDialect standard() {
        return builder().build();
    }

    /**
     * Starts from {@link #standard()}.
     *
     * @return a builder
     */
    public static TokenDialectBuilder builder() {
        return new TokenDialectBuilder();
    }

    @Nullable
    Meaning meaning(String text) {
        Meaning exact = meanings.get(text);
        return exact != null
                ? exact
                : meanings.entrySet().stream()
                        .filter(entry -> entry.getKey().endsWith("*")
                                && text.startsWith(entry.getKey()
                                        .substring(0, entry.getKey().length() - 1)))
                        .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                        .map(Map.Entry::getValue)
                        .orElse(null);
    }

    static String checkPointer(String pointer) {
        if (JsonPointer.compile(pointer).matches()) {
            throw new IllegalArgumentException("A JSON pointer starts with a slash and names a member: /access_token");
        }
        return pointer;
    }

    static @Nullable Duration checkLifetime(@Nullable Duration lifetime) {
        if (lifetime != null && (lifetime.isNegative() || lifetime.isZero())) {
            throw new IllegalArgumentException("A lifetime is longer than zero, not " + lifetime);
        }
        return lifetime;
    }

    boolean isSuccess(int status) {
        return successStatuses.isEmpty() ? status / 100 == 2 : successStatuses.contains(status);
    }
}
