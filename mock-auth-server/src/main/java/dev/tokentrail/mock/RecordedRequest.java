package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Header;
import dev.tokentrail.mock.http.Meaning;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.masking.Masking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A request as the emulator received it (raw target, header lines in their order, raw body) and what became of it.
 *
 * <p>It is there as soon as its head has arrived: {@link #complete} tells whether all of it did, {@link #inFlight}
 * whether its answer is still due. The accessors give everything in clear, because tests compare it. {@link #toString}
 * shows only what is known to be harmless. Thread-safe.
 */
public final class RecordedRequest {

    /** What a header line takes in memory beside its characters. */
    private static final int LINE = 64;

    private final long sequence;
    private final long arrived;
    private final Instant receivedAt;
    private final long receivedNanos = System.nanoTime();
    private final SystemTime systemTime;
    private final Optional<String> service;
    private final Meaning meaning;
    private final boolean served;
    private volatile State state;
    private volatile boolean kept = true;
    private volatile @Nullable String fault;

    /** The journal alone changes and reads it, behind its lock. */
    private int size;

    /** What is known of a request; replaced as a whole. */
    record State(
            Request request, boolean complete, @Nullable Departure departure) {}

    /**
     * The end of an exchange.
     *
     * @param answer what was to leave, null if nothing was
     * @param left whether it did
     * @param moment its place in the order of arrivals and departures
     * @param at when, on the emulator's clock
     * @param nanos how long after the arrival
     */
    record Departure(@Nullable Answer answer, boolean left, long moment, Instant at, long nanos) {}

    RecordedRequest(
            long sequence,
            long arrived,
            Instant receivedAt,
            SystemTime systemTime,
            Optional<String> service,
            Meaning meaning,
            boolean served,
            Request head) {
        this.sequence = sequence;
        this.arrived = arrived;
        this.receivedAt = receivedAt;
        this.systemTime = systemTime;
        this.service = service;
        this.meaning = meaning;
        this.served = served;
        this.state = new State(head, false, null);
        this.size = head.sentTarget().length() + head.bodySize() + size(head.headers());
    }

    void completed(Request whole) {
        size += whole.bodySize() - state.request().bodySize();
        state = new State(whole, true, state.departure());
    }

    void answered(Answer answer, long moment, Instant at) {
        depart(answer, true, moment, at);
    }

    /** Nothing left, though something may have been given. */
    void ended(@Nullable Answer lost, long moment, Instant at) {
        depart(lost, false, moment, at);
    }

    private void depart(@Nullable Answer answer, boolean left, long moment, Instant at) {
        size += answer == null ? 0 : answer.bodySize() + size(answer.headers());
        Departure departure = new Departure(answer, left, moment, at, System.nanoTime() - receivedNanos);
        state = new State(state.request(), state.complete(), departure);
    }

    void faulted(@Nullable String name) {
        fault = name;
    }

    /**
     * What went wrong with it on purpose. Known as soon as it is {@link #complete}; taken back if the fault then finds nothing
     * that it could change.
     *
     * @return the name of the planned fault that it met, such as {@code answer-lost}; empty if it met none
     */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    void drop() {
        kept = false;
    }

    boolean kept() {
        return kept;
    }

    /** What is known of it now. */
    Exchange exchange() {
        return new Exchange(this, state);
    }

    Meaning meaning() {
        return meaning;
    }

    /** Whether anything answers its method at its path. */
    boolean served() {
        return served;
    }

    /** Its place in the order of arrivals and departures. */
    long arrived() {
        return arrived;
    }

    /** The request in OAuth words. */
    Call call() {
        return Call.read(meaning, request());
    }

    /** About what it takes in memory. */
    int size() {
        return size;
    }

    private static int size(List<Header> headers) {
        int size = 0;
        for (Header header : headers) {
            size += LINE + header.name().length() + header.value().length();
        }
        return size;
    }

    /**
     * The place in the order of arrival, from 1.
     *
     * @return the number
     */
    public long sequence() {
        return sequence;
    }

    /**
     * When it arrived, on the emulator's clock.
     *
     * @return the time
     */
    public Instant receivedAt() {
        return receivedAt;
    }

    /**
     * The service it was for: {@code x3}, {@code sonetel}, {@code xbooker}, {@code goto} or {@code wso2}.
     *
     * @return the name, empty if the path belongs to no service
     */
    public Optional<String> service() {
        return service;
    }

    /**
     * When it arrived, by the time of the system, which no test moves.
     *
     * @return the time
     */
    public Instant receivedAtSystemTime() {
        return systemTime.at(receivedNanos);
    }

    /**
     * Whether it arrived as a whole; false while its body is on the way, if the client left in the middle of it, and if
     * it was refused unread because it is malformed or too long.
     *
     * @return true if head and body are here
     */
    public boolean complete() {
        return state.complete();
    }

    /**
     * Whether neither an answer has left nor the connection has ended.
     *
     * @return true while the answer is due
     */
    public boolean inFlight() {
        return state.departure() == null;
    }

    /**
     * The answer that left.
     *
     * @return the answer, empty while the request is in flight, and if nothing was answered or the answer was lost
     */
    public Optional<RecordedAnswer> answer() {
        Departure departure = state.departure();
        return departure == null || departure.answer() == null || !departure.left()
                ? Optional.empty()
                : Optional.of(new RecordedAnswer(departure.answer(), departure.at()));
    }

    /**
     * The status of the answer that left.
     *
     * @return the HTTP status, empty while the request is in flight, and if nothing was answered
     */
    public OptionalInt status() {
        return answer().map(answer -> OptionalInt.of(answer.status())).orElse(OptionalInt.empty());
    }

    /**
     * The time from the arrival of the head to the departure of the answer, as it really went by.
     *
     * @return the duration, empty while the request is in flight
     */
    public Optional<Duration> duration() {
        Departure departure = state.departure();
        return departure == null ? Optional.empty() : Optional.of(Duration.ofNanos(departure.nanos()));
    }

    /**
     * What became of the refresh token that it presents, at a service that rotates.
     *
     * @return {@code first} if a pair came in its place; if it had been used before, {@code answered-again} within a grace
     *     window, {@code refused}, or {@code family-ended} if all that descends from the same grant ended with this
     *     request; empty for other requests, while it is in flight, and if the service did not get so far
     */
    public Optional<String> refreshTokenUse() {
        return exchange().refreshUse().map(use -> use.outcome().word());
    }

    /**
     * What its endpoint is for.
     *
     * @return {@code authorization}, {@code token}, {@code device_authorization}, {@code introspection},
     *     {@code revocation}, {@code user_info}, {@code metadata}, {@code api}, or {@code other} for pages and for paths
     *     that nobody serves
     */
    public String purpose() {
        return meaning.purpose().name().toLowerCase(Locale.ROOT);
    }

    /**
     * The grant that a request to a token endpoint claims: its {@code grant_type}, and at X Booker
     * {@code client_credentials} for the refresh-token call and {@code refresh_token} for the access-token call.
     *
     * @return the grant type, empty if it names none or is for another endpoint
     */
    public Optional<String> grant() {
        return call().grant();
    }

    /**
     * The client that the request claims to be from: by {@code Authorization: Basic}, by the parameter {@code client_id}
     * or by X Booker's header {@code client-id}. Nothing of it is verified.
     *
     * @return the client identifier, empty if it names none
     */
    public Optional<String> clientId() {
        return call().client();
    }

    /**
     * The method, such as {@code POST}.
     *
     * @return the method
     */
    public String method() {
        return request().method();
    }

    /**
     * Path and query as sent, nothing decoded.
     *
     * @return the target
     */
    public String target() {
        return request().sentTarget();
    }

    /**
     * The target up to the question mark, without the prefix of the namespace, if the emulator is one: the same in every
     * namespace.
     *
     * @return the path
     */
    public String path() {
        return request().path();
    }

    /**
     * The header lines in their order, repetitions kept, values as they were sent. Names that everybody knows are in their
     * usual case ({@code Host}), the others in the case that was sent.
     *
     * @return names and values
     */
    public List<Map.Entry<String, String>> headers() {
        return request().headers().stream()
                .map(header -> Map.entry(header.name(), header.value()))
                .toList();
    }

    /**
     * The value of a header that was sent exactly once.
     *
     * @param name its name in any case
     * @return the value, empty if the header is missing or repeated
     */
    public Optional<String> header(String name) {
        return request().header(name);
    }

    /**
     * The raw body.
     *
     * @return the bytes, none if there was no body
     */
    public byte[] body() {
        return request().body();
    }

    /**
     * The body read as UTF-8.
     *
     * @return the text
     */
    public String bodyText() {
        return request().bodyText();
    }

    /**
     * A decoded parameter of the query, or of a body that is a form (either encoding) or a JSON object.
     *
     * @param name its name
     * @return its first value, empty if it is missing or empty, or the body cannot be read
     */
    public Optional<String> parameter(String name) {
        return Call.parameter(request(), name);
    }

    Request request() {
        return state.request();
    }

    /** Number, method and masked target, headers and body; safe to log. */
    @Override
    public String toString() {
        return sequence + " " + Masking.text(request());
    }
}
