package dev.tokentrail.mock;

import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.fault.Effect;
import dev.tokentrail.mock.fault.FaultedCall;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Pauses;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.http.Service;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is planned to go wrong, oldest first, and what went wrong so far. */
final class Faults {

    static final int MOST = 1000;

    /** So many that are over are still listed. */
    private static final int MOST_OVER = 100;

    private final MockClock clock;
    /** Of the faults that were planned since the last time that all were taken back. */
    private Pauses pauses = new Pauses();

    private final List<PlannedFault> waiting = new ArrayList<>();
    private final Deque<PlannedFault> over = new ArrayDeque<>();
    private volatile boolean planned;
    private long plans;

    Faults(MockClock clock) {
        this.clock = clock;
    }

    /**
     * Reads a plan: one fault, or an object with {@code seed} and a list {@code faults}.
     *
     * @param section the JSON
     * @param defaultSeed the seed if the plan has none
     * @throws IllegalArgumentException if it makes no sense
     */
    static List<PlannedFault> read(Section section, long defaultSeed) {
        if (!section.names().contains("faults")) {
            return List.of(new PlannedFault(section, defaultSeed));
        }
        long seed = section.number("seed", defaultSeed, Long.MIN_VALUE, Long.MAX_VALUE);
        List<PlannedFault> faults = new ArrayList<>();
        section.list("faults", List.of(), fault -> faults.add(new PlannedFault(fault, seed + faults.size())));
        section.end();
        return faults;
    }

    /**
     * Plans faults.
     *
     * @throws IllegalStateException if a thousand would be waiting
     */
    synchronized void plan(List<PlannedFault> faults) {
        if (waiting.size() + faults.size() > MOST) {
            throw new IllegalStateException("At most " + MOST + " faults can wait to happen");
        }
        waiting.addAll(faults);
        planned = !waiting.isEmpty();
    }

    /** A seed that no plan before had. */
    synchronized long nextSeed() {
        return ++plans;
    }

    /** Lets a fault happen to the call that it met, if there is one. */
    Answer around(
            @Nullable Claim claim, RecordedRequest recorded, Services.Mount mount, Service service, Request request) {
        Supplier<Answer> processing = () -> mount.endpoints().answer(request, mount.below(request.path()));
        if (claim == null) {
            return processing.get();
        }
        PlannedFault fault = claim.fault();
        boolean happened = true;
        try {
            Effect.Outcome outcome = fault.effect()
                    .on(new FaultedCall(
                            request,
                            service,
                            mount.endpoints(),
                            processing,
                            time -> action -> clock.ago(time, action),
                            clock,
                            claim.pauses()));
            happened = outcome.happened();
            return outcome.answer();
        } finally {
            settle(fault, recorded, happened);
        }
    }

    /** A fault that is to happen to one call, and where it waits. */
    record Claim(PlannedFault fault, Pauses pauses) {}

    /**
     * The first fault that meets a call; null if there is none.
     *
     * @param recorded the call, of which the journal may have the head alone
     * @param whole the call with its body
     */
    @Nullable
    Claim claim(RecordedRequest recorded, Request whole, Services.Mount mount) {
        return planned ? claim(recorded, Call.read(recorded.meaning(), whole), mount) : null;
    }

    private synchronized @Nullable Claim claim(RecordedRequest recorded, Call call, Services.Mount mount) {
        PlannedFault first = null;
        for (PlannedFault fault : waiting) {
            // All count the call, so that what happens to one does not move the others.
            if (fault.sees(call, recorded.path(), mount) && first == null) {
                first = fault;
            }
        }
        if (first == null) {
            return null;
        }
        first.happensTo(recorded);
        recorded.faulted(first.kind().json());
        return new Claim(first, pauses);
    }

    private synchronized void settle(PlannedFault fault, RecordedRequest recorded, boolean happened) {
        if (!happened) {
            recorded.faulted(null);
            fault.giveBack(recorded);
        } else if (fault.over() && waiting.remove(fault)) {
            over.add(fault);
            if (over.size() > MOST_OVER) {
                over.remove();
            }
            planned = !waiting.isEmpty();
        }
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /** Every fault that waits, and the latest of those that are over. */
    synchronized Map<String, Object> state() {
        return Members.of(
                "waiting",
                waiting.stream().map(PlannedFault::state).toList(),
                "over",
                over.stream().map(PlannedFault::state).toList());
    }

    /** Forgets what is planned, and ends what is under way. */
    synchronized void clear() {
        waiting.clear();
        over.clear();
        planned = false;
        plans = 0;
        pauses.end();
        pauses = new Pauses();
    }
}
