package dev.tokentrail.conformance.nodes;

import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenProvider;
import dev.tokentrail.provider.x3.X3;
import dev.tokentrail.provider.x3.X3Config;
import java.time.Clock;
import java.util.Optional;

/** X3 as all processes of a run have it. It says of itself that a refresh token works once; where there is a window, this says so. */
record SharedX3(X3 x3, RefreshRotation refreshRotation) implements TokenProvider {

    static SharedX3 at(String root, Transport transport, Clock clock, RefreshRotation rotation) {
        X3Config config = X3Config.of(root, "x3-client", Secret.of("x3-secret"), "https://localhost:5050/callback");
        X3 x3 = new X3(config, transport, clock).forCustomer("https://customer.example", "api.graphQL");
        return new SharedX3(x3, rotation);
    }

    @Override
    public String name() {
        return x3.name();
    }

    @Override
    public Clock clock() {
        return x3.clock();
    }

    @Override
    public Token refresh(Token token) {
        return x3.refresh(token);
    }

    @Override
    public Optional<AuthorizationTransaction> startAuthorization() {
        return x3.startAuthorization();
    }
}
