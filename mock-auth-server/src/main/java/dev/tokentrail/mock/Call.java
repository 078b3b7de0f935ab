package dev.tokentrail.mock;

import dev.tokentrail.mock.http.MalformedRequest;
import dev.tokentrail.mock.http.Meaning;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Purpose;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.token.ClientCredentials;
import java.util.Optional;

/**
 * A request in OAuth words, as it claims to be: nothing of it is verified.
 *
 * @param purpose what its endpoint is for
 * @param grant grant type, empty if it names none
 * @param client client identifier, empty if it names none
 */
record Call(Purpose purpose, Optional<String> grant, Optional<String> client) {

    static Call read(Meaning meaning, Request request) {
        Optional<String> grant = meaning.grant();
        if (grant.isEmpty() && meaning.purpose() == Purpose.TOKEN) {
            grant = parameter(request, "grant_type");
        }
        return new Call(meaning.purpose(), grant, client(request));
    }

    private static Optional<String> client(Request request) {
        return ClientCredentials.of(request)
                .map(ClientCredentials::id)
                .or(() -> parameter(request, "client_id"))
                .or(() -> request.header("client-id"));
    }

    /** The first value of a parameter of the body or, failing that, of the query; empty if they cannot be read. */
    static Optional<String> parameter(Request request, String name) {
        try {
            Parameters body = request.mediaType().equals("application/json") ? request.json() : request.form();
            return body.value(name).or(() -> request.query().value(name));
        } catch (MalformedRequest e) {
            return Optional.empty();
        }
    }
}
