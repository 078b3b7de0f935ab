package dev.tokentrail.provider.xbooker;

import dev.tokentrail.core.token.TokenDialect;
import dev.tokentrail.core.token.TokenDialectBuilder;
import java.time.Duration;

/**
 * How X Booker answers: an envelope of {@code statusCode}, {@code success}, {@code message} and {@code data}, the same for
 * success and failure (delegated-access-docs, README). What its messages mean is said here, in its own spelling.
 */
final class XBookerAnswers {

    /** Where the refresh token is what is asked for. */
    static final TokenDialect REFRESH_TOKEN =
            envelope().accessToken("/data/refreshToken").build();

    /** Nobody states a lifetime on the wire; the README says two minutes. */
    static final TokenDialect ACCESS_TOKEN = envelope()
            .accessToken("/data/accessToken")
            .defaultLifetime(Duration.ofMinutes(2))
            .build();

    static final TokenDialect API = envelope().build();

    private XBookerAnswers() {}

    private static TokenDialectBuilder envelope() {
        TokenDialectBuilder answers =
                TokenDialect.builder().failureMark("/success", "false").errorMessage("/message");
        return apiErrors(accessTokenErrors(refreshTokenErrors(answers)));
    }

    private static TokenDialectBuilder refreshTokenErrors(TokenDialectBuilder answers) {
        return answers.means(
                        "Client not found, or invalid client id",
                        "invalid_client",
                        "Check the client id: it is the ID on the delegated app's card.")
                .means(
                        "Invalid client secret",
                        "invalid_client",
                        "Check the client secret: it is the Secret on the delegated app's card.");
    }

    private static TokenDialectBuilder accessTokenErrors(TokenDialectBuilder answers) {
        return answers.means(
                        "Invalid refresh token",
                        "invalid_grant",
                        "The refresh token is wrong, superseded, or of another client id: get a new one with token().")
                .means(
                        "You are't permitted to use this access token",
                        "invalid_grant",
                        "This refresh token belongs to another application, place or address; here, get one with token().")
                .means(
                        "Your refresh token is expired, please issue another refresh token first.",
                        "invalid_grant",
                        "The delegated app is past its date: have an admin of the organization extend it,"
                                + " then get a new refresh token with token().");
    }

    private static TokenDialectBuilder apiErrors(TokenDialectBuilder answers) {
        return answers.means(
                        "Method not recognized",
                        "invalid_request",
                        "Use a method that X Booker allows on this endpoint.")
                .means(
                        "Invalid request scope",
                        "insufficient_scope",
                        "Have an admin of the organization add the scope to the delegated app.")
                .means("Access token expired", "invalid_token", "Its two minutes are over: refresh the token.")
                .means(
                        "No refresh tokens found please get a refresh token first",
                        "invalid_token",
                        "Somebody got another refresh token for this application, which ends the earlier tokens:"
                                + " get a new one with token(), and let one place alone do so.")
                .means(
                        "Delegated app not found, invalid client id",
                        "invalid_client",
                        "The delegated app is past its date or removed: ask an admin of the organization.")
                .means(
                        "Organization not found, invalid organization id",
                        "invalid_request",
                        "Check the organization id: it is the Organization on the delegated app's card.");
    }
}
