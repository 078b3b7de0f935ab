package dev.tokentrail.mock;

import dev.tokentrail.mock.token.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a caller from elsewhere has to present to use the control. */
final class ControlKey {

    static final int SHORTEST = 16;
    private static final int LONGEST = 512;

    /** RFC 6750 section 2.1. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final String secret;

    private ControlKey(String secret) {
        this.secret = secret;
    }

    static ControlKey of(String secret) {
        if (secret.length() < SHORTEST || secret.length() > LONGEST) {
            throw new IllegalArgumentException("The key has " + secret.length() + " characters; it needs " + SHORTEST
                    + " to " + LONGEST + ", such as openssl rand -hex 16 makes");
        }
        if (!TOKEN.matcher(secret).matches()) {
            throw new IllegalArgumentException(
                    "The key has a character that no header can carry; letters, digits and - . _ ~ + / can be used");
        }
        return new ControlKey(secret);
    }

    /** Reads a key; blank space around it is not part of it. */
    static ControlKey read(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > 8L * LONGEST) {
                throw new IllegalArgumentException("The key file " + file + " is too long to be one");
            }
            return of(Files.readString(file, StandardCharsets.ISO_8859_1).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The key file " + file + " cannot be read: "
                            + (Files.isDirectory(file)
                                    ? "it is a directory"
                                    : Files.exists(file) ? "permission is missing" : "there is no such file"),
                    e);
        }
    }

    boolean is(String presented) {
        return Secrets.same(secret, presented);
    }

    @Override
    public String toString() {
        return "ControlKey[****]";
    }
}
