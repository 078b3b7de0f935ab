package dev.tokentrail.mock;

import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verification over HTTP, with the words of {@link Verification}. */
final class VerifyControl {

    /** The calls contradict what was expected of them. */
    private static final int BROKEN = 409;

    private static final int MOST = 1_000_000;

    private VerifyControl() {}

    /** Verifies what a JSON object expects, all of it. */
    static Answer answer(Journal journal, Section expected) {
        Verification verification = JournalQuery.view(
                        journal,
                        expected.optionalText("service"),
                        expected.optionalText("client"),
                        Optional.empty(),
                        since(expected))
                .verify();
        List<Runnable> assertions = assertions(expected, verification);
        expected.end();
        if (assertions.isEmpty()) {
            throw new IllegalArgumentException("Nothing is to be verified");
        }
        List<String> failures = new ArrayList<>();
        for (Runnable assertion : assertions) {
            try {
                assertion.run();
            } catch (AssertionError e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        List<String> told = failures.stream().distinct().toList();
        return Answer.json(
                        told.isEmpty() ? 200 : BROKEN,
                        told.isEmpty() ? figures(verification) : Members.of("ok", false, "failures", told))
                .with("Cache-Control", "no-store");
    }

    private static Optional<Long> since(Section expected) {
        long since = expected.number("since", -1, 0, Long.MAX_VALUE);
        return since < 0 ? Optional.empty() : Optional.of(since);
    }

    private static Map<String, Object> figures(Verification verification) {
        return Members.of(
                "ok", true,
                "tokenRequests", verification.count(Exchange::isTokenRequest),
                "refreshes", verification.count(Exchange::isRefresh),
                "successfulRefreshes", verification.count(call -> call.isRefresh() && call.succeeded()),
                "reusedRefreshTokens", verification.count(Exchange::reusesRefreshToken),
                "endedFamilies", verification.count(Exchange::endsFamily),
                "mostRefreshesAtOnce", verification.mostRefreshesAtOnce());
    }

    private static List<Runnable> assertions(Section expected, Verification verification) {
        List<Runnable> assertions = new ArrayList<>();
        count(expected, "tokenRequests").ifPresent(count -> assertions.add(() -> verification.tokenRequests(count)));
        count(expected, "refreshes").ifPresent(count -> assertions.add(() -> verification.refreshes(count)));
        count(expected, "successfulRefreshes")
                .ifPresent(count -> assertions.add(() -> verification.successfulRefreshes(count)));
        count(expected, "reusedRefreshTokens")
                .ifPresent(count -> assertions.add(() -> verification.reusedRefreshTokens(count)));
        count(expected, "endedFamilies").ifPresent(count -> assertions.add(() -> verification.endedFamilies(count)));
        Section grants = expected.section("grants");
        for (String grant : grants.names()) {
            count(grants, grant)
                    .ifPresent(count ->
                            assertions.add(() -> verification.grant(grant).times(count)));
        }
        for (Rule rule : Rule.values()) {
            if (expected.flag(rule.word(), false)) {
                assertions.add(() -> verification.hold(rule));
            }
        }
        if (expected.flag("stateAndPkceUsed", false)) {
            assertions.add(verification::stateAndPkceUsed);
        }
        return assertions;
    }

    private static Optional<Integer> count(Section expected, String name) {
        int count = (int) expected.number(name, -1, 0, MOST);
        return count < 0 ? Optional.empty() : Optional.of(count);
    }
}
