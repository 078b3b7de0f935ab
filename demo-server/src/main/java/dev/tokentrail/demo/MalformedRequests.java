package dev.tokentrail.demo;

import dev.tokentrail.demo.web.Page;
import dev.tokentrail.demo.web.Templates;
import dev.tokentrail.demo.web.Web;
import dev.tokentrail.demo.web.api.Api;
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
        String path = request.getHttpURI().getPath();
        boolean api = path != null && Api.owns(path);
        int status = response.getStatus();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, api ? Api.PROBLEM : "text/html; charset=utf-8");
        byte[] answer = api ? Api.problem(status, Web.sentence(status)) : page(status);
        response.write(true, ByteBuffer.wrap(answer), callback);
        return true;
    }

    private static byte[] page(int status) {
        Page frame = new Page("That did not work", "", "", List.of());
        return Templates.text("layout/failure.jte", new Web.FailureModel(frame, status, Web.sentence(status)))
                .getBytes(StandardCharsets.UTF_8);
    }
}
