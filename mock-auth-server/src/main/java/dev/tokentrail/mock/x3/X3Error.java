package dev.tokentrail.mock.x3;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Refusal;
import java.util.Map;

/** The documented error table (developer.sage.com/x3, "API error codes"): always the single member {@code message}. */
enum X3Error {
    MISSING_PARAMETERS(400, "Missing required request parameters"),
    INVALID_GRANT_TYPE(400, "Invalid grant type"),
    UNAUTHORISED(401, "Unauthorised"),
    APPLICATION_DISABLED(403, "The application registered on Sage Business Cloud is disabled"),
    NOT_ACCEPTED(403, "The pairing request has not been accepted."),
    EXPIRED(403, "The request has expired."),
    PAIRING_NOT_FOUND(403, "Pairing request not found"),
    UNKNOWN_CUSTOMER(
            404,
            "Could not associate the requested url with an customer application registered on Sage Business Cloud"),
    UNKNOWN_CLIENT(404, "Could not associate the values with an active application registered on Sage Business Cloud"),
    UNKNOWN_REDIRECT_URI(404, "Could not associate the values with an application registered on Sage Business Cloud");

    final int status;
    final String message;

    X3Error(int status, String message) {
        this.status = status;
        this.message = message;
    }

    Answer answer() {
        return Answer.json(status, Map.of("message", message)).with("Cache-Control", "no-store");
    }

    /** The error with a challenge, which a 401 needs (RFC 9110 section 15.5.2). */
    Answer answer(String challenge) {
        return answer().with("WWW-Authenticate", challenge);
    }

    Refusal refusal() {
        return new Refusal(answer());
    }
}
