package dev.tokentrail.core.http;

import java.util.Objects;
import java.util.regex.Pattern;

/** Which addresses never leave this machine, and may therefore be called without TLS. */
public final class Loopback {

    private static final Pattern PLAIN_LOOPBACK = Pattern.compile(
            "(?i)http://(localhost|127(\\.(\\d|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])){3}|\\[::1])(:\\d{1,5})?(/.*)?");

    private Loopback() {}

    /**
     * Tells whether credentials may be sent to an address.
     *
     * @param address an absolute address or an origin
     * @return true for {@code https}, and for {@code http} to {@code localhost}, {@code 127.x.x.x} or {@code [::1]}
     */
    public static boolean isSecure(String address) {
        return address.regionMatches(true, 0, "https://", 0, 8)
                || PLAIN_LOOPBACK.matcher(address).matches();
    }

    /**
     * Checks an address that credentials will be sent to.
     *
     * @param address an absolute address
     * @param what what the address is, for the message: "token endpoint"
     * @return the address
     * @throws IllegalArgumentException if it is malformed, or neither https nor loopback
     */
    public static String requireSecure(String address, String what) {
        Objects.requireNonNull(address, () -> "There is no " + what + "; was a variable left unset?");
        if (!isSecure(origin(address, what))) {
            throw new IllegalArgumentException("The " + what + " must be https, or a loopback address: "
                    + WireRequestBuilder.shownAddress(address));
        }
        return address;
    }

    /**
     * Checks an address that paths will be added to, and that credentials will be sent to.
     *
     * @param address an absolute address without a query
     * @param what what the address is, for the message: "regional root"
     * @return the address without a slash at its end
     * @throws IllegalArgumentException if it is malformed, neither https nor loopback, or has a query
     */
    public static String requireSecureBase(String address, String what) {
        requireSecure(address, what);
        if (address.contains("?")) {
            throw new IllegalArgumentException("The " + what + " has no query, for paths are added to it: "
                    + WireRequestBuilder.shownAddress(address));
        }
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    private static String origin(String address, String what) {
        try {
            return WireRequest.get(address).build().origin();
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("The " + what + " cannot be used. " + malformed.getMessage(), malformed);
        }
    }
}
