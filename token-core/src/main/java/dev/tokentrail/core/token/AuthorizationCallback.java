package dev.tokentrail.core.token;

import dev.tokentrail.core.secret.Redactor;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.secret.SensitiveNames;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came back to the redirect URI: the parameters of an authorization response (RFC 6749 section 4.1.2), from the query
 * of a GET or from a posted form. Nothing in it is to be believed before {@link AuthorizationTransaction} has checked it.
 */
public final class AuthorizationCallback {

    /** The longest text that is read: 64 KiB. */
    public static final int LONGEST_TEXT = 65_536;

    private final Map<String, List<String>> parameters;

    private AuthorizationCallback(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /**
     * Reads the address that the browser was sent to.
     *
     * @param callbackUri the whole address, or its part from the question mark on; a fragment is ignored. A query
     *     without its question mark is for {@link #fromForm}
     * @return the parameters of its query
     * @throws CallbackRejectedException if the query is malformed or too long
     */
    public static AuthorizationCallback fromUri(String callbackUri) {
        int fragment = callbackUri.indexOf('#');
        String address = fragment < 0 ? callbackUri : callbackUri.substring(0, fragment);
        int query = address.indexOf('?');
        return fromForm(query < 0 ? "" : address.substring(query + 1));
    }

    /**
     * Reads a posted form, or a query without its question mark.
     *
     * @param form the body, {@code application/x-www-form-urlencoded}
     * @return its parameters
     * @throws CallbackRejectedException if the form is malformed or too long
     */
    public static AuthorizationCallback fromForm(String form) {
        if (form.length() > LONGEST_TEXT) {
            throw rejected("The redirect is longer than " + LONGEST_TEXT + " characters.");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(form)) {
            throw rejected("The redirect holds half a character.");
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : form.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                parameters.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
            }
        }
        return new AuthorizationCallback(parameters);
    }

    /**
     * Finds a parameter that must not stand twice (RFC 6749 section 3.1).
     *
     * @param name the parameter's name
     * @return its value; empty if it is missing or empty
     * @throws CallbackRejectedException if it stands more than once
     */
    public Optional<String> parameter(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw rejected("The redirect holds the parameter " + name + " more than once.");
        }
        return values.stream().filter(value -> !value.isEmpty()).findFirst();
    }

    /**
     * Finds a parameter as it may stand in a message: without the code and the state of this redirect, which whoever made the
     * address may have put into any of its values.
     *
     * @param name the parameter's name
     * @return its value on one line, shortened to 300 characters, with {@value Secret#MASK} in place of each secret; empty if it
     *     is missing or empty
     * @throws CallbackRejectedException if it stands more than once
     */
    public Optional<String> shown(String name) {
        return parameter(name).map(value -> FailureText.shown(value, redactor()));
    }

    private Redactor redactor() {
        return Redactor.of(parameters.entrySet().stream()
                .filter(parameter ->
                        parameter.getKey().equals("state") || SensitiveNames.isSecretParameter(parameter.getKey()))
                .flatMap(parameter -> parameter.getValue().stream())
                .filter(value -> !value.isEmpty())
                .map(Secret::of)
                .toList());
    }

    void refuseRepeated(String... names) {
        for (String name : names) {
            parameter(name);
        }
    }

    /** What the service's error in this redirect means; empty if there is none. */
    Optional<TokenException> failure(String provider, TokenDialect dialect) {
        return parameter("error").map(error -> failure(provider, error, dialect));
    }

    /** Names the parameters, not their values. */
    @Override
    public String toString() {
        return "AuthorizationCallback"
                + parameters.keySet().stream().map(FailureText::shortText).toList();
    }

    static CallbackRejectedException rejected(String what) {
        return new CallbackRejectedException(Failure.beforeRequest(
                what, "Do not use it; let the person start the authorization again.", null, null));
    }

    private TokenException failure(String provider, String error, TokenDialect dialect) {
        TokenDialect.Meaning meaning = dialect.meaning(error);
        String shownError = FailureText.shown(error, redactor());
        String code = meaning == null ? shownError : meaning.code();
        String words = shown("error_description").orElse(shownError);
        String vendorCode = dialect.vendorCode().stream()
                .flatMap(pointer -> shown(pointer.substring(1)).stream())
                .findFirst()
                .orElse(null);
        Failure failure = Failure.beforeRequest(
                        provider + " sent the browser back without a code: " + FailureText.sentence(words),
                        meaning == null ? Advice.forCode(code) : meaning.advice(),
                        code,
                        words)
                .withVendorCode(vendorCode);
        if (code.equals("access_denied") || FailureReader.needsPerson(code)) {
            return new UserNeededException(failure);
        }
        return FailureReader.isPassingCode(code)
                ? new ProviderUnavailableException(failure.asRetryable())
                : new ProviderRefusedException(failure);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw rejected("The redirect's parameters are not URL-encoded.");
        }
    }
}
