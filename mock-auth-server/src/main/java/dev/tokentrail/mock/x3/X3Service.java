package dev.tokentrail.mock.x3;

import dev.tokentrail.mock.consent.AuthorizationRequest;
import dev.tokentrail.mock.consent.Consent;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Bearer;
import dev.tokentrail.mock.http.Denials;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.ErrorShape;
import dev.tokentrail.mock.http.MalformedRequest;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Purpose;
import dev.tokentrail.mock.http.Refusal;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.token.BoundedStore;
import dev.tokentrail.mock.token.ClientCredentials;
import dev.tokentrail.mock.token.RandomText;
import dev.tokentrail.mock.token.RedirectUris;
import dev.tokentrail.mock.token.Secrets;
import dev.tokentrail.mock.token.SigningKey;
import dev.tokentrail.mock.token.TokenIssuer;
import dev.tokentrail.mock.x3.X3Config.Client;
import dev.tokentrail.mock.x3.X3Config.Customer;
import dev.tokentrail.mock.x3.X3Config.Region;
import dev.tokentrail.mock.x3.X3Tokens.Grant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The X3 cloud gateway: pairing request, code exchange and refresh, in two regions. */
public final class X3Service implements Service, TokenIssuer {

    /** As a person knows it. */
    public static final String TITLE = "Sage X3";

    private record Pairing(Grant grant, String redirectUri, Instant expires) {}

    private final X3Config config;
    private final Clock clock;
    private final String mount;
    private final Consent consent;
    private final X3Tokens tokens;
    private final BoundedStore<Pairing> codes = new BoundedStore<>(MOST_LIVE);
    private final BoundedStore<Grant> redeemedCodes = new BoundedStore<>(MOST_LIVE);
    private final Denials denials = new Denials();

    /**
     * Creates the service.
     *
     * @param config who may pair
     * @param clock the one clock
     * @param mount prefix of its paths, empty for none
     * @param consent decides about pairing requests
     */
    public X3Service(X3Config config, Clock clock, String mount, Consent consent) {
        this.config = config;
        this.clock = clock;
        this.mount = mount;
        this.consent = consent;
        this.tokens = new X3Tokens(config, clock);
    }

