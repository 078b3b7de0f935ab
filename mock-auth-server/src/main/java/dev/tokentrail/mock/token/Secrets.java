package dev.tokentrail.mock.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/** Comparison and digests of secret text. */
public final class Secrets {

    private Secrets() {}

    /** Whether two secrets are equal, in a time that does not tell where they differ. */
    public static boolean same(String expected, String presented) {
        // The time of isEqual depends on the length of its first argument alone.
        return MessageDigest.isEqual(
                presented.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 in base64url without padding, as PKCE writes it (RFC 7636 section 4.2). */
    public static String sha256(String text) {
        return base64Url(digest("SHA-256", text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** SHA-256 in base64 with padding, as a content security policy names a stylesheet. */
    public static String sha256Base64(String text) {
        return Base64.getEncoder().encodeToString(digest("SHA-256", text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The left half of the SHA-256 in base64url: {@code at_hash} of OpenID Connect Core section 3.1.3.6. */
    public static String leftHalfOfSha256(String text) {
        byte[] digest = digest("SHA-256", text.getBytes(StandardCharsets.US_ASCII));
        return base64Url(java.util.Arrays.copyOf(digest, digest.length / 2));
    }

    /** SHA-1 in hexadecimal digits, in base64url: how WSO2 writes {@code x5t}. */
    public static String hexSha1(byte[] bytes) {
        return base64Url(HexFormat.of().formatHex(digest("SHA-1", bytes)).getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }

    static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
