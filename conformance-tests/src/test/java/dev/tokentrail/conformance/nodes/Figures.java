package dev.tokentrail.conformance.nodes;

import dev.tokentrail.conformance.nodes.Conductor.Setup;
import dev.tokentrail.conformance.nodes.Ledger.Call;
import dev.tokentrail.conformance.nodes.Plan.Round;
import dev.tokentrail.conformance.nodes.Report.Kind;
import dev.tokentrail.mock.Verification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was seen in a run: by the service, in its journal, and by the nodes, in their reports. */
final class Figures {

    private final Setup setup;
    private final Ledger ledger;
    private final Fleet fleet;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Set<String> killed = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private final Map<String, Long> adopted = new HashMap<>();
    private @Nullable Verification verification;

    Figures(Setup setup, Ledger ledger, Fleet fleet) {
        this.setup = setup;
        this.ledger = ledger;
        this.fleet = fleet;
    }

    /** A token whose life is taken to begin when a person's sign-in is adopted. */
    void adopted(String token, long at) {
        adopted.put(token, at);
    }

    /** From when on a token's life counts. */
    long begin(String token) {
        Long granted = adopted.get(token);
        return granted != null ? granted : ledger.issuer(token).orElseThrow().arrived();
    }

    void killed(Node node) {
        killed.add(node.name());
    }

    void add(Round round, long mark, long began, @Nullable Duration userNeeded) {
        List<Call> refreshes =
                ledger.since(mark).stream().filter(Call::isRefresh).toList();
        List<Call> repeated = new ArrayList<>();
        for (Call call : refreshes) {
            if (used.contains(call.used())) {
                repeated.add(call);
            }
            if (call.succeeded()) {
                used.add(call.used());
            }
        }
        Set<String> given =
                reports(Kind.TOKEN).map(said -> said.report().detail()).collect(Collectors.toSet());
        Outcome outcome = new Outcome(
                round,
                refreshes,
                refreshes.stream()
                        .filter(call ->
                                call.succeeded() && !given.contains(call.access()) && !used.contains(call.refresh()))
                        .toList(),
                repeated,
                errors(began),
                Duration.ofMillis(System.currentTimeMillis() - began),
                userNeeded);
        outcomes.add(outcome);
        System.out.printf("%-10s %2d %s%n", setup.name(), outcomes.size(), outcome);
    }

    void stopped(Verification seen) {
        verification = seen;
    }

    Setup setup() {
        return setup;
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    Verification verification() {
        if (verification == null) {
            throw new IllegalStateException("The run is not over");
        }
        return verification;
    }

    Ledger ledger() {
        return ledger;
    }

    Collection<Node> nodes() {
        return fleet.all();
    }

    boolean killed(String node) {
        return killed.contains(node);
    }

    /** Who said what. */
    record Said(Node node, Report report) {}

    Stream<Said> reports(Kind kind) {
        return fleet.all().stream()
                .flatMap(node -> node.reports().stream()
                        .filter(report -> report.kind() == kind)
                        .map(report -> new Said(node, report)));
    }

    private Map<String, Integer> errors(long since) {
        Map<String, Integer> errors = new TreeMap<>();
        reports(Kind.ERROR)
                .filter(said -> said.report().at() >= since)
                .forEach(said -> errors.merge(firstWord(said.report()), 1, Integer::sum));
        return errors;
    }

    private static String firstWord(Report report) {
        return report.detail().replaceFirst(" .*", "");
    }

    /** The longest that any of the nodes that were left waited for a token, in milliseconds. */
    long longestWait() {
        return reports(Kind.STOPPED)
                .mapToLong(said -> Long.parseLong(firstWord(said.report())))
                .max()
                .orElse(0);
    }

    /** The whole in one line. */
    @Override
    public String toString() {
        long expiries = outcomes.size();
        long succeeded = outcomes.stream().mapToLong(Outcome::succeeded).sum();
        long repeated = outcomes.stream()
                .mapToLong(outcome -> outcome.repeated().size())
                .sum();
        long lost =
                outcomes.stream().mapToLong(outcome -> outcome.lost().size()).sum();
        long refused = outcomes.stream().mapToLong(Outcome::refused).sum();
        return ("%s: %d nodes, %d expiries, %d refreshes, refresh tokens used again %d, nodes killed %d, answers lost %d,"
                        + " families ended %d, errors %s, longest wait for a token %d ms")
                .formatted(
                        setup.name(),
                        setup.nodes(),
                        expiries,
                        succeeded,
                        repeated,
                        killed.size(),
                        lost,
                        refused,
                        errors(0),
                        longestWait());
    }
}
