package dev.tokentrail.mock.wso2;

import static dev.tokentrail.mock.wso2.Wso2Errors.invalidGrant;
import static dev.tokentrail.mock.wso2.Wso2Errors.missing;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Refusal;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.token.Secrets;
import dev.tokentrail.mock.wso2.Wso2Config.Application;
import dev.tokentrail.mock.wso2.Wso2Config.User;
import dev.tokentrail.mock.wso2.Wso2Token.Owner;
import dev.tokentrail.mock.wso2.Wso2Tokens.Refreshed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The token endpoint: authenticates the application and runs the grant it asks for. */
final class Wso2Grants {

    private static final String URN = "urn:ietf:params:oauth:grant-type:";

    private final Wso2Config config;
    private final Wso2Errors errors;
    private final Wso2Clients clients;
    private final Wso2Tokens tokens;
    private final Wso2Codes codes;
    private final Wso2Devices devices;
    private final Wso2Assertions assertions;
    private final String mount;

    Wso2Grants(
            Wso2Config config,
            Wso2Errors errors,
            Wso2Clients clients,
            Wso2Tokens tokens,
            Wso2Codes codes,
            Wso2Devices devices,
            Wso2Assertions assertions,
            String mount) {
        this.config = config;
        this.errors = errors;
        this.clients = clients;
        this.tokens = tokens;
        this.codes = codes;
        this.devices = devices;
        this.assertions = assertions;
        this.mount = mount;
    }

    Answer token(Request request) {
        Parameters form = clients.form(request);
        Application application = clients.authenticate(request, form);
        String grantType = form.value("grant_type")
                .orElseThrow(() -> Wso2Errors.invalidRequest("Missing grant_type parameter value"));
        if (!Wso2Config.grants(config.version()).contains(grantType)) {
            throw errors.unsupportedGrant();
        }
        if (!application.grants().contains(grantType)) {
            throw Wso2Errors.refusal(
                    400,
                    "unauthorized_client",
                    "The authenticated client is not authorized to use this authorization grant type");
        }
        Call call = new Call(application, form, issuer(request), tokens.now());
        return switch (grantType) {
            case "password" -> password(call);
            case "client_credentials" -> clientCredentials(call);
            case "authorization_code" -> authorizationCode(call);
            case "refresh_token" -> refresh(call);
            case "iwa:ntlm" -> ntlm(call);
            case "kerberos" -> kerberos(call);
            case URN + "saml2-bearer" ->
                forSubject(call, assertions.saml2(call.required("assertion"), audiences(request)));
            case URN + "jwt-bearer" ->
                forSubject(call, assertions.jwtOnce(call.required("assertion"), audiences(request)));
            case URN + "token-exchange" -> tokenExchange(call, request);
            default -> device(call);
        };
    }

    /** One call to the token endpoint. */
    private record Call(Application application, Parameters form, String issuer, Instant now) {
        String required(String name) {
            return form.value(name).orElseThrow(() -> missing(name));
        }

        String scope() {
            return form.value("scope").orElse("");
        }
    }

    private Answer password(Call call) {
        List<String> absent = new ArrayList<>(List.of("username", "password"));
        absent.removeIf(call.form()::has);
        if (!absent.isEmpty()) {
            throw missing(absent.toArray(String[]::new));
        }
        String name = call.required("username");
        User user = config.user(name)
                .filter(found -> Secrets.same(found.password(), call.required("password")))
                .orElseThrow(() -> wrongPassword(name));
        return issue(call, user, null, null);
    }

    private Refusal wrongPassword(String name) {
        String shown = config.version().library(5, 3) || name.contains("@") ? name : name + "@" + Wso2Config.TENANT;
        return invalidGrant("Authentication failed for " + shown);
    }

    // Documented: no refresh token, validity_period in seconds is an extension, and a negative one never ends.
    private Answer clientCredentials(Call call) {
        long seconds =
                call.form().value("validity_period").map(Wso2Grants::period).orElse(config.accessTokenSeconds());
        Owner owner = new Owner(call.application().key(), null, Wso2Scopes.grantedToApplication(call.scope()));
        return answer(call, tokens.issue(call.issuer(), call.application(), owner, false, seconds, call.now()), null);
    }

    private static long period(String text) {
        if (!text.matches("-?[0-9]{1,10}")) {
            throw Wso2Errors.invalidRequest("Invalid validity_period"); // assumed
        }
        return Long.parseLong(text);
    }

