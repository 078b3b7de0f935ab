package dev.tokentrail.provider.wso2;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.RedirectPolicy;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.DeviceFlow;
import dev.tokentrail.core.token.Introspection;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.core.token.StandardRequests;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenClient;
import dev.tokentrail.core.token.TokenExchange;
import dev.tokentrail.core.token.TokenProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Access tokens from WSO2 API Manager, and calls of the APIs behind its gateway.
 *
 * <p>The token endpoint is a standard one with many grants: {@link #requests()} gives the standard requests, and what is
 * WSO2's own has a method here whose name ends in {@code Request}; neither sends anything. Two habits of the service
 * surprise: a live token is handed out <em>again</em> with the seconds that it has left, up to the last one (opaque tokens;
 * wso2/api-manager #773), and a scope that the user's roles do not allow is left out without a word, so compare
 * {@link Token#scopes()}.
 *
 * <p>The implicit grant, {@code response_type=token}, is not here on purpose: it puts the token into the browser's address
 * bar and history, without PKCE, client authentication or refresh token (RFC 9700 section 2.1.2 advises against it). Use
 * {@link #authorize}.
 *
 * <p>All methods that send throw {@link dev.tokentrail.core.token.ProviderRefusedException} if the service says no and
 * {@link dev.tokentrail.core.token.ProviderUnavailableException} if it cannot be reached or understood. Safe for use by
 * many threads.
 *
 * @see <a href="https://apim.docs.wso2.com">WSO2 API Manager documentation, "OAuth2 grant types"</a>
 */
public final class Wso2 implements TokenProvider {

    private final Wso2Config config;
    private final StandardRequests requests;
    private final TokenClient client;

    /**
     * Connects with {@link JdkTransport#create()} and the system's clock. Nothing is sent yet.
     *
     * @param config the application and where WSO2 is
     */
    public Wso2(Wso2Config config) {
        this(config, JdkTransport.create(), Clock.systemUTC());
    }

    /**
     * Connects with a transport of the caller's. An installation with a self-signed certificate, as it comes out of the
     * box, is trusted by naming that certificate: {@code JdkTransport.builder().trusting(file).build()}.
     *
     * @param config the application and where WSO2 is
     * @param transport what sends the requests
     * @param clock what lifetimes count from
     */
    public Wso2(Wso2Config config, Transport transport, Clock clock) {
        this.config = config;
        this.requests = new StandardRequests(config.server(), config.client());
        this.client =
                TokenClient.of("WSO2", Wso2Answers.withReadableFaults(transport), clock, RedirectPolicy.sameOrigin());
    }

    @Override
    public String name() {
        return client.provider();
    }

    @Override
    public Clock clock() {
        return client.clock();
    }

    /**
     * Tells what becomes of a refresh token when it is used.
     *
     * @return what {@link Wso2Config#withRefreshRotation} says; by default STRICT, as the server comes: each works once
     */
    @Override
    public RefreshRotation refreshRotation() {
        return config.refreshRotation();
    }

    /**
     * Starts an authorization for the configured scopes.
     *
     * @return the transaction; empty if no redirect URI is configured
     */
    @Override
    public Optional<AuthorizationTransaction> startAuthorization() {
        return config.redirectUri() == null ? Optional.empty() : Optional.of(authorize());
    }

    /**
     * Gives the standard requests that this provider sends, for showing them.
     *
     * @return the requests; building one sends nothing
     */
    public StandardRequests requests() {
        return requests;
    }

    /**
     * Gets a token for a user's name and password: {@code grant_type=password}. Legacy: see
     * {@link StandardRequests#password}.
     *
     * @param username the user's name, with {@code @tenant} where there are tenants
     * @param password the user's password
     * @param scopes the scopes asked for; {@code default} is granted if there are none
     * @return the token, with a refresh token
     */
    public Token password(String username, Secret password, String... scopes) {
        return token(requests.password(username, password, List.of(scopes)));
    }

    /**
     * Gets the application's own token: {@code grant_type=client_credentials}.
     *
     * @param scopes the scopes asked for
     * @return the token, never with a refresh token: get another instead
     */
    public Token clientCredentials(String... scopes) {
        return token(requests.clientCredentials(List.of(scopes)));
    }

    /**
     * Builds the request for the application's own token of a wished lifetime, {@code validity_period}, which WSO2 added to
     * the grant.
     *
     * @param validity whole seconds, at least one; a negative period would make unusable JWTs (wso2/product-apim #9541)
     * @param scopes the scopes asked for
     * @return a POST to the token endpoint
     * @throws IllegalArgumentException if the time is shorter than a second
     */
    public WireRequest clientCredentialsRequest(Duration validity, String... scopes) {
        if (validity.toSeconds() < 1) {
            throw new IllegalArgumentException("A token's validity is at least one second, not " + validity);
        }
        return requests.token(Parameters.of("grant_type", "client_credentials")
                .andScope(List.of(scopes))
                .and("validity_period", Long.toString(validity.toSeconds())));
    }

    /**
     * Gets the application's own token of a wished lifetime.
     *
     * @param validity whole seconds, at least one
     * @param scopes the scopes asked for
     * @return the token
     * @throws IllegalArgumentException if the time is shorter than a second
     */
    public Token clientCredentials(Duration validity, String... scopes) {
        return token(clientCredentialsRequest(validity, scopes));
    }

    /**
     * Starts an authorization with state and PKCE. Send the browser to {@link AuthorizationTransaction#uri()}. A wrong
     * consumer key or callback URL never comes back: WSO2 shows an error page of its own,
     * {@code /authenticationendpoint/oauth2_error.do}.
     *
     * @param scopes the scopes asked for; none for those that are configured
     * @return the transaction, to be kept until the browser is back
     * @throws IllegalArgumentException if the redirect URI is none that a browser may be sent back to with a code
     * @throws IllegalStateException if no redirect URI is configured
     */
    public AuthorizationTransaction authorize(String... scopes) {
        String redirectUri = Optional.ofNullable(config.redirectUri())
                .orElseThrow(() -> new IllegalStateException(
                        "No redirect URI is configured; state it with Wso2Config.withRedirectUri"));
        List<String> asked = scopes.length == 0 ? config.scopes() : List.of(scopes);
        return requests.authorize(redirectUri, asked).start(client);
    }

    /**
     * Checks the redirect and exchanges its code, which lives 300 seconds and works once: using it again revokes the token.
     *
     * @param login the transaction that {@link #authorize} started
     * @param callback what came to the redirect URI
     * @return the token, with a refresh token
     * @throws dev.tokentrail.core.token.CallbackRejectedException if the redirect does not answer the transaction
     * @throws dev.tokentrail.core.token.UserNeededException if the person declined
     */
    public Token complete(AuthorizationTransaction login, AuthorizationCallback callback) {
        Secret code = login.receiveCode(callback, client, Wso2Answers.OF_SERVER, "code");
        return token(requests.authorizationCode(code, login));
    }

    /**
     * Renews a token: {@code grant_type=refresh_token}. The answer brings a new refresh token, and the old one stops
     * working, unless the server is set to keep it. It lives a day by default: 84,600 seconds up to 3.0, 86,400 from 3.2.
     *
     * @param token the token to renew
     * @return the new token with the refresh token to use next
     * @throws dev.tokentrail.core.token.UserNeededException if the token has no refresh token
     */
    @Override
    public Token refresh(Token token) {
        return refresh(token, List.of());
    }

    /**
     * Renews a token for fewer scopes than were granted; more are refused. The next refresh can narrow them further.
     *
     * @param token the token to renew
     * @param scopes the scopes to keep; none for all of them
     * @return the new token with the refresh token to use next
     * @throws dev.tokentrail.core.token.UserNeededException if the token has no refresh token
     */
    public Token refresh(Token token, List<String> scopes) {
        return client.requestRefresh(
                requests.refresh(token.requireRefreshToken(), scopes), Wso2Answers.OF_SERVER, token);
    }

    /**
     * Gets a token for a signed JWT of a trusted identity provider, with {@code iss}, {@code sub}, {@code aud} and
     * {@code exp}: {@code grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer}.
     *
     * @param assertion the JWT
     * @param scopes the scopes asked for
     * @return the token
     */
    public Token jwtBearer(Secret assertion, String... scopes) {
        return token(requests.jwtBearer(assertion, List.of(scopes)));
    }

    /**
     * Gets a token for a signed SAML 2.0 assertion: {@code grant_type=urn:ietf:params:oauth:grant-type:saml2-bearer}.
     *
     * @param assertion the assertion in base64url
     * @param scopes the scopes asked for
     * @return the token
     */
    public Token saml2Bearer(Secret assertion, String... scopes) {
        return token(requests.saml2Bearer(assertion, List.of(scopes)));
    }

    /**
     * Builds the exchange of a Kerberos ticket: {@code grant_type=kerberos}. The server needs WSO2's add-on for it.
     *
     * @param realm the Kerberos realm, for example {@code EXAMPLE.COM}
     * @param ticket the Kerberos token in Base64, as the Kerberos client gives it; making one is not done here
     * @param scopes the scopes asked for
     * @return a POST to the token endpoint
     */
    public WireRequest kerberosRequest(String realm, Secret ticket, String... scopes) {
        return requests.token(Parameters.of("grant_type", "kerberos")
                .and("kerberos_realm", realm)
                .and("kerberos_token", ticket)
                .andScope(List.of(scopes)));
    }

    /**
     * Gets a token for a Kerberos ticket.
     *
     * @param realm the Kerberos realm
     * @param ticket the Kerberos token in Base64
     * @param scopes the scopes asked for
     * @return the token
     */
    public Token kerberos(String realm, Secret ticket, String... scopes) {
        return token(kerberosRequest(realm, ticket, scopes));
    }

    /**
     * Builds the exchange of a Windows token: {@code grant_type=iwa:ntlm}. The server must run on Windows.
     *
     * @param windowsToken the NTLM token, as Windows gives it; making one is not done here
     * @return a POST to the token endpoint
     */
    public WireRequest ntlmRequest(Secret windowsToken) {
        return requests.token(Parameters.of("grant_type", "iwa:ntlm").and("windows_token", windowsToken));
    }

    /**
     * Gets a token for a Windows token.
     *
     * @param windowsToken the NTLM token
     * @return the token
     */
    public Token ntlm(Secret windowsToken) {
        return token(ntlmRequest(windowsToken));
    }

    /**
     * Exchanges one token for another (RFC 8693), version 4.x.
     *
     * @param exchange what for what
     * @return the new token
     */
    public Token exchange(TokenExchange exchange) {
        return token(requests.tokenExchange(exchange));
    }

    /**
     * Gives the device flow (RFC 8628), version 4.x. It sleeps between two questions.
     *
     * @return the flow
     */
    public DeviceFlow deviceFlow() {
        return new DeviceFlow(requests, client, Wso2Answers.OF_SERVER);
    }

    /**
     * Gives the device flow, passing the time in another way than by sleeping.
     *
     * @param wait how to pass the time between two questions
     * @return the flow
     */
    public DeviceFlow deviceFlow(DeviceFlow.Wait wait) {
        return new DeviceFlow(requests, client, Wso2Answers.OF_SERVER, wait);
    }

    /**
     * Revokes an access token. The gateway may still accept it for about 15 minutes, from its cache (older versions).
     *
     * @param token the token
     */
    public void revokeAccessToken(Token token) {
        revoke(requests.revoke(token.accessToken(), "access_token"));
    }

    /**
     * Revokes a refresh token and the access token beside it.
     *
     * @param token the token
     * @throws dev.tokentrail.core.token.UserNeededException if the token has no refresh token
     */
    public void revokeRefreshToken(Token token) {
        revoke(requests.revoke(token.requireRefreshToken(), "refresh_token"));
    }

    /**
     * Asks whether a token is good (RFC 7662). How WSO2 wants the caller to authenticate is not documented; consumer key
     * and secret are sent.
     *
     * @param token an access or refresh token
     * @return what WSO2 says
     * @throws IllegalStateException if the configuration is {@link Wso2Config.Paths#GATEWAY}, which has no such endpoint
     */
    public Introspection introspect(Secret token) {
        return Introspection.of(client.requestJson(requests.introspect(token), Wso2Answers.OF_SERVER));
    }

    /**
     * Asks who the user is. It needs a token with the scope {@code openid}; by default only {@code sub} comes.
     *
     * @param token the token
     * @return the claims
     */
    public Map<String, Object> userinfo(Token token) {
        return client.requestJson(requests.userinfo(token.accessToken()), Wso2Answers.OF_SERVER);
    }

    /**
     * Builds the question for the keys that JWT access tokens are signed with (RFC 7517).
     *
     * @return a GET
     * @throws IllegalStateException if the configuration is {@link Wso2Config.Paths#GATEWAY}, which has no such endpoint
     */
    public WireRequest jwksRequest() {
        String address = Optional.ofNullable(config.server().jwksUri())
                .orElseThrow(() -> new IllegalStateException("The gateway publishes no keys; use Wso2Config.atServer"));
        return WireRequest.get(address).service("WSO2").acceptJson().build();
    }

    /**
     * Fetches the keys that JWT access tokens are signed with.
     *
     * @return the key set, {@code {"keys": [...]}}
     * @throws IllegalStateException if the configuration is {@link Wso2Config.Paths#GATEWAY}, which has no such endpoint
     */
    public Map<String, Object> jwks() {
        return client.requestJson(jwksRequest(), Wso2Answers.OF_SERVER);
    }

    /**
     * Builds a call of an API behind the gateway. {@link WireRequest#newBuilder()} gives it a body.
     *
     * @param token the token
     * @param method for example {@code GET}
     * @param path context, version and resource, for example {@code /pizzashack/1.0.0/menu}
     * @return the call with {@code Authorization: Bearer}
     * @throws IllegalArgumentException if the path does not start with a slash, and so could lead to another host
     * @throws IllegalStateException if no gateway is configured
     */
    public WireRequest apiRequest(Token token, String method, String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("The path of an API call starts with a slash: " + path);
        }
        String gateway = Optional.ofNullable(config.gateway())
                .orElseThrow(() ->
                        new IllegalStateException("No gateway is configured; state it with Wso2Config.withGateway"));
        return WireRequest.method(method, gateway + path)
                .service("WSO2")
                .acceptJson()
                .bearer(token.accessToken())
                .build();
    }

    /**
     * Calls an API behind the gateway. A refusal of the gateway has WSO2's number as
     * {@link dev.tokentrail.core.token.TokenException#vendorCode()}, whether it came as JSON or as XML.
     *
     * @param request what {@link #apiRequest} built
     * @return the API's answer, whatever its content
     */
    public WireResponse callApi(WireRequest request) {
        return client.requestContent(request, Wso2Answers.OF_GATEWAY);
    }

    private Token token(WireRequest request) {
        return client.requestToken(request, Wso2Answers.OF_SERVER);
    }

    private void revoke(WireRequest request) {
        client.requestAcknowledgement(request, Wso2Answers.OF_SERVER);
    }
}
