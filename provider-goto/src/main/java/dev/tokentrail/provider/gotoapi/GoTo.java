package dev.tokentrail.provider.gotoapi;

import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.RedirectPolicy;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationServer;
import dev.tokentrail.core.token.AuthorizationServerMetadata;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.Introspection;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.core.token.StandardRequests;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenClient;
import dev.tokentrail.core.token.TokenDialect;
import dev.tokentrail.core.token.TokenProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Access tokens from GoTo, as {@code https://developer.goto.com/guides/Authentication/03_HOW_accessToken} describes them.
 *
 * <ol>
 *   <li>{@link #authorize} gives the address to send the person to, {@code GET /oauth/authorize}.
 *   <li>{@link #complete} checks the redirect and trades its code at {@code POST /oauth/token}.
 *   <li>{@link #refresh} renews the token at the same endpoint, an hour later.
 * </ol>
 *
 * <p>A script does without a browser: {@link #personalAccessToken}. Each call has a method whose name ends in
 * {@code Request}: it gives the request and sends nothing. The others throw
 * {@link dev.tokentrail.core.token.ProviderRefusedException} if GoTo says no and
 * {@link dev.tokentrail.core.token.ProviderUnavailableException} if it cannot be reached or understood. Safe for use by
 * many threads.
 */
public final class GoTo implements TokenProvider {

    /** No page of GoTo shows a token error; RFC 6749 section 5.2 is assumed. Documented: a token lives 3600 seconds. */
    private static final TokenDialect TOKENS =
            TokenDialect.builder().defaultLifetime(Duration.ofHours(1)).build();

    /** The APIs' shape, {@code {"errorCode": "NOT_FOUND", "message": ...}}, as their host answers an unknown path. */
    private static final TokenDialect API = TokenDialect.builder()
            .errorCode()
            .vendorCode("/errorCode")
            .errorMessage("/message")
            .build();

    private final GoToConfig config;
    private final StandardRequests requests;
    private final TokenClient client;

    /**
     * Connects with {@link JdkTransport#create()} and the system's clock. Nothing is sent yet.
     *
     * @param config the client and where GoTo is
     */
    public GoTo(GoToConfig config) {
        this(config, JdkTransport.create(), Clock.systemUTC());
    }

    /**
     * Connects with a transport of the caller's, a {@link dev.tokentrail.core.http.Trail} for example.
     *
     * @param config the client and where GoTo is
     * @param transport what sends the requests
     * @param clock what lifetimes count from
     */
    public GoTo(GoToConfig config, Transport transport, Clock clock) {
        this.config = config;
        this.client = TokenClient.of("GoTo", transport, clock, RedirectPolicy.sameOrigin());
        String oauth = config.address() + "/oauth";
        this.requests = new StandardRequests(
                AuthorizationServer.at("GOTO", oauth + "/token")
                        .issuer(config.issuer(), false)
                        .authorizationEndpoint(oauth + "/authorize")
                        .introspectionEndpoint(oauth + "/introspect")
                        .revocationEndpoint(oauth + "/revoke")
                        .jwksUri(oauth + "/jwks.json")
                        .build(),
                config.client());
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
     * Tells that a refresh token stays good when it is used, until it runs out (guide 05_HOW_refreshToken).
     *
     * @return {@link RefreshRotation#NONE}
     */
    @Override
    public RefreshRotation refreshRotation() {
        return RefreshRotation.NONE;
    }

    /**
     * Starts an authorization for the configured scopes.
     *
     * @return the transaction; empty if {@link GoToConfig#withScopes} named none, since what GoTo grants then is not
     *     documented
     */
    @Override
    public Optional<AuthorizationTransaction> startAuthorization() {
        return config.scopes().isEmpty() ? Optional.empty() : Optional.of(authorize());
    }

    /**
     * Starts an authorization with state and PKCE (S256, the only method that GoTo's metadata lists). Send the browser to
     * {@link AuthorizationTransaction#uri()} and keep the transaction in the person's session.
     *
     * @param scopes for example {@code messaging.v1.send}; only scopes enabled on the client are granted; none for those
     *     that are configured
     * @return the transaction
     * @throws IllegalArgumentException if the redirect URI is none that a browser may be sent back to with a code
     */
    public AuthorizationTransaction authorize(String... scopes) {
        List<String> asked = scopes.length == 0 ? config.scopes() : List.of(scopes);
        return requests.authorize(config.redirectUri(), asked).start(client);
    }

    /**
     * Builds the exchange of a code: {@code grant_type=authorization_code}, Basic. The redirect URI must be the one of
     * the authorization, and a code can be exchanged once.
     *
     * @param code the code
     * @param login the transaction that the code completes
     * @return {@code POST /oauth/token}
     */
    public WireRequest exchangeRequest(Secret code, AuthorizationTransaction login) {
        return requests.authorizationCode(code, login);
    }

    /**
     * Checks the redirect and exchanges its code. The person whom the token stands for is the extra {@code principal}.
     *
     * @param login the transaction that {@link #authorize} started
     * @param callback what came to the redirect URI
     * @return the token, with a refresh token
     * @throws dev.tokentrail.core.token.CallbackRejectedException if the redirect does not answer the transaction
     * @throws dev.tokentrail.core.token.UserNeededException if the person declined
     */
    public Token complete(AuthorizationTransaction login, AuthorizationCallback callback) {
        Secret code = login.receiveCode(callback, client, TOKENS, "code");
        return client.requestToken(exchangeRequest(code, login), TOKENS);
    }

    /**
     * Builds the refresh of a token: {@code grant_type=refresh_token}, Basic.
     *
     * @param token the token to renew
     * @return {@code POST /oauth/token}
     * @throws dev.tokentrail.core.token.UserNeededException if the token has no refresh token
     */
    public WireRequest refreshRequest(Token token) {
        return requests.refresh(token.requireRefreshToken(), List.of());
    }

    /**
     * Renews a token. GoTo's ordinary answer holds neither {@code refresh_token} nor {@code token_type} (guide
     * 05_HOW_refreshToken): the old refresh token is kept, and the type is Bearer. Only when the old one runs out does a
     * new one come.
     *
     * @param token the token to renew
     * @return the new token with the refresh token to use next
     * @throws dev.tokentrail.core.token.UserNeededException if the token has no refresh token
     */
    @Override
    public Token refresh(Token token) {
        return client.requestRefresh(refreshRequest(token), TOKENS, token);
    }

    /**
     * Builds the exchange of a personal access token: {@code grant_type=personal_access_token} and {@code pat}, Basic. The
     * grant must be enabled on the client, and the scopes of both must match (guide 03.1_HOW_accessTokenPAT).
     *
     * @param personalAccessToken made at {@code https://myaccount.goto.com}
     * @return {@code POST /oauth/token}
     */
    public WireRequest personalAccessTokenRequest(Secret personalAccessToken) {
        return requests.token(
                Parameters.of("grant_type", "personal_access_token").and("pat", personalAccessToken));
    }

    /**
     * Gets a token for a personal access token. Whether it comes with a refresh token is not documented: if not, use the
     * personal access token again.
     *
     * @param personalAccessToken made at {@code https://myaccount.goto.com}
     * @return the token
     */
    public Token personalAccessToken(Secret personalAccessToken) {
        return client.requestToken(personalAccessTokenRequest(personalAccessToken), TOKENS);
    }

    /**
     * Builds GoTo's former "direct login", {@code grant_type=password}. Legacy: clients made today cannot use it (page
     * 05_Direct-Login_migration); use {@link #authorize} or {@link #personalAccessToken} instead.
     *
     * @param username the user's e-mail address
     * @param password the user's password
     * @return {@code POST /oauth/token}
     */
    public WireRequest legacyPasswordRequest(String username, Secret password) {
        return requests.password(username, password, List.of());
    }

    /**
     * Gets a token by GoTo's former "direct login". Legacy: see {@link #legacyPasswordRequest}.
     *
     * @param username the user's e-mail address
     * @param password the user's password
     * @return the token
     */
    public Token legacyPassword(String username, Secret password) {
        return client.requestToken(legacyPasswordRequest(username, password), TOKENS);
    }

    /**
     * Builds the question whether a token is good (RFC 7662). The endpoint is in GoTo's metadata; that the client
     * authenticates as for a token is assumed.
     *
     * @param token an access or refresh token
     * @return {@code POST /oauth/introspect}
     */
    public WireRequest introspectRequest(Secret token) {
        return requests.introspect(token);
    }

    /**
     * Asks whether a token is good.
     *
     * @param token an access or refresh token
     * @return what GoTo says
     */
    public Introspection introspect(Secret token) {
        return Introspection.of(client.requestJson(introspectRequest(token), TOKENS));
    }

    /**
     * Builds the revocation of a token (RFC 7009). The endpoint is in GoTo's metadata; the rest of the RFC is assumed.
     *
     * @param token an access or refresh token
     * @return {@code POST /oauth/revoke}
     */
    public WireRequest revokeRequest(Secret token) {
        return requests.revoke(token, "");
    }

    /**
     * Revokes a token.
     *
     * @param token an access or refresh token
     */
    public void revoke(Secret token) {
        client.requestAcknowledgement(revokeRequest(token), TOKENS);
    }

    /**
     * Builds the question for the keys that access tokens are signed with (RFC 7517).
     *
     * @return {@code GET /oauth/jwks.json}
     */
    public WireRequest jwksRequest() {
        return WireRequest.get(config.address() + "/oauth/jwks.json")
                .service("GOTO")
                .acceptJson()
                .build();
    }

    /**
     * Fetches the keys that access tokens are signed with.
     *
     * @return the key set, {@code {"keys": [...]}}
     */
    public Map<String, Object> jwks() {
        return client.requestJson(jwksRequest(), TOKENS);
    }

    /**
     * Builds the question for GoTo's metadata (RFC 8414). Both of GoTo's hosts serve the document, and on both it names
     * {@code https://identity.goto.com} as issuer; it is asked for where the issuer says.
     *
     * @return {@code GET /.well-known/oauth-authorization-server}
     */
    public WireRequest metadataRequest() {
        return AuthorizationServerMetadata.request("GOTO", config.issuer());
    }

    /**
     * Fetches GoTo's metadata and checks that it is the issuer's.
     *
     * @return the metadata
     */
    public AuthorizationServerMetadata metadata() {
        return AuthorizationServerMetadata.discover(client, "GOTO", config.issuer());
    }

    /**
     * Builds a call that uses the token: a text message by GoTo Connect. It needs the scope {@code messaging.v1.send}.
     * Numbers are written like {@code +15145550100}; the members are those of GoTo's own
     * {@code github.com/goto-developers/send-sms-demo}.
     *
     * @param token the token
     * @param ownerPhoneNumber the sender, a GoTo Connect number
     * @param contactPhoneNumbers the receivers
     * @param body the text
     * @return {@code POST /messaging/v1/messages}
     */
    public WireRequest sendMessageRequest(
            Token token, String ownerPhoneNumber, List<String> contactPhoneNumbers, String body) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("ownerPhoneNumber", ownerPhoneNumber);
        message.put("contactPhoneNumbers", contactPhoneNumbers);
        message.put("body", body);
        return WireRequest.post(config.api() + "/messaging/v1/messages")
                .service("GOTO")
                .acceptJson()
                .bearer(token.accessToken())
                .body(Body.json(message))
                .build();
    }

    /**
     * Sends a text message. More than ten calls in a second are refused with 429 (page Ref-Rate-Limits).
     *
     * @param token the token
     * @param ownerPhoneNumber the sender, a GoTo Connect number
     * @param contactPhoneNumbers the receivers
     * @param body the text
     * @return the message as GoTo describes it
     */
    public Map<String, Object> sendMessage(
            Token token, String ownerPhoneNumber, List<String> contactPhoneNumbers, String body) {
        return client.requestJson(sendMessageRequest(token, ownerPhoneNumber, contactPhoneNumbers, body), API);
    }
}
