package dev.tokentrail.core.token;

import dev.tokentrail.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One authorization that was started and waits for its redirect: all that must be remembered between the two.
 *
 * <p>It goes into the web session of the person who was sent away, as {@link #toJson()}, and comes out again with
 * {@link #fromJson(String)}. It completes once: a second redirect for it is rejected, and so is one that comes after it
 * has expired.
 */
public final class AuthorizationTransaction {

    private final String provider;
    private final String uri;
    private final Secret state;
    private final @Nullable Secret codeVerifier;
    private final String redirectUri;
    private final @Nullable String issuer;
    private final boolean issInResponse;
    private final Instant startedAt;
    private final Instant expiresAt;
    private final AtomicBoolean consumed = new AtomicBoolean();

    AuthorizationTransaction(
            String provider,
            String uri,
            Secret state,
            @Nullable Secret codeVerifier,
            String redirectUri,
            @Nullable String issuer,
            boolean issInResponse,
            Instant startedAt,
            Instant expiresAt) {
        this.provider = provider;
        this.uri = uri;
        this.state = state;
        this.codeVerifier = codeVerifier;
        this.redirectUri = redirectUri;
        this.issuer = issuer;
        this.issInResponse = issInResponse;
        this.startedAt = startedAt;
        this.expiresAt = expiresAt;
    }

    /**
     * Starts a builder for a service's authorization request.
     *
     * @param authorizationEndpoint where the browser is sent to
     * @param clientId the client id
     * @param redirectUri where the browser comes back to, exactly as registered
     * @return a builder
     * @throws IllegalArgumentException if an address is malformed or not secure
     */
    public static AuthorizationTransactionBuilder of(
            String authorizationEndpoint, String clientId, String redirectUri) {
        return new AuthorizationTransactionBuilder(authorizationEndpoint, clientId, redirectUri);
    }

    /**
     * Gives the address to send the browser to.
     *
     * @return the authorization request
     */
    public String uri() {
        return uri;
    }

    /**
     * Gives the name of the provider that the authorization is for.
     *
     * @return for example {@code GoTo}
     */
    public String provider() {
        return provider;
    }

    /**
     * Gives the value that comes back in the redirect as {@code state}: the key under which to keep the transaction where
     * a redirect comes without the person's session, as a form that another site posts does.
     *
     * @return the state
     */
    public Secret state() {
        return state;
    }

    /**
     * Gives the redirect URI of the request, which the exchange of the code must repeat.
     *
     * @return the redirect URI
     */
    public String redirectUri() {
        return redirectUri;
    }

    /**
     * Gives the secret that proves in the exchange who started the authorization (RFC 7636).
     *
     * @return the verifier, or null if the service is not known to understand PKCE
     */
    public @Nullable Secret codeVerifier() {
        return codeVerifier;
    }

    /**
     * Gives the moment of the start.
     *
     * @return when the transaction was made
     */
    public Instant startedAt() {
        return startedAt;
    }

    /**
     * Gives the moment from which a redirect comes too late.
     *
     * @return the end of the transaction
     */
    public Instant expiresAt() {
        return expiresAt;
    }

    /**
     * Checks a redirect and takes the code out of it. In this order: repeated parameters, state, provider, issuer (RFC
     * 9207), age, single use, error, code. Nothing after a failed check is looked at.
     *
     * @param callback what came to the redirect URI
     * @param client the client that will exchange the code; it remembers the last 10,000 that are
     *     used up, so that one that was read from JSON twice completes once
     * @param dialect what the service's errors mean
     * @param codeNames the names under which the service may send the code, usually {@code code}
     * @return the code
     * @throws CallbackRejectedException if the redirect does not answer this transaction
     * @throws UserNeededException if the person declined, or has to sign in or to consent
     * @throws ProviderRefusedException if the service refused the authorization request
     * @throws ProviderUnavailableException if the service could not serve it now
     */
    public Secret receiveCode(
            AuthorizationCallback callback, TokenClient client, TokenDialect dialect, String... codeNames) {
        callback.refuseRepeated("state", "iss", "error", "error_description");
        callback.refuseRepeated(codeNames);
        String returned = callback.parameter("state").orElse("");
        if (!MessageDigest.isEqual(bytes(returned), bytes(state.reveal()))) {
            throw AuthorizationCallback.rejected(
                    returned.isEmpty()
                            ? "The redirect holds no state, so nobody knows whose it is."
                            : "The redirect's state is not the one of this authorization.");
        }
        if (!provider.equals(client.provider())) {
            throw AuthorizationCallback.rejected("The authorization was started with " + provider + ", and "
                    + client.provider() + " was asked to complete it.");
        }
        checkIssuer(callback.parameter("iss"));
        if (!client.clock().instant().isBefore(expiresAt)) {
            throw AuthorizationCallback.rejected(
                    "The redirect came after the authorization had expired at " + expiresAt + ".");
        }
        if (!consumed.compareAndSet(false, true) || !client.consume(state)) {
            throw AuthorizationCallback.rejected("This authorization was completed before.");
        }
        callback.failure(client.provider(), dialect).ifPresent(failure -> {
            throw failure;
        });
        for (String name : codeNames) {
            Optional<String> code = callback.parameter(name);
            if (code.isPresent()) {
                return Secret.of(code.get());
            }
        }
        throw AuthorizationCallback.rejected("The redirect holds neither a code nor an error.");
    }

    /**
     * Writes the transaction for the web session, with its state and code verifier in clear: keep it on the server, or
     * encrypted.
     *
     * @return a JSON object
     */
    public String toJson() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("provider", provider);
        members.put("uri", uri);
        members.put("state", state.reveal());
        if (codeVerifier != null) {
            members.put("code_verifier", codeVerifier.reveal());
        }
        members.put("redirect_uri", redirectUri);
        if (issuer != null) {
            members.put("issuer", issuer);
        }
        members.put("iss_in_response", issInResponse);
        members.put("started_at", startedAt.toString());
        members.put("expires_at", expiresAt.toString());
        return Json.write(members);
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @param json the JSON object
     * @return the transaction
     * @throws IllegalArgumentException if it is anything else
     */
    public static AuthorizationTransaction fromJson(String json) {
        Objects.requireNonNull(json, "There is no authorization transaction; was the session lost?");
        JsonNode object = Json.object(json).orElseThrow(AuthorizationTransaction::notOne);
        try {
            return new AuthorizationTransaction(
                    required(object, "/provider"),
                    required(object, "/uri"),
                    Secret.of(required(object, "/state")),
                    Json.string(object, "/code_verifier").map(Secret::of).orElse(null),
                    required(object, "/redirect_uri"),
                    Json.string(object, "/issuer").orElse(null),
                    Json.reads(object, "/iss_in_response", "true"),
                    Instant.parse(required(object, "/started_at")),
                    Instant.parse(required(object, "/expires_at")));
        } catch (DateTimeException malformed) {
            throw notOne();
        }
    }

    /** Describes the transaction without its secrets. */
    @Override
    public String toString() {
        return "AuthorizationTransaction[provider=" + provider + ", redirectUri=" + redirectUri + ", expiresAt="
                + expiresAt + "]";
    }

    private void checkIssuer(Optional<String> iss) {
        if (iss.isEmpty() && issInResponse) {
            throw AuthorizationCallback.rejected("The redirect does not name its issuer, as this service always does.");
        }
        if (iss.isPresent() && issuer != null && !iss.get().equals(issuer)) {
            throw AuthorizationCallback.rejected("The redirect comes from another issuer than the request went to.");
        }
    }

    private static String required(JsonNode object, String pointer) {
        return Json.string(object, pointer).orElseThrow(AuthorizationTransaction::notOne);
    }

    private static IllegalArgumentException notOne() {
        return new IllegalArgumentException(
                "This is not an authorization transaction as toJson() writes it; was the session lost?");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
