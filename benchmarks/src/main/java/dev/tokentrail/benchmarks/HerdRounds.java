package dev.tokentrail.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Counts the token requests that herds of callers cause, by the service's journal: without a token, and when it expires. */
final class HerdRounds {

    private static final Duration USEFUL = Duration.ofSeconds(2);

    /** What a service and its clients in one process stand at once; files run out before 10,000. */
    private static final int MOST_REQUESTS = 1_000;

    private HerdRounds() {}

    /** Shows the counts, and fails if ours is not one each time. */
    static void run(Figures figures, boolean quick) throws Exception {
        List<Integer> sizes = quick ? List.of(1, 50) : List.of(1, 50, 1_000, 10_000);
        figures.line("| token requests, cold + at expiry (" + Callers.kind() + ") | "
                + String.join(
                        " | ",
                        sizes.stream()
                                .map(n -> String.format(Locale.ROOT, "%,d", n))
                                .toList())
                + " |");
        figures.line("|---|" + "---|".repeat(sizes.size()));
        List<String> wrong = new ArrayList<>();
        for (Contestant contestant : Contestant.values()) {
            List<String> cells = new ArrayList<>();
            boolean oneForAll = true;
            for (int callers : sizes) {
                if (callers > MOST_REQUESTS && !oneForAll) {
                    cells.add("not tried");
                    continue;
                }
                String counts = counted(contestant, callers, wrong);
                oneForAll = counts.equals("1 + 1");
                cells.add(counts);
            }
            figures.line("| " + contestant.title() + " | " + String.join(" | ", cells) + " |");
        }
        figures.line("");
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("Not one token request for all callers: " + wrong);
        }
    }

    private static String counted(Contestant contestant, int callers, List<String> wrong) throws Exception {
        Duration answerTime = Duration.ofSeconds(callers > 1000 ? 3 : 1);
        try (Service service = Service.start(contestant.lifetime(answerTime, USEFUL))) {
            Callable<String> client = contestant.client(service);
            service.answerAfter(answerTime);
            String cold = herd(contestant, service, callers, client, wrong);
            Thread.sleep(USEFUL.plusMillis(100).toMillis());
            String atExpiry = herd(contestant, service, callers, client, wrong);
            return cold + " + " + atExpiry;
        }
    }

    private static String herd(
            Contestant contestant, Service service, int callers, Callable<String> client, List<String> wrong)
            throws InterruptedException {
        int before = service.tokenRequests();
        Herd herd = Herd.of(callers, client);
        int requests = service.tokenRequests() - before;
        String outcome = String.format(Locale.ROOT, "%,d", requests)
                + (herd.failures() == 0 ? "" : String.format(Locale.ROOT, " (%,d callers failed)", herd.failures()))
                + (herd.together() ? "" : " (some came late)");
        if (contestant == Contestant.TOKENTRAIL && (requests != 1 || herd.failures() > 0 || herd.tokens() != 1)) {
            wrong.add(callers + " callers: " + outcome);
        }
        if (herd.firstFailure() != null) {
            System.err.println(contestant.title() + ": " + herd.firstFailure());
        }
        return outcome;
    }
}