    private Answer authorizationCode(Call call) {
        List<String> absent = new ArrayList<>(List.of("code", "redirect_uri"));
        absent.removeIf(call.form()::has);
        if (!absent.isEmpty()) {
            throw missing(absent.toArray(String[]::new));
        }
        Wso2Codes.Code code =
                codes.find(call.required("code"), call.application().key());
        String verifier = call.form().value("code_verifier").orElse(null);
        if (code.challenge != null && verifier == null) {
            throw invalidGrant("Empty PKCE code_verifier sent. This authorization code requires a PKCE verification to"
                    + " obtain an access token.");
        }
        // A verifier that nobody asked for is refused as well (RFC 9700 section 4.8.2; assumed).
        if (verifier != null && (code.challenge == null || !code.challenge.answeredBy(verifier))) {
            throw invalidGrant("PKCE validation failed");
        }
        if (!code.redirectUri.equals(call.required("redirect_uri"))) {
            throw errors.invalidGrantSince6("Callback url mismatch");
        }
        codes.redeem(code);
        User user = config.user(code.user).orElseThrow();
        String scope = Wso2Scopes.granted(code.scope, user.scopes());
        Wso2Token token = tokens.issue(
                call.issuer(),
                call.application(),
                new Owner(call.application().key(), user.name(), scope),
                call.application().grants().contains("refresh_token"),
                config.accessTokenSeconds(),
                call.now());
        code.gave(token);
        return answer(call, token, idToken(call, token, code.nonce));
    }

    private Answer refresh(Call call) {
        String refreshToken = call.required("refresh_token");
        Refreshed refreshed = tokens.refresh(
                call.issuer(),
                call.application(),
                refreshToken,
                call.form().value("scope").orElse(null),
                call.now());
        Wso2Token token = refreshed.token();
        return answer(call, token, idToken(call, token, null)).about(refreshed.use());
    }

    private Answer ntlm(Call call) {
        return forSubject(call, known(config.windowsTokens(), call.required("windows_token")));
    }

    private Answer kerberos(Call call) {
        String realm = call.required("kerberos_realm");
        String token = call.required("kerberos_token");
        return forSubject(
                call, realm.equals(config.kerberosRealm()) ? known(config.kerberosTokens(), token) : Optional.empty());
    }

    private static Optional<String> known(Map<String, String> tokens, String presented) {
        return tokens.entrySet().stream()
                .filter(entry -> Secrets.same(entry.getKey(), presented))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private Answer tokenExchange(Call call, Request request) {
        String type = call.required("subject_token_type");
        if (!type.equals("urn:ietf:params:oauth:token-type:jwt")) {
            throw Wso2Errors.invalidRequest("Unsupported subject_token_type"); // assumed
        }
        Optional<String> subject = assertions.jwt(call.required("subject_token"), audiences(request));
        User user = subject.flatMap(config::user).orElseThrow(Wso2Grants::invalid);
        return issue(call, user, null, "urn:ietf:params:oauth:token-type:access_token");
    }

    private Answer device(Call call) {
        Wso2Devices.Approved approved =
                devices.redeem(call.required("device_code"), call.application().key());
        User user = config.user(approved.user()).orElseThrow();
        String scope = Wso2Scopes.granted(approved.scope(), user.scopes());
        return issueScoped(call, user, scope, null, null);
    }

    private Answer forSubject(Call call, Optional<String> subject) {
        return issue(call, subject.flatMap(config::user).orElseThrow(Wso2Grants::invalid), null, null);
    }

    private static Refusal invalid() {
        return invalidGrant("Provided Authorization Grant is invalid");
    }

    private Answer issue(Call call, User user, @Nullable String nonce, @Nullable String issuedTokenType) {
        return issueScoped(call, user, Wso2Scopes.granted(call.scope(), user.scopes()), nonce, issuedTokenType);
    }

    private Answer issueScoped(
            Call call, User user, String scope, @Nullable String nonce, @Nullable String issuedTokenType) {
        Wso2Token token = tokens.issue(
                call.issuer(),
                call.application(),
                new Owner(call.application().key(), user.name(), scope),
                true,
                config.accessTokenSeconds(),
                call.now());
        Map<String, Object> extra = idToken(call, token, nonce);
        if (issuedTokenType != null) {
            extra.put("issued_token_type", issuedTokenType);
        }
        return answer(call, token, extra);
    }

    private Map<String, Object> idToken(Call call, Wso2Token token, @Nullable String nonce) {
        return token.owner.user() != null && Wso2Scopes.contains(token.owner.scope(), "openid")
                ? Members.of("id_token", tokens.jwts().idToken(call.issuer(), token, nonce, call.now()))
                : Members.of();
    }

    private Answer answer(Call call, Wso2Token token, @Nullable Map<String, Object> extra) {
        Map<String, Object> members = Members.of(
                "access_token", token.access,
                "refresh_token", token.refresh,
                "scope", token.owner.scope());
        if (extra != null) {
            members.putAll(extra);
        }
        members.put("token_type", "Bearer");
        members.put(
                "expires_in",
                token.remainingSeconds(token.jwt ? call.now().truncatedTo(ChronoUnit.SECONDS) : call.now()));
        return Answer.json(200, config.additions().inAnswer(members)).notStored();
    }

    private String issuer(Request request) {
        return request.origin() + mount + "/oauth2/token";
    }

    private List<String> audiences(Request request) {
        return List.of(issuer(request), request.origin() + mount + "/token");
    }
}
