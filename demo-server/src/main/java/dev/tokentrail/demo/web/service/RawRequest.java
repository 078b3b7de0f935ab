package dev.tokentrail.demo.web.service;

import dev.tokentrail.core.http.Body;
import dev.tokentrail.core.http.FormEncoding;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Redactor;
import dev.tokentrail.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

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
        String head = Redactor.of(request.secrets()).redact(text.toString());
        String body = body(request);
        return body.isEmpty() ? head : head + "\n" + body;
    }

    /** A form is masked field by field: a demo password is a word that stands elsewhere, too. */
    private static String body(WireRequest request) {
        if (request.body() instanceof Body.Form form) {
            return form.parameters().list().stream()
                    .map(parameter -> FormEncoding.encode(parameter.name()) + "="
                            + (parameter.secret() ? Secret.MASK : FormEncoding.encode(parameter.value())))
                    .collect(Collectors.joining("&"));
        }
        return Redactor.of(request.secrets()).redact(new String(request.body().bytes(), StandardCharsets.UTF_8));
    }
}
