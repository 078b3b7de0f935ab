package dev.tokentrail.demo;

import dev.tokentrail.mock.tls.ServerIdentity;
import java.util.Optional;
import java.util.Set;

/**
 * Where the pages are served.
 *
 * @param host address or name to bind, as a browser writes it in an address but without brackets
 * @param port port to bind, 0 for any free one
 * @param identity the certificate to show, empty to speak plain HTTP
 * @param published what browsers call it where that is not what is bound, behind a container's port say: scheme, host, and port
 *     unless it is the scheme's own
 * @param emulatorPort port to bind for the emulator inside, 0 for any free one
 */
record ListenAddress(
        String host, int port, Optional<ServerIdentity> identity, Optional<String> published, int emulatorPort) {

    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::");

    /** Plain HTTP. */
    public static ListenAddress plain(String host, int port) {
        return new ListenAddress(host, port, Optional.empty(), Optional.empty(), 0);
    }

    /** Every address where the pages are at every one and the emulator's port was chosen, or else the loopback interface. */
    String emulatorHost() {
        return emulatorPort != 0 && isEveryAddress() ? host : "127.0.0.1";
    }

    /** Whether all addresses of this machine are bound. */
    boolean isEveryAddress() {
        return EVERY_ADDRESS.contains(host);
    }

    /**
     * What a browser calls it, and what it sends as {@code Host} after the scheme.
     *
     * @param boundPort the port that was bound
     * @return scheme, host, and port unless it is the scheme's own; without a slash at the end
     */
    String origin(int boundPort) {
        return published.orElseGet(() -> bound(boundPort));
    }

    private String bound(int boundPort) {
        boolean schemesOwn = boundPort == (identity.isPresent() ? 443 : 80);
        return (identity.isPresent() ? "https://" : "http://")
                + (host.contains(":") ? "[" + host + "]" : host)
                + (schemesOwn ? "" : ":" + boundPort);
    }
}
