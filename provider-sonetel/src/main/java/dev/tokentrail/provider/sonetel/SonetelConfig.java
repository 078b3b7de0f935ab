package dev.tokentrail.provider.sonetel;

import dev.tokentrail.core.http.Loopback;
import dev.tokentrail.core.secret.Secret;
import java.util.Objects;

/**
 * What {@link Sonetel} must know.
 *
 * @param username the e-mail address that the user signs in with
 * @param password the user's password
 * @param client the fixed public client, whose secret is the same text; default {@link #API_CLIENT}
 * @param encoding how the body of a token request is written; default {@link Encoding#FORM}
 * @param refresh whether to ask for a refresh token ({@code refresh=yes}); default true
 * @param tokenEndpoint where tokens come from; default {@link #TOKEN_ENDPOINT}
 * @param apiAddress where API calls go, the only place beside the token endpoint that sees a token; default
 *     {@link #API_ADDRESS}
 */
public record SonetelConfig(
        String username,
        Secret password,
        String client,
        Encoding encoding,
        boolean refresh,
        String tokenEndpoint,
        String apiAddress) {

    /** The client of Sonetel's API guide: {@code sonetel-api}. */
    public static final String API_CLIENT = "sonetel-api";

    /** The client of Sonetel's cURL samples: {@code sonetel-web}. */
    public static final String WEB_CLIENT = "sonetel-web";

    /** The address in Sonetel's documentation. */
    public static final String TOKEN_ENDPOINT = "https://api.sonetel.com/SonetelAuth/beta/oauth/token";

    /** The address in Sonetel's own Python sample. */
    public static final String TOKEN_ENDPOINT_WITHOUT_BETA = "https://api.sonetel.com/SonetelAuth/oauth/token";

    /** The API's address, which is another host than that of the token endpoint. */
    public static final String API_ADDRESS = "https://public-api.sonetel.com";

    /** How the body of a token request is written; Sonetel documents both. */
    public enum Encoding {
        /** {@code application/x-www-form-urlencoded}, as in RFC 6749 and in Sonetel's Python library. */
        FORM,
        /** {@code multipart/form-data}, as in Sonetel's API description and tutorial. */
        MULTIPART
    }

    /**
     * Checks the parts, and drops a slash at the end of the API's address.
     *
     * @param username not blank
     * @param password any
     * @param client not blank
     * @param encoding either
     * @param refresh either
     * @param tokenEndpoint https or loopback
     * @param apiAddress https or loopback, without a query
     * @throws IllegalArgumentException if a part is not as said here
     */
    public SonetelConfig {
        Objects.requireNonNull(username, "There is no user name; was a variable left unset?");
        if (username.isBlank()) {
            throw new IllegalArgumentException("The user name is empty; was a variable left unset?");
        }
        if (client.isBlank()) {
            throw new IllegalArgumentException("The client is empty; it is sonetel-api or sonetel-web");
        }
        tokenEndpoint = Loopback.requireSecure(tokenEndpoint, "token endpoint");
        apiAddress = Loopback.requireSecureBase(apiAddress, "API address");
    }

    /**
     * The usual configuration.
     *
     * @param username the e-mail address that the user signs in with
     * @param password the user's password
     * @return the configuration
     * @throws IllegalArgumentException if the user name is blank
     */
    public static SonetelConfig of(String username, Secret password) {
        return new SonetelConfig(username, password, API_CLIENT, Encoding.FORM, true, TOKEN_ENDPOINT, API_ADDRESS);
    }

    /**
     * Changes the public client.
     *
     * @param newClient {@link #API_CLIENT} or {@link #WEB_CLIENT}
     * @return a new value
     */
    public SonetelConfig withClient(String newClient) {
        return new SonetelConfig(username, password, newClient, encoding, refresh, tokenEndpoint, apiAddress);
    }

    /**
     * Changes how the body of a token request is written.
     *
     * @param newEncoding the encoding
     * @return a new value
     */
    public SonetelConfig withEncoding(Encoding newEncoding) {
        return new SonetelConfig(username, password, client, newEncoding, refresh, tokenEndpoint, apiAddress);
    }

    /**
     * Asks for no refresh token ({@code refresh=no}): the token ends after a day, and nothing that lives longer is left
     * lying about.
     *
     * @return a new value
     */
    public SonetelConfig withoutRefresh() {
        return new SonetelConfig(username, password, client, encoding, false, tokenEndpoint, apiAddress);
    }

    /**
     * Changes where tokens come from.
     *
     * @param address {@link #TOKEN_ENDPOINT}, {@link #TOKEN_ENDPOINT_WITHOUT_BETA}, or an emulator's
     * @return a new value
     * @throws IllegalArgumentException if it is malformed, or neither https nor loopback
     */
    public SonetelConfig withTokenEndpoint(String address) {
        return new SonetelConfig(username, password, client, encoding, refresh, address, apiAddress);
    }

    /**
     * Changes where API calls go.
     *
     * @param address an address without the path of a call
     * @return a new value
     * @throws IllegalArgumentException if it is malformed, neither https nor loopback, or has a query
     */
    public SonetelConfig withApiAddress(String address) {
        return new SonetelConfig(username, password, client, encoding, refresh, tokenEndpoint, address);
    }
}
