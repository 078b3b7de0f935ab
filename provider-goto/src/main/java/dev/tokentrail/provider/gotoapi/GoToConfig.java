package dev.tokentrail.provider.gotoapi;

import dev.tokentrail.core.http.Loopback;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.ClientAuthentication;
import java.util.List;

/**
 * What GoTo has to be told, and where it is. The client is made at {@code https://developer.logmeininc.com/clients}; its
 * secret is shown there once.
 *
 * @param client how the OAuth client proves itself
 * @param redirectUri where the browser comes back to, exactly as registered with the client
 * @param scopes what is asked for if an authorization names none; default none
 * @param address where tokens are got; https, or loopback; without a slash at the end
 * @param issuer the issuer identifier that GoTo publishes; https, or loopback
 * @param api where the product APIs are; https, or loopback; without a slash at the end
 */
public record GoToConfig(
        ClientAuthentication client,
        String redirectUri,
        List<String> scopes,
        String address,
        String issuer,
        String api) {

    /** Where tokens are got: {@value}, as GoTo's published metadata says. */
    public static final String ADDRESS = "https://identity.goto.com";

    /** The host that GoTo's guides still name: {@value}. It serves the same endpoints. */
    public static final String FORMER_ADDRESS = "https://authentication.logmeininc.com";

    /** Where the product APIs are: {@value}. */
    public static final String API = "https://api.goto.com";

    /**
     * Checks the addresses, and drops a slash at the end of those that paths are added to.
     *
     * @param client any
     * @param redirectUri checked when an authorization starts
     * @param scopes any
     * @param address https or loopback, without a query
     * @param issuer https or loopback
     * @param api https or loopback, without a query
     * @throws IllegalArgumentException if an address is not as said here
     */
    public GoToConfig {
        scopes = List.copyOf(scopes);
        address = Loopback.requireSecureBase(address, "GoTo address");
        issuer = Loopback.requireSecure(issuer, "GoTo issuer");
        api = Loopback.requireSecureBase(api, "GoTo API address");
    }

    /**
     * A client with a secret, which it sends with HTTP Basic, at {@link #ADDRESS}.
     *
     * @param clientId the client id
     * @param clientSecret the client secret
     * @param redirectUri where the browser comes back to, exactly as registered with the client
     * @return the configuration
     * @throws IllegalArgumentException if the client id is blank
     */
    public static GoToConfig of(String clientId, Secret clientSecret, String redirectUri) {
        return new GoToConfig(
                ClientAuthentication.basic(clientId, clientSecret), redirectUri, List.of(), ADDRESS, ADDRESS, API);
    }

    /**
     * Proves the client in another way. GoTo's metadata lists {@link ClientAuthentication#inBody} and, for a public
     * client, {@link ClientAuthentication#none} beside the default, {@link ClientAuthentication#basic}.
     *
     * @param authentication how the client proves itself
     * @return a new configuration
     */
    public GoToConfig withClient(ClientAuthentication authentication) {
        return new GoToConfig(authentication, redirectUri, scopes, address, issuer, api);
    }

    /**
     * Says what is asked for if an authorization names no scopes, as {@link GoTo#startAuthorization()} does.
     *
     * @param asked for example {@code messaging.v1.send}; only scopes enabled on the client are granted
     * @return a new configuration
     */
    public GoToConfig withScopes(String... asked) {
        return new GoToConfig(client, redirectUri, List.of(asked), address, issuer, api);
    }

    /**
     * Gets tokens from another host. The issuer stays: GoTo's metadata names {@code https://identity.goto.com} on both of
     * its hosts.
     *
     * @param host {@link #ADDRESS} or {@link #FORMER_ADDRESS}
     * @return a new configuration
     * @throws IllegalArgumentException if it is malformed, or neither https nor loopback
     */
    public GoToConfig withAddress(String host) {
        return new GoToConfig(client, redirectUri, scopes, host, issuer, api);
    }

    /**
     * Turns everything to an emulator: tokens, issuer and APIs.
     *
     * @param base for example {@code http://127.0.0.1:9090/goto}
     * @return a new configuration
     * @throws IllegalArgumentException if it is malformed, or neither https nor loopback
     */
    public GoToConfig at(String base) {
        String issuerThere = Loopback.requireSecureBase(base, "emulator address");
        return new GoToConfig(client, redirectUri, scopes, base, issuerThere, base);
    }
}
