package dev.tokentrail.mock.wso2;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.ErrorShape;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Refusal;
import dev.tokentrail.mock.http.Request;

/** Error bodies, {@code error_description} first, with the texts that changed between versions. */
final class Wso2Errors {

    static final ErrorShape SHAPE = (status, code, description) ->
            Answer.json(status, Members.of("error_description", description, "error", code));

    private final ApimVersion version;

    Wso2Errors(ApimVersion version) {
        this.version = version;
    }

    static Refusal refusal(int status, String error, String description) {
        return new Refusal(SHAPE.answer(status, error, description).notStored());
    }

    static Refusal invalidRequest(String description) {
        return refusal(400, "invalid_request", description);
    }

    static Refusal invalidGrant(String description) {
        return refusal(400, "invalid_grant", description);
    }

    static Refusal invalidScope() {
        return refusal(400, "invalid_scope", "Invalid Scope!");
    }

    /** As the parameter check of the OAuth library writes it (assumed for every version). */
    static Refusal missing(String... names) {
        return invalidRequest("Missing parameters: " + String.join(" ", names));
    }

    /** The 401 of client authentication. */
    static Refusal invalidClient(Request request, String description) {
        return unauthorized(request, "invalid_client", description);
    }

    static Refusal unauthorized(Request request, String error, String description) {
        return new Refusal(SHAPE.answer(401, error, description)
                .notStored()
                .with("WWW-Authenticate", "Basic realm=" + host(request.origin())));
    }

    // URI.getHost() knows no name with an underscore, such as containers have.
    private static String host(String origin) {
        return origin.substring(origin.indexOf("//") + 2).replaceFirst(":[0-9]+$", "");
    }

    Refusal wrongSecret(Request request) {
        return invalidClient(
                request, version.library(6, 9) ? "Client credentials are invalid." : "Client Authentication failed.");
    }

    Refusal unknownClient(Request request, String clientId) {
        if (!version.atLeast(ApimVersion.V2_6)) {
            return invalidClient(request, "Client Authentication failed.");
        }
        if (version.library(6, 14)) {
            return invalidClient(request, "Client credentials are invalid.");
        }
        String shown = version.library(6, 2) ? escapeHtml(clientId) : clientId;
        return invalidClient(request, "A valid OAuth client could not be found for client_id: " + shown);
    }

    Refusal inactiveApplication(Request request) {
        return invalidClient(request, "Oauth application is not in active state" + (version.library(6, 0) ? "" : "."));
    }

    Refusal noClient(Request request) {
        if (!version.library(6, 0)) {
            return missing("client_id");
        }
        return invalidClient(
                request,
                version.library(6, 9) ? "Unsupported Client Authentication Method!" : "Client Authentication failed.");
    }

    /** The end of the older text is assumed. */
    Refusal twoClientAuthentications() {
        return invalidRequest(
                version.library(6, 0)
                        ? "The client MUST NOT use more than one authentication method in each"
                        : "Multiple Client Authentication Methods used");
    }

    Refusal unsupportedGrant() {
        return refusal(
                400,
                version.library(6, 4) ? "invalid_request" : "unsupported_grant_type",
                "Unsupported grant_type value");
    }

    /** The generic text of 5.x, or the more precise one that came with 6.0. */
    Refusal invalidGrantSince6(String precise) {
        return invalidGrant(version.library(6, 0) ? precise : "Provided Authorization Grant is invalid");
    }

    Refusal expiredRefreshToken() {
        return refusal(
                400,
                version.atLeast(ApimVersion.V2_6) ? "invalid_grant" : "invalid_request",
                "Refresh token is expired.");
    }

    static String escapeHtml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
