package dev.tokentrail.mock.wso2;

import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.token.Secrets;
import dev.tokentrail.mock.token.SigningAlgorithm;
import dev.tokentrail.mock.token.SigningKey;
import dev.tokentrail.mock.wso2.Wso2Token.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JWTs that WSO2 signs: access tokens in the two documented shapes, and the id_token. */
final class Wso2Jwts {

    private final Wso2Config config;
    private final ApimVersion version;
    private final SigningKey key;

    Wso2Jwts(Wso2Config config) {
        this.config = config;
        this.version = config.version();
        SigningAlgorithm algorithm = config.signingAlgorithm();
        this.key = new SigningKey("wso2", "wso2-test-key_" + algorithm, algorithm);
    }

    SigningKey signingKey() {
        return key;
    }

    Map<String, Object> jwkSet() {
        return Map.of("keys", List.of(key.jwk()));
    }

    String access(String issuer, Owner owner, String id, Instant issued, Instant expires) {
        Map<String, Object> claims =
                version.atLeast(ApimVersion.V4_0) ? ofLibrary(owner, issued) : ofJwtApplication(owner);
        claims.put("scope", owner.scope());
        claims.put("iss", issuer);
        claims.put("exp", expires.equals(Instant.MAX) ? Long.MAX_VALUE / 1000 : expires.getEpochSecond());
        claims.put("iat", issued.getEpochSecond());
        claims.put("jti", id);
        return key.sign(
                current -> header(current, version.library(6, 14) ? "at+jwt" : "JWT"),
                config.additions().inToken(claims));
    }

    private Map<String, Object> ofJwtApplication(Owner owner) {
        String name = config.application(owner.client())
                .map(Wso2Config.Application::name)
                .orElse("");
        return Members.of(
                "aud", "http://org.wso2.apimgt/gateway",
                "sub", owner.subject(),
                "application",
                        Members.of("owner", "admin", "tier", "Unlimited", "name", name, "id", 1, "uuid", "test-uuid"),
                "tierInfo", Map.of(),
                "keytype", "PRODUCTION",
                "subscribedAPIs", List.of(),
                "consumerKey", owner.client());
    }

    private Map<String, Object> ofLibrary(Owner owner, Instant issued) {
        return Members.of(
                "sub", owner.subject(),
                "aut", owner.user() == null ? "APPLICATION" : "APPLICATION_USER",
                "aud", owner.client(),
                "nbf", issued.getEpochSecond(),
                "azp", owner.client(),
                "client_id", version.library(6, 9) ? owner.client() : null);
    }

    String idToken(String issuer, Wso2Token token, @Nullable String nonce, Instant now) {
        Owner owner = token.owner;
        long expires = now.getEpochSecond() + Math.min(token.remainingSeconds(now), 3600);
        return key.sign(
                current -> header(current, "JWT"),
                config.additions()
                        .inToken(Members.of(
                                "at_hash", Secrets.leftHalfOfSha256(token.access),
                                "acr", "urn:mace:incommon:iap:silver",
                                "sub", owner.subject(),
                                "aud", List.of(owner.client()),
                                "azp", owner.client(),
                                "nonce", nonce,
                                "iss", issuer,
                                "exp", expires,
                                "iat", now.getEpochSecond())));
    }

    private static Map<String, Object> header(SigningKey.Current current, String type) {
        return Members.of("x5t", Secrets.hexSha1(current.publicKey().getEncoded()), "kid", current.id(), "typ", type);
    }
}
