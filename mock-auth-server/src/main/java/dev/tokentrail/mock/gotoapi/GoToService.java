package dev.tokentrail.mock.gotoapi;

import static dev.tokentrail.mock.gotoapi.GoToClients.refusal;

import dev.tokentrail.mock.consent.Consent;
import dev.tokentrail.mock.gotoapi.GoToConfig.Client;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Denials;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.ErrorShape;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Purpose;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.token.RedirectUris;
import dev.tokentrail.mock.token.Secrets;
import dev.tokentrail.mock.token.SigningKey;
import dev.tokentrail.mock.token.TokenIssuer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** GoTo's OAuth endpoints, its metadata and the messaging call. */
public final class GoToService implements Service, TokenIssuer {

    /** As a person knows it. */
    public static final String TITLE = "GoTo";

    private static final List<String> GRANTS =
            List.of("authorization_code", "refresh_token", "personal_access_token", "password");

    private final GoToConfig config;
    private final String mount;
    private final Denials denials = new Denials();
    private final GoToTokens tokens;
    private final GoToClients clients;
    private final Consent consent;
    private final GoToAuthorize authorize;
    private final GoToMessaging messaging;

    /**
     * Creates the service.
     *
     * @param config clients and users
     * @param clock the one clock
     * @param mount prefix of its paths, empty for none
     * @param consent decides about authorization requests
     */
    public GoToService(GoToConfig config, Clock clock, String mount, Consent consent) {
        this.config = config;
        this.mount = mount;
        this.tokens = new GoToTokens(config, clock);
        this.clients = new GoToClients(config);
        this.consent = consent;
        this.authorize = new GoToAuthorize(config, tokens, denials, consent);
        this.messaging = new GoToMessaging(config, tokens, clock);
    }

