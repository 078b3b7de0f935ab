/** Access tokens, the requests that get them, and those requests as cURL commands. */
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
