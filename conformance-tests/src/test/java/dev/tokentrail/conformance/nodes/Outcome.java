package dev.tokentrail.conformance.nodes;

import dev.tokentrail.conformance.nodes.Ledger.Call;
import dev.tokentrail.conformance.nodes.Plan.Round;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a round.
 *
 * @param round what was to happen
 * @param refreshes the refresh requests of the round, in order of arrival
 * @param lost those that succeeded, whose token no node was ever given, and whose refresh token none has used
 * @param repeated those that used a refresh token which had been used with success before
 * @param errors how often nodes began to fail, by type
 * @param took from the beginning of the round until every node had used its token
 * @param userNeeded how long after the refusal every node had said that a person is needed; null if no person was
 */
record Outcome(
        Round round,
        List<Call> refreshes,
        List<Call> lost,
        List<Call> repeated,
        Map<String, Integer> errors,
        Duration took,
        @Nullable Duration userNeeded) {

    long succeeded() {
        return refreshes.stream().filter(Call::succeeded).count();
    }

    long refused() {
        return refreshes.size() - succeeded();
    }

    @Override
    public String toString() {
        return "%-28s %6d ms  refreshes %2d, repeated %2d, lost %d, refused %d%s%s"
                .formatted(
                        round.disturbance(),
                        took.toMillis(),
                        succeeded(),
                        repeated.size(),
                        lost.size(),
                        refused(),
                        userNeeded == null ? "" : ", user needed at every node after " + userNeeded.toMillis() + " ms",
                        errors.isEmpty() ? "" : ", " + errors);
    }
}
