package dev.tokentrail.provider.x3;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.RedirectPolicy;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.CallbackRejectedException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenClient;
import dev.tokentrail.core.token.TokenProvider;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sage X3 behind its cloud API gateway: an authorization code flow that Sage calls a pairing, JSON bodies, status 201,
 * tokens of five minutes, one pair of tokens per customer.
 *
 * <p>Methods that send throw {@link dev.tokentrail.core.token.ProviderRefusedException} if Sage says no,
 * {@link dev.tokentrail.core.token.UserNeededException} if the customer has to act, and
 * {@link dev.tokentrail.core.token.ProviderUnavailableException} if Sage cannot be reached or understood. Safe for use by
 * many threads.
 *
 * @see <a href="https://developer.sage.com/x3">Sage X3: authorization and token endpoints</a>
 */
public final class X3 implements TokenProvider {

    private static final String ENDPOINT = "endpoint";

    private final X3Config config;
    private final TokenClient client;
    private final @Nullable Customer customer;

    private record Customer(String address, List<String> scopes) {}

    /**
     * Makes the provider with the JDK's HTTP client and the system's clock.
     *
     * @param config what it must know
     */
    public X3(X3Config config) {
        this(config, JdkTransport.create(), Clock.systemUTC());
    }

    /**
     * Makes the provider.
     *
     * @param config what it must know
     * @param transport what sends the requests
     * @param clock what lifetimes count from
     */
    public X3(X3Config config, Transport transport, Clock clock) {
        this(config, client(config, transport, clock), null);
    }

    private X3(X3Config config, TokenClient client, @Nullable Customer customer) {
        this.config = config;
        this.client = client;
        this.customer = customer;
    }

