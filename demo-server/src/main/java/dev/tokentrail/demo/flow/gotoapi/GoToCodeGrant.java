package dev.tokentrail.demo.flow.gotoapi;

import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.flow.step.AuthorizationCodeGrant;
import java.util.List;
import java.util.Optional;

/** The authorization code of GoTo. */
final class GoToCodeGrant implements AuthorizationCodeGrant {

    @Override
    public String service() {
        return "GoTo";
    }

    @Override
    public Optional<String> missing(Walk walk) {
        return Optional.empty();
    }

    @Override
    public String scopes(Walk walk) {
        List<String> configured = walk.connections().goTo().scopes();
        return configured.isEmpty() ? "messaging.v1.send" : String.join(" ", configured);
    }

    @Override
    public AuthorizationTransaction authorize(Walk walk, List<String> scopes) {
        return GoToConnection.configured(walk).authorize(scopes.toArray(String[]::new));
    }

    @Override
    public WireRequest exchangeRequest(Walk walk, Secret code, AuthorizationTransaction login) {
        return GoToConnection.configured(walk).exchangeRequest(code, login);
    }

    @Override
    public Token complete(Walk walk, AuthorizationTransaction login, AuthorizationCallback callback) {
        return GoToConnection.configured(walk).complete(login, callback);
    }

    @Override
    public String variable() {
        return "goTo";
    }

    @Override
    public String connecting(Walk walk) {
        return GoToConnection.inJava(walk);
    }
}
