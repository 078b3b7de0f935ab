package dev.tokentrail.core.token;

import dev.tokentrail.core.http.FormEncoding;
import dev.tokentrail.core.http.Loopback;
import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects an authorization request and starts its {@link AuthorizationTransaction}. State and code verifier are 32 random
 * bytes each, as 43 characters of base64url.
 */
public final class AuthorizationTransactionBuilder {

    /** How long a person may take if nothing is said: 10 minutes. */
    public static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(10);

    private static final Set<String> OWN =
            Set.of("client_id", "redirect_uri", "state", "code_challenge", "code_challenge_method");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String authorizationEndpoint;
    private final String redirectUri;
    private Parameters parameters;
    private @Nullable String issuer;
    private boolean issInResponse;
    private boolean pkce;
    private Duration lifetime = DEFAULT_LIFETIME;

    AuthorizationTransactionBuilder(String authorizationEndpoint, String clientId, String redirectUri) {
        this.authorizationEndpoint = Loopback.requireSecure(authorizationEndpoint, "authorization endpoint");
        this.redirectUri = checkedRedirectUri(redirectUri);
        this.parameters = Parameters.of("client_id", clientId).and("redirect_uri", redirectUri);
    }

    /**
     * Adds {@code response_type=code}, which every service but Sage X3 asks for.
     *
     * @return this builder
     */
    public AuthorizationTransactionBuilder responseTypeCode() {
        return parameter("response_type", "code");
    }

    /**
     * Adds the scopes, joined by a space.
     *
     * @param scopes the scopes; nothing is added if there are none
     * @return this builder
     */
    public AuthorizationTransactionBuilder scopes(Collection<String> scopes) {
        this.parameters = parameters.andScope(scopes);
        return this;
    }

    /**
     * Adds a parameter of the service's own.
     *
     * @param name the parameter's name
     * @param value its value
     * @return this builder
     * @throws IllegalArgumentException if the name is one that this builder itself adds
     */
    public AuthorizationTransactionBuilder parameter(String name, String value) {
        if (OWN.contains(name)) {
            throw new IllegalArgumentException(
                    "The parameter " + name + " is added by itself, and must not stand twice");
        }
        this.parameters = parameters.and(name, value);
        return this;
    }

    /**
     * States who must answer (RFC 9207).
     *
     * @param identifier the issuer identifier; null if not known
     * @param inEveryResponse whether a redirect without {@code iss} is rejected; default false
     * @return this builder
     * @throws IllegalArgumentException if {@code iss} is required and no issuer is known to compare it with
     */
    public AuthorizationTransactionBuilder issuer(@Nullable String identifier, boolean inEveryResponse) {
        if (inEveryResponse && identifier == null) {
            throw new IllegalArgumentException(
                    "Whoever requires iss in every response must know the issuer (RFC 9207)");
        }
        this.issuer = identifier;
        this.issInResponse = inEveryResponse;
        return this;
    }

    /**
     * Adds a PKCE challenge with S256 (RFC 7636). Always done, except where a service is not known to understand it.
     *
     * @return this builder
     */
    public AuthorizationTransactionBuilder withPkce() {
        this.pkce = true;
        return this;
    }

    /**
     * States how long the person may take.
     *
     * @param time longer than zero; default {@link #DEFAULT_LIFETIME}
     * @return this builder
     * @throws IllegalArgumentException if it is not longer than zero
     */
    public AuthorizationTransactionBuilder lifetime(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("An authorization lives longer than zero, not " + time);
        }
        this.lifetime = time;
        return this;
    }

    /**
     * Draws state and verifier, and starts.
     *
     * @param client the provider's client, which completes the transaction too; its clock tells the moment of the start
     * @return the transaction
     */
    public AuthorizationTransaction start(TokenClient client) {
        Secret state = random();
        Secret verifier = pkce ? random() : null;
        Parameters query = parameters.and("state", state.reveal());
        if (verifier != null) {
            query = query.and("code_challenge", challenge(verifier)).and("code_challenge_method", "S256");
        }
        Instant now = client.clock().instant();
        return new AuthorizationTransaction(
                client.provider(),
                authorizationEndpoint
                        + (authorizationEndpoint.contains("?") ? "&" : "?")
                        + FormEncoding.encode(query).replace("+", "%20"),
                state,
                verifier,
                redirectUri,
                issuer,
                issInResponse,
                now,
                now.plus(lifetime));
    }

    private static String checkedRedirectUri(String redirectUri) {
        Objects.requireNonNull(redirectUri, "There is no redirect URI; was a variable left unset?");
        try {
            URI uri = new URI(redirectUri);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean allowed = web
                    ? Loopback.isSecure(redirectUri) && uri.getHost() != null
                    : uri.getScheme() != null && uri.getScheme().contains(".");
            if (allowed && uri.getRawFragment() == null) {
                return redirectUri;
            }
        } catch (URISyntaxException malformed) {
            // Falls through to the one message that fits every reason.
        }
        throw new IllegalArgumentException(
                "A redirect URI is an absolute https address, an http address on loopback, or"
                        + " of an app's own scheme with a dot in it (RFC 8252 section 7.1), and has no fragment: "
                        + redirectUri);
    }

    private static Secret random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** S256 of RFC 7636 section 4.2. */
    static String challenge(Secret verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(verifier.reveal().getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