    @Override
    public String name() {
        return "goto";
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public String base() {
        return mount;
    }

    @Override
    public Map<String, Endpoints> mounts() {
        Map<String, Endpoints> mounts = new LinkedHashMap<>();
        mounts.put(
                mount,
                consent.serve(new Endpoints(ErrorShape.OAUTH))
                        .get("/oauth/authorize", authorize::authorize)
                        .post("/oauth/token", this::token)
                        .post("/oauth/introspect", this::introspect)
                        .post("/oauth/revoke", this::revoke)
                        .read(
                                "/oauth/jwks.json",
                                request -> Answer.json(
                                        200,
                                        Map.of(
                                                "keys",
                                                List.of(tokens.signingKey().jwk()))))
                        .read("/.well-known/oauth-authorization-server", this::metadata)
                        .post("/messaging/v1/messages", messaging::send)
                        .purpose(Purpose.AUTHORIZATION, "/oauth/authorize")
                        .purpose(Purpose.TOKEN, "/oauth/token")
                        .purpose(Purpose.INTROSPECTION, "/oauth/introspect")
                        .purpose(Purpose.REVOCATION, "/oauth/revoke")
                        .purpose(Purpose.METADATA, "/oauth/jwks.json", "/.well-known/oauth-authorization-server")
                        .purpose(Purpose.API, "/messaging/v1/messages"));
        if (!mount.isEmpty()) {
            // Where RFC 8414 section 3.1 puts the metadata of an issuer that has a path.
            mounts.put(
                    "/.well-known/oauth-authorization-server" + mount,
                    new Endpoints(ErrorShape.OAUTH).read("", this::metadata).purpose(Purpose.METADATA, ""));
        }
        return mounts;
    }

    private String issuer(Request request) {
        return request.origin() + mount;
    }

    private Answer token(Request request) {
        Parameters form = GoToClients.form(request);
        String grantType =
                form.value("grant_type").orElseThrow(() -> refusal(400, "invalid_request", "grant_type is missing"));
        Client client = clients.authenticate(request, form);
        if (!GRANTS.contains(grantType)) {
            throw refusal(400, "unsupported_grant_type", "This grant type is not supported");
        }
        if (!client.grants().contains(grantType)) {
            throw refusal(400, "unauthorized_client", "This grant type is not enabled for the client");
        }
        Map<String, Object> members = switch (grantType) {
            case "authorization_code" -> exchange(request, form, client);
            case "refresh_token" ->
                tokens.refresh(
                        issuer(request),
                        required(form, "refresh_token"),
                        client.id(),
                        form.value("scope").orElse(null));
            case "personal_access_token" -> personalAccessToken(request, form, client);
            default -> password(request, form, client);
        };
        return Answer.json(200, members).notStored();
    }

    private Map<String, Object> exchange(Request request, Parameters form, Client client) {
        String value = required(form, "code");
        GoToTokens.Code code = tokens.code(value, client.id());
        // Documented: required and identical if it was in the authorize call.
        boolean sameUri =
                form.value("redirect_uri").map(code.redirectUri()::equals).orElse(!code.redirectUriSent());
        if (!sameUri) {
            throw refusal(400, "invalid_grant", "redirect_uri is not the one of the authorization request");
        }
        String verifier = form.value("code_verifier").orElse(null);
        // A verifier nobody asked for is refused as well: RFC 9700 section 4.8.2, the downgrade of PKCE.
        boolean proven = code.challenge() == null
                ? verifier == null
                : verifier != null && code.challenge().answeredBy(verifier);
        if (!proven) {
            throw refusal(400, "invalid_grant", "code_verifier does not match the code_challenge");
        }
        tokens.redeem(value, code);
        return tokens.issue(issuer(request), code.approval(), client.grants().contains("refresh_token"));
    }

    // Whether the real answer has a refresh token is unknown: here it has none.
    private Map<String, Object> personalAccessToken(Request request, Parameters form, Client client) {
        String pat = required(form, "pat");
        if (config.personalAccessTokens().stream().noneMatch(known -> Secrets.same(known, pat))) {
            throw refusal(400, "invalid_grant", "The personal access token is not valid");
        }
        return tokens.issue(issuer(request), approval(client, config.principal()), false);
    }

    private Map<String, Object> password(Request request, Parameters form, Client client) {
        String username = required(form, "username");
        String password = required(form, "password");
        if (config.user(username)
                .filter(user -> Secrets.same(user.password(), password))
                .isEmpty()) {
            throw refusal(400, "invalid_grant", "User name or password is wrong");
        }
        return tokens.issue(issuer(request), approval(client, username), true);
    }

    private static GoToTokens.Approval approval(Client client, String principal) {
        return GoToTokens.Approval.of(client.id(), principal, String.join(" ", client.scopes()));
    }

    private Answer introspect(Request request) {
        Parameters form = GoToClients.form(request);
        Client client = clients.authenticate(request, form);
        return Answer.json(200, tokens.introspect(required(form, "token"), client.id()))
                .notStored();
    }

    private Answer revoke(Request request) {
        Parameters form = GoToClients.form(request);
        Client client = clients.authenticate(request, form);
        tokens.revoke(required(form, "token"), client.id());
        return Answer.of(200).notStored();
    }

    private Answer metadata(Request request) {
        String issuer = issuer(request);
        return Answer.json(
                200,
                Members.of(
                        "issuer",
                        issuer,
                        "authorization_endpoint",
                        issuer + "/oauth/authorize",
                        "token_endpoint",
                        issuer + "/oauth/token",
                        "jwks_uri",
                        issuer + "/oauth/jwks.json",
                        "introspection_endpoint",
                        issuer + "/oauth/introspect",
                        "revocation_endpoint",
                        issuer + "/oauth/revoke",
                        "response_types_supported",
                        List.of("code"),
                        "grant_types_supported",
                        List.of("authorization_code", "refresh_token"),
                        "token_endpoint_auth_methods_supported",
                        List.of("client_secret_basic", "client_secret_post", "none"),
                        "code_challenge_methods_supported",
                        List.of("S256"),
                        "client_id_metadata_document_supported",
                        true));
    }

    private static String required(Parameters form, String name) {
        return form.value(name).orElseThrow(() -> refusal(400, "invalid_request", name + " is missing"));
    }

    @Override
    public List<String> credentials() {
        List<String> lines = new ArrayList<>(config.clients().stream()
                .map(client -> "client " + client.id() + " / "
                        + (client.isPublic() ? "(public, no secret)" : client.secret()) + ", grants "
                        + String.join(" ", client.grants())
                        + RedirectUris.listed(client.redirectUris()))
                .toList());
        config.users().forEach(user -> lines.add("user " + user.name() + " / " + user.password()));
        lines.add("personal access token " + String.join(" ", config.personalAccessTokens()));
        return lines;
    }

    @Override
    public Optional<String> trial(String origin, String redirectUri) {
        return authorize.trial(origin + mount, redirectUri);
    }

    @Override
    public void denyNext() {
        denials.add();
    }

    @Override
    public void close() {
        tokens.close();
    }

    @Override
    public void reset() {
        tokens.clear();
        consent.clear();
        denials.clear();
        messaging.clear();
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
