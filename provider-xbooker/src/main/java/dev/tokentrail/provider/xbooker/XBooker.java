package dev.tokentrail.provider.xbooker;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.RedirectPolicy;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenClient;
import dev.tokentrail.core.token.TokenProvider;
import java.time.Clock;
import java.util.Map;

/**
 * X Booker's delegated access: two GET requests without a body, all credentials in headers. The client secret buys a
 * refresh token, which lasts; the refresh token buys access tokens, which last two minutes.
 *
 * <p>A refresh token belongs to the application and the address that asked for it, and asking for another ends the access
 * tokens of the one before: let one place ask, once, and refresh from then on.
 *
 * <p>Methods that send throw {@link dev.tokentrail.core.token.ProviderRefusedException} if X Booker says no, and
 * {@link dev.tokentrail.core.token.ProviderUnavailableException} if it cannot be reached or understood. Safe for use by
 * many threads.
 *
 * @see <a href="https://github.com/M-I-Logistix-Ltd/delegated-access-docs">X Booker: delegated access</a>
 */
public final class XBooker implements TokenProvider {

    private final XBookerConfig config;
    private final TokenClient client;

    /**
     * Makes the provider with the JDK's HTTP client and the system's clock.
     *
     * @param config what it must know
     */
    public XBooker(XBookerConfig config) {
        this(config, JdkTransport.create(), Clock.systemUTC());
    }

    /**
     * Makes the provider.
     *
     * @param config what it must know
     * @param transport what sends the requests
     * @param clock what lifetimes count from
     */
    public XBooker(XBookerConfig config, Transport transport, Clock clock) {
        this.config = config;
        this.client = TokenClient.of("X Booker", transport, clock, RedirectPolicy.sameOrigin());
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
     * Tells that a refresh token stays good when it is used: "as many times as you want" (README).
     *
     * @return {@link RefreshRotation#NONE}
     */
    @Override
    public RefreshRotation refreshRotation() {
        return RefreshRotation.NONE;
    }

    /**
     * Gets a refresh token with the client secret, and an access token with it: both calls, one after the other.
     *
     * @return the access token, with the refresh token to renew it by
     */
    @Override
    public Token token() {
        return accessToken(refreshToken());
    }

    /**
     * Gets a refresh token. It ends the access tokens that came of an earlier one.
     *
     * @return the refresh token; it lasts as long as the delegated app
     */
    public Secret refreshToken() {
        return client.requestToken(refreshTokenRequest(), XBookerAnswers.REFRESH_TOKEN)
                .accessToken();
    }

    /**
     * The refresh-token call, the only one that sends the client secret.
     *
     * @return a GET
     */
    public WireRequest refreshTokenRequest() {
        return WireRequest.get(config.authAddress() + "/tokens/refresh")
                .service("XBOOKER")
                .acceptJson()
                .header("client-id", config.clientId())
                .header("client-secret", config.clientSecret())
                .header("organization-id", config.organizationId())
                .build();
    }

    /**
     * Gets an access token.
     *
     * @param refreshToken the refresh token, which stays good
     * @return the access token, with the refresh token to renew it by
     */
    public Token accessToken(Secret refreshToken) {
        return client.requestToken(accessTokenRequest(refreshToken), XBookerAnswers.ACCESS_TOKEN)
                .withRefreshToken(refreshToken, Expiry.unknown());
    }

    /**
     * The access-token call.
     *
     * @param refreshToken the refresh token
     * @return a GET
     */
    public WireRequest accessTokenRequest(Secret refreshToken) {
        return WireRequest.get(config.authAddress() + "/tokens/access")
                .service("XBOOKER")
                .acceptJson()
                .bearer(refreshToken)
                .header("client-id", config.clientId())
                .header("organization-id", config.organizationId())
                .build();
    }

    /**
     * Gets another access token with the refresh token of a token.
     *
     * @param token the token to renew
     * @return the new token, with the same refresh token
     * @throws dev.tokentrail.core.token.UserNeededException if the token has no refresh token
     */
    @Override
    public Token refresh(Token token) {
        return accessToken(token.requireRefreshToken());
    }

    /**
     * The access-token call with the refresh token of a token.
     *
     * @param token the token to renew
     * @return a GET
     * @throws dev.tokentrail.core.token.UserNeededException if the token has no refresh token
     */
    public WireRequest refreshRequest(Token token) {
        return accessTokenRequest(token.requireRefreshToken());
    }

    /**
     * Asks for the organization.
     *
     * @param token the token
     * @return the members of {@code data}
     */
    public Map<String, Object> organization(Token token) {
        return client.requestJson(organizationRequest(token), XBookerAnswers.API, "/data");
    }

    /**
     * The organization call. The README calls the bare {@code /delegated/v1}; all four of X Booker's sample programs call
     * {@code /delegated/v1/organization}, and so does this. Two of them send the ids too, which is not needed.
     *
     * @param token the token
     * @return a GET
     */
    public WireRequest organizationRequest(Token token) {
        return WireRequest.get(config.apiAddress() + "/organization")
                .service("XBOOKER")
                .acceptJson()
                .bearer(token.accessToken())
                .build();
    }
}
