package dev.tokentrail.core.token;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the differences of a {@link TokenDialect} from the standard. A pointer that is malformed is refused at once. */
public final class TokenDialectBuilder {

    private final Set<Integer> successStatuses = new LinkedHashSet<>();
    private TokenDialect.@Nullable Mark failureMark;
    private String accessToken = "/access_token";
    private String tokenType = "/token_type";
    private String expiresIn = "/expires_in";
    private String expiresAt = "/expires_at";
    private String refreshToken = "/refresh_token";
    private String refreshExpiresIn = "/refresh_token_expires_in";
    private String scope = "/scope";
    private List<String> errorCode = List.of("/error");
    private List<String> vendorCode = List.of();
    private List<String> errorMessage = List.of("/error_description");
    private @Nullable Duration defaultLifetime;
    private @Nullable Duration defaultRefreshLifetime;
    private final Map<String, TokenDialect.Meaning> meanings = new LinkedHashMap<>();

    TokenDialectBuilder() {}

    /**
     * Names a status that may carry a token.
     *
     * @param status for example 201; once one is named, no other counts as success
     * @return this builder
     */
    public TokenDialectBuilder successStatus(int status) {
        successStatuses.add(status);
        return this;
    }

    /**
     * States what in a body means failure, whatever the status.
     *
     * @param pointer a JSON pointer, for example {@code /success}
     * @param value the value there, as text, for example {@code false}; default: nothing is such a mark
     * @return this builder
     */
    public TokenDialectBuilder failureMark(String pointer, String value) {
        this.failureMark = new TokenDialect.Mark(pointer(pointer), value);
        return this;
    }

    /**
     * States where the access token stands.
     *
     * @param pointer a JSON pointer; default {@code /access_token}
     * @return this builder
     */
    public TokenDialectBuilder accessToken(String pointer) {
        this.accessToken = pointer(pointer);
        return this;
    }

    /**
     * States where the type stands.
     *
     * @param pointer a JSON pointer; default {@code /token_type}
     * @return this builder
     */
    public TokenDialectBuilder tokenType(String pointer) {
        this.tokenType = pointer(pointer);
        return this;
    }

    /**
     * States where the remaining seconds stand.
     *
     * @param pointer a JSON pointer; default {@code /expires_in}
     * @return this builder
     */
    public TokenDialectBuilder expiresIn(String pointer) {
        this.expiresIn = pointer(pointer);
        return this;
    }

    /**
     * States where the moment of expiry stands.
     *
     * @param pointer a JSON pointer; default {@code /expires_at}
     * @return this builder
     */
    public TokenDialectBuilder expiresAt(String pointer) {
        this.expiresAt = pointer(pointer);
        return this;
    }

    /**
     * States where the refresh token stands.
     *
     * @param pointer a JSON pointer; default {@code /refresh_token}
     * @return this builder
     */
    public TokenDialectBuilder refreshToken(String pointer) {
        this.refreshToken = pointer(pointer);
        return this;
    }

    /**
     * States where the refresh token's remaining seconds stand.
     *
     * @param pointer a JSON pointer; default {@code /refresh_token_expires_in}
     * @return this builder
     */
    public TokenDialectBuilder refreshExpiresIn(String pointer) {
        this.refreshExpiresIn = pointer(pointer);
        return this;
    }

    /**
     * States where the scopes stand.
     *
     * @param pointer a JSON pointer; default {@code /scope}
     * @return this builder
     */
    public TokenDialectBuilder scope(String pointer) {
        this.scope = pointer(pointer);
        return this;
    }

    /**
     * States where the error code stands.
     *
     * @param pointers JSON pointers, of which the first that finds something counts; none if an error never has a code;
     *     default {@code /error}
     * @return this builder
     */
    public TokenDialectBuilder errorCode(String... pointers) {
        this.errorCode = pointers(pointers);
        return this;
    }

    /**
     * States where the service's own error number stands.
     *
     * @param pointers JSON pointers, of which the first that finds something counts; default none
     * @return this builder
     */
    public TokenDialectBuilder vendorCode(String... pointers) {
        this.vendorCode = pointers(pointers);
        return this;
    }

    /**
     * States where the words about the error stand.
     *
     * @param pointers JSON pointers, of which the first that finds something counts; default {@code /error_description}
     * @return this builder
     */
    public TokenDialectBuilder errorMessage(String... pointers) {
        this.errorMessage = pointers(pointers);
        return this;
    }

    /**
     * States the documented lifetime of an access token whose expiry nobody states.
     *
     * @param lifetime longer than zero; default none
     * @return this builder
     */
    public TokenDialectBuilder defaultLifetime(Duration lifetime) {
        this.defaultLifetime = TokenDialect.checkLifetime(lifetime);
        return this;
    }

    /**
     * States the documented lifetime of a refresh token whose expiry nobody states.
     *
     * @param lifetime longer than zero; default none
     * @return this builder
     */
    public TokenDialectBuilder defaultRefreshLifetime(Duration lifetime) {
        this.defaultRefreshLifetime = TokenDialect.checkLifetime(lifetime);
        return this;
    }

    /**
     * States what one of the service's own errors means.
     *
     * @param text the error code or the message, exactly as the service writes it; with {@code *} as its last character,
     *     everything that starts with what stands before. The exact text goes first, then the longest beginning
     * @param code the RFC code that says the same, for example {@code invalid_grant}
     * @param advice one sentence on what to do
     * @return this builder
     */
    public TokenDialectBuilder means(String text, String code, String advice) {
        meanings.put(text, new TokenDialect.Meaning(code, advice));
        return this;
    }

    /**
     * Makes the dialect.
     *
     * @return the dialect
     */
    public TokenDialect build() {
        return new TokenDialect(
                successStatuses,
                failureMark,
                accessToken,
                tokenType,
                expiresIn,
                expiresAt,
                refreshToken,
                refreshExpiresIn,
                scope,
                errorCode,
                vendorCode,
                errorMessage,
                defaultLifetime,
                defaultRefreshLifetime,
                meanings);
    }

    private static List<String> pointers(String... pointers) {
        return Arrays.stream(pointers).map(TokenDialectBuilder::pointer).toList();
    }

    private static String pointer(String pointer) {
        return TokenDialect.checkPointer(pointer);
    }
}
