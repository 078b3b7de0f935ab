package dev.tokentrail.core.token;

import dev.tokentrail.core.http.Loopback;
import dev.tokentrail.core.http.WireRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a service that keeps to the RFCs. Each, the issuer identifier aside, must be https, or loopback.
 *
 * @param service the service's name as the start of variable names in cURL commands: upper-case letters, digits and
 *     underscores, possibly empty
 * @param issuer the issuer identifier (RFC 8414), or null if not known
 * @param tokenEndpoint where tokens are got
 * @param authorizationEndpoint where a browser is sent to, or null if there is none
 * @param revocationEndpoint where tokens are revoked (RFC 7009), or null
 * @param introspectionEndpoint where tokens are introspected (RFC 7662), or null
 * @param userinfoEndpoint where the user is described (OpenID Connect Core section 5.3), or null
 * @param deviceAuthorizationEndpoint where the device flow starts (RFC 8628), or null
 * @param jwksUri where the signature keys stand (RFC 7517), or null
 * @param issInResponse whether every authorization response must hold {@code iss} (RFC 9207)
 */
public record AuthorizationServer(
        String service,
        @Nullable String issuer,
        String tokenEndpoint,
        @Nullable String authorizationEndpoint,
        @Nullable String revocationEndpoint,
        @Nullable String introspectionEndpoint,
        @Nullable String userinfoEndpoint,
        @Nullable String deviceAuthorizationEndpoint,
        @Nullable String jwksUri,
        boolean issInResponse) {

    /**
     * Checks the service's name and every address that is called or shown to a browser.
     *
     * @param service the service's name as the start of variable names in cURL commands
     * @param issuer the issuer identifier
     * @param tokenEndpoint where tokens are got
     * @param authorizationEndpoint where a browser is sent to
     * @param revocationEndpoint where tokens are revoked
     * @param introspectionEndpoint where tokens are introspected
     * @param userinfoEndpoint where the user is described
     * @param deviceAuthorizationEndpoint where the device flow starts
     * @param jwksUri where the signature keys stand
     * @param issInResponse whether every authorization response must hold {@code iss}
     * @throws IllegalArgumentException if the name is not as said; if an address is malformed, or neither https nor
     *     loopback; or if {@code iss} must be in
     *     every response and no issuer is known to compare it with
     */
    public AuthorizationServer {
        if (issInResponse && issuer == null) {
            throw new IllegalArgumentException(
                    "Whoever requires iss in every response must know the issuer (RFC 9207)");
        }
        checkService(service);
        Loopback.requireSecure(tokenEndpoint, "token endpoint");
        check(authorizationEndpoint, "authorization endpoint");
        check(revocationEndpoint, "revocation endpoint");
        check(introspectionEndpoint, "introspection endpoint");
        check(userinfoEndpoint, "userinfo endpoint");
        check(deviceAuthorizationEndpoint, "device authorization endpoint");
        check(jwksUri, "JWKS address");
    }

    /**
     * Starts with the one address that every service has.
     *
     * @param service the start of variable names in cURL commands, for example {@code KEYCLOAK}; may be empty
     * @param tokenEndpoint the token endpoint
     * @return a builder
     */
    public static AuthorizationServerBuilder at(String service, String tokenEndpoint) {
        return new AuthorizationServerBuilder(service, tokenEndpoint);
    }

    static String require(@Nullable String address, String what) {
        return Optional.ofNullable(address)
                .orElseThrow(() -> new IllegalStateException("This service has no " + what + " configured"));
    }

    /** By the rule that every request of the service will be held to. */
    private static void checkService(String service) {
        WireRequest.get("https://localhost").service(service).build();
    }

    private static void check(@Nullable String address, String what) {
        if (address != null) {
            Loopback.requireSecure(address, what);
        }
    }
}
