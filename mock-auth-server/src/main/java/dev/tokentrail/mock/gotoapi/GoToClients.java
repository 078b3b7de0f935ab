package dev.tokentrail.mock.gotoapi;

import dev.tokentrail.mock.gotoapi.GoToConfig.Client;
import dev.tokentrail.mock.http.ErrorShape;
import dev.tokentrail.mock.http.MalformedRequest;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Refusal;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.token.ClientCredentials;
import dev.tokentrail.mock.token.Secrets;
import java.util.Optional;

/**
 * Client authentication as the metadata lists it: Basic, in the body, or none for a public client.
 *
 * <p>Error bodies of GoTo are in no document; these are those of RFC 6749 section 5.2 (assumed).
 */
final class GoToClients {

    private final GoToConfig config;

    GoToClients(GoToConfig config) {
        this.config = config;
    }

    /** The form of a POST to one of the OAuth endpoints, refused if a parameter is there twice. */
    static Parameters form(Request request) {
        if (!request.mediaType().equals("application/x-www-form-urlencoded")) {
            throw refusal(400, "invalid_request", "The Content-Type must be application/x-www-form-urlencoded");
        }
        Parameters form = request.form();
        form.repeated().ifPresent(name -> {
            throw refusal(400, "invalid_request", "A parameter is there more than once");
        });
        return form;
    }

    Client authenticate(Request request, Parameters form) {
        boolean inHeader = request.headerValues("Authorization").size() > 0;
        boolean inBody = form.has("client_secret");
        if (inHeader && inBody) {
            throw refusal(400, "invalid_request", "More than one client authentication");
        }
        Optional<Client> client = inHeader
                ? ClientCredentials.of(request).flatMap(this::match)
                : inBody
                        ? match(new ClientCredentials(
                                form.value("client_id").orElse(""),
                                form.value("client_secret").orElse("")))
                        : form.value("client_id").flatMap(config::client).filter(Client::isPublic);
        if (client.isEmpty()) {
            throw new Refusal(ErrorShape.OAUTH
                    .answer(401, "invalid_client", "Client authentication failed")
                    .notStored()
                    .with("WWW-Authenticate", "Basic realm=\"GoTo\""));
        }
        if (form.value("client_id").filter(id -> !id.equals(client.get().id())).isPresent()) {
            throw refusal(400, "invalid_request", "client_id is not the authenticated client");
        }
        return client.get();
    }

    // GoTo documents Base64 of id:secret; RFC 6749 section 2.3.1 form-encodes both first. Either is accepted (assumed).
    private Optional<Client> match(ClientCredentials offered) {
        return matchAsIs(offered).or(() -> {
            try {
                return matchAsIs(
                        new ClientCredentials(Parameters.decode(offered.id()), Parameters.decode(offered.secret())));
            } catch (MalformedRequest e) {
                return Optional.empty();
            }
        });
    }

    private Optional<Client> matchAsIs(ClientCredentials offered) {
        return config.client(offered.id())
                .filter(client -> !client.isPublic())
                .filter(client -> Secrets.same(client.secret(), offered.secret()));
    }

    static Refusal refusal(int status, String error, String description) {
        return new Refusal(ErrorShape.OAUTH.answer(status, error, description).notStored());
    }
}
