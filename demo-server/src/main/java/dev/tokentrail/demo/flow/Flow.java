package dev.tokentrail.demo.flow;

import java.util.List;
import java.util.Optional;

/**
 * One way to a token, and what can be done with that token.
 *
 * @param id the name in addresses: lower-case letters and hyphens
 * @param title the name for people, for example {@code Authorization code}
 * @param grant the grant as its standard or the service calls it, for example {@code authorization_code}
 * @param legacy whether today's advice is not to use it any more; the page says so
 * @param summary when one takes this flow, in a sentence or two
 * @param steps the steps in the order in which one walks them
 */
public record Flow(String id, String title, String grant, boolean legacy, String summary, List<Step> steps) {

    /** Takes a copy of the steps. */
    public Flow {
        steps = List.copyOf(steps);
    }

    /**
     * Finds a step.
     *
     * @param wanted its name in addresses
     * @return the step, empty if there is none of that name
     */
    public Optional<Step> step(String wanted) {
        return steps.stream().filter(step -> step.id().equals(wanted)).findFirst();
    }
}
