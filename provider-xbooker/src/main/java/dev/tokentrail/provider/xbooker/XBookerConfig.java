package dev.tokentrail.provider.xbooker;

import dev.tokentrail.core.http.Loopback;
import dev.tokentrail.core.secret.Secret;
import java.util.Objects;

/**
 * What {@link XBooker} must know; the first three stand on the card of the delegated app in the admin panel.
 *
 * @param organizationId the card's "Organization"
 * @param clientId the card's "ID"
 * @param clientSecret the card's "Secret"
 * @param authAddress where tokens come from; default {@link #AUTH_ADDRESS}
 * @param apiAddress where API calls go, the only place that sees an access token; default {@link #API_ADDRESS}
 */
public record XBookerConfig(
        String organizationId, String clientId, Secret clientSecret, String authAddress, String apiAddress) {

    /** The documented address of the auth API. */
    public static final String AUTH_ADDRESS = "https://x-booker.app/auth/v1";

    /** The documented address of the API. */
    public static final String API_ADDRESS = "https://x-booker.app/delegated/v1";

    /**
     * Checks the parts, and drops a slash at the end of an address.
     *
     * @param organizationId not blank
     * @param clientId not blank
     * @param clientSecret any
     * @param authAddress https or loopback, without a query
     * @param apiAddress https or loopback, without a query
     * @throws IllegalArgumentException if a part is not as said here
     */
    public XBookerConfig {
        Objects.requireNonNull(organizationId, "There is no organization id; was a variable left unset?");
        if (organizationId.isBlank()) {
            throw new IllegalArgumentException("The organization id is empty; was a variable left unset?");
        }
        Objects.requireNonNull(clientId, "There is no client id; was a variable left unset?");
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("The client id is empty; was a variable left unset?");
        }
        authAddress = Loopback.requireSecureBase(authAddress, "auth address");
        apiAddress = Loopback.requireSecureBase(apiAddress, "API address");
    }

    /**
     * The usual configuration.
     *
     * @param organizationId the organization's id
     * @param clientId the delegated app's client id
     * @param clientSecret the delegated app's client secret
     * @return the configuration
     * @throws IllegalArgumentException if an id is blank
     */
    public static XBookerConfig of(String organizationId, String clientId, Secret clientSecret) {
        return new XBookerConfig(organizationId, clientId, clientSecret, AUTH_ADDRESS, API_ADDRESS);
    }

    /**
     * Changes where tokens come from.
     *
     * @param address an address that {@code /tokens/refresh} is added to
     * @return a new value
     * @throws IllegalArgumentException if it is malformed, neither https nor loopback, or has a query
     */
    public XBookerConfig withAuthAddress(String address) {
        return new XBookerConfig(organizationId, clientId, clientSecret, address, apiAddress);
    }

    /**
     * Changes where API calls go.
     *
     * @param address an address that {@code /organization} is added to
     * @return a new value
     * @throws IllegalArgumentException if it is malformed, neither https nor loopback, or has a query
     */
    public XBookerConfig withApiAddress(String address) {
        return new XBookerConfig(organizationId, clientId, clientSecret, authAddress, address);
    }
}
