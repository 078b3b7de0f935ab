package dev.tokentrail.conformance.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.conformance.nodes.Disturbance.Area;
import dev.tokentrail.conformance.nodes.Ledger.Call;
import dev.tokentrail.conformance.nodes.Ledger.RefusedCall;
import dev.tokentrail.conformance.nodes.Report.Kind;
import dev.tokentrail.core.token.RefreshRotation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;

/** What must be so after a run. */
final class Expectations {

    /** How much longer a request may be on its way to the service than the one before it was. */
    private static final Duration JITTER = Duration.ofMillis(100);

    /** How long a token may be on its way into the database: the one time that nobody can add to its age. */
    private static final Duration INTO_THE_DATABASE = Duration.ofMillis(100);

    /** A refusal is learned by the next API call or at the next expiry, whichever is first. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final Figures figures;
    private final boolean grace;
    private final SoftAssertions softly = new SoftAssertions();

    private Expectations(Figures figures) {
        this.figures = figures;
        this.grace = figures.setup().rotation() == RefreshRotation.GRACE;
    }

    /** Without any disturbance: one refresh for each expiry, no sooner than need be, seen and used by all, and nothing else. */
    static void undisturbed(Figures figures) {
        int expiries = figures.outcomes().size();
        figures.verification()
                .refreshes(expiries)
                .successfulRefreshes(expiries)
                .neverTwoRefreshesAtOnce()
                .reusedRefreshTokens(0)
                .endedFamilies(0)
                .noRefusedTokenRequestRepeated()
                .noTokenRequestUnanswered();
        List<Call> calls = figures.ledger().since(0);
        double shortest = 0.9 * figures.setup().lifetime().toMillis() - JITTER.toMillis();
        for (int i = 1; i < calls.size(); i++) {
            assertThat((double) calls.get(i).arrived() - calls.get(i - 1).arrived())
                    .as("time between tokens %d and %d", i, i + 1)
                    .isGreaterThan(shortest);
            String token = calls.get(i).access();
            assertThat(figures.nodes()).allMatch(node -> node.used(token), "used token " + (i + 1));
        }
        assertThat(figures.reports(Kind.ERROR)).isEmpty();
        disturbed(figures);
    }

    /** Whatever happened: no refresh too many, nothing lost that need not be, and nobody was given a token that was over. */
    static void disturbed(Figures figures) {
        Expectations expectations = new Expectations(figures);
        figures.outcomes().forEach(expectations::round);
        expectations.validity();
        expectations.softly.assertAll();
        int lost = figures.outcomes().stream()
                .mapToInt(outcome -> outcome.lost().size())
                .sum();
        figures.verification().endedFamilies(expectations.grace ? 0 : lost);
    }

    private void round(Outcome outcome) {
        String what = outcome.toString();
        Disturbance disturbance = outcome.round().disturbance();
        int lost = outcome.lost().size();
        boolean alone = disturbance.area() == Area.DATABASE && grace;
        if (!alone) {
            softly.assertThat(outcome.lost())
                    .as("lost only by those who were killed: " + what)
                    .allMatch(call -> figures.killed(call.node()));
            if (disturbance != Disturbance.KILLED_AT_ANY_MOMENT) {
                softly.assertThat(lost).as("lost: " + what).isEqualTo(disturbance.losesAnswer() ? 1 : 0);
            }
        }
        softly.assertThat(outcome.refused()).as("refused: " + what).isEqualTo(grace ? 0 : lost);
        if (alone) {
            withoutStore(outcome);
        } else {
            softly.assertThat(outcome.repeated()).as("repeated: " + what).hasSize(lost);
            long needed = grace ? 1 + lost : 1;
            softly.assertThat(outcome.succeeded()).as("refreshes: " + what).isBetween(needed, needed + spare(outcome));
        }
        softly.assertThat(outcome.errors().keySet())
                .as("errors: " + what)
                .isSubsetOf(
                        grace
                                ? Set.of()
                                : lost > 0
                                        ? Set.of("UserNeededException")
                                        : disturbance.area() == Area.DATABASE
                                                ? Set.of("ProviderUnavailableException")
                                                : Set.of());
        if (outcome.userNeeded() != null) {
            softly.assertThat(outcome.userNeeded())
                    .as("user needed: " + what)
                    .isLessThan(figures.setup().lifetime().plus(AT_ONCE));
        }
    }

    /**
     * A clock that is set makes one token old before its time; a round with a database that is away, or with a person who signs
     * in, may be longer than a token's life, and has a refresh for each.
     */
    private long spare(Outcome outcome) {
        if (outcome.userNeeded() != null) {
            return expiriesWithin(outcome);
        }
        return switch (outcome.round().disturbance().area()) {
            case NOTHING, NODE -> 0;
            case CLOCK -> 1;
            case DATABASE -> expiriesWithin(outcome);
        };
    }

    /** Each node may refresh for itself, once for each expiry while it cannot reach the store. */
    private void withoutStore(Outcome outcome) {
        long expiries = 1 + expiriesWithin(outcome);
        Map<String, Long> byNode = outcome.refreshes().stream()
                .collect(Collectors.groupingBy(Call::node, HashMap::new, Collectors.counting()));
        softly.assertThat(byNode.values()).as("refreshes by node: " + outcome).allMatch(count -> count <= expiries);
    }

    private long expiriesWithin(Outcome outcome) {
        return outcome.took().toMillis() / (figures.setup().lifetime().toMillis() * 9 / 10);
    }

    private void validity() {
        long lifetime = figures.setup().lifetime().toMillis();
        figures.reports(Kind.LAST_GIVEN).forEach(said -> {
            String[] parts = said.report().detail().split(" ", -1);
            long end = figures.begin(parts[1]) + lifetime + INTO_THE_DATABASE.toMillis();
            softly.assertThat(Long.parseLong(parts[0]))
                    .as("%s was last given token %s", said.node().name(), parts[1])
                    .isLessThanOrEqualTo(end);
        });
        Set<Long> dead = figures.ledger().deadFamilies();
        for (RefusedCall call : figures.ledger().refusedCalls()) {
            softly.assertThat(dead)
                    .as("families that had ended when the API refused token %s of %s", call.access(), call.node())
                    .contains(call.family());
        }
    }
}
