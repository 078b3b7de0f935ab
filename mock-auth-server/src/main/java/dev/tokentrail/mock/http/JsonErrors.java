package dev.tokentrail.mock.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Writes what Jetty refuses before any service sees it: a head that is malformed or too long. */
final class JsonErrors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Object reason = request.getAttribute(ERROR_MESSAGE);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(body(status, reason == null ? null : reason.toString())), callback);
        return true;
    }

    private static byte[] body(int status, @org.jspecify.annotations.Nullable String reason) {
        return Json.bytes(Members.of(
                "error",
                status < 500 ? "invalid_request" : "server_error",
                "error_description",
                reason == null ? HttpStatus.getMessage(status) : reason));
    }
}
