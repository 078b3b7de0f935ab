package dev.tokentrail.core.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * {@code application/x-www-form-urlencoded} in curl's alphabet.
 *
 * <p>Letters, digits and {@code - . _ ~} stay, a space becomes {@code +}, every other byte of the UTF-8 form becomes
 * {@code %} and two upper-case hex digits. {@code curl --data-urlencode} (7.77 and later) writes the same bytes, so a
 * form that is shown with that option is shown exactly. Every server reads it: RFC 6749 appendix B allows it.
 */
public final class FormEncoding {

    private FormEncoding() {}

    /**
     * Encodes one name or value.
     *
     * @param text the text
     * @return the text as it stands in a form body
     */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /**
     * Encodes a whole form.
     *
     * @param parameters the parameters, in order; names may repeat
     * @return {@code name=value} pairs joined by {@code &}; empty if there are no parameters
     */
    public static String encode(Parameters parameters) {
        StringJoiner pairs = new StringJoiner("&");
        for (Parameters.Parameter parameter : parameters.list()) {
            pairs.add(encode(parameter.name()) + "=" + encode(parameter.value()));
        }
        return pairs.toString();
    }
}
