package dev.tokentrail.core.token;

import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.WireRequestBuilder;
import dev.tokentrail.core.secret.Secret;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** How a client proves itself at the token endpoint (RFC 6749 section 2.3). */
public final class ClientAuthentication {

    private final String clientId;
    private final boolean inHeader;
    private final Parameters parameters;
    private final UnaryOperator<WireRequestBuilder> headers;

    private ClientAuthentication(
            String clientId, boolean inHeader, Parameters parameters, UnaryOperator<WireRequestBuilder> headers) {
        this.clientId = clientId;
        this.inHeader = inHeader;
        this.parameters = parameters;
        this.headers = headers;
    }

    /**
     * HTTP Basic with id and secret form-encoded first, as RFC 6749 section 2.3.1 has it. The usual way.
     *
     * @param clientId the client id
     * @param clientSecret the client secret
     * @return {@code client_secret_basic}
     * @throws IllegalArgumentException if the id is blank
     */
    public static ClientAuthentication basic(String clientId, Secret clientSecret) {
        return new ClientAuthentication(
                checked(clientId), true, Parameters.none(), request -> request.basic(clientId, clientSecret));
    }

    /**
     * HTTP Basic with id and secret as they are, for services that do not decode them. It differs from
     * {@link #basic(String, Secret)} only where one of them holds something else than letters, digits and
     * {@code - . _ ~}.
     *
     * @param clientId the client id, without a colon
     * @param clientSecret the client secret
     * @return {@code client_secret_basic} without form-encoding
     * @throws IllegalArgumentException if the id is blank, or holds a colon, which would move the border between id and
     *     secret
     */
    public static ClientAuthentication basicRaw(String clientId, Secret clientSecret) {
        if (checked(clientId).indexOf(':') >= 0) {
            throw new IllegalArgumentException("The client id " + clientId
                    + " holds a colon, and cannot be sent in raw Basic authentication; use basic or inBody");
        }
        return new ClientAuthentication(
                clientId, true, Parameters.none(), request -> request.basicRaw(clientId, clientSecret));
    }

    /**
     * Id and secret among the parameters of the body, in whatever encoding that has.
     *
     * @param clientId the client id
     * @param clientSecret the client secret
     * @return {@code client_secret_post}
     * @throws IllegalArgumentException if the id is blank
     */
    public static ClientAuthentication inBody(String clientId, Secret clientSecret) {
        return new ClientAuthentication(
                clientId,
                false,
                Parameters.of("client_id", checked(clientId)).and("client_secret", clientSecret),
                UnaryOperator.identity());
    }

    /**
     * No proof: a public client names itself among the parameters.
     *
     * @param clientId the client id
     * @return {@code none}
     * @throws IllegalArgumentException if the id is blank
     */
    public static ClientAuthentication none(String clientId) {
        return new ClientAuthentication(
                clientId, false, Parameters.of("client_id", checked(clientId)), UnaryOperator.identity());
    }

    /**
     * Header fields of the service's own.
     *
     * @param clientId the client id
     * @param headers adds the fields to a request
     * @return an authentication that no RFC names
     * @throws IllegalArgumentException if the id is blank
     */
    public static ClientAuthentication headers(String clientId, UnaryOperator<WireRequestBuilder> headers) {
        return new ClientAuthentication(checked(clientId), true, Parameters.none(), headers);
    }

    /**
     * Gives the client id.
     *
     * @return the client id
     */
    public String clientId() {
        return clientId;
    }

    /**
     * Tells whether the client proves itself in the head of the request.
     *
     * @return true for Basic and header fields, false for the body and none
     */
    public boolean isInHeader() {
        return inHeader;
    }

    /**
     * Adds the header fields, if any, to a request.
     *
     * @param request the request
     * @return the same builder
     */
    public WireRequestBuilder addTo(WireRequestBuilder request) {
        return headers.apply(request);
    }

    /**
     * Adds the parameters, if any, after those of the grant.
     *
     * @param grant the grant's parameters
     * @return all parameters of the body
     */
    public Parameters addTo(Parameters grant) {
        return grant.andAll(parameters);
    }

    private static String checked(String clientId) {
        Objects.requireNonNull(clientId, "There is no client id; was a variable left unset?");
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("The client id is empty; was a variable left unset?");
        }
        return clientId;
    }

    /** Names the client, not its secret. */
    @Override
    public String toString() {
        return "ClientAuthentication[clientId=" + clientId + ", " + (inHeader ? "in the head" : "in the body") + "]";
    }
}
