package dev.tokentrail.mock.x3;

import dev.tokentrail.mock.consent.Consent;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Bearer;
import dev.tokentrail.mock.http.Denials;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.ErrorShape;
import dev.tokentrail.mock.http.MalformedRequest;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Purpose;
import dev.tokentrail.mock.http.RefreshUse;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.token.ClientCredentials;
import dev.tokentrail.mock.token.RedirectUris;
import dev.tokentrail.mock.token.Secrets;
import dev.tokentrail.mock.token.SigningKey;
import dev.tokentrail.mock.token.TokenIssuer;
import dev.tokentrail.mock.x3.X3Config.Client;
import dev.tokentrail.mock.x3.X3Config.Region;
import dev.tokentrail.mock.x3.X3Tokens.Grant;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The X3 cloud gateway: pairing request, code exchange and refresh, in two regions. */
public final class X3Service implements Service, TokenIssuer {

    /** As a person knows it. */
    public static final String TITLE = "Sage X3";

    private final X3Config config;
    private final String mount;
    private final Consent consent;
    private final X3Tokens tokens;
    private final X3Pairings pairings;
    private final X3Authorise authorise;
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
        this.mount = mount;
        this.consent = consent;
        this.tokens = new X3Tokens(config, clock);
        this.pairings = new X3Pairings(config, clock);
        this.authorise = new X3Authorise(config, pairings, denials, consent, mount);
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
                .get(X3Authorise.PATH, request -> authorise.authorise(region, request))
                .post("/v1/token", request -> token(region, request))
                .post("/v1/graphql", this::graphQl)
                .purpose(Purpose.AUTHORIZATION, X3Authorise.PATH)
                .purpose(Purpose.TOKEN, "/v1/token")
                .purpose(Purpose.API, "/v1/graphql");
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
        Client client = config.activeClient(required(body, "client_id"));
        if (!Secrets.same(client.secret(), secret)) {
            throw X3Error.UNKNOWN_CLIENT.refusal(); // assumed: no document says what a wrong secret gives
        }
        return grantType.equals("authorization_code")
                ? exchange(region, request, body, client)
                : refresh(region, request, body, client);
    }

    private Answer exchange(Region region, Request request, Parameters body, Client client) {
        String code = required(body, "code");
        Grant grant = pairings.find(code, client.id(), required(body, "redirect_uri"));
        if (grant.customer().region() != region) {
            return movedTo(grant.customer().region(), request);
        }
        pairings.redeem(code, grant);
        return created(tokens.issue(grant));
    }

    private Answer refresh(Region region, Request request, Parameters body, Client client) {
        String refreshToken = required(body, "refresh_token");
        Grant grant = tokens.refreshable(refreshToken, client.id());
        if (grant.customer().region() != region) {
            return movedTo(grant.customer().region(), request);
        }
        RefreshUse use = tokens.use(refreshToken);
        return created(tokens.issue(grant)).about(use);
    }

    private static Answer created(Map<String, Object> members) {
        return Answer.json(201, members).notStored();
    }

    private Answer movedTo(Region region, Request request) {
        return Answer.json(301, Map.of("message", "Moved Permanently"))
                .with("Location", authorise.root(request, region) + "/token")
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

    static String required(Parameters parameters, String name) {
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
        return authorise.trial(origin, redirectUri);
    }

    @Override
    public void denyNext() {
        denials.add();
    }

    @Override
    public void reset() {
        pairings.clear();
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
