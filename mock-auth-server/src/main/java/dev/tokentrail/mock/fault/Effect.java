package dev.tokentrail.mock.fault;

import dev.tokentrail.mock.http.Answer;

/** What a fault does to a call. */
@FunctionalInterface
public interface Effect {

    /** Lets it happen. */
    Outcome on(FaultedCall call);

    /**
     * What came of it.
     *
     * @param answer the answer
     * @param happened false if there was nothing in the answer that the fault could change
     */
    record Outcome(Answer answer, boolean happened) {
        static Outcome of(Answer answer) {
            return new Outcome(answer, true);
        }
    }
}
