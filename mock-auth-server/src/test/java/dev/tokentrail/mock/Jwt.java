package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
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

    /** Whether the key of a JWK set whose {@code kid} the header names made the RS256 signature. */
    static boolean verifies(String jwt, Map<String, Object> jwkSet) {
        Object keyId = Json.object(header(jwt).getBytes(StandardCharsets.UTF_8)).get("kid");
        for (Object key : (List<?>) jwkSet.get("keys")) {
            Map<?, ?> jwk = (Map<?, ?>) key;
            if (jwk.get("kid").equals(keyId)) {
                return verifies(jwt, number(jwk.get("n")), number(jwk.get("e")));
            }
        }
        return false;
    }

    private static boolean verifies(String jwt, BigInteger modulus, BigInteger exponent) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)));
            signature.update(jwt.substring(0, jwt.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(jwt.substring(jwt.lastIndexOf('.') + 1)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static BigInteger number(Object base64Url) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64Url.toString()));
    }
}
