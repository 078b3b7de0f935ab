package dev.tokentrail.demo;

import dev.tokentrail.mock.tls.ServerIdentity;
import java.util.Optional;

/**
 * Where the pages are served.
 *
 * @param host address or name to bind, as a browser writes it in an address but without brackets
 * @param port port to bind, 0 for any free one
 * @param identity the certificate to show, empty to speak plain HTTP
 */
record ListenAddress(String host, int port, Optional<ServerIdentity> identity) {

    /** Plain HTTP. */
    public static ListenAddress plain(String host, int port) {
        return new ListenAddress(host, port, Optional.empty());
    }

    /**
     * What a browser calls it, and what it sends as {@code Host} after the scheme.
     *
     * @param boundPort the port that was bound
     * @return scheme, host, and port unless it is the scheme's own; without a slash at the end
     */
    String origin(int boundPort) {
        boolean schemesOwn = boundPort == (identity.isPresent() ? 443 : 80);
        return (identity.isPresent() ? "https://" : "http://")
                + (host.contains(":") ? "[" + host + "]" : host)
                + (schemesOwn ? "" : ":" + boundPort);
    }
}
