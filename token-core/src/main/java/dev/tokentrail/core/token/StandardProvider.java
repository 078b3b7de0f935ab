package dev.tokentrail.core.token;

import dev.tokentrail.core.secret.Secret;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service that keeps to the RFCs, by configuration or by discovery: it needs no module of its own.
 *
 * <p>{@link #requests()} gives every request without sending it. Methods that send throw {@link ProviderRefusedException}
 * if the service says no, and {@link ProviderUnavailableException} if it cannot be reached or understood. Safe for use by
 * many threads.
 */
public final class StandardProvider implements TokenProvider {

    private final StandardRequests requests;
    private final TokenClient client;
    private final TokenDialect dialect;
    private final @Nullable Login login;
    private final RefreshRotation rotation;

    /** What an authorization by a person needs. */
    private record Login(String redirectUri, List<String> scopes) {}

    private StandardProvider(
            StandardRequests requests,
            TokenClient client,
            TokenDialect dialect,
            @Nullable Login login,
            RefreshRotation rotation) {
        this.requests = requests;
        this.client = client;
        this.dialect = dialect;
        this.login = login;
        this.rotation = rotation;
    }

    /**
     * A service whose addresses are known.
     *
     * @param server the addresses
     * @param authentication how the client proves itself
     * @param client what sends the requests
     * @return the provider
     */
    public static StandardProvider of(
            AuthorizationServer server, ClientAuthentication authentication, TokenClient client) {
        return new StandardProvider(
                new StandardRequests(server, authentication),
                client,
                TokenDialect.standard(),
                null,
                RefreshRotation.STRICT);
    }

    /**
     * A service that publishes its addresses (RFC 8414, or OpenID Connect Discovery).
     *
     * @param service the start of variable names in cURL commands, for example {@code KEYCLOAK}; may be empty
     * @param issuer the issuer identifier, exactly as the service writes it
     * @param authentication how the client proves itself
     * @param client what sends the requests
     * @return the provider
     * @throws ProviderRefusedException if the document names another issuer, or no usable token endpoint
     * @throws ProviderUnavailableException if there is no such document
     * @throws IllegalArgumentException if the issuer is not https, nor loopback, or has a query, or the service's name is
     *     not upper-case letters, digits and underscores
     */
    public static StandardProvider discover(
            String service, String issuer, ClientAuthentication authentication, TokenClient client) {
        return of(AuthorizationServerMetadata.discover(client, service, issuer).server(), authentication, client);
    }

    /**
     * Says how a person signs in, for {@link #startAuthorization()}.
     *
     * @param redirectUri where the browser comes back to, exactly as registered; default none
     * @param scopes the scopes asked for
     * @return a new provider
     * @throws IllegalArgumentException if the redirect URI is none that a browser may be sent back to with a code
     * @throws IllegalStateException if the service has no authorization endpoint configured
     */
    public StandardProvider withLogin(String redirectUri, String... scopes) {
        authorize(redirectUri, scopes); // fails here, not only when a person is needed
        return new StandardProvider(requests, client, dialect, new Login(redirectUri, List.of(scopes)), rotation);
    }

    /**
     * Says what becomes of a refresh token when it is used.
     *
     * @param newRotation as the service documents it; default {@link RefreshRotation#STRICT}, the careful assumption
     * @return a new provider
     */
    public StandardProvider withRefreshRotation(RefreshRotation newRotation) {
        return new StandardProvider(requests, client, dialect, login, newRotation);
    }

    @Override
    public String name() {
        return client.provider();
    }

    @Override
    public Clock clock() {
        return client.clock();
    }

    @Override
    public RefreshRotation refreshRotation() {
        return rotation;
    }

    /**
     * Starts an authorization as {@link #withLogin} says.
     *
     * @return the transaction; empty if it was not said
     */
    @Override
    public Optional<AuthorizationTransaction> startAuthorization() {
        return Optional.ofNullable(login)
                .map(known -> authorize(known.redirectUri(), known.scopes().toArray(String[]::new)));
    }

    /**
     * Gives the requests that this provider sends.
     *
     * @return the requests; building one sends nothing
     */
    public StandardRequests requests() {
        return requests;
    }

    /**
     * Starts an authorization code flow with state and PKCE. Send the browser to its
     * {@link AuthorizationTransaction#uri()}.
     *
     * @param redirectUri where the browser comes back to, exactly as registered
     * @param scopes the scopes asked for
     * @return the transaction, to be kept until the browser is back
     * @throws IllegalArgumentException if the redirect URI is none that a browser may be sent back to with a code
     * @throws IllegalStateException if the service has no authorization endpoint configured
     */
    public AuthorizationTransaction authorize(String redirectUri, String... scopes) {
        return requests.authorize(redirectUri, List.of(scopes)).start(client);
    }

    /**
     * Checks the redirect and exchanges its code for a token (RFC 6749 section 4.1.3).
     *
     * @param login the transaction that {@link #authorize} started
     * @param callback what came to the redirect URI
     * @return the token
     * @throws CallbackRejectedException if the redirect does not answer the transaction
     * @throws UserNeededException if the person declined
     */
    public Token complete(AuthorizationTransaction login, AuthorizationCallback callback) {
        Secret code = login.receiveCode(callback, client, dialect, "code");
        return client.requestToken(requests.authorizationCode(code, login), dialect);
    }

    /**
     * Refreshes a token (RFC 6749 section 6).
     *
     * @param token the token to renew
     * @return the new token, with the old refresh token if no new one came
     * @throws UserNeededException if the token has no refresh token
     */
    @Override
    public Token refresh(Token token) {
        return client.requestRefresh(requests.refresh(token.requireRefreshToken(), List.of()), dialect, token);
    }

    /**
     * Gets the client's own token (RFC 6749 section 4.4).
     *
     * @param scopes the scopes asked for
     * @return the token
     */
    public Token clientCredentials(String... scopes) {
        return client.requestToken(requests.clientCredentials(List.of(scopes)), dialect);
    }

    /**
     * Gets a token for a user's name and password. Legacy: see {@link StandardRequests#password}.
     *
     * @param username the user's name
     * @param password the user's password
     * @param scopes the scopes asked for
     * @return the token
     */
    public Token password(String username, Secret password, String... scopes) {
        return client.requestToken(requests.password(username, password, List.of(scopes)), dialect);
    }

    /**
     * Gets a token for a signed JWT (RFC 7523).
     *
     * @param assertion the JWT
     * @param scopes the scopes asked for
     * @return the token
     */
    public Token jwtBearer(Secret assertion, String... scopes) {
        return client.requestToken(requests.jwtBearer(assertion, List.of(scopes)), dialect);
    }

    /**
     * Gets a token for a signed SAML 2.0 assertion (RFC 7522).
     *
     * @param assertion the assertion in base64url
     * @param scopes the scopes asked for
     * @return the token
     */
    public Token saml2Bearer(Secret assertion, String... scopes) {
        return client.requestToken(requests.saml2Bearer(assertion, List.of(scopes)), dialect);
    }

    /**
     * Exchanges one token for another (RFC 8693).
     *
     * @param exchange what for what
     * @return the new token; its type stands in the extra {@code issued_token_type}
     */
    public Token exchange(TokenExchange exchange) {
        return client.requestToken(requests.tokenExchange(exchange), dialect);
    }

    /**
     * Gives the device flow (RFC 8628).
     *
     * @return the flow
     */
    public DeviceFlow deviceFlow() {
        return new DeviceFlow(requests, client, dialect);
    }

    /**
     * Revokes an access token (RFC 7009).
     *
     * @param token the token
     * @throws IllegalStateException if the service has no such endpoint configured
     */
    public void revokeAccessToken(Token token) {
        client.requestAcknowledgement(requests.revoke(token.accessToken(), "access_token"), dialect);
    }

    /**
     * Revokes a refresh token, and with it the access tokens that came of it (RFC 7009 section 2.1).
     *
     * @param token the token
     * @throws UserNeededException if the token has no refresh token
     * @throws IllegalStateException if the service has no such endpoint configured
     */
    public void revokeRefreshToken(Token token) {
        client.requestAcknowledgement(requests.revoke(token.requireRefreshToken(), "refresh_token"), dialect);
    }

    /**
     * Asks the service whether a token is good (RFC 7662).
     *
     * @param token the access or refresh token
     * @return what the service says
     * @throws IllegalStateException if the service has no such endpoint configured
     */
    public Introspection introspect(Secret token) {
        return Introspection.of(client.requestJson(requests.introspect(token), dialect));
    }

    /**
     * Asks who the user is (OpenID Connect Core section 5.3).
     *
     * @param token the token, with scope {@code openid}
     * @return the claims
     * @throws IllegalStateException if the service has no such endpoint configured
     */
    public Map<String, Object> userinfo(Token token) {
        return client.requestJson(requests.userinfo(token.accessToken()), dialect);
    }
}
