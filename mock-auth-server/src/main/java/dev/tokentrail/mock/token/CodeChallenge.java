package dev.tokentrail.mock.token;

import java.util.regex.Pattern;

/**
 * A PKCE challenge (RFC 7636) that a code was issued for.
 *
 * @param method {@code S256} or {@code plain}
 * @param value the challenge as sent
 */
public record CodeChallenge(String method, String value) {

    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    /** Whether a text can be a verifier, or a challenge (RFC 7636 sections 4.1 and 4.2). */
    public static boolean wellFormed(String verifierOrChallenge) {
        return VERIFIER.matcher(verifierOrChallenge).matches();
    }

    /** Whether the verifier is the one this challenge was made from. */
    public boolean answeredBy(String verifier) {
        return wellFormed(verifier) && Secrets.same(value, method.equals("S256") ? Secrets.sha256(verifier) : verifier);
    }
}
