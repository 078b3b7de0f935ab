package dev.tokentrail.core.secret;

import java.util.Locale;
import java.util.Set;

/**
 * The names of header fields and parameters whose values are secret wherever they stand.
 *
 * <p>Names are compared without case, hyphens and underscores, so that {@code client_secret}, {@code client-secret} and
 * {@code clientSecret} are one name.
 */
public final class SensitiveNames {

    private static final Set<String> PARAMETERS = Set.of(
            "assertion",
            "authorizationcode",
            "clientassertion",
            "code",
            "codeverifier",
            "devicecode",
            "idtokenhint",
            "pass",
            "passwd",
            "pat",
            "privatekey",
            "samlresponse");

    private static final Set<String> HEADERS =
            Set.of("authorization", "proxyauthorization", "cookie", "setcookie", "dpop", "authorizeduser");

    private SensitiveNames() {}

    /**
     * Tells whether a parameter of a form, a query or a JSON object holds a secret.
     *
     * @param name the parameter's name as on the wire
     * @return true for names such as {@code client_secret}, {@code refresh_token}, {@code code}, {@code password}, and
     *     for others that end in one of {@code secret}, {@code token}, {@code apikey} and {@code password}
     */
    public static boolean isSecretParameter(String name) {
        return isSecretPlainly(normalised(name));
    }

    /**
     * Tells whether a header field holds a secret.
     *
     * @param name the field's name as on the wire
     * @return true for names such as {@code Authorization}, {@code Cookie}, {@code DPoP}, {@code client-secret},
     *     {@code X-Api-Key}
     */
    public static boolean isSecretHeader(String name) {
        String plain = normalised(name);
        return HEADERS.contains(plain) || isSecretPlainly(plain);
    }

    private static boolean isSecretPlainly(String plain) {
        return PARAMETERS.contains(plain)
                || plain.endsWith("secret")
                || plain.endsWith("token")
                || plain.endsWith("apikey")
                || plain.endsWith("password");
    }

    private static String normalised(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
