package dev.tokentrail.benchmarks.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A request for a token.
 *
 * @param kind what comes
 * @param text the request as it goes over the wire
 * @param fresh whether each answer must have another token
 */
record Order(TokenKind kind, String text, boolean fresh) {

    /** Client credentials, or whatever else the form says, with Basic. */
    static Order post(TokenKind kind, String path, String client, String form) {
        String basic = Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8));
        return new Order(
                kind,
                "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: measure\r\nAccept: application/json\r\n"
                        + "Authorization: Basic " + basic
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                        + "\r\n\r\n" + form,
                true);
    }

    /** The same, answered with one token for ever. */
    Order fixed() {
        return new Order(kind, text, false);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
