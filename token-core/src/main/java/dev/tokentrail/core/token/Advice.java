package dev.tokentrail.core.token;

import java.util.Map;

/** What to do about an error, in one sentence, where the provider has nothing more exact to say. */
final class Advice {

    private static final Map<String, String> BY_CODE = Map.ofEntries(
            Map.entry(
                    "invalid_client",
                    "Check the client id and the client secret, and how this service wants them sent."),
            Map.entry(
                    "invalid_grant",
                    "The code, refresh token, assertion or password is wrong, used up, expired or revoked:"
                            + " start this flow anew."),
            Map.entry(
                    "invalid_request",
                    "Compare the request with the service's documentation; the cURL command shows it."),
            Map.entry("invalid_scope", "Ask only for scopes that are enabled for this client."),
            Map.entry("unauthorized_client", "Enable this grant for the client in the service's administration."),
            Map.entry("unsupported_grant_type", "Use a grant that this service offers."),
            Map.entry("login_required", "Let the person sign in again."),
            Map.entry("consent_required", "Let the person consent again."),
            Map.entry("interaction_required", "Let the person go through the authorization again."),
            Map.entry("account_selection_required", "Let the person choose an account."),
            Map.entry("access_denied", "The request was declined; ask the person again if that was a mistake."),
            Map.entry("unsupported_token_type", "This service cannot revoke this kind of token; let it expire."),
            Map.entry("invalid_token", "Get a new access token; this one is expired, revoked or not for this service."),
            Map.entry("insufficient_scope", "Get a token with the scope that this call needs."),
            Map.entry("expired_token", "The device code has expired: start the device flow anew."),
            Map.entry("server_error", "The service failed; try again later."),
            Map.entry("temporarily_unavailable", "The service is overloaded; try again later."));

    private Advice() {}

    static String forCode(String code) {
        return BY_CODE.getOrDefault(code, "Look this error up in the service's documentation.");
    }

    static String forStatus(int status) {
        return switch (status) {
            case 400, 422 -> forCode("invalid_request");
            case 401 -> forCode("invalid_client");
            case 403 -> "Something refuses this client here: the service's settings, or a firewall before it.";
            case 404, 405, 410 -> "Check the address and the method: the service has nothing there.";
            case 408, 425 -> "Try again.";
            case 413 -> "The service found the request too large; check what is sent.";
            case 429 -> "Too many requests: wait as long as the service asks, and share one token among all callers.";
            case 301, 302, 303, 307, 308 ->
                "Check the address; if the service is also there, name that address in the configuration.";
            default ->
                status / 100 == 2
                        ? forCode("")
                        : status >= 500
                                ? "The service or a proxy before it is in trouble; try again later."
                                : "Check the address and what stands between here and the service.";
        };
    }
}
