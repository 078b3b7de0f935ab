package dev.tokentrail.core.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A value that never prints itself: a password, a client secret, a token.
 *
 * <p>{@link #toString()} shows {@code ***}, whatever the value. The value leaves only through {@link #reveal()}, so
 * that a search for that name finds every place where a secret is used in clear. Two secrets are compared in a time
 * that does not depend on where they differ.
 */
public final class Secret {

    /** What is printed instead of a secret: {@code ***}. */
    public static final String MASK = "***";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Wraps a value.
     *
     * @param value the value in clear; not empty
     * @return the secret
     * @throws IllegalArgumentException if the value is empty
     */
    public static Secret of(String value) {
        Objects.requireNonNull(value, "There is no secret; was a variable left unset?");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("A secret must not be empty; was a variable left unset?");
        }
        return new Secret(value);
    }

    /**
     * Gives the value in clear.
     *
     * @return the value
     */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
