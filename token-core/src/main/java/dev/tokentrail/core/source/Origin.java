package dev.tokentrail.core.source;

import dev.tokentrail.core.http.Loopback;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An origin (RFC 6454 section 4): scheme, host and port, spelt in one way whatever way they came in.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case; an IPv6 address in brackets, written out
 * @param port the port, the scheme's own if none was named
 */
record Origin(String scheme, String host, int port) {

    /** Where a request goes to. */
    static Origin of(URI address) {
        String scheme = Objects.requireNonNullElse(address.getScheme(), "").toLowerCase(Locale.ROOT);
        String host = address.getHost();
        if (!(scheme.equals("https") || scheme.equals("http")) || host == null) {
            throw new IllegalArgumentException(
                    "An address to call has https or http and a host (in ASCII, without an underscore), not " + scheme
                            + "://" + Objects.requireNonNullElse(host, "?"));
        }
        int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, normal(host.toLowerCase(Locale.ROOT)), port);
    }

    /** An origin that may get a token: nothing but an origin, and https unless it is this machine. */
    static Origin allowed(String text) {
        URI address = uri(text);
        if (address == null || address.getRawUserInfo() != null || !isOnlyAnOrigin(address)) {
            throw new IllegalArgumentException(
                    "An origin is scheme, host and perhaps port, such as https://api.example.com, and nothing else");
        }
        Origin origin = of(address);
        if (!Loopback.isSecure(origin.toString())) {
            throw new IllegalArgumentException(
                    "A token travels by https, or to a loopback address, and not to " + origin);
        }
        return origin;
    }

    private static @Nullable URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private static boolean isOnlyAnOrigin(URI address) {
        String path = address.getRawPath();
        return (path == null || path.isEmpty() || path.equals("/"))
                && address.getRawQuery() == null
                && address.getRawFragment() == null;
    }

    private static String normal(String host) {
        if (!host.startsWith("[")) {
            return host;
        }
        try {
            InetAddress literal = InetAddress.getByName(host);
            String address = literal.getHostAddress();
            return literal instanceof Inet4Address
                    ? address
                    : literal.isLoopbackAddress() ? "[::1]" : "[" + address + "]";
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException("Not an IPv6 address: " + host, malformed);
        }
    }

    @Override
    public String toString() {
        boolean usual = port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }
}
