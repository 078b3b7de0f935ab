package dev.tokentrail.core.http;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.secret.SensitiveNames;
import java.util.Optional;

/**
 * One header field line, with its name in the case in which it is sent.
 *
 * @param name the field name: one or more token characters (RFC 9110 section 5.6.2)
 * @param value the field value, possibly empty; blanks around it are not part of it (RFC 9110 section 5.5) and are
 *     dropped
 */
public record Header(String name, String value) {

    /**
     * Checks the line against RFC 9110.
     *
     * @param name the field name
     * @param value the field value
     * @throws IllegalArgumentException if the name is not a token, or the value holds a carriage return, a line feed or
     *     a NUL
     */
    public Header {
        if (!HttpSyntax.isToken(name)) {
            throw new IllegalArgumentException(
                    "A header name consists of letters, digits and !#$%&'*+-.^_`|~ only: " + HttpSyntax.shown(name));
        }
        value = HttpSyntax.withoutBlanksAround(value);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new IllegalArgumentException("The value of header " + name
                        + " holds a carriage return, a line feed or a NUL: it would become another header");
            }
        }
    }

    /** A line that came in; empty if it is one that must not be. */
    static Optional<Header> received(String name, String value) {
        try {
            return Optional.of(new Header(name, value));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /**
     * Tells whether this line has a name, whatever the case.
     *
     * @param other the name to compare with
     * @return true if the names are equal ignoring case
     */
    public boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }

    @Override
    public String toString() {
        return name + ": " + (SensitiveNames.isSecretHeader(name) ? Secret.MASK : value);
    }
}
