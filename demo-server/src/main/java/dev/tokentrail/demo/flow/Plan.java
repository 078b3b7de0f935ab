package dev.tokentrail.demo.flow;

import dev.tokentrail.core.http.WireRequest;
import java.util.List;
import java.util.Optional;

/**
 * What a step will do once it is run.
 *
 * @param requests what this library will send, in order; what depends on an answer still to come is left out
 * @param browserAddress where the browser will be sent, if it is
 * @param javaCode the statements of this library that do the same, with the values of the form; secrets are variables
 */
public record Plan(List<WireRequest> requests, Optional<String> browserAddress, String javaCode) {

    /** Takes a copy of the requests. */
    public Plan {
        requests = List.copyOf(requests);
    }

    /** A plan that sends requests. */
    public static Plan sending(String javaCode, WireRequest... requests) {
        return new Plan(List.of(requests), Optional.empty(), javaCode);
    }

    /** A plan that sends the browser to the service, which sends it back. */
    public static Plan browsing(String address, String javaCode) {
        return new Plan(List.of(), Optional.of(address), javaCode);
    }
}
