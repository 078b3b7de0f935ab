package dev.tokentrail.demo.flow.step;

import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Walk;
import java.util.List;
import java.util.Optional;

/** What signing in and exchanging the code need of a service. */
public interface AuthorizationCodeGrant {

    /** The service's name for people. */
    String service();

    /** Says why nobody can sign in, empty if one can. */
    Optional<String> missing(Walk walk);

    /** What is asked for at first, between spaces. */
    String scopes(Walk walk);

    /** Starts an authorization; sends nothing. */
    AuthorizationTransaction authorize(Walk walk, List<String> scopes);

    /** Builds the exchange of a code. */
    WireRequest exchangeRequest(Walk walk, Secret code, AuthorizationTransaction login);

    /** Checks what came back and exchanges its code. */
    Token complete(Walk walk, AuthorizationTransaction login, AuthorizationCallback callback);

    /** The Java variable that holds the provider. */
    String variable();

    /** Writes the statements that build the provider. */
    String connecting(Walk walk);
}
