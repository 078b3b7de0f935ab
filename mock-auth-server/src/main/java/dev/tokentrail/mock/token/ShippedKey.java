package dev.tokentrail.mock.token;

import dev.tokentrail.mock.http.Members;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SignatureAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A test key that is published with the emulator.
 *
 * @param privateKey its private half
 * @param publicKey its public half
 */
record ShippedKey(PrivateKey privateKey, PublicKey publicKey) {

    private static final String SECOND = "second";
    private static final int P256_BYTES = 32;
    private static final Map<String, ShippedKey> LOADED = new ConcurrentHashMap<>();

    /** The key of a service, read when it is first needed. */
    static ShippedKey of(String name, SigningAlgorithm algorithm) {
        return algorithm == SigningAlgorithm.RS256
                ? LOADED.computeIfAbsent(name, ShippedKey::rsa)
                : LOADED.computeIfAbsent(name + "-es256", ShippedKey::ellipticCurve);
    }

    /** The key that signs for any service after a rotation. */
    static ShippedKey second(SigningAlgorithm algorithm) {
        return of(SECOND, algorithm);
    }

    private static ShippedKey rsa(String name) {
        String pem = pem(name);
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            RSAPrivateCrtKey key =
                    (RSAPrivateCrtKey) factory.generatePrivate(new PKCS8EncodedKeySpec(block(pem, "PRIVATE KEY")));
            return new ShippedKey(
                    key, factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())));
        } catch (GeneralSecurityException e) {
            throw unusable(name, e);
        }
    }

    /** The platform does not compute the public half of such a key, so it is in the file. */
    private static ShippedKey ellipticCurve(String name) {
        String pem = pem(name);
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            return new ShippedKey(
                    factory.generatePrivate(new PKCS8EncodedKeySpec(block(pem, "PRIVATE KEY"))),
                    factory.generatePublic(new X509EncodedKeySpec(block(pem, "PUBLIC KEY"))));
        } catch (GeneralSecurityException e) {
            throw unusable(name, e);
        }
    }

    private static String pem(String name) {
        try (InputStream pem = ShippedKey.class.getResourceAsStream("/dev/tokentrail/mock/keys/" + name + ".pem")) {
            if (pem == null) {
                throw new IllegalStateException("No shipped key " + name);
            }
            return new String(pem.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw unusable(name, e);
        }
    }

    private static byte[] block(String pem, String label) {
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----([^-]+)").matcher(pem);
        if (!block.find()) {
            throw new IllegalStateException("A shipped key has no " + label);
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }

    private static IllegalStateException unusable(String name, Exception cause) {
        return new IllegalStateException("The shipped key " + name + " is not usable", cause);
    }

    /** What jjwt signs with. */
    SignatureAlgorithm algorithm() {
        return publicKey instanceof RSAPublicKey ? Jwts.SIG.RS256 : Jwts.SIG.ES256;
    }

    /** The public half as a member of a JWK set (RFC 7517, RFC 7518 section 6). */
    Map<String, Object> jwk(String id) {
        Map<String, Object> members = Members.of(
                "kty",
                publicKey instanceof RSAPublicKey ? "RSA" : "EC",
                "use",
                "sig",
                "alg",
                algorithm().getId(),
                "kid",
                id);
        if (publicKey instanceof RSAPublicKey rsa) {
            members.put("n", number(rsa.getModulus(), (rsa.getModulus().bitLength() + 7) / 8));
            members.put(
                    "e",
                    number(rsa.getPublicExponent(), (rsa.getPublicExponent().bitLength() + 7) / 8));
        } else if (publicKey instanceof ECPublicKey point) {
            members.put("crv", "P-256");
            members.put("x", number(point.getW().getAffineX(), P256_BYTES));
            members.put("y", number(point.getW().getAffineY(), P256_BYTES));
        }
        return members;
    }

    /** So many bytes of a number, the highest first, with zeros before it where it is shorter. */
    private static String number(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        int common = Math.min(signed.length, length);
        byte[] bytes = new byte[length];
        System.arraycopy(signed, signed.length - common, bytes, length - common, common);
        return Secrets.base64Url(bytes);
    }

    @Override
    public String toString() {
        return "ShippedKey[" + publicKey.getAlgorithm() + "]";
    }
}
