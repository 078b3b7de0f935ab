package dev.tokentrail.demo.flow;

import dev.tokentrail.core.token.TokenException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the last run of a step brought.
 *
 * @param at when it ended, by the visitor's clock
 * @param successful whether it went well
 * @param sentence what came of it; if it did not go well, why
 * @param failure what the library threw, null if it went well or a value could not be used
 * @param calls numbers of the calls in the trail, in order
 * @param change what changed in the token store, null if nothing did
 */
public record StepResult(
        Instant at,
        boolean successful,
        String sentence,
        @Nullable TokenException failure,
        List<Integer> calls,
        @Nullable TokenChange change) {

    /** Takes a copy of the calls. */
    public StepResult {
        calls = List.copyOf(calls);
    }

    /** What the library threw. */
    public Optional<TokenException> thrown() {
        return Optional.ofNullable(failure);
    }

    /** What changed in the token store. */
    public Optional<TokenChange> changed() {
        return Optional.ofNullable(change);
    }
}
