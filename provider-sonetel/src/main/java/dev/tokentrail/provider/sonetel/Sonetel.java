package dev.tokentrail.provider.sonetel;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.RedirectPolicy;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireRequestBuilder;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenClient;
import dev.tokentrail.core.token.TokenDialect;
import dev.tokentrail.core.token.TokenProvider;
import dev.tokentrail.core.token.UnverifiedJwt;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Sonetel: the name and password of a user for a token of 24 hours, and a refresh token for 30 days if asked for.
 *
 * <p>Methods that send throw {@link dev.tokentrail.core.token.ProviderRefusedException} if Sonetel says no, and
 * {@link dev.tokentrail.core.token.ProviderUnavailableException} if it cannot be reached or understood. Safe for use by
 * many threads.
 *
 * @see <a href="https://sonetel.com/en/developer/help/token">Sonetel: access token</a>
 */
public final class Sonetel implements TokenProvider {

    /** RFC 6749's names; a lifetime is documented in words only, and the JWT itself tells one. */
    private static final TokenDialect TOKEN_ANSWERS = TokenDialect.builder()
            .defaultLifetime(Duration.ofHours(24))
            .defaultRefreshLifetime(Duration.ofDays(30))
            // With 401 and "User with name ... not found": it is the user that is unknown, not the client.
            .means(
                    "unauthorized",
                    "invalid_grant",
                    "Check the e-mail address and the password; they are those of the normal Sonetel sign-in.")
            .build();

    /** Failures of the API may come with status 200; what tells them apart is the envelope. */
    private static final TokenDialect API_ANSWERS = TokenDialect.builder()
            .failureMark("/status", "failed")
            .vendorCode("/response/code")
            .errorMessage("/response/detail", "/error_description")
            .build();

    private final SonetelConfig config;
    private final TokenClient client;

    /**
     * Makes the provider with the JDK's HTTP client and the system's clock.
     *
     * @param config what it must know
     */
    public Sonetel(SonetelConfig config) {
        this(config, JdkTransport.create(), Clock.systemUTC());
    }

    /**
     * Makes the provider.
     *
     * @param config what it must know
     * @param transport what sends the requests
     * @param clock what lifetimes count from
     */
    public Sonetel(SonetelConfig config, Transport transport, Clock clock) {
        this.config = config;
        this.client = TokenClient.of("Sonetel", transport, clock, RedirectPolicy.sameOrigin());
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
     * Gets a token for the user's name and password. Legacy: RFC 9700 section 2.4 forbids this grant to new clients,
     * because the program sees the password; Sonetel offers no other way in.
     *
     * @return the token
     */
    @Override
    public Token token() {
        return client.requestToken(passwordRequest(), TOKEN_ANSWERS);
    }

    /**
     * The password grant.
     *
     * @return a POST with a form or multipart body
     */
    public WireRequest passwordRequest() {
        return post(Parameters.of("grant_type", "password")
                .and("username", config.username())
                .and("password", config.password()));
    }

    /**
     * Refreshes a token. With {@code refresh=yes} Sonetel gives a new refresh token too; keep the new one. Whether the old
     * one dies is not documented: {@link #refreshRotation()} is STRICT, the careful assumption.
     *
     * @param token the token to renew
     * @return the new token
     * @throws dev.tokentrail.core.token.UserNeededException if the token has no refresh token
     */
    @Override
    public Token refresh(Token token) {
        return client.requestRefresh(refreshRequest(token), TOKEN_ANSWERS, token);
    }

    /**
     * The refresh of a token. Sonetel's API description lists user name and password as required here too; its library and
     * its help page send neither, nor does this.
     *
     * @param token the token to renew
     * @return a POST with a form or multipart body
     * @throws dev.tokentrail.core.token.UserNeededException if the token has no refresh token
     */
    public WireRequest refreshRequest(Token token) {
        return post(Parameters.of("grant_type", "refresh_token").and("refresh_token", token.requireRefreshToken()));
    }

    /**
     * Asks for the user's account, whose id most API paths need.
     *
     * @param token the token
     * @return the members of {@code response}: {@code account_id} and more
     */
    public Map<String, Object> account(Token token) {
        return client.requestJson(accountRequest(token), API_ANSWERS, "/response");
    }

    /**
     * The account call, on another host than the token endpoint.
     *
     * @param token the token
     * @return a GET
     */
    public WireRequest accountRequest(Token token) {
        return WireRequest.get(config.apiAddress() + "/account/")
                .service("SONETEL")
                .acceptJson()
                .bearer(token.accessToken())
                .build();
    }

    /**
     * Reads the account id out of the token without a call. The signature is not checked: to be shown, never to be trusted.
     *
     * @param token the token
     * @return the claim {@code acc_id}; empty if the token has none
     */
    public static Optional<String> unverifiedAccountId(Token token) {
        return UnverifiedJwt.read(token.accessToken().reveal())
                .flatMap(jwt -> jwt.claim("acc_id"))
                .map(String::valueOf);
    }

    private WireRequest post(Parameters grant) {
        // Always said: the prose wants refresh=yes for a refresh token, the API description calls yes the default.
        Parameters parameters = grant.and("refresh", config.refresh() ? "yes" : "no");
        WireRequestBuilder request = WireRequest.post(config.tokenEndpoint())
                .service("SONETEL")
                .acceptJson()
                .basic(config.client(), Secret.of(config.client())); // a public pair: it proves nothing
        return switch (config.encoding()) {
            case FORM -> request.form(parameters).build();
            case MULTIPART -> request.multipart(parameters).build();
        };
    }
}
