package dev.tokentrail.mock;

import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.ErrorShape;
import dev.tokentrail.mock.http.Header;
import dev.tokentrail.mock.http.Members;
import dev.tokentrail.mock.http.Parameters;
import dev.tokentrail.mock.http.Refusal;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.masking.Masking;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Semaphore;

/** The journal over HTTP. */
final class JournalControl {

    /** Each that waits holds a thread of the server, whichever of its emulators it asks. */
    static final int MOST_WAITING = 16;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Journal journal;
    private final Semaphore waiting;

    /**
     * Shows a journal.
     *
     * @param waiting how many more may wait for a request
     */
    JournalControl(Journal journal, Semaphore waiting) {
        this.journal = journal;
        this.waiting = waiting;
    }

    Endpoints addTo(Endpoints endpoints) {
        return endpoints
                .read("/_mock/requests", this::requests)
                .on("/_mock/requests", "DELETE", this::forget)
                .get("/_mock/requests/next", this::next)
                .read("/_mock/mark", this::mark)
                .read("/_mock/har", this::har)
                .post("/_mock/verify", this::verify);
    }

    private Answer requests(Request request) {
        Parameters query = request.query();
        boolean reveal = flag(query, "reveal-secrets");
        boolean inFlight = flag(query, "in-flight");
        List<Map<String, Object>> requests = view(query).requests().stream()
                .filter(recorded -> !inFlight || recorded.inFlight())
                .map(recorded -> members(recorded.exchange(), reveal))
                .toList();
        return answer(Map.of("requests", requests));
    }

    private Answer forget(Request request) {
        journal.clear();
        return Answer.of(204);
    }

    private Answer mark(Request request) {
        return answer(Map.of("mark", journal.sequence()));
    }

    private Answer next(Request request) {
        Parameters query = request.query();
        Duration patience = patience(query.value("wait").orElse("PT0S"));
        if (!waiting.tryAcquire()) {
            return ErrorShape.OAUTH
                    .answer(503, "temporarily_unavailable", "At most " + MOST_WAITING + " can wait at the same time")
                    .with("Retry-After", "1");
        }
        try {
            return answer(members(view(query).takeRequest(patience).exchange(), flag(query, "reveal-secrets")));
        } catch (NoSuchElementException e) {
            return Answer.of(204);
        } finally {
            waiting.release();
        }
    }

    private JournalView view(Parameters query) {
        try {
            return JournalQuery.view(journal, query);
        } catch (IllegalArgumentException e) {
            throw refusal(String.valueOf(e.getMessage()));
        }
    }

    private Answer verify(Request request) {
        try {
            return VerifyControl.answer(
                    journal, request.bodySize() == 0 ? Section.empty() : Section.parse(request.body()));
        } catch (IllegalArgumentException e) {
            throw refusal(String.valueOf(e.getMessage()));
        }
    }

    private Answer har(Request request) {
        Parameters query = request.query();
        return Answer.bytes(200, Har.bytes(view(query).snapshot().exchanges(), flag(query, "reveal-secrets")))
                .with("Content-Type", "application/json")
                .with("Cache-Control", "no-store");
    }

    private static Duration patience(String wait) {
        try {
            Duration patience = Duration.parse(wait);
            if (!patience.isNegative() && patience.compareTo(LONGEST_WAIT) <= 0) {
                return patience;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw refusal("wait is a duration from \"PT0S\" to \"PT10S\"");
    }

    private static boolean flag(Parameters query, String name) {
        return query.value(name).filter("yes"::equals).isPresent();
    }

    private static Refusal refusal(String why) {
        return new Refusal(ErrorShape.OAUTH.answer(400, "invalid_request", why));
    }

    private static Answer answer(Map<String, ?> members) {
        return Answer.json(200, members).with("Cache-Control", "no-store");
    }

    /** An exchange as members of a JSON object. */
    private static Map<String, Object> members(Exchange exchange, boolean reveal) {
        RecordedRequest recorded = exchange.recorded();
        Request request = reveal ? exchange.request() : Masking.masked(exchange.request());
        return Members.of(
                "sequence",
                recorded.sequence(),
                "receivedAt",
                recorded.receivedAt().toString(),
                "service",
                recorded.service().orElse(null),
                "purpose",
                recorded.purpose(),
                "remoteAddress",
                request.remoteAddress(),
                "method",
                request.method(),
                "target",
                request.sentTarget(),
                "headers",
                headers(request.headers()),
                "body",
                request.bodyText(),
                "complete",
                exchange.complete(),
                "inFlight",
                exchange.departure().isEmpty(),
                "milliseconds",
                exchange.departure()
                        .map(departure -> departure.nanos() / 1_000_000)
                        .orElse(null),
                "fault",
                recorded.fault().orElse(null),
                "refreshTokenUse",
                exchange.refreshUse().map(use -> use.outcome().word()).orElse(null),
                "answer",
                exchange.answer()
                        .map(answer -> reveal ? answer : Masking.masked(answer))
                        .map(JournalControl::members)
                        .orElse(null));
    }

    private static Map<String, Object> members(Answer answer) {
        return Members.of(
                "status", answer.status(),
                "headers", headers(answer.headers()),
                "body", new String(answer.body(), StandardCharsets.UTF_8));
    }

    private static List<Map<String, Object>> headers(List<Header> headers) {
        return headers.stream()
                .map(header -> Members.of("name", header.name(), "value", header.value()))
                .toList();
    }
}
