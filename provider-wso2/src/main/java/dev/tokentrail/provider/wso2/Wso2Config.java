package dev.tokentrail.provider.wso2;

import dev.tokentrail.core.http.FormEncoding;
import dev.tokentrail.core.http.Loopback;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationServer;
import dev.tokentrail.core.token.ClientAuthentication;
import dev.tokentrail.core.token.RefreshRotation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application of the developer portal (the API Store of old), and where the installation is.
 *
 * @param client how the application proves itself
 * @param paths under which names the token endpoints are
 * @param address where the token endpoints are; https, or loopback; without a slash at the end
 * @param gateway where APIs are called, or null if none will be; https, or loopback; without a slash at the end
 * @param redirectUri the application's callback URL, exactly as registered, or null if no browser takes part
 * @param tenant the tenant that tokens are asked of, or null for the user's or the application's own
 * @param scopes what is asked for if an authorization names none; default none, for which {@code default} is granted
 * @param refreshRotation what becomes of a refresh token when it is used; default {@link RefreshRotation#STRICT}
 */
public record Wso2Config(
        ClientAuthentication client,
        Paths paths,
        String address,
        @Nullable String gateway,
        @Nullable String redirectUri,
        @Nullable String tenant,
        List<String> scopes,
        RefreshRotation refreshRotation) {

    /** Under which names the token endpoints are. */
    public enum Paths {
        /** {@code /token}, {@code /authorize}, {@code /revoke}, {@code /userinfo} of the gateway: up to version 3.2. */
        GATEWAY,
        /** {@code /oauth2/token} and its siblings of the server itself: every version, and the only way from 4.0 on. */
        OAUTH2
    }

    /**
     * Checks the addresses, and drops a slash at their end.
     *
     * @param client any
     * @param paths either
     * @param address https or loopback, without a query
     * @param gateway https or loopback, without a query; or null
     * @param redirectUri checked when an authorization starts
     * @param tenant any; it is encoded
     * @param scopes any
     * @param refreshRotation any
     * @throws IllegalArgumentException if an address is not as said here
     */
    public Wso2Config {
        scopes = List.copyOf(scopes);
        address = Loopback.requireSecureBase(address, "WSO2 address");
        gateway = gateway == null ? null : Loopback.requireSecureBase(gateway, "WSO2 gateway");
    }

    /**
     * Versions up to 3.2, as the 1.x documentation has it: tokens from the gateway's own {@code /token}. There is no
     * introspection, device flow or key set under these names.
     *
     * @param gateway for example {@code https://localhost:8243}
     * @param consumerKey the application's consumer key
     * @param consumerSecret the application's consumer secret
     * @return the configuration
     * @throws IllegalArgumentException if the address is malformed, or neither https nor loopback, or the key is blank
     */
    public static Wso2Config atGateway(String gateway, String consumerKey, Secret consumerSecret) {
        return plain(consumerKey, consumerSecret, Paths.GATEWAY, gateway, gateway);
    }

    /**
     * Version 4.x, and the server behind an older gateway: tokens from {@code /oauth2/token}.
     *
     * @param server for example {@code https://localhost:9443}
     * @param consumerKey the application's consumer key
     * @param consumerSecret the application's consumer secret
     * @return the configuration
     * @throws IllegalArgumentException if the address is malformed, or neither https nor loopback, or the key is blank
     */
    public static Wso2Config atServer(String server, String consumerKey, Secret consumerSecret) {
        return plain(consumerKey, consumerSecret, Paths.OAUTH2, server, null);
    }

    /**
     * Proves the application in another way: {@link ClientAuthentication#inBody} is the other documented one.
     *
     * @param authentication how the application proves itself
     * @return a new configuration
     */
    public Wso2Config withClient(ClientAuthentication authentication) {
        return new Wso2Config(authentication, paths, address, gateway, redirectUri, tenant, scopes, refreshRotation);
    }

    /**
     * Says where APIs are called.
     *
     * @param base for example {@code https://localhost:8243}; default: where the tokens come from if that is a gateway
     * @return a new configuration
     * @throws IllegalArgumentException if it is malformed, or neither https nor loopback
     */
    public Wso2Config withGateway(String base) {
        return new Wso2Config(client, paths, address, base, redirectUri, tenant, scopes, refreshRotation);
    }

    /**
     * Says where the browser comes back to.
     *
     * @param callbackUrl the application's callback URL, exactly as registered; default none
     * @return a new configuration
     */
    public Wso2Config withRedirectUri(String callbackUrl) {
        return new Wso2Config(client, paths, address, gateway, callbackUrl, tenant, scopes, refreshRotation);
    }

    /**
     * Asks one tenant for tokens, by {@code ?tenantDomain=} on the token endpoint. A user can name the tenant too:
     * {@code name@example.com}.
     *
     * @param domain for example {@code example.com}; default none
     * @return a new configuration
     */
    public Wso2Config withTenant(String domain) {
        return new Wso2Config(client, paths, address, gateway, redirectUri, domain, scopes, refreshRotation);
    }

    /**
     * Says what is asked for if an authorization names no scopes, as {@link Wso2#startAuthorization()} does.
     *
     * @param asked the scopes; default none
     * @return a new configuration
     */
    public Wso2Config withScopes(String... asked) {
        return new Wso2Config(client, paths, address, gateway, redirectUri, tenant, List.of(asked), refreshRotation);
    }

    /**
     * Says what becomes of a refresh token when it is used: {@link RefreshRotation#STRICT} as the server comes,
     * {@link RefreshRotation#NONE} where it is set to keep them ({@code RenewRefreshTokenForRefreshGrant} is false).
     *
     * @param rotation what the server does
     * @return a new configuration
     */
    public Wso2Config withRefreshRotation(RefreshRotation rotation) {
        return new Wso2Config(client, paths, address, gateway, redirectUri, tenant, scopes, rotation);
    }

    AuthorizationServer server() {
        String base = paths == Paths.GATEWAY ? address : address + "/oauth2";
        String query = tenant == null ? "" : "?tenantDomain=" + FormEncoding.encode(tenant);
        boolean all = paths == Paths.OAUTH2;
        return AuthorizationServer.at("WSO2", base + "/token" + query)
                .authorizationEndpoint(base + "/authorize")
                .revocationEndpoint(base + "/revoke")
                .userinfoEndpoint(base + "/userinfo")
                .introspectionEndpoint(all ? base + "/introspect" : null)
                .deviceAuthorizationEndpoint(all ? base + "/device_authorize" : null)
                .jwksUri(all ? base + "/jwks" : null)
                .build();
    }

    /** WSO2 splits the decoded Basic value at the colon and decodes nothing further (its OAuth2Util). */
    private static Wso2Config plain(
            String consumerKey, Secret consumerSecret, Paths paths, String address, @Nullable String gateway) {
        return new Wso2Config(
                ClientAuthentication.basicRaw(consumerKey, consumerSecret),
                paths,
                address,
                gateway,
                null,
                null,
                List.of(),
                RefreshRotation.STRICT);
    }
}
