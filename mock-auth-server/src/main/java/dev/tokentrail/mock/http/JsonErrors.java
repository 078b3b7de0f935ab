package dev.tokentrail.mock.http;

import dev.tokentrail.mock.connection.HttpConnector;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Writes what Jetty refuses before any service sees it: a head that is malformed or too long. */
final class JsonErrors extends ErrorHandler {

    private final ArrivalHandler arrivals;

    JsonErrors(ArrivalHandler arrivals) {
        this.arrivals = arrivals;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (HttpConnector.isStopping(request)) {
            // What the end of the server broke off is not called an error of the server.
            callback.failed(new EofException("The server stops"));
            return true;
        }
        int status = response.getStatus();
        Object reason = request.getAttribute(ERROR_MESSAGE);
        Answer answer = Answer.json(status, members(status, reason == null ? null : reason.toString()));
        arrivals.told(request).arrival().refused(answer).leave();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        return true;
    }

    private static Map<String, Object> members(int status, @Nullable String reason) {
        return Members.of(
                "error",
                status < 500 || status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505
                        ? "invalid_request"
                        : "server_error",
                "error_description",
                reason == null ? HttpStatus.getMessage(status) : reason);
    }
}
