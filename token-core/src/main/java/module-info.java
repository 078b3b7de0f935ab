/**
 * Access tokens, the requests that get them, and those requests as cURL commands.
 *
 * <p>Where to start: a service that keeps to the RFCs is a {@link dev.tokentrail.core.token.StandardProvider}; each other one is a
 * module of its own. A token that stays valid is a {@link dev.tokentrail.core.source.TokenSource}. A request as text is a
 * {@link dev.tokentrail.core.curl.CurlCommand}. What may not be seen is a {@link dev.tokentrail.core.secret.Secret}, and what went over
 * the wire stands in a {@link dev.tokentrail.core.http.Trail}.
 */
module dev.tokentrail.core {
    requires static transitive org.jspecify;
    requires transitive java.net.http;
    requires org.slf4j;
    requires tools.jackson.databind;

    exports dev.tokentrail.core.secret;
    exports dev.tokentrail.core.http;
    exports dev.tokentrail.core.curl;
    exports dev.tokentrail.core.token;
    exports dev.tokentrail.core.source;
}
