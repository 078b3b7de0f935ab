package dev.tokentrail.mock.wso2;

import static dev.tokentrail.mock.wso2.Wso2Errors.invalidGrant;

import dev.tokentrail.mock.http.Json;
import dev.tokentrail.mock.http.MalformedRequest;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Service;
import dev.tokentrail.mock.token.BoundedStore;
import dev.tokentrail.mock.token.RandomText;
import dev.tokentrail.mock.token.SigningKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Assertions of the one trusted identity provider: made for demonstrations, and judged at the token endpoint. */
final class Wso2Assertions {

    static final SigningKey KEY = new SigningKey("idp", "idp-test-key");
    static final long SECONDS = 300;

    private final Wso2Config config;
    private final Clock clock;
    private final Saml2Assertions saml2 = new Saml2Assertions(KEY);
    private final BoundedStore<Long> usedIds = new BoundedStore<>(Service.MOST_LIVE);

    Wso2Assertions(Wso2Config config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** A signed JWT of the identity provider. */
    String newJwt(String subject, String audience) {
        Instant now = clock.instant();
        return KEY.sign(
                current -> Members.of("kid", current.id(), "typ", "JWT"),
                Members.of(
                        "iss",
                        config.identityProvider(),
                        "sub",
                        subject,
                        "aud",
                        audience,
                        "jti",
                        RandomText.uuid('4'),
                        "iat",
                        now.getEpochSecond(),
                        "exp",
                        now.getEpochSecond() + SECONDS));
    }

    /** A signed SAML 2.0 assertion of the identity provider, base64url. */
    String newSaml2(String subject, String audience) {
        return saml2.create(config.identityProvider(), subject, audience, clock.instant(), SECONDS);
    }

    /** The subject of a JWT that is all right. */
    Optional<String> jwt(String assertion, List<String> audiences) {
        Map<String, Object> claims = claims(assertion);
        if (!(claims.get("iss") instanceof String issuer)
                || !(claims.get("sub") instanceof String subject)
                || !claims.containsKey("aud")
                || !(claims.get("exp") instanceof Number expires)) {
            throw invalidGrant("Mandatory fields(Issuer, Subject, Expiration time or Audience) are empty in the given"
                    + " JSON Web Token."); // assumed
        }
        if (!issuer.equals(config.identityProvider())) {
            throw invalidGrant("No Registered IDP found for the JWT with issuer name : " + issuer);
        }
        if (!KEY.verifies(assertion)) {
            throw invalidGrant("Signature or Message Authentication invalid.");
        }
        Object audience = claims.get("aud");
        List<?> named = audience instanceof List<?> list ? list : List.of(String.valueOf(audience));
        if (named.stream().noneMatch(audiences::contains)) {
            throw invalidGrant("None of the audience values matched the tokenEndpoint Alias"); // assumed
        }
        Instant now = clock.instant();
        if (now.getEpochSecond() >= expires.longValue()) {
            throw invalidGrant("JSON Web Token is expired.");
        }
        if (claims.get("nbf") instanceof Number notBefore && now.getEpochSecond() < notBefore.longValue()) {
            throw invalidGrant("JSON Web Token is used before Not_Before_Time."); // assumed
        }
        return Optional.of(subject);
    }

    /**
     * The subject of a JWT that is all right and was not used before, judged by its {@code jti} until it ends.
     *
     * <p>RFC 7523 section 3 allows this check; that it is on, and its text, are assumed.
     */
    Optional<String> jwtOnce(String assertion, List<String> audiences) {
        Optional<String> subject = jwt(assertion, audiences);
        Map<String, Object> claims = claims(assertion);
        if (claims.get("jti") instanceof String id && claims.get("exp") instanceof Number expires) {
            use(id, expires.longValue());
        }
        return subject;
    }

    private synchronized void use(String id, long expires) {
        long now = clock.instant().getEpochSecond();
        if (usedIds.find(id).filter(end -> now < end).isPresent()) {
            throw invalidGrant("JSON Web Token has been replayed.");
        }
        usedIds.put(id, expires);
    }

    void clear() {
        usedIds.clear();
    }

    /** The subject of a SAML 2.0 assertion that is all right. */
    Optional<String> saml2(String assertion, List<String> audiences) {
        return saml2.subject(assertion, config.identityProvider(), audiences, clock.instant());
    }

    private static Map<String, Object> claims(String jwt) {
        String[] parts = jwt.split("\\.", -1);
        try {
            if (parts.length == 3) {
                return Json.object(Base64.getUrlDecoder().decode(parts[1]));
            }
        } catch (IllegalArgumentException | MalformedRequest e) {
            throw invalidGrant("Error while parsing the JWT."); // assumed
        }
        throw invalidGrant("Error while parsing the JWT."); // assumed
    }
}