    private static TokenClient client(X3Config config, Transport transport, Clock clock) {
        // A gateway that does not have the customer answers 301 with the other region's address, and the whole request,
        // client secret included, is to be posted again there.
        RedirectPolicy redirects = RedirectPolicy.sameOrigin().alsoOn(301);
        for (String root : config.allRoots().toList()) {
            redirects = redirects.alsoTo(root);
        }
        return TokenClient.of("Sage X3", transport, clock, redirects);
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
     * Says with whom {@link #startAuthorization()} pairs: a pair of tokens belongs to one customer, so a token source does
     * too.
     *
     * @param address the address of the customer's X3
     * @param scopes at least one scope, for example {@code api.graphQL}
     * @return a provider that differs in this alone
     * @throws IllegalArgumentException as {@link #authorize} does
     */
    public X3 forCustomer(String address, String... scopes) {
        authorize(address, scopes); // fails here, not only when the customer is needed
        return new X3(config, client, new Customer(address, List.of(scopes)));
    }

    /**
     * Starts a pairing with the customer that {@link #forCustomer} named.
     *
     * @return the pairing; empty if no customer was named, since nothing that is on the wire tells which to ask
     */
    @Override
    public Optional<AuthorizationTransaction> startAuthorization() {
        return Optional.ofNullable(customer)
                .map(known -> authorize(known.address(), known.scopes().toArray(String[]::new)));
    }

    /**
     * Starts a pairing. Send the browser to its {@link AuthorizationTransaction#uri()}; an administrator of the customer
     * accepts there, at once or days later.
     *
     * <p>There is no {@code response_type} (the documentation lists all parameters and has none), and no PKCE: no page of
     * Sage mentions it. The state is all that ties the callback to this pairing.
     *
     * @param customer the address of the customer's X3
     * @param scopes at least one scope, for example {@code api.graphQL}
     * @return the pairing, to be kept until the callback
     * @throws IllegalArgumentException if there is no customer or no scope, or the redirect URI is none that a browser may
     *     be sent back to with a code
     */
    public AuthorizationTransaction authorize(String customer, String... scopes) {
        if (customer.isBlank() || scopes.length == 0) {
            throw new IllegalArgumentException(
                    "Name the customer's X3 and at least one scope, for example api.graphQL");
        }
        return AuthorizationTransaction.of(
                        config.root() + "/token/authorise", // British spelling
                        config.clientId(),
                        config.redirectUri())
                .scopes(List.of(scopes))
                .parameter("customer", customer)
                .lifetime(config.pairingLifetime())
                .start(client);
    }

    /**
     * The call that the browser makes for a pairing.
     *
     * @param pairing what {@link #authorize} gave
     * @return a GET, to be shown
     */
    public WireRequest authorizeRequest(AuthorizationTransaction pairing) {
        return WireRequest.get(pairing.uri()).service("X3").build();
    }

    /**
     * Checks the callback and exchanges its code. Sage's guide describes a POST with {@code authorizationCode}, Sage's
     * sample application reads {@code code} from the query of a GET; both are taken.
     *
     * @param pairing what {@link #authorize} gave
     * @param callback what came to the redirect URI
     * @return the token
     * @throws CallbackRejectedException if the callback does not answer the pairing, or names a region that is not
     *     configured
     */
    public Token complete(AuthorizationTransaction pairing, AuthorizationCallback callback) {
        Secret code = pairing.receiveCode(callback, client, X3Answers.DIALECT, "code", "authorizationCode");
        return exchange(code, pairing, root(callback));
    }

    /**
     * Finds the region that a callback names, which is there only if the customer lives elsewhere.
     *
     * @param callback what came to the redirect URI
     * @return one of the configured roots
     * @throws CallbackRejectedException if the callback names another
     */
    public String root(AuthorizationCallback callback) {
        return callback.parameter(ENDPOINT)
                .map(endpoint -> config.listedRoot(endpoint)
                        .orElseThrow(() -> CallbackRejectedException.because(
                                "The callback names an endpoint that is not among the configured regional roots"
                                        + shown(callback) + ".",
                                "If Sage confirms that region, add its root to the configuration, and pair again.")))
                .orElse(config.root());
    }

    /**
     * Exchanges a code that {@link #complete} has checked. Useful by itself only to repeat the exchange: after the customer
     * has accepted late, or after a failure that did not reach Sage
     * ({@link dev.tokentrail.core.token.TokenException#mayHaveReachedProvider()}).
     *
     * @param code the code from the callback
     * @param pairing the pairing that the code belongs to
     * @param root the region, from {@link #root(AuthorizationCallback)}
     * @return the token; its extra {@code endpoint} remembers the region, and {@code customerId} names the customer
     * @throws IllegalArgumentException if the root is not one of those configured: the client secret would go there
     */
    public Token exchange(Secret code, AuthorizationTransaction pairing, String root) {
        return client.requestToken(authorizationCodeRequest(code, pairing, root), X3Answers.DIALECT)
                .withExtra(ENDPOINT, root);
    }

    /**
     * The exchange of a code.
     *
     * @param code the code from the callback
     * @param pairing the pairing that the code belongs to
     * @param root the region to ask
     * @return a POST with a JSON body
     * @throws IllegalArgumentException if the root is not one of those configured: the client secret would go there
     */
    public WireRequest authorizationCodeRequest(Secret code, AuthorizationTransaction pairing, String root) {
        return post(
                root,
                Parameters.none()
                        .and("code", code)
                        .and("client_id", config.clientId())
                        .and("client_secret", config.clientSecret())
                        .and("grant_type", "authorization_code")
                        .and("redirect_uri", pairing.redirectUri()));
    }

    /**
     * Refreshes a token, in the region that it came from. Sage gives a new pair each time; keep the new one. Whether the
     * old refresh token dies is not documented: {@link #refreshRotation()} is STRICT, the careful assumption.
     *
     * @param token the token to renew
     * @return the new token
     * @throws dev.tokentrail.core.token.UserNeededException if the token has no refresh token
     * @throws IllegalArgumentException if the token comes from a region that is no longer configured
     */
    @Override
    public Token refresh(Token token) {
        return client.requestRefresh(refreshRequest(token), X3Answers.DIALECT, token)
                .withExtra(ENDPOINT, root(token));
    }

    /**
     * The refresh of a token. The name of the member {@code refresh_token} is inferred: Sage documents the grant, and the
     * page with its body is cut off.
     *
     * @param token the token to renew
     * @return a POST with a JSON body
     * @throws dev.tokentrail.core.token.UserNeededException if the token has no refresh token
     * @throws IllegalArgumentException if the token comes from a region that is no longer configured
     */
    public WireRequest refreshRequest(Token token) {
        return post(
                root(token),
                Parameters.none()
                        .and("refresh_token", token.requireRefreshToken())
                        .and("client_id", config.clientId())
                        .and("client_secret", config.clientSecret())
                        .and("grant_type", "refresh_token"));
    }

    /**
     * Finds the region that a token belongs to; API calls go there too.
     *
     * @param token a token of this provider
     * @return one of the configured roots
     * @throws IllegalArgumentException if the token comes from a region that is no longer configured
     */
    public String root(Token token) {
        String endpoint = token.extra(ENDPOINT).map(String::valueOf).orElse(config.root());
        return config.listedRoot(endpoint)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The token belongs to a region that is not configured; add it with withOtherRoot: "
                                + endpoint));
    }

    private static String shown(AuthorizationCallback callback) {
        return callback.shown(ENDPOINT)
                .filter(endpoint -> endpoint.matches("[A-Za-z0-9.:/_-]{1,200}"))
                .map(endpoint -> ": " + endpoint)
                .orElse("");
    }

    private WireRequest post(String root, Parameters members) {
        if (config.allRoots().noneMatch(root::equals)) {
            throw new IllegalArgumentException("Not a configured regional root: " + root);
        }
        return WireRequest.post(root + "/token")
                .service("X3")
                .acceptJson()
                .json(members)
                .build();
    }
}
