package dev.tokentrail.demo.flow;

import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import java.util.List;
import java.util.Optional;

/** One step of a flow: what a person fills in, what that would send, and the sending of it. Holds no state of a visitor. */
public interface Step {

    /** The name in addresses: lower-case letters and hyphens, unique within the flow. */
    String id();

    /** What happens, as a short heading: {@code Exchange the code for a token}. */
    String title();

    /** What happens and why, in a few sentences for someone who never met OAuth. Plain text. */
    String explanation();

    /**
     * Says what has to be done before.
     *
     * @param walk what was done so far
     * @return a sentence such as {@code Sign in first.}; empty if the step can be run
     */
    default Optional<String> waitsFor(Walk walk) {
        return Optional.empty();
    }

    /**
     * States what a person fills in.
     *
     * @param walk what was done so far, from which the values at first may come
     * @return the fields with their values at first; none if there is nothing to fill in
     */
    default List<Field> fields(Walk walk) {
        return List.of();
    }

    /**
     * Builds what running the step will send. Sends nothing and changes nothing.
     *
     * @param walk what was done so far
     * @param values what stands in the fields
     * @return the plan
     * @throws dev.tokentrail.core.token.TokenException if nothing can be sent for these values
     * @throws IllegalArgumentException if a value cannot be used; the message is for the person who filled it in
     */
    Plan plan(Walk walk, Values values);

    /**
     * Does it.
     *
     * @param walk what was done so far; keeps what this brings
     * @param values what stands in the fields
     * @return what came of it
     * @throws dev.tokentrail.core.token.TokenException as the library throws it
     * @throws IllegalArgumentException if a value cannot be used; the message is for the person who filled it in
     */
    Outcome run(Walk walk, Values values);

    /**
     * Goes on after the browser came back; only for steps whose {@link #run} sent it away.
     *
     * @param walk what was done so far; keeps what this brings
     * @param signIn what {@link Walk#awaitCallback} was given
     * @param callback what came back
     * @return what came of it
     * @throws dev.tokentrail.core.token.TokenException as the library throws it
     */
    default Outcome complete(Walk walk, AuthorizationTransaction signIn, AuthorizationCallback callback) {
        throw new IllegalStateException("The step " + id() + " sends nobody away.");
    }
}
