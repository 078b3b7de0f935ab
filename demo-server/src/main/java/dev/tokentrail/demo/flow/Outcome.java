package dev.tokentrail.demo.flow;

import java.util.Optional;

/**
 * What came of a step.
 *
 * @param sentence what came of it, for a newcomer: {@code The refresh token was used up and a new one kept.} Plain text
 *     without secrets
 * @param browserAddress where the browser goes now; the step goes on when it comes back
 */
public record Outcome(String sentence, Optional<String> browserAddress) {

    /** The step is done. */
    public static Outcome done(String sentence) {
        return new Outcome(sentence, Optional.empty());
    }

    /** The browser goes to the service and comes back. */
    public static Outcome sendBrowserTo(String address) {
        return new Outcome("The browser was sent to the service.", Optional.of(address));
    }
}
