package dev.tokentrail.demo.web.token;

import dev.tokentrail.demo.web.token.SignatureVerdict.Outcome;
import io.jsonwebtoken.ClaimJwtException;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.SignatureException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Local verification: compares a JWT's signature with the keys that its service publishes. Asks nobody. */
final class SignatureCheck {

    /** RFC 7518 section 3.1 and RFC 8037: those whose public key can be published. */
    private static final Set<String> ASYMMETRIC =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

    private static final Set<String> SYMMETRIC = Set.of("HS256", "HS384", "HS512");

    /** The page judges the times itself, so the library lets every time pass. */
    private static final long ANY_TIME = 1_000_000_000_000L;

    private static final int MOST_KEYS = 100;
    private static final JsonMapper JSON = new JsonMapper();

    private SignatureCheck() {}

    static SignatureVerdict of(String token, Map<String, Object> header, SignatureKeys keys) {
        String algorithm = header.get("alg") instanceof String text ? text : "";
        if (algorithm.equalsIgnoreCase("none")) {
            return new SignatureVerdict(
                    Outcome.ALGORITHM_REFUSED,
                    "The header says alg: none, so nobody signed it: anyone may have written this. Never accept it.");
        }
        if (!keys.published()) {
            return new SignatureVerdict(
                    Outcome.NO_KEYS_PUBLISHED,
                    "This service publishes no keys (no JWKS), so nobody can check this here. To read a claim is not to"
                            + " believe it; only the service itself knows whether the token is genuine.");
        }
        if (!ASYMMETRIC.contains(algorithm)) {
            return new SignatureVerdict(Outcome.ALGORITHM_REFUSED, refusal(algorithm));
        }
        Map<String, Object> fetched = keys.fetched();
        if (fetched == null) {
            return new SignatureVerdict(
                    Outcome.KEYS_NOT_FETCHED,
                    "The service publishes its keys (a JWKS). Fetching them is a call of its own; nobody made it yet.");
        }
        return against(token, algorithm, header.get("kid") instanceof String kid ? kid : "", fetched);
    }

    private static String refusal(String algorithm) {
        if (SYMMETRIC.contains(algorithm)) {
            return "The header says alg: " + algorithm
                    + ", a signature by a shared secret. Who accepted it with a public key"
                    + " as that secret would accept a token that anyone can make.";
        }
        return algorithm.isEmpty()
                ? "The header names no algorithm."
                : "The header says alg: " + ShownText.of(algorithm, 40) + ", which is no signature that we know.";
    }

    private static SignatureVerdict against(String token, String algorithm, String keyId, Map<String, Object> jwks) {
        List<Jwk<?>> all;
        try {
            all = read(jwks);
        } catch (IllegalArgumentException notAJwks) {
            return new SignatureVerdict(
                    Outcome.UNREADABLE, "What the service gave as its keys is not a JWKS (RFC 7517).");
        }
        List<Jwk<?>> named = all.stream()
                .filter(key -> keyId.isEmpty() || keyId.equals(key.getId()))
                .toList();
        if (named.isEmpty()) {
            return new SignatureVerdict(
                    Outcome.UNKNOWN_KEY,
                    keyId.isEmpty()
                            ? "The service's JWKS has no key."
                            : "The header names the key " + ShownText.of(keyId, 80) + ", which is not among the "
                                    + all.size() + " of the service's JWKS. If the service has changed its keys since,"
                                    + " fetch them anew; otherwise refuse the token.");
        }
        List<Jwk<?>> fit = named.stream()
                .filter(key -> key.toKey() instanceof PublicKey)
                .filter(key -> key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm))
                .filter(key -> key.get("use") == null || "sig".equals(key.get("use")))
                .toList();
        if (fit.isEmpty()) {
            return new SignatureVerdict(
                    Outcome.ALGORITHM_REFUSED,
                    "The service has that key, but not for signatures with " + algorithm + ": refuse the token.");
        }
        return verdict(token, algorithm, keyId, fit);
    }

    private static SignatureVerdict verdict(String token, String algorithm, String keyId, List<Jwk<?>> fit) {
        boolean wrong = false;
        for (Jwk<?> key : fit) {
            try {
                if (verifies(token, (PublicKey) key.toKey())) {
                    return new SignatureVerdict(
                            Outcome.VALID,
                            "Signed with " + algorithm + " by the service's key "
                                    + (keyId.isEmpty()
                                            ? "(the token names none; one of the JWKS fits)"
                                            : ShownText.of(keyId, 80))
                                    + ". So the service made this token and nobody changed it. Whether it is still good"
                                    + " is another question: see its times, and ask the service.");
                }
            } catch (SignatureException mismatch) {
                wrong = true;
            } catch (JwtException | IllegalArgumentException unusable) {
                // another key may still fit
            }
        }
        return wrong
                ? new SignatureVerdict(
                        Outcome.WRONG_SIGNATURE,
                        "The service has that key, but the signature is not by it: header or claims were changed, or"
                                + " somebody else signed. Refuse the token.")
                : new SignatureVerdict(
                        Outcome.UNREADABLE,
                        "The signature or the key does not have the form that " + algorithm + " asks for.");
    }

    /** True unless the signature is wrong; the library looks at the claims only after it. */
    private static boolean verifies(String token, PublicKey key) {
        try {
            Jwts.parser()
                    .json(new JsonObjects())
                    .clock(() -> Date.from(Instant.EPOCH))
                    .clockSkewSeconds(ANY_TIME)
                    .verifyWith(key)
                    .build()
                    .parseSignedClaims(token);
            return true;
        } catch (ClaimJwtException signatureIsRight) {
            return true;
        }
    }

    /** Each key by itself: one that cannot be read takes no other with it, and one key may have two names. */
    private static List<Jwk<?>> read(Map<String, Object> jwks) {
        if (!(jwks.get("keys") instanceof List<?> keys)) {
            throw new IllegalArgumentException("no member keys");
        }
        List<Jwk<?>> readable = new ArrayList<>();
        for (Object key : keys.subList(0, Math.min(keys.size(), MOST_KEYS))) {
            try {
                readable.add(Jwks.parser().json(new JsonObjects()).build().parse(JSON.writeValueAsString(key)));
            } catch (JwtException | IllegalArgumentException | JacksonException unreadable) {
                // as RFC 7517 section 5 asks, keys that are not understood are passed over
            }
        }
        return readable;
    }
}
