package dev.tokentrail.mock.wso2;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Bearer;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.token.ClientCredentials;
import dev.tokentrail.mock.token.Secrets;
import dev.tokentrail.mock.wso2.Wso2Config.Application;
import java.util.Map;
import java.util.Optional;

/** Revocation, introspection and userinfo. */
final class Wso2Inspection {

    private final Wso2Config config;
    private final Wso2Clients clients;
    private final Wso2Tokens tokens;
    private final String mount;

    Wso2Inspection(Wso2Config config, Wso2Clients clients, Wso2Tokens tokens, String mount) {
        this.config = config;
        this.clients = clients;
        this.tokens = tokens;
        this.mount = mount;
    }

    // Documented: 200 without a body, for unknown tokens too; revoking either token ends the pair; the three headers.
    Answer revoke(Request request) {
        Parameters form = clients.form(request);
        Optional<String> value = form.value("token");
        Optional<Wso2Token> token = value.flatMap(tokens::byEither);
        // In the source of 5.1: an unknown token is answered before the application is authenticated.
        if (!config.version().library(5, 3) && value.isPresent() && token.isEmpty()) {
            return revoked(form);
        }
        Application application = revoker(request, form);
        if (value.isEmpty()) {
            throw Wso2Errors.invalidRequest("Invalid revocation request");
        }
        if (token.isEmpty()) {
            return revoked(form);
        }
        if (!token.get().owner.client().equals(application.key())) {
            throw Wso2Errors.unauthorized(request, "unauthorized_client", "Client Authentication failed.");
        }
        tokens.revoke(token.get());
        Answer answer = revoked(form);
        if (!config.version().atLeast(ApimVersion.V4_7)) {
            answer = answer.with("RevokedAccessToken", token.get().access);
            String refresh = token.get().refresh;
            answer = refresh == null ? answer : answer.with("RevokedRefreshToken", refresh);
        }
        return answer.with("AuthorizedUser", token.get().owner.subject());
    }

    private Application revoker(Request request, Parameters form) {
        try {
            return clients.authenticate(request, form);
        } catch (dev.tokentrail.mock.http.Refusal refusal) {
            if (refusal.answer().status() != 401) {
                throw refusal;
            }
            throw Wso2Errors.unauthorized(
                    request,
                    config.version().library(5, 3) ? "invalid_client" : "unauthorized_client",
                    "Client Authentication failed.");
        }
    }

    // callback asks for JSONP; the body of that is assumed, and only an identifier is accepted.
    private Answer revoked(Parameters form) {
        String contentType = config.version().library(6, 9) ? "application/json" : "text/html";
        String callback = form.value("callback")
                .filter(name -> name.matches("[A-Za-z_$][A-Za-z0-9_$.]{0,99}"))
                .orElse("");
        return (callback.isEmpty()
                        ? Answer.text(200, contentType, "")
                        : Answer.text(200, "application/javascript", callback + "();"))
                .notStored();
    }

    // Who may ask is in no document: the application's own credentials or those of a user (assumed).
    Answer introspect(Request request) {
        Parameters form = clients.form(request);
        boolean user = ClientCredentials.of(request)
                .flatMap(offered ->
                        config.user(offered.id()).filter(found -> Secrets.same(found.password(), offered.secret())))
                .isPresent();
        if (!user) {
            clients.authenticate(request, form);
        }
        String value = form.value("token").orElse(null);
        if (value == null) {
            return Answer.json(400, Map.of("error", "Invalid input")).notStored();
        }
        Wso2Token token = tokens.byEither(value).orElse(null);
        if (token == null) {
            return Answer.json(200, Map.of("active", false)).notStored();
        }
        boolean access = token.access.equals(value);
        boolean live = access ? token.accessLive(tokens.now()) : token.refreshLive(tokens.now());
        return Answer.json(200, live ? active(request, token, access) : Map.of("active", false))
                .notStored();
    }

    private Map<String, Object> active(Request request, Wso2Token token, boolean access) {
        long issued = token.issued.getEpochSecond();
        Map<String, Object> members = Members.of(
                "active",
                true,
                "scope",
                token.owner.scope(),
                "client_id",
                token.owner.client(),
                "username",
                token.owner.subject(),
                "token_type",
                access ? "Bearer" : "Refresh",
                "exp",
                access ? seconds(token) : token.refreshExpires.getEpochSecond(),
                "iat",
                issued,
                "nbf",
                issued,
                "aut",
                token.owner.user() == null ? "APPLICATION" : "APPLICATION_USER");
        if (token.jwt && access) {
            members.put("jti", token.id);
            members.put("sub", token.owner.subject());
            members.put("iss", request.origin() + mount + "/oauth2/token");
            members.put("aud", token.owner.client());
        }
        return members;
    }

    private static long seconds(Wso2Token token) {
        return token.expires.equals(java.time.Instant.MAX) ? Long.MAX_VALUE / 1000 : token.expires.getEpochSecond();
    }

    Answer userinfo(Request request) {
        if (request.headerValues("Authorization").isEmpty()) {
            throw Wso2Errors.invalidRequest("Authorization or Content-Type header is missing");
        }
        if (Bearer.twice(request)) {
            return bearerError(400, "invalid_request", "The access token is there more than once"); // RFC 6750, assumed
        }
        Wso2Token token = request.bearer().flatMap(tokens::live).orElse(null);
        if (token == null) {
            return bearerError(401, "invalid_token", "Access token validation failed");
        }
        if (!Wso2Scopes.contains(token.owner.scope(), "openid")) {
            return bearerError(403, "insufficient_scope", "Access token does not have the openid scope");
        }
        return Answer.json(200, Map.of("sub", token.owner.subject())).notStored();
    }

    private Answer bearerError(int status, String error, String description) {
        int answered = config.version().library(5, 3) ? status : 400; // 5.1 answered 400 to all of them
        return Wso2Errors.SHAPE
                .answer(answered, error, description)
                .notStored()
                .with("WWW-Authenticate", "Bearer error=\"" + error + "\"");
    }
}
