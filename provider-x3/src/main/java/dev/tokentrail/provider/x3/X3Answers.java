package dev.tokentrail.provider.x3;

import dev.tokentrail.core.token.TokenDialect;
import java.time.Duration;

/**
 * How X3 answers: RFC 6749's names and status 201 on success, and on failure a lone {@code message} without any error code
 * (developer.sage.com/x3, "API error codes"). What its messages mean is said here.
 */
final class X3Answers {

    static final TokenDialect DIALECT = TokenDialect.builder()
            .errorMessage("/message")
            .vendorCode("/statusCode") // beside error in a failed callback
            .defaultLifetime(Duration.ofMinutes(5))
            .defaultRefreshLifetime(Duration.ofDays(30))
            .means(
                    "Missing required request parameters",
                    "invalid_request",
                    "Compare the request with Sage's documentation; the cURL command shows it.")
            .means("Invalid grant type", "unsupported_grant_type", "Use authorization_code or refresh_token.")
            .means(
                    "The application registered on Sage Business Cloud is disabled",
                    "unauthorized_client",
                    "Have the application enabled in Sage Business Cloud.")
            .means(
                    "The pairing request has not been accepted.",
                    "consent_required",
                    "Wait until the customer's administrator has accepted the pairing, then exchange the same code;"
                            + " if it was declined, start another one.")
            .means(
                    "The request has expired.",
                    "invalid_grant",
                    "The pairing or the refresh token is past its date: start another pairing.")
            .means(
                    "Pairing request not found",
                    "invalid_grant",
                    "The code or refresh token is unknown or used up: start another pairing.")
            .means(
                    "Could not associate the requested url with an customer application registered on Sage Business Cloud",
                    "invalid_request",
                    "Check the customer's X3 address, and that the customer has configured your application.")
            .means(
                    "Could not associate the values with an active application registered on Sage Business Cloud",
                    "invalid_client",
                    "Check the client id and the client secret.")
            .means(
                    "Could not associate the values with an application registered on Sage Business Cloud",
                    "invalid_request",
                    "Check that the redirect URI is, to the letter, one that the application registered.")
            // With 501, where others would say 500.
            .means("An internal error occurred: *", "server_error", "Sage's gateway failed; try again later.")
            .build();

    private X3Answers() {}
}
