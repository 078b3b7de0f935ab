package dev.tokentrail.demo.flow.wso2;

import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.AuthorizationCodeGrant;
import java.util.List;
import java.util.Optional;

/** The authorization code of WSO2. */
final class Wso2CodeGrant implements AuthorizationCodeGrant {

    @Override
    public String service() {
        return "WSO2 API Manager";
    }

    @Override
    public Optional<String> missing(Walk walk) {
        return walk.connections().wso2().redirectUri() == null
                ? Optional.of("No redirect URI is configured, and so no browser can be sent back.")
                : Optional.empty();
    }

    @Override
    public String scopes(Walk walk) {
        List<String> configured = walk.connections().wso2().scopes();
        return configured.isEmpty() ? "openid" : String.join(" ", configured);
    }

    @Override
    public AuthorizationTransaction authorize(Walk walk, List<String> scopes) {
        return Wso2Connection.of(walk).authorize(scopes.toArray(String[]::new));
    }

    @Override
    public WireRequest exchangeRequest(Walk walk, Secret code, AuthorizationTransaction login) {
        return Wso2Connection.of(walk).requests().authorizationCode(code, login);
    }

    @Override
    public Token complete(Walk walk, AuthorizationTransaction login, AuthorizationCallback callback) {
        return Wso2Connection.of(walk).complete(login, callback);
    }

    @Override
    public String variable() {
        return "wso2";
    }

    @Override
    public String connecting(Walk walk) {
        return Wso2Connection.inJava(walk);
    }
}
