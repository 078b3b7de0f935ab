package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Meaning;
import dev.tokentrail.mock.http.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The latest exchanges in order of arrival, bounded in number and in bytes; nothing in them is read before asked. */
final class Journal {

    private static final long MOST_BYTES = 32L * 1024 * 1024;
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Clock clock;
    private final SystemTime systemTime = new SystemTime();
    private final int most;
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private final Deque<RecordedRequest> untaken = new ArrayDeque<>();

    /** The number of the last request to each service that fell out. */
    private final Map<Optional<String>, Long> dropped = new HashMap<>();

    private long bytes;
    private long sequence;
    private long forgotten;
    private int waiting;

    /** Arrivals and departures in one order, whatever the clock shows. */
    private long moment;

    Journal(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /**
     * Notes a head, whose body may follow.
     *
     * @param service the service that has its path, empty if none has
     * @param meaning what its path is for
     * @param served whether anything answers its method there
     */
    synchronized RecordedRequest arrived(Request head, Optional<String> service, Meaning meaning, boolean served) {
        RecordedRequest recorded =
                new RecordedRequest(++sequence, ++moment, clock.instant(), systemTime, service, meaning, served, head);
        requests.add(recorded);
        untaken.add(recorded);
        bytes += recorded.size();
        bound();
        return recorded;
    }

    /** Notes a head with a path that no service has. */
    RecordedRequest arrivedNowhere(Request head) {
        return arrived(head, Optional.empty(), Meaning.OTHER, false);
    }

    /** Notes that a request is here as a whole. */
    synchronized void complete(RecordedRequest recorded, Request whole) {
        grow(recorded, () -> recorded.completed(whole));
        if (waiting > 0) {
            notifyAll();
        }
    }

    /** Notes that the answer to a request is about to leave. */
    synchronized void left(RecordedRequest recorded, Answer answer) {
        if (recorded.inFlight()) {
            grow(recorded, () -> recorded.answered(answer, ++moment, clock.instant()));
        }
    }

    /**
     * Notes that no answer to a request will leave.
     *
     * @param lost what was given but lost, null if nothing was
     */
    synchronized void ended(RecordedRequest recorded, @Nullable Answer lost) {
        if (recorded.inFlight()) {
            grow(recorded, () -> recorded.ended(lost, ++moment, clock.instant()));
        }
    }

    private void grow(RecordedRequest recorded, Runnable change) {
        int before = recorded.size();
        change.run();
        if (recorded.kept()) {
            bytes += recorded.size() - before;
            bound();
        }
    }

    private void bound() {
        while (requests.size() > most || bytes > MOST_BYTES) {
            RecordedRequest oldest = requests.remove();
            oldest.drop();
            bytes -= oldest.size();
            dropped.put(oldest.service(), oldest.sequence());
            // Both are in the same order, so that it is the first of the untaken, or it was taken.
            if (untaken.peek() == oldest) {
                untaken.remove();
            }
        }
    }

    synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** The number of the latest request. */
    synchronized long sequence() {
        return sequence;
    }

    /**
     * Requests and answers, all as they are at one moment.
     *
     * @param since number of the last request before, negative for all that are not forgotten
     * @param service of one service only, null for all
     */
    synchronized Snapshot snapshot(long since, @Nullable String service) {
        long from = since < 0 ? forgotten : since;
        List<Exchange> exchanges = new ArrayList<>();
        for (RecordedRequest request : requests) {
            if (request.sequence() > from && isOf(service, request.service())) {
                exchanges.add(request.exchange());
            }
        }
        boolean missing = forgotten > from;
        for (Map.Entry<Optional<String>, Long> last : dropped.entrySet()) {
            missing |= last.getValue() > from && isOf(service, last.getKey());
        }
        return new Snapshot(exchanges, missing, most);
    }

    private static boolean isOf(@Nullable String wanted, Optional<String> service) {
        return wanted == null || service.filter(wanted::equals).isPresent();
    }

    /**
     * Waits for the first request that is here as a whole and was not taken before.
     *
     * @param since number of the last request before
     * @param service of one service only, null for all
     * @param filter what else is wanted of it
     * @throws NoSuchElementException if none comes in time
     */
    synchronized RecordedRequest take(
            long since, @Nullable String service, Predicate<RecordedRequest> filter, Duration patience) {
        Predicate<RecordedRequest> wanted =
                request -> request.sequence() > since && isOf(service, request.service()) && filter.test(request);
        long end = System.nanoTime() + (patience.compareTo(LONGEST) > 0 ? LONGEST : patience).toNanos();
        while (true) {
            RecordedRequest found = poll(wanted);
            if (found != null) {
                return found;
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new NoSuchElementException(
                        "No further request within " + patience + "; received so far: " + received());
            }
            waiting++;
            try {
                wait(left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NoSuchElementException("Interrupted while waiting for a request");
            } finally {
                waiting--;
            }
        }
    }

    private @Nullable RecordedRequest poll(Predicate<RecordedRequest> wanted) {
        for (Iterator<RecordedRequest> all = untaken.iterator(); all.hasNext(); ) {
            RecordedRequest candidate = all.next();
            if (candidate.complete()) {
                if (wanted.test(candidate)) {
                    all.remove();
                    return candidate;
                }
            } else if (!candidate.inFlight()) {
                all.remove();
            }
        }
        return null;
    }

    private List<String> received() {
        return requests.stream()
                .skip(Math.max(0, requests.size() - 20))
                .map(RecordedRequest::exchange)
                .map(Exchange::line)
                .toList();
    }

    synchronized void clear() {
        requests.forEach(RecordedRequest::drop);
        requests.clear();
        untaken.clear();
        dropped.clear();
        forgotten = sequence;
        bytes = 0;
    }
}
