package dev.tokentrail.mock.gotoapi;

import static dev.tokentrail.mock.gotoapi.GoToClients.refusal;

import dev.tokentrail.mock.consent.AuthorizationRequest;
import dev.tokentrail.mock.consent.Consent;
import dev.tokentrail.mock.gotoapi.GoToConfig.Client;
import dev.tokentrail.mock.gotoapi.GoToTokens.Approval;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Denials;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.token.CodeChallenge;
import dev.tokentrail.mock.token.RedirectUris;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The authorization endpoint. */
final class GoToAuthorize {

    private final GoToConfig config;
    private final GoToTokens tokens;
    private final Denials denials;
    private final Consent consent;

    GoToAuthorize(GoToConfig config, GoToTokens tokens, Denials denials, Consent consent) {
        this.config = config;
        this.tokens = tokens;
        this.denials = denials;
        this.consent = consent;
    }

    Answer authorize(Request request) {
        Parameters query = request.query();
        // RFC 6749 section 4.1.2.1: as long as client and redirect URI are not known to be right, nobody is redirected.
        if (query.repeated().isPresent()) {
            throw refusal(400, "invalid_request", "A parameter is there more than once");
        }
        Client client = query.value("client_id")
                .flatMap(config::client)
                .orElseThrow(() -> refusal(400, "invalid_request", "client_id is missing or unknown"));
        String redirectUri = query.value("redirect_uri").orElse(null);
        String target = redirectUri == null ? onlyRedirectUri(client) : redirectUri;
        if (!RedirectUris.registered(client.redirectUris(), target)) {
            throw refusal(400, "invalid_request", "redirect_uri is not registered for this client");
        }
        String state = query.value("state").orElse(null);
        String problem = problem(query, client);
        if (problem != null) {
            return failed(target, problem, state);
        }
        List<String> scopes = scopes(query, client);
        if (scopes.isEmpty()) {
            return failed(target, "invalid_scope", state);
        }
        if (denials.next()) {
            return failed(target, "access_denied", state);
        }
        CodeChallenge challenge = query.value("code_challenge")
                .map(value -> new CodeChallenge("S256", value))
                .orElse(null);
        return consent.ask(
                request,
                new AuthorizationRequest(
                        GoToService.TITLE,
                        client.id(),
                        Map.of("Sent back to", target),
                        scopes,
                        config.users(),
                        (user, granted) -> {
                            Approval approval = Approval.of(client.id(), user.name(), String.join(" ", granted));
                            String code = tokens.issueCode(approval, target, redirectUri != null, challenge);
                            return RedirectUris.redirect(302, target, Members.of("code", code, "state", state));
                        },
                        () -> failed(target, "access_denied", state)));
    }

    // RFC 6749 section 3.1.2.3: it may be left out only if there is one; "any loopback address" is not counted.
    private static String onlyRedirectUri(Client client) {
        List<String> exact = client.redirectUris().stream()
                .filter(uri -> !uri.equals(RedirectUris.LOOPBACK))
                .toList();
        if (exact.size() != 1) {
            throw refusal(400, "invalid_request", "redirect_uri is missing");
        }
        return exact.get(0);
    }

    // Only S256 is in the metadata, and a missing method means plain (RFC 7636 section 4.3). A public client without
    // PKCE is refused (RFC 9700 section 2.1.1; assumed for GoTo).
    private static @Nullable String problem(Parameters query, Client client) {
        if (query.value("response_type").isEmpty()) {
            return "invalid_request";
        }
        if (query.value("response_type").filter("code"::equals).isEmpty()) {
            return "unsupported_response_type";
        }
        if (!client.grants().contains("authorization_code")) {
            return "unauthorized_client";
        }
        boolean wellFormed = query.value("code_challenge")
                .map(value -> value.matches("[A-Za-z0-9_-]{43}")
                        && query.value("code_challenge_method")
                                .filter("S256"::equals)
                                .isPresent())
                .orElse(!client.isPublic() && !query.has("code_challenge_method"));
        return wellFormed ? null : "invalid_request";
    }

    // Documented: only scopes enabled on the client are ever granted.
    private static List<String> scopes(Parameters query, Client client) {
        List<String> granted = new ArrayList<>(
                query.value("scope").map(scope -> List.of(scope.split(" "))).orElse(client.scopes()));
        granted.retainAll(client.scopes());
        return granted.stream().distinct().toList();
    }

    private static Answer failed(String redirectUri, String error, @Nullable String state) {
        return RedirectUris.redirect(302, redirectUri, Members.of("error", error, "state", state));
    }

    /** A request that a person can try, at an issuer. */
    Optional<String> trial(String issuer, String redirectUri) {
        return config.clients().stream()
                .filter(client -> !client.isPublic() && client.grants().contains("authorization_code"))
                .filter(client -> RedirectUris.registered(client.redirectUris(), redirectUri))
                .map(client -> issuer + "/oauth/authorize?"
                        + RedirectUris.encoded(Members.texts(
                                "client_id",
                                client.id(),
                                "response_type",
                                "code",
                                "scope",
                                String.join(" ", client.scopes()),
                                "redirect_uri",
                                redirectUri,
                                "state",
                                "try")))
                .findFirst();
    }
}
