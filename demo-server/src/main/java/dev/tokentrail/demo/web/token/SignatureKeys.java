package dev.tokentrail.demo.web.token;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a service's public keys are, as far as this visitor knows.
 *
 * @param published whether the service publishes keys at all
 * @param fetched the JWK set (RFC 7517 section 5) that was fetched, null if it was not
 */
public record SignatureKeys(boolean published, @Nullable Map<String, Object> fetched) {

    /** A service that publishes none. */
    public static SignatureKeys none() {
        return new SignatureKeys(false, null);
    }

    /** A service whose keys were not fetched yet. */
    public static SignatureKeys notFetched() {
        return new SignatureKeys(true, null);
    }

    /** Keys that were fetched. */
    public static SignatureKeys of(Map<String, Object> jwks) {
        return new SignatureKeys(true, jwks);
    }
}
