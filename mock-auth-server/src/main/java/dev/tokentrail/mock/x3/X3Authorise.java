package dev.tokentrail.mock.x3;

import static dev.tokentrail.mock.x3.X3Service.required;

import dev.tokentrail.mock.consent.AuthorizationRequest;
import dev.tokentrail.mock.consent.Consent;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Denials;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.token.RedirectUris;
import dev.tokentrail.mock.x3.X3Config.Client;
import dev.tokentrail.mock.x3.X3Config.Customer;
import dev.tokentrail.mock.x3.X3Config.Region;
import dev.tokentrail.mock.x3.X3Tokens.Grant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pairing request, about which the customer's administrator decides. */
final class X3Authorise {

    static final String PATH = "/v1/token/authorise";

    private final X3Config config;
    private final X3Pairings pairings;
    private final Denials denials;
    private final Consent consent;
    private final String mount;

    X3Authorise(X3Config config, X3Pairings pairings, Denials denials, Consent consent, String mount) {
        this.config = config;
        this.pairings = pairings;
        this.denials = denials;
        this.consent = consent;
        this.mount = mount;
    }

    Answer authorise(Region region, Request request) {
        Parameters query = request.query();
        if (query.repeated().isPresent()) {
            throw X3Error.MISSING_PARAMETERS.refusal();
        }
        Client client = config.activeClient(required(query, "client_id"));
        String redirectUri = required(query, "redirect_uri");
        if (!RedirectUris.registered(client.redirectUris(), redirectUri)) {
            throw X3Error.UNKNOWN_REDIRECT_URI.refusal();
        }
        String scope = required(query, "scope");
        String customerUrl = required(query, "customer");
        String state = query.value("state").orElse(null);
        Customer customer = config.customerAt(customerUrl).orElse(null);
        if (customer == null) {
            return failed(redirectUri, X3Error.UNKNOWN_CUSTOMER, state);
        }
        if (denials.next()) {
            return failed(redirectUri, X3Error.NOT_ACCEPTED, state);
        }
        String endpoint = customer.region() == region ? null : root(request, customer.region());
        return consent.ask(
                request,
                new AuthorizationRequest(
                        X3Service.TITLE,
                        client.id(),
                        Members.texts("Customer", customerUrl, "Sent back to", redirectUri),
                        scopes(scope),
                        List.of(customer.administrator()),
                        (administrator, granted) -> {
                            Grant grant = Grant.of(client.id(), customer, String.join(" ", granted));
                            return accepted(client, pairings.add(grant, redirectUri), redirectUri, state, endpoint);
                        },
                        () -> failed(redirectUri, X3Error.NOT_ACCEPTED, state)));
    }

    private static List<String> scopes(String asked) {
        return Arrays.stream(asked.split(" ")).filter(scope -> !scope.isEmpty()).toList();
    }

    // The guide names the parameter authorizationCode, Sage's running sample reads code: the sample's form is the
    // default, the guide's an option.
    private Answer accepted(
            Client client, String code, String redirectUri, @Nullable String state, @Nullable String endpoint) {
        boolean asInGuide = config.authorizationCodeParameter() || client.authorizationCodeParameter();
        String parameter = asInGuide ? "authorizationCode" : "code";
        return RedirectUris.redirect(
                307, redirectUri, Members.of(parameter, code, "state", state, "endpoint", endpoint));
    }

    private static Answer failed(String redirectUri, X3Error error, @Nullable String state) {
        return RedirectUris.redirect(
                307, redirectUri, Members.of("error", error.message, "statusCode", error.status, "state", state));
    }

    /** The documented root of a region, at the address by which it was called. */
    String root(Request request, Region region) {
        return request.origin() + (region == Region.EU ? mount : "/x3" + region.mountSuffix) + "/v1";
    }

    /** A request that a person can try. */
    Optional<String> trial(String origin, String redirectUri) {
        return config.clients().stream()
                .filter(client -> !client.disabled())
                .filter(client -> RedirectUris.registered(client.redirectUris(), redirectUri))
                .flatMap(client -> config.customers().stream()
                        .map(customer -> Members.texts(
                                "client_id",
                                client.id(),
                                "scope",
                                "api.graphQL api.dataIngestion",
                                "customer",
                                customer.url(),
                                "redirect_uri",
                                redirectUri,
                                "state",
                                "try")))
                .map(parameters -> origin + mount + PATH + "?" + RedirectUris.encoded(parameters))
                .findFirst();
    }
}
