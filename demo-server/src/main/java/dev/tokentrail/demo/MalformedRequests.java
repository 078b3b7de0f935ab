package dev.tokentrail.demo;

import dev.tokentrail.demo.web.Page;
import dev.tokentrail.demo.web.Templates;
import dev.tokentrail.demo.web.Web;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what the server refuses before any page sees it: a head that is malformed or too long. */
final class MalformedRequests extends ErrorHandler {

    private final Supplier<Map<String, String>> headers;

    MalformedRequests(Supplier<Map<String, String>> headers) {
        this.headers = headers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        headers.get().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
        String page = Templates.text(
                "layout/failure.jte",
                new Web.FailureModel(
                        new Page("That did not work", "", "", List.of()),
                        response.getStatus(),
                        Web.sentence(response.getStatus())));
        response.write(true, ByteBuffer.wrap(page.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}
