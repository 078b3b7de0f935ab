package dev.tokentrail.demo.flow.x3;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.provider.x3.X3Config;
import java.util.Optional;

/**
 * A pairing whose browser is back.
 *
 * @param config the application that asked
 * @param pairing what the callback is checked against
 * @param callback what came back
 * @param root the region that it named, or the one that was asked
 */
record ReturnedPairing(X3Config config, AuthorizationTransaction pairing, AuthorizationCallback callback, String root) {

    private static final String NOTE = "returned pairing";

    static void keep(Walk walk, ReturnedPairing returned) {
        walk.note(NOTE, returned);
    }

    static Optional<ReturnedPairing> of(Walk walk) {
        return walk.noted(NOTE, ReturnedPairing.class);
    }

    /** The code under the name of the sample app or of the guide. */
    Secret code() {
        return Secret.of(callback.parameter("code")
                .or(() -> callback.parameter("authorizationCode"))
                .orElseThrow());
    }
}
