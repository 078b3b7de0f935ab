package dev.tokentrail.mock.sonetel;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Bearer;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.ErrorShape;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Purpose;
import dev.tokentrail.mock.http.Refusal;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.sonetel.SonetelConfig.Client;
import dev.tokentrail.mock.sonetel.SonetelConfig.User;
import dev.tokentrail.mock.token.ClientCredentials;
import dev.tokentrail.mock.token.Secrets;
import dev.tokentrail.mock.token.SigningKey;
import dev.tokentrail.mock.token.TokenIssuer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Sonetel's token endpoint at both its addresses, and the account call. */
public final class SonetelService implements Service, TokenIssuer {

    private final SonetelConfig config;
    private final String mount;
    private final SonetelTokens tokens;

    /**
     * Creates the service.
     *
     * @param config who may sign in
     * @param clock the one clock
     * @param mount prefix of its paths, empty for none
     */
    public SonetelService(SonetelConfig config, Clock clock, String mount) {
        this.config = config;
        this.mount = mount;
        this.tokens = new SonetelTokens(config, clock);
    }

    @Override
    public String name() {
        return "sonetel";
    }

    @Override
    public String title() {
        return "Sonetel";
    }

    @Override
    public String base() {
        return mount;
    }

    @Override
    public Map<String, Endpoints> mounts() {
        return Map.of(
                mount,
                new Endpoints(ErrorShape.OAUTH)
                        .post("/SonetelAuth/beta/oauth/token", this::token)
                        .post("/SonetelAuth/oauth/token", this::token)
                        .read("/account/", this::account)
                        .under("/account", this::account)
                        .purpose(Purpose.TOKEN, "/SonetelAuth/beta/oauth/token", "/SonetelAuth/oauth/token")
                        .purpose(Purpose.API, "/account/", "/account"));
    }

    private Answer token(Request request) {
        Parameters form = request.form();
        if (form.repeated().isPresent()) {
            throw refusal(400, "invalid_request", "Repeated parameter"); // assumed
        }
        Client client = client(request, form);
        // Documented. A body that is neither of the two form encodings has no grant type either (assumed).
        String grantType =
                form.value("grant_type").orElseThrow(() -> refusal(400, "invalid_request", "Missing grant type"));
        boolean refresh = refresh(form);
        return switch (grantType) {
            case "password" -> tokens.issue(client.id(), user(form), refresh);
            case "refresh_token" -> refreshed(client, form, refresh);
            // assumed, in the words of the framework whose names Sonetel's answers use
            default -> throw refusal(400, "unsupported_grant_type", "Unsupported grant type");
        };
    }

    // Every text here is assumed: Sonetel documents the Basic header, not what happens without it.
    private Client client(Request request, Parameters form) {
        Client client = ClientCredentials.of(request)
                .flatMap(offered ->
                        config.client(offered.id()).filter(known -> Secrets.same(known.secret(), offered.secret())))
                .orElseThrow(() -> unauthorized("invalid_client", "Bad client credentials"));
        if (form.has("client_secret")) {
            throw refusal(400, "invalid_request", "More than one client authentication");
        }
        if (form.value("client_id").filter(id -> !id.equals(client.id())).isPresent()) {
            throw unauthorized("invalid_client", "Given client ID does not match authenticated client");
        }
        return client;
    }

    private User user(Parameters form) {
        String name = form.value("username")
                .orElseThrow(() -> refusal(400, "invalid_request", "Missing username")); // assumed
        String password = form.value("password")
                .orElseThrow(() -> refusal(400, "invalid_request", "Missing password")); // assumed
        User user = config.user(name)
                // documented, the echoed name and the unusual code included
                .orElseThrow(() -> unauthorized("unauthorized", "User with name " + name + " not found"));
        if (!Secrets.same(user.password(), password)) {
            throw refusal(400, "invalid_grant", "Bad credentials"); // assumed
        }
        return user;
    }

    // Documented values are yes and no. Absent means no: the prose says one must ask for a refresh token, although
    // the schema's default is yes.
    private static boolean refresh(Parameters form) {
        return switch (form.value("refresh").orElse("no")) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw refusal(400, "invalid_request", "refresh must be yes or no"); // assumed
        };
    }

    // User name and password are listed as required here too, but the SDK sends neither: they are not looked at.
    private Answer refreshed(Client client, Parameters form, boolean refresh) {
        String refreshToken = form.value("refresh_token")
                .orElseThrow(() -> refusal(400, "invalid_request", "Missing refresh token")); // assumed
        List<String> granted = SonetelTokens.SCOPES;
        if (form.value("scope")
                .filter(scope -> !granted.containsAll(List.of(scope.split(" "))))
                .isPresent()) {
            throw refusal(400, "invalid_scope", "Unable to narrow the scope of the client authentication"); // assumed
        }
        return tokens.refresh(client.id(), refreshToken, refresh);
    }

    // Documented: failures of the API may be HTTP 200 with status "failed". Assumed: that an account of somebody else
    // is such a failure, and that a bad token is an HTTP 401 in the same envelope.
    private Answer account(Request request) {
        String path = request.path().substring(mount.length());
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return request.method().equals("OPTIONS")
                    ? Answer.of(204).with("Allow", "GET, HEAD, OPTIONS")
                    : failed(405, "10060001", "Method not allowed").with("Allow", "GET, HEAD, OPTIONS");
        }
        User user =
                request.bearer().flatMap(tokens::userOf).flatMap(config::user).orElse(null);
        if (user == null) {
            return failed(401, "10060000", "Invalid access token").with("WWW-Authenticate", Bearer.challenge(request));
        }
        String account = String.valueOf(user.accountId());
        if (!path.equals("/account/") && !path.equals("/account/" + account)) {
            return failed(200, "10060002", "Account not found");
        }
        return Answer.json(
                200,
                Members.of(
                        "resource",
                        "account",
                        "status",
                        "success",
                        "response",
                        Members.of("account_id", account, "name", "Example Ltd", "user_id", user.userId())));
    }

    private static Answer failed(int status, String code, String detail) {
        return Answer.json(
                status,
                Members.of(
                        "resource",
                        "account",
                        "status",
                        "failed",
                        "response",
                        Members.of("code", code, "detail", detail)));
    }

    static Refusal refusal(int status, String error, String description) {
        return new Refusal(ErrorShape.OAUTH.answer(status, error, description).notStored());
    }

    // RFC 9110 section 15.5.2: a 401 names a way to authenticate.
    private static Refusal unauthorized(String error, String description) {
        return new Refusal(ErrorShape.OAUTH
                .answer(401, error, description)
                .notStored()
                .with("WWW-Authenticate", "Basic realm=\"sonetel\""));
    }

    @Override
    public List<String> credentials() {
        return Stream.concat(
                        config.users().stream().map(user -> "user " + user.name() + " / " + user.password()),
                        config.clients().stream().map(client -> "client " + client.id() + " / " + client.secret()))
                .toList();
    }

    @Override
    public void denyNext() {
        throw new UnsupportedOperationException("Sonetel has no call in which a person approves");
    }

    @Override
    public void reset() {
        tokens.clear();
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
