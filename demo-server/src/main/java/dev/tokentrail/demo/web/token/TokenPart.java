package dev.tokentrail.demo.web.token;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.UnverifiedJwt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the tokens that came together: the access token, the refresh token or the ID token.
 *
 * @param title what it is called
 * @param use what it is for, in a sentence
 * @param form what one can see of it
 * @param formSentence that form in words, and what can be done with it
 * @param value the value, masked unless secrets are revealed
 * @param length how many characters it has
 * @param fingerprint the start of its SHA-256, by which two tokens can be told apart without showing either
 * @param header members of the JWT's header; none unless it is a JWT
 * @param claims the JWT's claims; none unless it is a JWT
 * @param claimsLeftOut how many claims are not shown because there are too many
 * @param verdict what came of the signature, null unless it is a JWT
 * @param life how long it lives
 */
public record TokenPart(
        String title,
        String use,
        Form form,
        String formSentence,
        String value,
        int length,
        String fingerprint,
        List<Claim> header,
        List<Claim> claims,
        int claimsLeftOut,
        @Nullable SignatureVerdict verdict,
        TokenLife life) {

    /** The most claims that are shown. */
    static final int MOST_CLAIMS = 100;

    private static final int LONGEST_VALUE = 16_384;
    private static final Pattern JWE = Pattern.compile("eyJ[\\w-]+(\\.[\\w-]*){4}");
    private static final Pattern LIKE_JWT = Pattern.compile("eyJ[\\w-]+(\\.[^.]*){2}", Pattern.DOTALL);

    /** What one can see of a token. */
    public enum Form {
        /** A signed JWT, which anyone can read. */
        JWT,
        /** An encrypted JWT, which only its audience can read. */
        ENCRYPTED,
        /** Three parts like a JWT, but not one. */
        BROKEN_JWT,
        /** A value that means something to the service alone. */
        OPAQUE
    }

    /** Takes copies. */
    public TokenPart {
        header = List.copyOf(header);
        claims = List.copyOf(claims);
    }

    /** What came of the signature. */
    public Optional<SignatureVerdict> signature() {
        return Optional.ofNullable(verdict);
    }

    static TokenPart of(String title, String use, Secret secret, TokenLife life, TokenView.Seen seen) {
        String token = secret.reveal();
        Optional<UnverifiedJwt> jwt = UnverifiedJwt.read(token);
        Form form = jwt.isPresent() ? Form.JWT : formOf(token);
        return new TokenPart(
                title,
                use,
                form,
                sentence(form, token, seen.introspection()),
                seen.revealing() ? ShownText.of(token, LONGEST_VALUE) : Secret.MASK,
                token.length(),
                fingerprint(token),
                jwt.map(read -> claims(read.header(), seen, TokenPart::headerMeaning))
                        .orElse(List.of()),
                jwt.map(read -> claims(read.claims(), seen, ServiceClaims::explain))
                        .orElse(List.of()),
                jwt.map(read -> Math.max(0, read.claims().size() - MOST_CLAIMS)).orElse(0),
                jwt.map(read -> SignatureCheck.of(token, read.header(), seen.keys()))
                        .orElse(null),
                life);
    }

    private static Form formOf(String token) {
        if (token.length() <= UnverifiedJwt.LONGEST_TOKEN && JWE.matcher(token).matches()) {
            return Form.ENCRYPTED;
        }
        return LIKE_JWT.matcher(token).matches() ? Form.BROKEN_JWT : Form.OPAQUE;
    }

    private static ClaimMeaning headerMeaning(String service, String name) {
        return StandardClaims.HEADER.getOrDefault(name, ClaimMeaning.UNKNOWN);
    }

    private static List<Claim> claims(
            Map<String, Object> members, TokenView.Seen seen, BiFunction<String, String, ClaimMeaning> meanings) {
        return members.entrySet().stream()
                .limit(MOST_CLAIMS)
                .map(member -> Claim.of(
                        member.getKey(),
                        member.getValue(),
                        meanings.apply(seen.service(), member.getKey()),
                        seen.now(),
                        seen.revealing()))
                .toList();
    }

    private static String sentence(Form form, String token, boolean introspection) {
        String ask = introspection
                ? "To learn what it stands for, ask the service: that is introspection (RFC 7662), a step of this service."
                : "To learn what it stands for, one would ask the service, but this one offers no introspection:"
                        + " use it, and see whether the service takes it.";
        return switch (form) {
            case JWT ->
                "A JWT: header, claims and signature, each in base64url. Anyone who holds it can read it; only a check of"
                        + " the signature tells whether to believe it.";
            case ENCRYPTED -> "An encrypted JWT (RFC 7516): only the one it is meant for can read it. " + ask;
            case BROKEN_JWT ->
                token.length() > UnverifiedJwt.LONGEST_TOKEN
                        ? "It looks like a JWT, but is longer than the " + UnverifiedJwt.LONGEST_TOKEN
                                + " characters that are looked at. It is treated as opaque. " + ask
                        : "It looks like a JWT, but its header or its claims are not a JSON object in which every name"
                                + " stands once. No part of it is believed or shown. It is treated as opaque. " + ask;
            case OPAQUE ->
                "Opaque: a random value that means something to the service alone. There is nothing to decode and no"
                        + " signature to check. " + ask;
        };
    }

    static String fingerprint(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Everything but the value. */
    @Override
    public String toString() {
        return "TokenPart[" + title + ", " + form + ", " + length + " characters, claims="
                + claims.stream().map(Claim::name).toList() + "]";
    }
}
