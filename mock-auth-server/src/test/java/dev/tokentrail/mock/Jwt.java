package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Reads and verifies JWTs with the platform alone, so that the emulator's own library is not its judge. */
final class Jwt {

    private Jwt() {}

    static String header(String jwt) {
        return new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[0]), StandardCharsets.UTF_8);
    }

    static Map<String, Object> claims(String jwt) {
        return Json.object(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]));
    }

    static long seconds(Map<String, Object> claims, String name) {
        return ((Number) claims.get(name)).longValue();
    }

    /** Whether the key of a JWK set whose {@code kid} the header names made the signature, with its {@code alg}. */
    static boolean verifies(String jwt, Map<String, Object> jwkSet) {
        Map<String, Object> header = Json.object(header(jwt).getBytes(StandardCharsets.UTF_8));
        for (Object key : (List<?>) jwkSet.get("keys")) {
            Map<?, ?> jwk = (Map<?, ?>) key;
            if (jwk.get("kid").equals(header.get("kid"))) {
                return jwk.get("alg").equals(header.get("alg")) && signed(jwt, jwk);
            }
        }
        return false;
    }

    private static boolean signed(String jwt, Map<?, ?> jwk) {
        int end = jwt.lastIndexOf('.');
        try {
            Signature signature = Signature.getInstance(
                    jwk.get("kty").equals("RSA") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
            signature.initVerify(publicKey(jwk));
            signature.update(jwt.substring(0, end).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(jwt.substring(end + 1)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The key that a member of a JWK set stands for (RFC 7518 section 6). */
    static PublicKey publicKey(Map<?, ?> jwk) throws GeneralSecurityException {
        if (jwk.get("kty").equals("RSA")) {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(number(jwk.get("n")), number(jwk.get("e"))));
        }
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(number(jwk.get("x")), number(jwk.get("y"))),
                        curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger number(Object base64Url) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64Url.toString()));
    }
}
