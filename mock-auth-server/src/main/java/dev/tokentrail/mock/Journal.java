package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Meaning;
import dev.tokentrail.mock.http.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The latest requests in order of arrival, bounded in number and in bytes. */
final class Journal {

    private static final long MOST_BYTES = 32L * 1024 * 1024;

    private final Clock clock;
    private final int most;
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private final Deque<RecordedRequest> untaken = new ArrayDeque<>();
    private long bytes;
    private long sequence;

    /** Arrivals and departures in one order, whatever the clock shows. */
    private long moment;

    Journal(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    synchronized RecordedRequest arrived(Request request, Optional<String> service, Meaning meaning) {
        RecordedRequest recorded =
                new RecordedRequest(++sequence, ++moment, clock.instant(), service, meaning, request);
        requests.add(recorded);
        untaken.add(recorded);
        bytes += recorded.size();
        while (requests.size() > most || bytes > MOST_BYTES) {
            RecordedRequest oldest = requests.remove();
            bytes -= oldest.size();
            if (untaken.peek() == oldest) {
                untaken.remove();
            } else {
                untaken.remove(oldest);
            }
        }
        notifyAll();
        return recorded;
    }

    /** Notes that the answer to a request is about to leave. */
    synchronized void left(RecordedRequest recorded, Answer answer) {
        recorded.answered(answer, ++moment);
    }

    synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /** Waits for the first request that matches and was not taken before. */
    synchronized RecordedRequest take(Predicate<RecordedRequest> wanted, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
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
            try {
                wait(left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NoSuchElementException("Interrupted while waiting for a request");
            }
        }
    }

    private @Nullable RecordedRequest poll(Predicate<RecordedRequest> wanted) {
        for (RecordedRequest candidate : untaken) {
            if (wanted.test(candidate)) {
                untaken.remove(candidate);
                return candidate;
            }
        }
        return null;
    }

    private List<String> received() {
        List<String> lines = new ArrayList<>();
        requests.forEach(request -> lines.add(request.method() + " " + request.path()));
        return lines.subList(Math.max(0, lines.size() - 20), lines.size());
    }

    synchronized void clear() {
        requests.clear();
        untaken.clear();
        bytes = 0;
    }
}
