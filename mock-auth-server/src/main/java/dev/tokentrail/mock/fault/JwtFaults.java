package dev.tokentrail.mock.fault;

import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.fault.Effect.Outcome;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Json;
import dev.tokentrail.mock.token.SigningKey;
import dev.tokentrail.mock.token.TokenIssuer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Faults of JWTs: of the access token if it is one, and of the {@code id_token}. */
final class JwtFaults {

    private JwtFaults() {}

    /** What changes one JWT. */
    private interface Change {
        String of(SigningKey key, String jwt);
    }

    /** Another {@code iss}, rightly signed; in metadata another {@code issuer}. */
    static Effect wrongIssuer(Section parameters) {
        String issuer = parameters.text("issuer", "https://wrong-issuer.example");
        Effect inTokens = changed((key, jwt) -> {
            Map<String, Object> claims = part(jwt, 1);
            claims.put("iss", issuer);
            return key.sign(current -> header(jwt), claims);
        });
        return call -> {
            Outcome outcome = inTokens.on(call);
            return outcome.happened() ? outcome : inMetadata(outcome.answer(), issuer);
        };
    }

    private static Outcome inMetadata(Answer answer, String issuer) {
        if (answer.status() != 200 || answer.bodySize() == 0) {
            return new Outcome(answer, false);
        }
        Map<String, Object> members = new LinkedHashMap<>(Json.object(answer.body()));
        boolean metadata = members.replace("issuer", issuer) != null;
        return new Outcome(metadata ? answer.withBody(Json.bytes(members)) : answer, metadata);
    }

    /** Rightly signed, under a {@code kid} that no key set has. */
    static Effect unknownKeyId(Section parameters) {
        String id = parameters.text("kid", "unknown-key");
        return changed((key, jwt) -> {
            Map<String, Object> header = header(jwt);
            header.put("kid", id);
            return key.sign(current -> header, part(jwt, 1));
        });
    }

    /** The last but one character of the signature is another. */
    static Effect tamperedSignature(Section parameters) {
        return changed((key, jwt) -> {
            int place = jwt.length() - 2;
            return jwt.substring(0, place) + (jwt.charAt(place) == 'A' ? 'B' : 'A') + jwt.substring(place + 1);
        });
    }

    /** The service signs with another key from this call on, and its key set has only that one. */
    static Effect keyRotated(Section parameters) {
        return call -> {
            key(call).ifPresent(SigningKey::rotate);
            return new Outcome(call.processed(), key(call).isPresent());
        };
    }

    private static Effect changed(Change change) {
        return call -> {
            SigningKey key = key(call).orElse(null);
            return BodyFaults.edited(token -> {
                        boolean any = false;
                        for (String name : token.proofs()) {
                            if (key != null && token.members().get(name) instanceof String jwt && isJwt(jwt)) {
                                token.members().put(name, change.of(key, jwt));
                                any = true;
                            }
                        }
                        return any;
                    })
                    .on(call);
        };
    }

    private static Optional<SigningKey> key(FaultedCall call) {
        return call.service() instanceof TokenIssuer issuer ? issuer.signingKey() : Optional.empty();
    }

    private static boolean isJwt(String token) {
        return token.matches("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    }

    private static Map<String, Object> header(String jwt) {
        Map<String, Object> header = part(jwt, 0);
        header.remove("alg");
        return header;
    }

    private static Map<String, Object> part(String jwt, int index) {
        return new LinkedHashMap<>(Json.object(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[index])));
    }
}
