package dev.tokentrail.demo;

import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.token.AuthorizationCallback;
import java.io.IOException;

/** Stands in for the person's browser, which the emulator sends back at once with the consent given. */
final class Browser {

    private final Transport transport;

    Browser(Transport transport) {
        this.transport = transport;
    }

    /** Opens an address and reads where the answer sends the browser next. */
    AuthorizationCallback open(String address) {
        try {
            WireResponse response = transport.send(WireRequest.get(address)
                    .header("Accept", "text/html")
                    .header("User-Agent", "tokentrail-tour")
                    .build());
            return AuthorizationCallback.fromUri(response.header("Location")
                    .orElseThrow(
                            () -> new IllegalStateException("The browser was not sent back, but got " + response)));
        } catch (IOException broken) {
            throw new IllegalStateException("The browser got no answer: " + broken.getMessage(), broken);
        }
    }
}
