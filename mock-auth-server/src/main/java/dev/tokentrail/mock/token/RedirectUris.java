package dev.tokentrail.mock.token;

import dev.tokentrail.mock.http.Answer;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which redirect URIs a client may use, and how parameters are put on one. */
public final class RedirectUris {

    /** A registration that stands for every loopback address, port and path (RFC 8252 section 7.3, widened). */
    public static final String LOOPBACK = "loopback";

    private static final Pattern LOOPBACK_HOST = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private RedirectUris() {}

    /** Whether a URI is registered: the same characters, or a loopback URI where {@link #LOOPBACK} is registered. */
    public static boolean registered(List<String> registrations, String uri) {
        return registrations.stream()
                .anyMatch(registration -> registration.equals(LOOPBACK) ? isLoopback(uri) : registration.equals(uri));
    }

    /** The registrations as the end of a line about the client. */
    public static String listed(List<String> registrations) {
        return registrations.stream()
                .map(registration -> registration.equals(LOOPBACK) ? "any loopback address" : registration)
                .collect(Collectors.joining(" or ", ", redirect ", ""));
    }

    /** Sends the browser to a redirect URI that was checked before, parameters in its query. */
    public static Answer redirect(int status, String uri, Map<String, ?> parameters) {
        return redirect(status, uri, uri.contains("?") ? "&" : "?", parameters);
    }

    /** Sends the browser to a redirect URI that was checked before, parameters in its fragment. */
    public static Answer redirectWithFragment(int status, String uri, Map<String, ?> parameters) {
        return redirect(status, uri, "#", parameters);
    }

    private static Answer redirect(int status, String uri, String separator, Map<String, ?> parameters) {
        return Answer.redirect(status, uri + separator + encoded(parameters)).with("Cache-Control", "no-store");
    }

    /** Parameters as a query has them. */
    public static String encoded(Map<String, ?> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(String.valueOf(entry.getValue())))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static boolean isLoopback(String uri) {
        try {
            URI parsed = new URI(uri);
            String scheme = String.valueOf(parsed.getScheme());
            // A URI is ASCII (RFC 3986); java.net.URI takes more, which a Location header could not carry.
            return uri.chars().allMatch(character -> character < 128)
                    && (scheme.equals("http") || scheme.equals("https"))
                    && parsed.getHost() != null
                    && LOOPBACK_HOST.matcher(parsed.getHost()).matches()
                    && parsed.getRawUserInfo() == null
                    && parsed.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
