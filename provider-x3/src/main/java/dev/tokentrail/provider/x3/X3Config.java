package dev.tokentrail.provider.x3;

import dev.tokentrail.core.http.Loopback;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@link X3} must know.
 *
 * @param root the regional root of the gateway, for example {@code https://api.<region>-sagex3.com/v1}; Sage publishes no
 *     list of regions, so there is no default
 * @param otherRoots the roots of other regions, of which Sage may send a customer's tokens; the client secret goes to these
 *     and nowhere else; default none
 * @param clientId the application's client id
 * @param clientSecret the application's client secret
 * @param redirectUri where the browser comes back to, exactly as registered
 * @param pairingLifetime how long a pairing may take; default {@link #DEFAULT_PAIRING_LIFETIME}
 */
public record X3Config(
        String root,
        List<String> otherRoots,
        String clientId,
        Secret clientSecret,
        String redirectUri,
        Duration pairingLifetime) {

    /** How long a pairing may take if nothing is said: 1 day, since an administrator of the customer has to accept it. */
    public static final Duration DEFAULT_PAIRING_LIFETIME = Duration.ofDays(1);

    /**
     * Checks the parts, and drops a slash at the end of a root.
     *
     * @param root https or loopback, without a query
     * @param otherRoots likewise
     * @param clientId not blank
     * @param clientSecret any
     * @param redirectUri checked when a pairing starts
     * @param pairingLifetime longer than zero
     * @throws IllegalArgumentException if a part is not as said here
     */
    public X3Config {
        root = checkedRoot(root);
        otherRoots = otherRoots.stream().map(X3Config::checkedRoot).toList();
        Objects.requireNonNull(clientId, "There is no client id; was a variable left unset?");
        if (clientId.isBlank()) {
            throw new IllegalArgumentException("The client id is empty; was a variable left unset?");
        }
        if (pairingLifetime.isNegative() || pairingLifetime.isZero()) {
            throw new IllegalArgumentException("A pairing takes longer than zero, not " + pairingLifetime);
        }
    }

    /**
     * A configuration for one region.
     *
     * @param root the regional root, for example {@code https://api.<region>-sagex3.com/v1}
     * @param clientId the application's client id
     * @param clientSecret the application's client secret
     * @param redirectUri where the browser comes back to, exactly as registered
     * @return the configuration
     * @throws IllegalArgumentException if the root is malformed, neither https nor loopback, or has a query, or the
     *     client id is blank
     */
    public static X3Config of(String root, String clientId, Secret clientSecret, String redirectUri) {
        return new X3Config(root, List.of(), clientId, clientSecret, redirectUri, DEFAULT_PAIRING_LIFETIME);
    }

    /**
     * Adds a region in which customers may live.
     *
     * @param otherRoot its root; written out in full, because names of the pattern {@code api.<anything>-sagex3.com} are
     *     open to anybody
     * @return a new value
     * @throws IllegalArgumentException if it is malformed, neither https nor loopback, or has a query
     */
    public X3Config withOtherRoot(String otherRoot) {
        List<String> more = new ArrayList<>(otherRoots);
        more.add(otherRoot);
        return new X3Config(root, more, clientId, clientSecret, redirectUri, pairingLifetime);
    }

    /**
     * Changes how long a pairing may take.
     *
     * @param lifetime longer than zero
     * @return a new value
     * @throws IllegalArgumentException if it is not longer than zero
     */
    public X3Config withPairingLifetime(Duration lifetime) {
        return new X3Config(root, otherRoots, clientId, clientSecret, redirectUri, lifetime);
    }

    /**
     * The listed root that Sage means with an {@code endpoint}. Whether that is a whole root, an origin or a host is not
     * documented; whichever it is, only a listed root is ever used.
     */
    Optional<String> listedRoot(String endpoint) {
        String named = withoutSlash(endpoint);
        Stream<String> exact = allRoots().filter(named::equals);
        Stream<String> byHost = allRoots().filter(listed -> {
            String origin = WireRequest.get(listed).build().origin();
            return named.equalsIgnoreCase(origin) || named.equalsIgnoreCase(origin.replaceFirst("^https?://", ""));
        });
        return Stream.concat(exact, byHost).findFirst();
    }

    Stream<String> allRoots() {
        return Stream.concat(Stream.of(root), otherRoots.stream());
    }

    private static String checkedRoot(String root) {
        return Loopback.requireSecureBase(root, "regional root");
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
}
