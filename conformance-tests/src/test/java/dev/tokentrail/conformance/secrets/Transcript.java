package dev.tokentrail.conformance.secrets;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.curl.CurlDialect;
import dev.tokentrail.core.curl.CurlDialectException;
import dev.tokentrail.core.http.Exchange;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.token.TokenException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything that the library showed of itself during a run, by where it was seen. */
final class Transcript {

    private final Map<String, String> texts = new LinkedHashMap<>();

    void add(String where, Object shown) {
        texts.merge(where, String.valueOf(shown), (before, more) -> before + "\n" + more);
    }

    void add(TokenException failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        add("exceptions", trace);
        add(
                "exceptions",
                failure.redactedBody() + " " + failure.redactedCurl() + " " + failure.providerMessage() + " "
                        + failure.advice() + " " + failure.code() + " " + failure.vendorCode());
    }

    void add(Exchange exchange) {
        add("toString", exchange);
        exchange.response().ifPresent(response -> add("toString", response));
        WireRequest request = exchange.request();
        add("toString", request);
        add("toString", request.headers());
        add("toString", request.body());
        for (CurlDialect dialect : CurlDialect.values()) {
            CurlCommand command = CurlCommand.of(request).in(dialect);
            for (CurlCommand shown : new CurlCommand[] {
                command,
                command.onOneLine(),
                command.withVariables(),
                command.withVariables().onOneLine()
            }) {
                addCommand("cURL for " + dialect, shown);
            }
        }
    }

    private void addCommand(String where, CurlCommand command) {
        try {
            add(where, command.text());
        } catch (CurlDialectException refused) {
            add(where, refused.getMessage());
        }
        add("toString", command);
    }

    Map<String, String> texts() {
        return texts;
    }
}
