package dev.tokentrail.core.token;

import org.jspecify.annotations.Nullable;

/** Collects the addresses of an {@link AuthorizationServer}. An address that is null is left out. */
public final class AuthorizationServerBuilder {

    private final String service;
    private final String tokenEndpoint;
    private @Nullable String issuer;
    private boolean issInResponse;
    private @Nullable String authorizationEndpoint;
    private @Nullable String revocationEndpoint;
    private @Nullable String introspectionEndpoint;
    private @Nullable String userinfoEndpoint;
    private @Nullable String deviceAuthorizationEndpoint;
    private @Nullable String jwksUri;

    AuthorizationServerBuilder(String service, String tokenEndpoint) {
        this.service = service;
        this.tokenEndpoint = tokenEndpoint;
    }

    /**
     * States the issuer identifier, which an authorization response may name (RFC 9207).
     *
     * @param identifier the issuer identifier, exactly as the service writes it; default none
     * @param inEveryResponse whether every authorization response must hold it; default false
     * @return this builder
     */
    public AuthorizationServerBuilder issuer(@Nullable String identifier, boolean inEveryResponse) {
        this.issuer = identifier;
        this.issInResponse = inEveryResponse;
        return this;
    }

    /**
     * States the address that browsers are sent to (RFC 6749 section 3.1).
     *
     * @param address the address; default none
     * @return this builder
     */
    public AuthorizationServerBuilder authorizationEndpoint(@Nullable String address) {
        this.authorizationEndpoint = address;
        return this;
    }

    /**
     * States the address at which tokens are revoked (RFC 7009).
     *
     * @param address the address; default none
     * @return this builder
     */
    public AuthorizationServerBuilder revocationEndpoint(@Nullable String address) {
        this.revocationEndpoint = address;
        return this;
    }

    /**
     * States the address at which tokens are introspected (RFC 7662).
     *
     * @param address the address; default none
     * @return this builder
     */
    public AuthorizationServerBuilder introspectionEndpoint(@Nullable String address) {
        this.introspectionEndpoint = address;
        return this;
    }

    /**
     * States the address that describes the user (OpenID Connect Core section 5.3).
     *
     * @param address the address; default none
     * @return this builder
     */
    public AuthorizationServerBuilder userinfoEndpoint(@Nullable String address) {
        this.userinfoEndpoint = address;
        return this;
    }

    /**
     * States the address at which the device flow starts (RFC 8628).
     *
     * @param address the address; default none
     * @return this builder
     */
    public AuthorizationServerBuilder deviceAuthorizationEndpoint(@Nullable String address) {
        this.deviceAuthorizationEndpoint = address;
        return this;
    }

    /**
     * States the address of the signature keys (RFC 7517).
     *
     * @param address the address; default none
     * @return this builder
     */
    public AuthorizationServerBuilder jwksUri(@Nullable String address) {
        this.jwksUri = address;
        return this;
    }

    /**
     * Makes the value.
     *
     * @return the server
     * @throws IllegalArgumentException if an address is malformed, or neither https nor loopback; if the service's name
     *     is not upper-case letters, digits and underscores; or if {@code iss} must be in every response and no issuer is
     *     known
     */
    public AuthorizationServer build() {
        return new AuthorizationServer(
                service,
                issuer,
                tokenEndpoint,
                authorizationEndpoint,
                revocationEndpoint,
                introspectionEndpoint,
                userinfoEndpoint,
                deviceAuthorizationEndpoint,
                jwksUri,
                issInResponse);
    }
}
