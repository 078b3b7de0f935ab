package dev.tokentrail.demo.web.service;

import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Redactor;
import java.nio.charset.StandardCharsets;

/** A request as it stands on the wire, with its secrets masked. */
final class RawRequest {

    private RawRequest() {}

    static String text(WireRequest request) {
        StringBuilder text = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\n");
        request.headers()
                .forEach(header -> text.append(header.name())
                        .append(": ")
                        .append(header.value())
                        .append('\n'));
        byte[] body = request.body().bytes();
        if (body.length > 0) {
            text.append('\n').append(new String(body, StandardCharsets.UTF_8));
        }
        return Redactor.of(request.secrets()).redact(text.toString());
    }
}
