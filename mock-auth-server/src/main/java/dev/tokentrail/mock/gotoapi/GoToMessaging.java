package dev.tokentrail.mock.gotoapi;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Bearer;
import dev.tokentrail.mock.http.MalformedRequest;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Refusal;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.token.RandomText;
import java.time.Clock;
import java.util.List;

/**
 * "Send a message" of GoTo Connect, which needs the scope {@code messaging.v1.send}.
 *
 * <p>Documented: path, method, scope, and 429 past ten requests in a second. Assumed: the bodies, in the shape of
 * GoTo's own 404.
 */
final class GoToMessaging {

    private final GoToConfig config;
    private final GoToTokens tokens;
    private final Clock clock;
    private long second;
    private long requests;

    GoToMessaging(GoToConfig config, GoToTokens tokens, Clock clock) {
        this.config = config;
        this.tokens = tokens;
        this.clock = clock;
    }

    Answer send(Request request) {
        if (overLimit()) {
            return error(429, "TOO_MANY_REQUESTS", "More than " + config.requestsPerSecond() + " requests in a second");
        }
        if (Bearer.twice(request)) {
            return error(400, "INVALID_REQUEST", "The access token is there more than once")
                    .with("WWW-Authenticate", "Bearer error=\"invalid_request\"");
        }
        GoToTokens.Access access = request.bearer()
                .flatMap(tokens::live)
                .orElseThrow(
                        () -> new Refusal(error(401, "AUTHN_INVALID_TOKEN", "The access token is missing or not valid")
                                .with("WWW-Authenticate", Bearer.challenge(request))));
        if (!List.of(access.scope().split(" ")).contains("messaging.v1.send")) {
            return error(403, "AUTHZ_INSUFFICIENT_SCOPE", "The scope messaging.v1.send is needed")
                    .with("WWW-Authenticate", Bearer.challenge("messaging.v1.send"));
        }
        Parameters message = message(request);
        for (String needed : List.of("ownerPhoneNumber", "contactPhoneNumbers", "body")) {
            if (!message.has(needed)) {
                return error(400, "INVALID_REQUEST", needed + " is missing");
            }
        }
        return Answer.json(
                201,
                Members.of(
                        "id", RandomText.uuid('4'),
                        "ownerPhoneNumber", message.value("ownerPhoneNumber").orElse(""),
                        "body", message.value("body").orElse(""),
                        "direction", "OUT",
                        "timestamp", clock.instant().toString()));
    }

    private static Parameters message(Request request) {
        try {
            return request.json();
        } catch (MalformedRequest malformed) {
            throw new Refusal(error(400, "INVALID_REQUEST", malformed.explanation()));
        }
    }

    private synchronized boolean overLimit() {
        long now = clock.instant().getEpochSecond();
        requests = now == second ? requests + 1 : 1;
        second = now;
        return config.requestsPerSecond() > 0 && requests > config.requestsPerSecond();
    }

    synchronized void clear() {
        requests = 0;
    }

    private static Answer error(int status, String code, String message) {
        return Answer.json(status, Members.of("errorCode", code, "message", message));
    }
}
