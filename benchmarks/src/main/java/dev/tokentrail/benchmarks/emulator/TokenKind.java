package dev.tokentrail.benchmarks.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a token is, and how one tells. */
enum TokenKind {
    OPAQUE,
    RS256,
    ES256;

    /**
     * Checks one token by its looks.
     *
     * @throws IllegalStateException if it is of another kind
     */
    void check(String token) {
        String[] parts = token.split("\\.", -1);
        String header =
                parts.length == 3 ? new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8) : "";
        boolean right = this == OPAQUE
                ? parts.length == 1
                : header.matches(".*\"alg\" ?: ?\"" + this + "\".*")
                        && Base64.getUrlDecoder().decode(parts[2]).length == (this == RS256 ? 256 : 64);
        if (!right) {
            throw new IllegalStateException("A token is not " + this + ": " + token);
        }
    }
}