    @Override
    public String name() {
        return "x3";
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public String base() {
        return mount + "/v1";
    }

    @Override
    public Map<String, Endpoints> mounts() {
        return Map.of(mount, consent.serve(endpoints(Region.EU)), "/x3" + Region.US.mountSuffix, endpoints(Region.US));
    }

    private Endpoints endpoints(Region region) {
        return new Endpoints(ErrorShape.message())
                .get("/v1/token/authorise", request -> authorise(region, request))
                .post("/v1/token", request -> token(region, request))
                .post("/v1/graphql", this::graphQl)
                .purpose(Purpose.AUTHORIZATION, "/v1/token/authorise")
                .purpose(Purpose.TOKEN, "/v1/token")
                .purpose(Purpose.API, "/v1/graphql");
    }

    private Answer authorise(Region region, Request request) {
        Parameters query = request.query();
        if (query.repeated().isPresent()) {
            throw X3Error.MISSING_PARAMETERS.refusal();
        }
        Client client = activeClient(required(query, "client_id"));
        String redirectUri = required(query, "redirect_uri");
        if (!RedirectUris.registered(client.redirectUris(), redirectUri)) {
            throw X3Error.UNKNOWN_REDIRECT_URI.refusal();
        }
        String scope = required(query, "scope");
        String customerUrl = required(query, "customer");
        String state = query.value("state").orElse(null);
        Customer customer = config.customerAt(customerUrl).orElse(null);
        if (customer == null) {
            return failed(redirectUri, X3Error.UNKNOWN_CUSTOMER, state);
        }
        if (denials.next()) {
            return failed(redirectUri, X3Error.NOT_ACCEPTED, state);
        }
        String endpoint = customer.region() == region ? null : root(request, customer.region());
        return consent.ask(
                request,
                new AuthorizationRequest(
                        TITLE,
                        client.id(),
                        Members.texts("Customer", customerUrl, "Sent back to", redirectUri),
                        scopes(scope),
                        List.of(customer.administrator()),
                        (administrator, granted) ->
                                accepted(client, redirectUri, customer, String.join(" ", granted), state, endpoint),
                        () -> failed(redirectUri, X3Error.NOT_ACCEPTED, state)));
    }

    private static List<String> scopes(String asked) {
        return Arrays.stream(asked.split(" ")).filter(scope -> !scope.isEmpty()).toList();
    }

    private Answer accepted(
            Client client,
            String redirectUri,
            Customer customer,
            String scope,
            @Nullable String state,
            @Nullable String endpoint) {
        String code = RandomText.secret();
        Instant expires = clock.instant().plusSeconds(config.codeSeconds());
        codes.put(code, new Pairing(Grant.of(client.id(), customer, scope), redirectUri, expires));
        // The guide names the parameter authorizationCode, Sage's running sample reads code: the sample's form is
        // the default, the guide's an option.
        return RedirectUris.redirect(
                307,
                redirectUri,
                Members.of(
                        config.authorizationCodeParameter() ? "authorizationCode" : "code",
                        code,
                        "state",
                        state,
                        "endpoint",
                        endpoint));
    }

    private static Answer failed(String redirectUri, X3Error error, @Nullable String state) {
        return RedirectUris.redirect(
                307, redirectUri, Members.of("error", error.message, "statusCode", error.status, "state", state));
    }

    private Answer token(Region region, Request request) {
        Parameters body = jsonBody(request);
        String grantType = required(body, "grant_type");
        if (!grantType.equals("authorization_code") && !grantType.equals("refresh_token")) {
            throw X3Error.INVALID_GRANT_TYPE.refusal();
        }
        // Client authentication is documented in the body only; a second one beside it is refused (assumed).
        if (ClientCredentials.offered(request)) {
            throw X3Error.MISSING_PARAMETERS.refusal();
        }
        String secret = required(body, "client_secret");
        Client client = activeClient(required(body, "client_id"));
        if (!Secrets.same(client.secret(), secret)) {
            throw X3Error.UNKNOWN_CLIENT.refusal(); // assumed: no document says what a wrong secret gives
        }
        return grantType.equals("authorization_code")
                ? exchange(region, request, body, client)
                : refresh(region, request, body, client);
    }

    private Answer exchange(Region region, Request request, Parameters body, Client client) {
        String code = required(body, "code");
        String redirectUri = required(body, "redirect_uri");
        Pairing pairing = codes.find(code)
                .filter(found -> found.grant().client().equals(client.id()))
                .orElseThrow(() -> noPairing(code, client));
        if (!pairing.redirectUri().equals(redirectUri)) {
            throw X3Error.UNKNOWN_REDIRECT_URI.refusal();
        }
        if (!clock.instant().isBefore(pairing.expires())) {
            throw X3Error.EXPIRED.refusal();
        }
        Grant grant = pairing.grant();
        if (grant.customer().region() != region) {
            return movedTo(grant.customer().region(), request);
        }
        redeem(code, grant);
        return created(tokens.issue(grant));
    }

    // RFC 6749 section 4.1.2: a second use of a code revokes what the first one gave (assumed for X3).
    private Refusal noPairing(String code, Client client) {
        redeemedCodes
                .find(code)
                .filter(grant -> grant.client().equals(client.id()))
                .ifPresent(grant -> grant.revoked().set(true));
        return X3Error.PAIRING_NOT_FOUND.refusal();
    }

    private synchronized void redeem(String code, Grant grant) {
        if (codes.take(code).isEmpty()) {
            grant.revoked().set(true);
            throw X3Error.PAIRING_NOT_FOUND.refusal();
        }
        redeemedCodes.put(code, grant);
    }

    private Answer refresh(Region region, Request request, Parameters body, Client client) {
        String refreshToken = required(body, "refresh_token");
        Grant grant = tokens.refreshable(refreshToken, client.id());
        if (grant.customer().region() != region) {
            return movedTo(grant.customer().region(), request);
        }
        return created(tokens.rotate(refreshToken, grant));
    }

    private static Answer created(Map<String, Object> members) {
        return Answer.json(201, members).notStored();
    }

    private Answer movedTo(Region region, Request request) {
        return Answer.json(301, Map.of("message", "Moved Permanently"))
                .with("Location", root(request, region) + "/token")
                .with("Cache-Control", "no-store");
    }

    // The path of the GraphQL API is assumed; its scope, its 401 and that body are documented.
    private Answer graphQl(Request request) {
        String scope = request.bearer().flatMap(tokens::scopeOf).orElse(null);
        if (scope == null) {
            return X3Error.UNAUTHORISED.answer(Bearer.challenge(request));
        }
        if (!List.of(scope.split(" ")).contains("api.graphQL")) {
            return X3Error.UNAUTHORISED.answer(Bearer.challenge("api.graphQL"));
        }
        return Answer.json(200, Map.of("data", Map.of("customer", Map.of("code", "AU001", "name", "Customer One"))));
    }

    private String root(Request request, Region region) {
        return request.origin() + (region == Region.EU ? mount : "/x3" + region.mountSuffix) + "/v1";
    }

    private Client activeClient(String id) {
        Client client = config.client(id).orElseThrow(X3Error.UNKNOWN_CLIENT::refusal);
        if (client.disabled()) {
            throw X3Error.APPLICATION_DISABLED.refusal();
        }
        return client;
    }

    private static Parameters jsonBody(Request request) {
        if (!request.mediaType().equals("application/json")) {
            throw X3Error.MISSING_PARAMETERS.refusal();
        }
        try {
            return request.json();
        } catch (MalformedRequest malformed) {
            throw X3Error.MISSING_PARAMETERS.refusal();
        }
    }

    private static String required(Parameters parameters, String name) {
        return parameters.value(name).orElseThrow(X3Error.MISSING_PARAMETERS::refusal);
    }

    @Override
    public List<String> credentials() {
        List<String> lines = new ArrayList<>();
        config.clients()
                .forEach(client -> lines.add("client " + client.id() + " / " + client.secret()
                        + (client.disabled() ? " (disabled)" : "") + RedirectUris.listed(client.redirectUris())));
        config.customers()
                .forEach(customer -> lines.add("customer " + customer.url() + " in region " + customer.region().claim
                        + ", administrator " + customer.administrator().name() + " / "
                        + customer.administrator().password()));
        return lines;
    }

    @Override
    public Optional<String> trial(String origin, String redirectUri) {
        return config.clients().stream()
                .filter(client -> !client.disabled())
                .filter(client -> RedirectUris.registered(client.redirectUris(), redirectUri))
                .flatMap(client -> config.customers().stream()
                        .map(customer -> origin + base() + "/token/authorise?"
                                + RedirectUris.encoded(Members.texts(
                                        "client_id",
                                        client.id(),
                                        "scope",
                                        "api.graphQL api.dataIngestion",
                                        "customer",
                                        customer.url(),
                                        "redirect_uri",
                                        redirectUri,
                                        "state",
                                        "try"))))
                .findFirst();
    }

    @Override
    public void denyNext() {
        denials.add();
    }

    @Override
    public void reset() {
        codes.clear();
        redeemedCodes.clear();
        tokens.clear();
        consent.clear();
        denials.clear();
    }

    @Override
    public Optional<SigningKey> signingKey() {
        return Optional.of(tokens.signingKey());
    }

    @Override
    public Duration accessTokenLifetime(Request request) {
        return Duration.ofSeconds(config.accessTokenSeconds());
    }
}
