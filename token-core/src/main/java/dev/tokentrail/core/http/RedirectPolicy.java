package dev.tokentrail.core.http;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which redirects a request may follow. A redirect always repeats method, headers and body, credentials included, so it
 * is followed only to the same origin, or to one that was named beforehand.
 *
 * @param statuses the statuses that may be followed
 * @param otherOrigins origins beside the request's own that may receive the same credentials
 */
public record RedirectPolicy(Set<Integer> statuses, Set<String> otherOrigins) {

    /** How often one request may be redirected: 3 times. */
    public static final int LONGEST_CHAIN = 3;

    /**
     * Takes copies.
     *
     * @param statuses the statuses that may be followed
     * @param otherOrigins origins beside the request's own that may receive the same credentials
     */
    public RedirectPolicy {
        statuses = Set.copyOf(statuses);
        otherOrigins = Set.copyOf(otherOrigins);
    }

    /**
     * The rule for token calls: 307 and 308 (RFC 9110 sections 15.4.8 and 15.4.9) within the same origin.
     *
     * @return the policy
     */
    public static RedirectPolicy sameOrigin() {
        return new RedirectPolicy(Set.of(307, 308), Set.of());
    }

    /**
     * Allows one more status.
     *
     * @param status for example 301
     * @return a new policy
     */
    public RedirectPolicy alsoOn(int status) {
        Set<Integer> more = new LinkedHashSet<>(statuses);
        more.add(status);
        return new RedirectPolicy(more, otherOrigins);
    }

    /**
     * Allows one more origin to receive the credentials.
     *
     * @param address an address of that origin, for example {@code https://api.us.example/v1}
     * @return a new policy
     * @throws IllegalArgumentException if it is not an http or https address
     */
    public RedirectPolicy alsoTo(String address) {
        Set<String> more = new LinkedHashSet<>(otherOrigins);
        more.add(WireRequest.get(address).build().origin());
        return new RedirectPolicy(statuses, more);
    }

    /**
     * Wraps a transport so that it follows what this policy allows. Each hop is a request of its own on the transport.
     * A redirect that is not allowed comes back as the response that it is.
     *
     * @param transport what sends each hop
     * @return the following transport
     */
    public Transport following(Transport transport) {
        return request -> {
            WireRequest current = request;
            WireResponse response = transport.send(current);
            for (int hop = 0; hop < LONGEST_CHAIN; hop++) {
                Optional<WireRequest> next = next(current, response);
                if (next.isEmpty()) {
                    break;
                }
                current = next.get();
                response = transport.send(current);
            }
            return response;
        };
    }

    private Optional<WireRequest> next(WireRequest request, WireResponse response) {
        if (!statuses.contains(response.status())) {
            return Optional.empty();
        }
        return response.header("Location")
                .flatMap(location -> resolved(request, location))
                .filter(next -> next.origin().equals(request.origin()) || otherOrigins.contains(next.origin()));
    }

    private static Optional<WireRequest> resolved(WireRequest request, String location) {
        try {
            String reference = location.replaceFirst("(?s)#.*", "");
            if (reference.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    reference.startsWith("?")
                            ? request.newBuilder()
                                    .target(path(request) + reference)
                                    .build()
                            : request.newBuilder()
                                    .url(request.uri()
                                            .resolve(URI.create(reference))
                                            .toString())
                                    .build());
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** {@link URI#resolve} would drop the last segment before a reference that is a query only. */
    private static String path(WireRequest request) {
        return request.target().replaceFirst("(?s)\\?.*", "");
    }
}
