package dev.tokentrail.provider.wso2;

import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.token.TokenDialect;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What WSO2's errors mean, in the words of each version, and faults in XML made readable. */
final class Wso2Answers {

    private static final String NEWEST_REFRESH_TOKEN =
            "Each refresh token works once: use the one of the latest answer, or get a new token.";

    /** The token endpoint and its siblings; a backend that is down shows as a fault of the gateway before it. */
    static final TokenDialect OF_SERVER = TokenDialect.builder()
            .vendorCode("/fault/code", "/code")
            .errorMessage("/error_description", "/fault/message", "/message")
            .defaultLifetime(Duration.ofHours(1))
            // Versions up to 2.1 say invalid_request here.
            .means("Refresh token is expired.", "invalid_grant", "Get a new token the way the first one was got.")
            // From 3.2 on the code is invalid_request.
            .means(
                    "Unsupported grant_type value",
                    "unsupported_grant_type",
                    "This version does not know the grant, or its add-on is not installed.")
            // 2.x says invalid_request; revocation in 2.0 says unauthorized_client.
            .means("Missing parameters: client_id", "invalid_client", "Send consumer key and secret.")
            .means(
                    "Client Authentication failed.",
                    "invalid_client",
                    "Check consumer key and secret; a token can be revoked only by the application that got it.")
            .means("Persisted access token data not found", "invalid_grant", NEWEST_REFRESH_TOKEN)
            .means("Invalid refresh token value in the request", "invalid_grant", NEWEST_REFRESH_TOKEN)
            .means("Invalid refresh token state", "invalid_grant", NEWEST_REFRESH_TOKEN)
            .means(
                    "Inactive authorization code received from token request",
                    "invalid_grant",
                    "The code was used before, and WSO2 has now revoked what it gave: start the authorization anew.")
            .means(
                    "Callback url mismatch",
                    "invalid_grant",
                    "The redirect URI must be the application's callback URL, to the letter.")
            .means("Authentication failed for *", "invalid_grant", "Check user name and password, and the tenant.")
            .means(
                    "A valid OAuth client could not be found for client_id: *",
                    "invalid_client",
                    "Check the consumer key; was the application deleted or made on another installation?")
            .means("Oauth application is not in active state*", "invalid_client", "Activate the application.")
            .means("Invalid input", "invalid_request", "Ask about a token that is not blank.")
            .build();

    /**
     * An API call. Version 4.x answers {@code {"code": "900901", ...}}, 3.2 {@code {"fault": {"code": 900901, ...}}}, and
     * older ones XML (documentation: troubleshooting/error-handling). An {@code error} in a success is the API's own.
     */
    static final TokenDialect OF_GATEWAY = TokenDialect.builder()
            .errorCode()
            .vendorCode("/fault/code", "/code")
            .errorMessage("/fault/description", "/fault/message", "/description", "/message")
            .means("900901", "invalid_token", "The access token is wrong, revoked or expired: refresh it, once.")
            .means("900902", "invalid_request", "Send the token as Authorization: Bearer; was the header removed?")
            .means("900903", "invalid_token", "The access token has expired: refresh it.")
            .means("900904", "invalid_token", "The access token is no longer active: get a new one.")
            .means("900905", "invalid_token", "Use a user's token instead of the application's, or the reverse.")
            .means("900906", "invalid_request", "The API has no such resource; check path, version and method.")
            .means("900907", "access_denied", "The API or the subscription is blocked; ask the API's publisher.")
            .means("900908", "access_denied", "Subscribe the application to the API; the token can stay.")
            .means("900909", "access_denied", "The subscription is not active; ask the API's publisher.")
            .means("900910", "insufficient_scope", "Get a token with the scope that the resource needs.")
            .build();

    private static final Pattern FAULT = Pattern.compile("\\s*(<\\?xml[^>]*>\\s*)?<([\\w.-]+:)?fault[\\s>]");
    private static final Pattern MEMBER = Pattern.compile("<(?:[\\w.-]+:)?(code|message|description)>([^<]*)</");

    private Wso2Answers() {}

    /**
     * Turns {@code <ams:fault><ams:code>900901</ams:code>...} into the JSON that later versions send, so that one dialect
     * reads both. A {@link dev.tokentrail.core.http.Trail} below still shows the XML.
     */
    static Transport withReadableFaults(Transport transport) {
        return request -> readable(transport.send(request));
    }

    private static WireResponse readable(WireResponse response) {
        String text = response.status() < 400 ? "" : response.text();
        if (!FAULT.matcher(text).lookingAt()) {
            return response;
        }
        Map<String, String> fault = new HashMap<>();
        Matcher member = MEMBER.matcher(text);
        while (member.find()) {
            fault.put(member.group(1), unescaped(member.group(2).strip()));
        }
        Body.Raw json = Body.json(Map.of("fault", fault));
        List<Header> headers = response.headers().stream()
                .map(line -> line.isNamed("Content-Type") ? new Header(line.name(), "application/json") : line)
                .toList();
        return new WireResponse(response.status(), headers, json.bytes());
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }
}
