package dev.tokentrail.mock.wso2;

import dev.tokentrail.mock.consent.Consent;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Denials;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.MalformedRequest;
import dev.tokentrail.mock.http.Purpose;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.token.RedirectUris;
import dev.tokentrail.mock.token.SigningKey;
import dev.tokentrail.mock.token.TokenIssuer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** WSO2 API Manager: the paths that its version has. */
public final class Wso2Service implements Service, TokenIssuer {

    /** As a person knows it. */
    public static final String TITLE = "WSO2 API Manager";

    private final Wso2Config config;
    private final String mount;
    private final Consent consent;
    private final Denials denials = new Denials();
    private final Wso2Tokens tokens;
    private final Wso2Codes codes;
    private final Wso2Devices devices;
    private final Wso2Assertions assertions;
    private final Wso2Authorize authorize;
    private final Endpoints endpoints;

    /**
     * Creates the service.
     *
     * @param config the installation
     * @param clock the one clock
     * @param mount prefix of its paths, empty for none
     * @param consent decides about authorization requests
     */
    public Wso2Service(Wso2Config config, Clock clock, String mount, Consent consent) {
        this.config = config;
        this.mount = mount;
        this.consent = consent;
        Wso2Errors errors = new Wso2Errors(config.version());
        Wso2Clients clients = new Wso2Clients(config, errors);
        this.tokens = new Wso2Tokens(config, errors, clock);
        this.codes = new Wso2Codes(config, errors, clock);
        this.devices = new Wso2Devices(config, clients, clock, mount);
        this.assertions = new Wso2Assertions(config, clock);
        Wso2Grants grants = new Wso2Grants(config, errors, clients, tokens, codes, devices, assertions, mount);
        this.authorize = new Wso2Authorize(config, codes, denials, consent, mount);
        Wso2Inspection inspection = new Wso2Inspection(config, clients, tokens, mount);
        this.endpoints = endpoints(grants, inspection, new Wso2Gateway(config, tokens, mount));
    }

    private Endpoints endpoints(Wso2Grants grants, Wso2Inspection inspection, Wso2Gateway gateway) {
        Endpoints paths = consent.serve(new Endpoints(Wso2Errors.SHAPE));
        if (config.version().gatewayPaths()) {
            oauth(paths, "", grants::token, authorize::authorize, inspection);
        }
        oauth(paths, "/oauth2", grants::token, authorize::authorize, inspection);
        if (config.version().introspection()) {
            paths.post("/oauth2/introspect", inspection::introspect)
                    .purpose(Purpose.INTROSPECTION, "/oauth2/introspect");
        }
        paths.read("/oauth2/jwks", request -> Answer.json(200, tokens.jwts().jwkSet()))
                .purpose(Purpose.METADATA, "/oauth2/jwks");
        paths.read(Wso2Authorize.ERROR_PAGE, Wso2Authorize::page);
        if (config.version().atLeast(ApimVersion.V4_0)) {
            paths.post("/oauth2/device_authorize", devices::authorize)
                    .purpose(Purpose.DEVICE_AUTHORIZATION, "/oauth2/device_authorize");
            new Wso2DevicePage(config, devices, denials, consent).serve(paths);
        }
        return paths.under(Wso2Gateway.CONTEXT, gateway::call).purpose(Purpose.API, Wso2Gateway.CONTEXT);
    }

    private static void oauth(
            Endpoints paths,
            String prefix,
            Function<Request, Answer> token,
            Function<Request, Answer> authorize,
            Wso2Inspection inspection) {
        paths.post(prefix + "/token", token)
                .get(prefix + "/authorize", authorize)
                .post(prefix + "/revoke", inspection::revoke)
                .read(prefix + "/userinfo", inspection::userinfo)
                .post(prefix + "/userinfo", inspection::userinfo)
                .purpose(Purpose.TOKEN, prefix + "/token")
                .purpose(Purpose.AUTHORIZATION, prefix + "/authorize")
                .purpose(Purpose.REVOCATION, prefix + "/revoke")
                .purpose(Purpose.USER_INFO, prefix + "/userinfo");
    }

    /** A signed JWT of the trusted identity provider, good for five minutes at this server. */
    public String jwtAssertion(String origin, String subject) {
        return assertions.newJwt(subject, origin + mount + "/oauth2/token");
    }

    /** A signed SAML 2.0 assertion of the trusted identity provider, base64url, good for five minutes. */
    public String saml2Assertion(String origin, String subject) {
        return assertions.newSaml2(subject, origin + mount + "/oauth2/token");
    }

    @Override
    public String name() {
        return "wso2";
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
        return Map.of(mount, endpoints);
    }

    @Override
    public List<String> credentials() {
        List<String> lines = new ArrayList<>(List.of("version " + config.version().label));
        config.applications()
                .forEach(application -> lines.add("consumer key " + application.key() + " / " + application.secret()
                        + RedirectUris.listed(application.redirectUris())));
        config.users().forEach(user -> lines.add("user " + user.name() + " / " + user.password()));
        config.windowsTokens().keySet().forEach(token -> lines.add("windows_token " + token));
        config.kerberosTokens()
                .keySet()
                .forEach(token -> lines.add("kerberos_realm " + config.kerberosRealm() + ", kerberos_token " + token));
        return lines;
    }

    @Override
    public Optional<String> trial(String origin, String redirectUri) {
        return authorize.trial(origin, redirectUri);
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
        codes.clear();
        devices.clear();
        assertions.clear();
        consent.clear();
        denials.clear();
    }

    @Override
    public Optional<SigningKey> signingKey() {
        return Optional.of(tokens.jwts().signingKey());
    }

    @Override
    public Duration accessTokenLifetime(Request request) {
        try {
            return Duration.ofSeconds(request.form()
                    .value("validity_period")
                    .filter(period -> period.matches("[0-9]{1,9}"))
                    .map(Long::valueOf)
                    .orElse(config.accessTokenSeconds()));
        } catch (MalformedRequest e) {
            return Duration.ofSeconds(config.accessTokenSeconds());
        }
    }
}
