package dev.tokentrail.mock.xbooker;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Purpose;
import dev.tokentrail.mock.http.Refusal;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.token.BoundedStore;
import dev.tokentrail.mock.token.RandomText;
import dev.tokentrail.mock.token.Secrets;
import dev.tokentrail.mock.token.SigningKey;
import dev.tokentrail.mock.token.TokenIssuer;
import dev.tokentrail.mock.xbooker.XBookerConfig.App;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** X Booker: the refresh-token call, the access-token call and the organization call. */
public final class XBookerService implements Service, TokenIssuer {

    private static final String NO_REFRESH_TOKENS = "No refresh tokens found please get a refresh token first";

    /** One application on one machine, as far as the service can tell: assumed to be user agent and address. */
    private record Fingerprint(String digest) {
        static Fingerprint of(Request request) {
            String userAgent = String.join("\n", request.headerValues("User-Agent"));
            return new Fingerprint(Secrets.sha256(request.remoteAddress() + "\n" + userAgent));
        }
    }

    private record RefreshToken(String value, String app, Fingerprint fingerprint) {}

    private record AccessToken(String refreshToken, String app, Instant expires) {}

    private final XBookerConfig config;
    private final Clock clock;
    private final String mount;
    private final BoundedStore<RefreshToken> refreshTokens = new BoundedStore<>(MOST_LIVE);
    private final BoundedStore<AccessToken> accessTokens = new BoundedStore<>(MOST_LIVE);

    /**
     * Creates the service.
     *
     * @param config the organization and its apps
     * @param clock the one clock
     * @param mount prefix of its paths, empty for none
     */
    public XBookerService(XBookerConfig config, Clock clock, String mount) {
        this.config = config;
        this.clock = clock;
        this.mount = mount;
    }

    @Override
    public String name() {
        return "xbooker";
    }

    @Override
    public String title() {
        return "X Booker";
    }

    @Override
    public String base() {
        return mount;
    }

    @Override
    public Map<String, Endpoints> mounts() {
        return Map.of(
                mount,
                new Endpoints((status, code, description) -> envelope(status, description))
                        .get("/auth/v1/tokens/refresh", this::refreshToken)
                        .get("/auth/v1/tokens/access", this::accessToken)
                        .under("/delegated/v1", this::delegated)
                        .grant("client_credentials", "/auth/v1/tokens/refresh")
                        .grant("refresh_token", "/auth/v1/tokens/access")
                        .purpose(Purpose.API, "/delegated/v1"));
    }

    private Answer refreshToken(Request request) {
        organization(request);
        App app = request.header("client-id")
                .flatMap(config::app)
                // assumed for an expired app; documented for an unknown one
                .filter(found -> !found.expiredAt(clock.instant()))
                .orElseThrow(() -> refusal(400, "Client not found, or invalid client id"));
        if (request.header("client-secret")
                .filter(secret -> Secrets.same(app.secret(), secret))
                .isEmpty()) {
            throw refusal(400, "Invalid client secret");
        }
        Fingerprint fingerprint = Fingerprint.of(request);
        RefreshToken token = new RefreshToken(RandomText.secret(), app.id(), fingerprint);
        supersede(token);
        return issued("Refresh token generated", Members.of("refreshToken", token.value()));
    }

    // Documented: another refresh token for the same application ends the access tokens of the earlier one. Since each
    // application asks for its own, "the same" is one app with one fingerprint (assumed).
    private synchronized void supersede(RefreshToken token) {
        refreshTokens.removeIf(
                old -> old.app().equals(token.app()) && old.fingerprint().equals(token.fingerprint()));
        refreshTokens.put(token.value(), token);
    }

