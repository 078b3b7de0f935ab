package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Meaning;
import dev.tokentrail.mock.http.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as the emulator received it: raw target, headers in their order and case, raw body.
 *
 * <p>The accessors give everything in clear, because tests compare it. {@link #toString} shows only values that are
 * known to be harmless.
 */
public final class RecordedRequest {

    private final long sequence;
    private final Instant receivedAt;
    private final Optional<String> service;
    private final Request request;
    private final Meaning meaning;
    private final long arrived;
    private volatile @Nullable Departure departure;

    /** The answer and its place in the order of arrivals and departures. */
    record Departure(Answer answer, long moment) {}

    RecordedRequest(
            long sequence,
            long arrived,
            Instant receivedAt,
            Optional<String> service,
            Meaning meaning,
            Request request) {
        this.sequence = sequence;
        this.arrived = arrived;
        this.receivedAt = receivedAt;
        this.service = service;
        this.meaning = meaning;
        this.request = request;
    }

    void answered(Answer answer, long moment) {
        departure = new Departure(answer, moment);
    }

    /** The request in OAuth words. */
    Call call() {
        return Call.read(meaning, request);
    }

    /** Its place in the order of arrivals and departures. */
    long arrived() {
        return arrived;
    }

    /** Empty as long as the request is in flight. */
    Optional<Departure> departure() {
        return Optional.ofNullable(departure);
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
     * The method, such as {@code POST}.
     *
     * @return the method
     */
    public String method() {
        return request.method();
    }

    /**
     * Path and query as sent, nothing decoded.
     *
     * @return the target
     */
    public String target() {
        return request.target();
    }

    /**
     * The target up to the question mark.
     *
     * @return the path
     */
    public String path() {
        return request.path();
    }

    /**
     * The header lines in their order, names in the case that was sent, repetitions kept.
     *
     * @return names and values
     */
    public List<Map.Entry<String, String>> headers() {
        return request.headers().stream()
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
        return request.header(name);
    }

    /**
     * The raw body.
     *
     * @return the bytes, none if there was no body
     */
    public byte[] body() {
        return request.body();
    }

    /**
     * The body read as UTF-8.
     *
     * @return the text
     */
    public String bodyText() {
        return request.bodyText();
    }

    /**
     * A decoded parameter of the query, or of a body that is a form (either encoding) or a JSON object.
     *
     * @param name its name
     * @return its first value, empty if it is missing or empty, or the body cannot be read
     */
    public Optional<String> parameter(String name) {
        return Call.parameter(request, name);
    }

    Request request() {
        return request;
    }

    int size() {
        return request.bodySize()
                + request.target().length()
                + 64 * request.headers().size();
    }

    /** Number, method and masked target, headers and body; safe to log. */
    @Override
    public String toString() {
        return sequence + " " + Masking.text(request);
    }
}
