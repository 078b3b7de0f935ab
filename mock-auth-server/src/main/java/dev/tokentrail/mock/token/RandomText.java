package dev.tokentrail.mock.token;

import java.security.SecureRandom;
import java.util.Base64;

/** Values that cannot be guessed. */
public final class RandomText {

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    /** 256 random bits, base64url. */
    public static String secret() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
    }

    /** 128 random bits, base64url: half as long as a secret, for what is sent with every request. */
    public static String shortSecret() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(16));
    }

    /** A random UUID of the given version digit, which WSO2's tokens show as 3. */
    public static String uuid(char version) {
        byte[] bytes = bytes(16);
        bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
        StringBuilder text = new StringBuilder(36);
        for (int i = 0; i < bytes.length; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                text.append('-');
            }
            text.append(Character.forDigit((bytes[i] >> 4) & 0xf, 16)).append(Character.forDigit(bytes[i] & 0xf, 16));
        }
        text.setCharAt(14, version);
        return text.toString();
    }

    /** A code of letters that are hard to mistake, for a person to type. */
    public static String userCode(int length) {
        String letters = "BCDFGHJKLMNPQRSTVWXZ";
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(RANDOM.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