    private Answer accessToken(Request request) {
        organization(request);
        String clientId = request.header("client-id").orElse("");
        RefreshToken token = request.bearer()
                .flatMap(refreshTokens::find)
                .filter(found -> found.app().equals(clientId))
                .orElseThrow(() -> refusal(400, "Invalid refresh token"));
        if (!token.fingerprint().equals(Fingerprint.of(request))) {
            throw refusal(400, "You are't permitted to use this access token");
        }
        Instant now = clock.instant();
        if (config.app(token.app()).filter(app -> !app.expiredAt(now)).isEmpty()) {
            throw refusal(400, "Your refresh token is expired, please issue another refresh token first.");
        }
        String access = RandomText.secret();
        accessTokens.put(
                access, new AccessToken(token.value(), token.app(), now.plusSeconds(config.accessTokenSeconds())));
        return issued("Access token generated", Members.of("accessToken", access));
    }

    // Sample and README disagree: the bare path wraps the organization, /organization is the organization.
    private Answer delegated(Request request) {
        String path = request.path().substring(mount.length());
        boolean bare = path.equals("/delegated/v1");
        if (!bare && !path.equals("/delegated/v1/organization")) {
            return envelope(404, "Not found");
        }
        if (request.method().equals("OPTIONS")) {
            return Answer.of(204).with("Allow", "GET, HEAD, OPTIONS");
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw refusal(403, "Method not recognized");
        }
        App app = caller(request);
        if (!app.scopes().contains(XBookerConfig.ORGANIZATION_SCOPE)) {
            throw refusal(403, "Invalid request scope");
        }
        Map<String, Object> organization = Members.of("id", config.organization(), "name", config.organizationName());
        return success("Organization found", bare ? Members.of("organization", organization) : organization);
    }

    private App caller(Request request) {
        AccessToken token = request.bearer()
                .flatMap(accessTokens::find)
                .filter(found -> refreshTokens.find(found.refreshToken()).isPresent())
                .orElseThrow(() -> refusal(403, NO_REFRESH_TOKENS));
        Instant now = clock.instant();
        if (!now.isBefore(token.expires())) {
            throw refusal(403, "Access token expired");
        }
        // The samples disagree about these two headers: they may be missing, but not wrong.
        if (!request.headerValues("organization-id").stream().allMatch(config.organization()::equals)) {
            throw refusal(403, "Organization not found, invalid organization id");
        }
        return config.app(token.app())
                .filter(app -> !app.expiredAt(now))
                .filter(app -> request.headerValues("client-id").stream().allMatch(app.id()::equals))
                .orElseThrow(() -> refusal(403, "Delegated app not found, invalid client id"));
    }

    // Documented for the API with 403; what the token calls answer is assumed.
    private void organization(Request request) {
        if (request.header("organization-id")
                .filter(config.organization()::equals)
                .isEmpty()) {
            throw refusal(400, "Organization not found, invalid organization id");
        }
    }

    private Answer issued(String message, Map<String, Object> token) {
        return success(message, config.additions().inAnswer(token));
    }

    private static Answer success(String message, Map<String, Object> data) {
        return Answer.json(200, Members.of("statusCode", 200, "success", true, "message", message, "data", data))
                .notStored();
    }

    private static Answer envelope(int status, String message) {
        return Answer.json(status, Members.of("statusCode", status, "success", false, "message", message))
                .notStored();
    }

    private static Refusal refusal(int status, String message) {
        return new Refusal(envelope(status, message));
    }

    @Override
    public List<String> credentials() {
        return config.apps().stream()
                .map(app -> "organization " + config.organization() + ", client " + app.id() + " / " + app.secret())
                .toList();
    }

    @Override
    public void denyNext() {
        throw new UnsupportedOperationException("X Booker has no call in which a person approves");
    }

    @Override
    public void reset() {
        refreshTokens.clear();
        accessTokens.clear();
    }

    @Override
    public Optional<SigningKey> signingKey() {
        return Optional.empty();
    }

    @Override
    public Duration accessTokenLifetime(Request request) {
        return Duration.ofSeconds(config.accessTokenSeconds());
    }
}
