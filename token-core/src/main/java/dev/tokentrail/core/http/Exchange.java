package dev.tokentrail.core.http;

import dev.tokentrail.core.secret.Redactor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call over a transport: the request, and the response or the failure that came of it. Exactly one of the two is
 * there.
 */
public final class Exchange {

    private final WireRequest request;
    private final @Nullable WireResponse response;
    private final @Nullable IOException failure;
    private final Instant start;
    private final Duration duration;

    Exchange(
            WireRequest request,
            @Nullable WireResponse response,
            @Nullable IOException failure,
            Instant start,
            Duration duration) {
        this.request = request;
        this.response = response;
        this.failure = failure;
        this.start = start;
        this.duration = duration;
    }

    /**
     * Gives what was sent.
     *
     * @return the request
     */
    public WireRequest request() {
        return request;
    }

    /**
     * Gives what came back.
     *
     * @return the response; empty if the call failed
     */
    public Optional<WireResponse> response() {
        return Optional.ofNullable(response);
    }

    /**
     * Gives the failure.
     *
     * @return the failure of the connection; empty if there was a response
     */
    public Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Gives the moment of sending.
     *
     * @return when the call started
     */
    public Instant start() {
        return start;
    }

    /**
     * Gives the time that the call took.
     *
     * @return from sending to the last byte of the response or to the failure
     */
    public Duration duration() {
        return duration;
    }

    /**
     * Describes the call in one line without its content, secrets masked.
     *
     * @return for example {@code POST https://api.example.com/token -> 200 application/json, 512 bytes}
     */
    @Override
    public String toString() {
        return request + " -> "
                + Redactor.of(request.secrets()).redact(String.valueOf(response != null ? response : failure));
    }
}
