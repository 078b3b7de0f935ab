package dev.tokentrail.mock.token;

import dev.tokentrail.mock.http.Request;
import java.time.Duration;
import java.util.Optional;

/** A service as faults see it: what signs its tokens, and how long they live. */
public interface TokenIssuer {

    /** The key that signs its JWTs, if it issues any. */
    Optional<SigningKey> signingKey();

    /** How long the access token lives that a request would get. */
    Duration accessTokenLifetime(Request request);
}
