package dev.tokentrail.mock;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The part of an emulator's journal that a test is about: everything, what came since a mark, or one service, client or
 * header of that.
 *
 * <pre>{@code
 * JournalView calls = mock.mark();            // from here on
 * application.run();
 * calls.verify().refreshes(1).neverTwoRefreshesAtOnce().noSecretInQueryString();
 * }</pre>
 *
 * <p>A view is a question, not a copy: each method looks at the journal as it is then. So one emulator serves many tests
 * in a row without a reset. Immutable and thread-safe.
 */
public final class JournalView {

    /** The beginning, or the latest point at which everything was forgotten. */
    private static final long START = -1;

    private final Journal journal;
    private final long since;
    private final @Nullable String service;
    private final Predicate<RecordedRequest> filter;

    private JournalView(Journal journal, long since, @Nullable String service, Predicate<RecordedRequest> filter) {
        this.journal = journal;
        this.since = since;
        this.service = service;
        this.filter = filter;
    }

    static JournalView all(Journal journal) {
        return new JournalView(journal, START, null, request -> true);
    }

    /**
     * The part of this view that is still to come.
     *
     * @return a view that begins with the next request to arrive
     */
    public JournalView mark() {
        return since(journal.sequence());
    }

    /**
     * The part of this view that came after a request, as {@code GET /_mock/mark} counts them.
     *
     * @param sequence number of the last request that is left out
     * @return the part
     * @throws IllegalArgumentException if the number is negative
     */
    public JournalView since(long sequence) {
        if (sequence < 0) {
            throw new IllegalArgumentException("Requests are counted from 1, so none is before " + sequence);
        }
        return new JournalView(journal, sequence, service, filter);
    }

    /**
     * The part of this view that one service received.
     *
     * @param name {@code x3}, {@code sonetel}, {@code xbooker}, {@code goto} or {@code wso2}
     * @return the part
     * @throws IllegalArgumentException if there is no such service
     */
    public JournalView service(String name) {
        return new JournalView(journal, since, Configuration.known(name), filter);
    }

    /**
     * The part of this view that one client claims to have sent; see {@link RecordedRequest#clientId}. API calls name no
     * client.
     *
     * @param identifier the client identifier
     * @return the part
     */
    public JournalView client(String identifier) {
        return where(request -> request.clientId().filter(identifier::equals).isPresent());
    }

    /**
     * The part of this view that has a header line.
     *
     * @param name its name in any case
     * @param value its value
     * @return the part
     */
    public JournalView header(String name, String value) {
        return where(request -> request.request().headerValues(name).contains(value));
    }

    /**
     * The part of this view that a condition picks.
     *
     * @param condition called for each request when the view is asked, possibly by several threads
     * @return the part
     */
    public JournalView where(Predicate<RecordedRequest> condition) {
        return new JournalView(journal, since, service, filter.and(condition));
    }

    /**
     * The requests, in order of arrival.
     *
     * @return those that the journal still has: the latest 1000 (or as configured) and at most 32 MiB
     */
    public List<RecordedRequest> requests() {
        return snapshot().exchanges().stream().map(Exchange::recorded).toList();
    }

    /**
     * Waits for the next request of this view that is here as a whole and was not taken before.
     *
     * @param patience how long to wait, at most a day
     * @return the request; its answer may still be due
     * @throws java.util.NoSuchElementException if none comes in time; the message lists what came
     */
    public RecordedRequest takeRequest(Duration patience) {
        return journal.take(since, service, filter, patience);
    }

    /**
     * Begins assertions about the requests of this view as they are now.
     *
     * @return what can be asserted; later requests change nothing of it
     */
    public Verification verify() {
        return new Verification(snapshot());
    }

    /**
     * The exchanges of this view as an HTTP Archive (HAR 1.2) without their secrets, for the network panel of a browser
     * and the like. Times are of the system; {@code _receivedAt} and {@code _leftAt} are of the emulator's clock. A
     * request without an answer has the status 0 and a comment.
     *
     * @return a JSON text
     */
    public String har() {
        return har(false);
    }

    /**
     * The exchanges of this view as an HTTP Archive (HAR 1.2) with every password, secret, code and token in it.
     *
     * @return a JSON text that belongs into no log, file or bug report
     */
    public String harRevealingSecrets() {
        return har(true);
    }

    private String har(boolean reveal) {
        return new String(Har.bytes(snapshot().exchanges(), reveal), StandardCharsets.UTF_8);
    }

    /** The requests as they are now, one line each, with what became of them and without a secret; safe to log. */
    @Override
    public String toString() {
        return Words.calls(snapshot().exchanges());
    }

    Snapshot snapshot() {
        Snapshot snapshot = journal.snapshot(since, service);
        return snapshot.only(exchange -> filter.test(exchange.recorded()));
    }
}
