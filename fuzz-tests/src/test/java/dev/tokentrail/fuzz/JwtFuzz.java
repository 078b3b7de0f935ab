package dev.tokentrail.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.secret.SensitiveNames;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.UnverifiedJwt;
import dev.tokentrail.demo.web.token.Claim;
import dev.tokentrail.demo.web.token.SignatureKeys;
import dev.tokentrail.demo.web.token.SignatureVerdict;
import dev.tokentrail.demo.web.token.TokenPart;
import dev.tokentrail.demo.web.token.TokenView;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A token that somebody looks at, in the library and on the demo's page. It is read as java.util.Base64 and another JSON
 * mapper read it, or not at all; what the page shows is bounded, printable, masked, and never a valid signature.
 */
public final class JwtFuzz {

    /** RFC 7519 section 4: a claim stands once. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final int LONGEST_SHOWN = 20_000;

    private JwtFuzz() {}

    /** The input is a token; or lines of which the first three become the parts of one, and the fourth a JWK set. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = Input.text(input);
        String[] lines = text.split("\n", -1);
        String token = lines.length < 3 ? text : encoded(lines[0]) + "." + encoded(lines[1]) + "." + lines[2];
        Optional<UnverifiedJwt> jwt = UnverifiedJwt.read(token);
        if (jwt.isPresent()) {
            String[] parts = token.split("\\.", -1);
            same(jwt.get().header(), parts[0]);
            same(jwt.get().claims(), parts[1]);
            jwt.get().expiresAt();
            jwt.get().issuedAt();
            assertThat(jwt.get().toString()).doesNotContain(parts[0]);
        }
        if (!token.isEmpty()) {
            shows(token, SignatureKeys.none(), false);
            shows(token, keys(lines), false);
            shows(token, keys(lines), true);
        }
    }

    private static void shows(String token, SignatureKeys keys, boolean revealing) {
        TokenView view = TokenView.of(
                Token.of(Secret.of(token)), new TokenView.Seen("wso2", keys, true, Replies.NOW, revealing));
        for (TokenPart part : view.parts()) {
            Optional<String> verdict = part.signature().map(SignatureVerdict::reason);
            Stream.concat(
                            Stream.of(part.value(), part.formSentence(), part.fingerprint(), verdict.orElse("")),
                            Stream.concat(part.header().stream(), part.claims().stream())
                                    .flatMap(claim -> Stream.of(claim.name(), claim.value())))
                    .forEach(shown -> {
                        assertThat(shown).hasSizeLessThan(revealing ? 6 * LONGEST_SHOWN : LONGEST_SHOWN);
                        assertThat(shown.codePoints())
                                .noneMatch(c -> Character.isISOControl(c)
                                        || Character.getType(c) == Character.SURROGATE
                                        || Character.getType(c) == Character.FORMAT);
                    });
            if (!revealing) {
                assertThat(part.value()).isEqualTo(Secret.MASK);
                assertThat(part.claims())
                        .filteredOn(claim -> SensitiveNames.isSecretParameter(claim.name()))
                        .extracting(Claim::value)
                        .allMatch(Secret.MASK::equals);
            }
            part.signature()
                    .ifPresent(
                            signature -> assertThat(signature.outcome()).isNotEqualTo(SignatureVerdict.Outcome.VALID));
        }
    }

    private static void same(Map<String, Object> members, String part) {
        JsonNode node = JSON.readTree(
                new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8).replace("\uFEFF", ""));
        assertThat(node.isObject()).isTrue();
        List<String> names = node.propertyStream()
                .filter(member -> !member.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
        assertThat(members.keySet().stream()
                        .map(name -> name.replace("\uFEFF", ""))
                        .toList())
                .isEqualTo(names);
        members.forEach((name, value) -> {
            if (value instanceof String text) {
                assertThat(text.replace("\uFEFF", ""))
                        .isEqualTo(node.get(name.replace("\uFEFF", "")).asString());
            }
        });
    }

    private static SignatureKeys keys(String[] lines) {
        if (lines.length < 4) {
            return SignatureKeys.notFetched();
        }
        Map<String, Object> jwks = object(lines[3]);
        return jwks == null ? SignatureKeys.notFetched() : SignatureKeys.of(jwks);
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Map<String, Object> object(String text) {
        try {
            return JSON.readValue(text, Map.class);
        } catch (JacksonException malformed) {
            return null;
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
