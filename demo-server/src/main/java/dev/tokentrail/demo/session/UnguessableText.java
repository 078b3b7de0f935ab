package dev.tokentrail.demo.session;

import java.security.SecureRandom;
import java.util.Base64;

/** Text of 256 random bits. */
final class UnguessableText {

    private static final SecureRandom RANDOM = new SecureRandom();

    private UnguessableText() {}

    static String next() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
