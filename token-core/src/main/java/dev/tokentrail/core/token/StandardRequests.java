package dev.tokentrail.core.token;

import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import java.util.Collection;
import java.util.List;

/** The requests of the RFCs, each written once. Building one sends nothing. */
public final class StandardRequests {

    private static final String URN = "urn:ietf:params:oauth:";

    private final AuthorizationServer server;
    private final ClientAuthentication client;

    /**
     * Takes where the requests go and how the client proves itself.
     *
     * @param server the addresses
     * @param client the client's authentication
     */
    public StandardRequests(AuthorizationServer server, ClientAuthentication client) {
        this.server = server;
        this.client = client;
    }

    /**
     * A token request with any grant.
     *
     * @param grant the parameters, {@code grant_type} first
     * @return a POST to the token endpoint
     */
    public WireRequest token(Parameters grant) {
        return post(server.tokenEndpoint(), grant);
    }

    /**
     * The exchange of an authorization code (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
     *
     * @param code the code
     * @param login the transaction that the code completes
     * @return a POST to the token endpoint
     */
    public WireRequest authorizationCode(Secret code, AuthorizationTransaction login) {
        Parameters grant = Parameters.of("grant_type", "authorization_code")
                .and("code", code)
                .and("redirect_uri", login.redirectUri());
        return token(login.codeVerifier() == null ? grant : grant.and("code_verifier", login.codeVerifier()));
    }

    /**
     * The refresh of a token (RFC 6749 section 6).
     *
     * @param refreshToken the refresh token
     * @param scopes fewer scopes than were granted; empty for the same
     * @return a POST to the token endpoint
     */
    public WireRequest refresh(Secret refreshToken, Collection<String> scopes) {
        return token(Parameters.of("grant_type", "refresh_token")
                .and("refresh_token", refreshToken)
                .andScope(scopes));
    }

    /**
     * The client's own token (RFC 6749 section 4.4).
     *
     * @param scopes the scopes asked for; empty for the service's default
     * @return a POST to the token endpoint
     */
    public WireRequest clientCredentials(Collection<String> scopes) {
        return token(Parameters.of("grant_type", "client_credentials").andScope(scopes));
    }

    /**
     * The resource owner password grant (RFC 6749 section 4.3). Legacy: RFC 9700 section 2.4 forbids it to new clients;
     * it is here for services that offer nothing else to a script.
     *
     * @param username the user's name
     * @param password the user's password
     * @param scopes the scopes asked for; empty for the service's default
     * @return a POST to the token endpoint
     */
    public WireRequest password(String username, Secret password, Collection<String> scopes) {
        return token(Parameters.of("grant_type", "password")
                .and("username", username)
                .and("password", password)
                .andScope(scopes));
    }

    /**
     * An assertion grant with a JWT (RFC 7523 section 2.1).
     *
     * @param assertion the signed JWT
     * @param scopes the scopes asked for; empty for the service's default
     * @return a POST to the token endpoint
     */
    public WireRequest jwtBearer(Secret assertion, Collection<String> scopes) {
        return token(Parameters.of("grant_type", URN + "grant-type:jwt-bearer")
                .and("assertion", assertion)
                .andScope(scopes));
    }

    /**
     * An assertion grant with a SAML 2.0 assertion (RFC 7522 section 2.1).
     *
     * @param assertion the signed assertion, already in base64url without line breaks
     * @param scopes the scopes asked for; empty for the service's default
     * @return a POST to the token endpoint
     */
    public WireRequest saml2Bearer(Secret assertion, Collection<String> scopes) {
        return token(Parameters.of("grant_type", URN + "grant-type:saml2-bearer")
                .and("assertion", assertion)
                .andScope(scopes));
    }

    /**
     * The exchange of one token for another (RFC 8693 section 2.1).
     *
     * @param exchange what is exchanged for what
     * @return a POST to the token endpoint
     */
    public WireRequest tokenExchange(TokenExchange exchange) {
        return token(exchange.parameters());
    }

    /**
     * The start of the device flow (RFC 8628 section 3.1).
     *
     * @param scopes the scopes asked for; empty for the service's default
     * @return a POST to the device authorization endpoint
     * @throws IllegalStateException if the service has no such endpoint configured
     */
    public WireRequest deviceAuthorization(Collection<String> scopes) {
        Parameters parameters = client.isInHeader() ? Parameters.of("client_id", client.clientId()) : Parameters.none();
        return post(
                AuthorizationServer.require(server.deviceAuthorizationEndpoint(), "device authorization endpoint"),
                parameters.andScope(scopes));
    }

    /**
     * One question whether the person has approved the device (RFC 8628 section 3.4).
     *
     * @param deviceCode the device code
     * @return a POST to the token endpoint
     */
    public WireRequest deviceToken(Secret deviceCode) {
        return token(Parameters.of("grant_type", URN + "grant-type:device_code").and("device_code", deviceCode));
    }

    /**
     * The revocation of a token (RFC 7009 section 2.1).
     *
     * @param token the access or refresh token
     * @param hint {@code access_token} or {@code refresh_token}, or empty to give no hint
     * @return a POST to the revocation endpoint
     * @throws IllegalStateException if the service has no such endpoint configured
     */
    public WireRequest revoke(Secret token, String hint) {
        return post(
                AuthorizationServer.require(server.revocationEndpoint(), "revocation endpoint"),
                Parameters.none().and("token", token).andIfPresent("token_type_hint", hint));
    }

    /**
     * The introspection of a token (RFC 7662 section 2.1).
     *
     * @param token the access or refresh token
     * @return a POST to the introspection endpoint
     * @throws IllegalStateException if the service has no such endpoint configured
     */
    public WireRequest introspect(Secret token) {
        return post(
                AuthorizationServer.require(server.introspectionEndpoint(), "introspection endpoint"),
                Parameters.none().and("token", token));
    }

    /**
     * The question who the user is (OpenID Connect Core section 5.3.1).
     *
     * @param accessToken the access token
     * @return a GET of the userinfo endpoint
     * @throws IllegalStateException if the service has no such endpoint configured
     */
    public WireRequest userinfo(Secret accessToken) {
        return WireRequest.get(AuthorizationServer.require(server.userinfoEndpoint(), "userinfo endpoint"))
                .service(server.service())
                .acceptJson()
                .bearer(accessToken)
                .build();
    }

    /**
     * Starts an authorization code flow (RFC 6749 section 4.1.1) with PKCE.
     *
     * @param redirectUri where the browser comes back to, exactly as registered
     * @param scopes the scopes asked for; empty for the service's default
     * @return a builder for the transaction
     * @throws IllegalStateException if the service has no authorization endpoint configured
     */
    public AuthorizationTransactionBuilder authorize(String redirectUri, Collection<String> scopes) {
        return AuthorizationTransaction.of(
                        AuthorizationServer.require(server.authorizationEndpoint(), "authorization endpoint"),
                        client.clientId(),
                        redirectUri)
                .responseTypeCode()
                .scopes(List.copyOf(scopes))
                .issuer(server.issuer(), server.issInResponse())
                .withPkce();
    }

    private WireRequest post(String endpoint, Parameters parameters) {
        return client.addTo(WireRequest.post(endpoint).service(server.service()).acceptJson())
                .form(client.addTo(parameters))
                .build();
    }
}
