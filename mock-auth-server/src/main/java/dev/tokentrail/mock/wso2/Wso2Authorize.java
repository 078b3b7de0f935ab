package dev.tokentrail.mock.wso2;

import dev.tokentrail.mock.consent.AuthorizationRequest;
import dev.tokentrail.mock.consent.Consent;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Denials;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.page.Html;
import dev.tokentrail.mock.page.Page;
import dev.tokentrail.mock.token.CodeChallenge;
import dev.tokentrail.mock.token.RedirectUris;
import dev.tokentrail.mock.wso2.Wso2Config.Application;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The authorization endpoint. */
final class Wso2Authorize {

    static final String ERROR_PAGE = "/authenticationendpoint/oauth2_error.do";

    private final Wso2Config config;
    private final Wso2Codes codes;
    private final Denials denials;
    private final Consent consent;
    private final String mount;

    Wso2Authorize(Wso2Config config, Wso2Codes codes, Denials denials, Consent consent, String mount) {
        this.config = config;
        this.codes = codes;
        this.denials = denials;
        this.consent = consent;
        this.mount = mount;
    }

    // In the source: a bad client or callback never goes back to the client, but to the server's own error page. The
    // texts on that page are assumed.
    Answer authorize(Request request) {
        Parameters query = request.query();
        if (query.repeated().isPresent()) {
            return errorPage(request, "invalid_request", "Invalid request with repeated parameters.");
        }
        Application application =
                query.value("client_id").flatMap(config::application).orElse(null);
        if (application == null) {
            return errorPage(
                    request, "invalid_client", "Cannot find an application associated with the given client_id");
        }
        if (!application.active()) {
            return errorPage(request, "invalid_client", "Oauth application is not in active state");
        }
        String redirectUri = query.value("redirect_uri").orElse("");
        if (!RedirectUris.registered(application.redirectUris(), redirectUri)) {
            return errorPage(request, "invalid_callback", "Registered callback does not match with the provided url.");
        }
        String state = query.value("state").orElse(null);
        String responseType = query.value("response_type").orElse("");
        if (!responseType.equals("code")) {
            return refused(redirectUri, responseType, state);
        }
        String problem = problem(query, application);
        if (problem != null) {
            return failed(redirectUri, "invalid_request", problem, state);
        }
        if (!application.grants().contains("authorization_code")) {
            return failed(
                    redirectUri,
                    "unauthorized_client",
                    "The authenticated client is not authorized to use this authorization grant type",
                    state);
        }
        if (denials.next()) {
            return denied(redirectUri, state);
        }
        CodeChallenge challenge = challenge(query);
        String nonce = query.value("nonce").orElse(null);
        return consent.ask(
                request,
                new AuthorizationRequest(
                        Wso2Service.TITLE,
                        application.name(),
                        Members.texts("Consumer key", application.key(), "Sent back to", redirectUri),
                        Wso2Scopes.list(query.value("scope").orElse("")),
                        config.accounts(),
                        (user, granted) -> {
                            String scope = String.join(" ", granted);
                            String code =
                                    codes.issue(application.key(), user.name(), redirectUri, scope, challenge, nonce);
                            return RedirectUris.redirect(302, redirectUri, Members.of("code", code, "state", state));
                        },
                        () -> denied(redirectUri, state)));
    }

    private Answer denied(String redirectUri, @Nullable String state) {
        String description = config.version().library(6, 9) ? "User denied the consent" : null;
        return failed(redirectUri, "access_denied", description, state);
    }

    // The implicit grant exists in the real server. It hands tokens to whoever reads the address bar or a Referer, so
    // here it is as if no application had it enabled (RFC 9700 section 2.1.2); its error goes into the fragment.
    private static Answer refused(String redirectUri, String responseType, @Nullable String state) {
        Map<String, Object> error = Members.of(
                "error",
                switch (responseType) {
                    case "" -> "invalid_request";
                    case "token", "id_token", "id_token token" -> "unauthorized_client";
                    default -> "unsupported_response_type";
                },
                "error_description",
                responseType.isEmpty()
                        ? "Missing response_type parameter value"
                        : "The authenticated client is not authorized to use this response type",
                "state",
                state);
        return responseType.contains("token")
                ? RedirectUris.redirectWithFragment(302, redirectUri, error)
                : RedirectUris.redirect(302, redirectUri, error);
    }

    /** A request that a person can try. */
    Optional<String> trial(String origin, String redirectUri) {
        return config.applications().stream()
                .filter(application -> application.active() && !application.pkceMandatory())
                .filter(application -> application.grants().contains("authorization_code"))
                .filter(application -> RedirectUris.registered(application.redirectUris(), redirectUri))
                .map(application -> origin + mount + "/oauth2/authorize?"
                        + RedirectUris.encoded(Members.texts(
                                "client_id", application.key(),
                                "response_type", "code",
                                "scope", "openid PRODUCTION",
                                "redirect_uri", redirectUri,
                                "state", "try")))
                .findFirst();
    }

    private static @Nullable String problem(Parameters query, Application application) {
        String challenge = query.value("code_challenge").orElse(null);
        String method = query.value("code_challenge_method").orElse("plain");
        if (challenge == null) {
            return application.pkceMandatory() ? "PKCE is mandatory for this application." : null;
        }
        if (!CodeChallenge.wellFormed(challenge) || !(method.equals("S256") || method.equals("plain"))) {
            return "Unsupported code_challenge or code_challenge_method";
        }
        return method.equals("plain") && !application.plainPkce()
                ? "This application does not allow \"plain\" transformation algorithm."
                : null;
    }

    private static @Nullable CodeChallenge challenge(Parameters query) {
        String method = query.value("code_challenge_method").orElse("plain");
        return query.value("code_challenge")
                .map(value -> new CodeChallenge(method, value))
                .orElse(null);
    }

    private static Answer failed(
            String redirectUri, String error, @Nullable String description, @Nullable String state) {
        return RedirectUris.redirect(
                302, redirectUri, Members.of("error", error, "error_description", description, "state", state));
    }

    private Answer errorPage(Request request, String code, String message) {
        return RedirectUris.redirect(
                302,
                request.origin() + mount + ERROR_PAGE,
                Members.of("oauthErrorCode", code, "oauthErrorMsg", message));
    }

    /** The page at which a refused authorization ends. */
    static Answer page(Request request) {
        Parameters query = request.query();
        Html main = Html.of(
                "<h1>Authorization refused</h1><p><code>{}</code></p><p>{}</p>",
                query.value("oauthErrorCode").orElse(""),
                query.value("oauthErrorMsg").orElse(""));
        return new Page("Authorization refused", Wso2Service.TITLE, main).answer(200);
    }
}
