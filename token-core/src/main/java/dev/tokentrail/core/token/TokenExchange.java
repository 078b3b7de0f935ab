package dev.tokentrail.core.token;

import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.secret.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is exchanged for what (RFC 8693 section 2.1).
 *
 * @param subjectToken the token to exchange
 * @param subjectTokenType its type, a URN such as {@link #ACCESS_TOKEN}
 * @param actorToken the token of the party that acts for the subject, or null
 * @param actorTokenType its type, or null exactly if there is no actor token
 * @param requestedTokenType the type wanted, or null for the service's default
 * @param resources addresses of the services at which the token will be used
 * @param audiences names of the services at which the token will be used
 * @param scopes the scopes asked for; empty for the service's default
 */
public record TokenExchange(
        Secret subjectToken,
        String subjectTokenType,
        @Nullable Secret actorToken,
        @Nullable String actorTokenType,
        @Nullable String requestedTokenType,
        List<String> resources,
        List<String> audiences,
        List<String> scopes) {

    /** The type of an OAuth 2.0 access token (RFC 8693 section 3). */
    public static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    /** The type of a JWT (RFC 8693 section 3). */
    public static final String JWT = "urn:ietf:params:oauth:token-type:jwt";

    /**
     * Takes copies.
     *
     * @param subjectToken the token to exchange
     * @param subjectTokenType its type
     * @param actorToken the token of the party that acts for the subject
     * @param actorTokenType its type
     * @param requestedTokenType the type wanted
     * @param resources addresses of the services at which the token will be used
     * @param audiences names of the services at which the token will be used
     * @param scopes the scopes asked for
     * @throws IllegalArgumentException if an actor token comes without its type or a type without its token
     */
    public TokenExchange {
        if ((actorToken == null) != (actorTokenType == null)) {
            throw new IllegalArgumentException("An actor token and its type go together (RFC 8693 section 2.1)");
        }
        resources = List.copyOf(resources);
        audiences = List.copyOf(audiences);
        scopes = List.copyOf(scopes);
    }

    /**
     * The plain case: one token for an access token of the service's default kind.
     *
     * @param subjectToken the token to exchange
     * @param subjectTokenType its type, a URN such as {@link #JWT}
     * @return the exchange
     */
    public static TokenExchange of(Secret subjectToken, String subjectTokenType) {
        return new TokenExchange(subjectToken, subjectTokenType, null, null, null, List.of(), List.of(), List.of());
    }

    Parameters parameters() {
        Parameters parameters = Parameters.of("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")
                .and("subject_token", subjectToken)
                .and("subject_token_type", subjectTokenType);
        if (actorToken != null) {
            parameters = parameters.and("actor_token", actorToken).andIfPresent("actor_token_type", actorTokenType);
        }
        parameters = parameters.andIfPresent("requested_token_type", requestedTokenType);
        for (String resource : resources) {
            parameters = parameters.and("resource", resource);
        }
        for (String audience : audiences) {
            parameters = parameters.and("audience", audience);
        }
        return parameters.andScope(scopes);
    }
}
