package dev.tokentrail.demo.web.token;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Token;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** JWTs written by hand, so that the library that checks them is not the one that made them. */
final class Signed {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static final KeyPair KEY = newKey("RSA", 2048);
    private static final KeyPair OTHER_KEY = newKey("RSA", 2048);
    private static final KeyPair ELLIPTIC_CURVE_KEY = newKey("EC", 256);

    private Signed() {}

    private static KeyPair newKey(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String by(String header, String claims) {
        return by(KEY.getPrivate(), header, claims);
    }

    static String byAnother(String header, String claims) {
        return by(OTHER_KEY.getPrivate(), header, claims);
    }

    static String byEllipticCurve(String header, String claims) {
        return by(ELLIPTIC_CURVE_KEY.getPrivate(), header, claims);
    }

    private static String by(PrivateKey key, String header, String claims) {
        String signed = base64(header) + "." + base64(claims);
        try {
            Signature signature = Signature.getInstance(
                    key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String unsigned(String header, String claims) {
        return base64(header) + "." + base64(claims) + ".";
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The public half, as a service publishes it. */
    static Map<String, Object> jwk(String id) {
        RSAPublicKey key = (RSAPublicKey) KEY.getPublic();
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                id,
                "n",
                base64(bytes(key.getModulus())),
                "e",
                "AQAB");
    }

    /** The public half of the key on P-256: the last 64 bytes of its encoding are its two coordinates. */
    static Map<String, Object> ellipticCurveJwk(String id) {
        byte[] encoded = ELLIPTIC_CURVE_KEY.getPublic().getEncoded();
        int x = encoded.length - 64;
        int y = encoded.length - 32;
        return Map.of(
                "kty",
                "EC",
                "use",
                "sig",
                "alg",
                "ES256",
                "kid",
                id,
                "crv",
                "P-256",
                "x",
                base64(Arrays.copyOfRange(encoded, x, y)),
                "y",
                base64(Arrays.copyOfRange(encoded, y, encoded.length)));
    }

    static Map<String, Object> jwks(Object... keys) {
        return Map.of("keys", java.util.List.of(keys));
    }

    static byte[] publicKey() {
        return KEY.getPublic().getEncoded();
    }

    private static byte[] bytes(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    static TokenView view(String accessToken, SignatureKeys keys) {
        return view(accessToken, "goto", keys);
    }

    static TokenView view(String accessToken, String service, SignatureKeys keys) {
        return TokenView.of(Token.of(Secret.of(accessToken)), new TokenView.Seen(service, keys, true, NOW, false));
    }

    static TokenPart access(TokenView view) {
        TokenPart part = view.part("Access token");
        if (part == null) {
            throw new AssertionError("no access token in " + view.parts());
        }
        return part;
    }
}
