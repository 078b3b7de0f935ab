package dev.tokentrail.mock.masking;

import java.util.Set;
import java.util.regex.Pattern;

/** Which values of parameters and members may be shown. */
final class PlainValues {

    private static final Set<String> NAMES = Set.of(
            "grant_type",
            "response_type",
            "scope",
            "client_id",
            "refresh",
            "username",
            "token_type_hint",
            "code_challenge_method",
            "validity_period",
            "kerberos_realm",
            "subject_token_type",
            "expires_in",
            "refresh_token_expires_in",
            "interval",
            "statusCode");
    private static final Set<String> ADDRESSES = Set.of("redirect_uri", "customer");
    private static final Set<String> CODES = Set.of("error", "status", "token_type");

    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9._~:/@ +*-]{0,200}");

    /** No user, no query, no fragment. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._~:/\\[\\]+-]{0,200}");

    private PlainValues() {}

    static boolean harmless(String name, String value) {
        return (NAMES.contains(name) && TEXT.matcher(value).matches())
                || (ADDRESSES.contains(name) && ADDRESS.matcher(value).matches())
                || (CODES.contains(name) && Vocabulary.CODES.has(value));
    }
}
