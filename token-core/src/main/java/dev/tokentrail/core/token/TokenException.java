package dev.tokentrail.core.token;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A token could not be had. The subclass says who can do something about it.
 *
 * <ul>
 *   <li>{@link ProviderRefusedException}: the service understood and said no; the caller's input must change.
 *   <li>{@link ProviderUnavailableException}: the service could not be reached or understood; mostly a matter of time.
 *   <li>{@link CallbackRejectedException}: the redirect is not an answer to our request; nobody should retry it.
 *   <li>{@link UserNeededException}: only a person can go on.
 * </ul>
 *
 * <p>Nothing here holds a secret in clear: texts that came from the service are redacted.
 */
public abstract sealed class TokenException extends RuntimeException
        permits ProviderRefusedException, ProviderUnavailableException, CallbackRejectedException, UserNeededException {

    private static final long serialVersionUID = 1L;

    /** The facts of the failure, all texts redacted. */
    private final Failure failure;

    TokenException(Failure failure) {
        super(failure.message(), failure.cause());
        this.failure = failure;
    }

    final Failure failure() {
        return failure;
    }

    /**
     * Gives the HTTP status of the answer.
     *
     * @return the status; empty if there was no answer
     */
    public OptionalInt status() {
        return failure.status() == 0 ? OptionalInt.empty() : OptionalInt.of(failure.status());
    }

    /**
     * Gives the error code of RFC 6749 section 5.2 or one of its extensions. Where the service has words of its own and
     * their meaning is known, it is the code for that meaning.
     *
     * @return for example {@code invalid_grant}
     */
    public Optional<String> code() {
        return Optional.ofNullable(failure.code());
    }

    /**
     * Gives the service's own error number or name, where it has one beside or instead of the RFC's.
     *
     * @return for example {@code 900901}
     */
    public Optional<String> vendorCode() {
        return Optional.ofNullable(failure.vendorCode());
    }

    /**
     * Gives what the service said in words, redacted and at most 300 characters long.
     *
     * @return for example {@code Invalid client secret}
     */
    public Optional<String> providerMessage() {
        return Optional.ofNullable(failure.providerMessage());
    }

    /**
     * Tells whether the same request may succeed later. It does not say that repeating is safe: an authorization code, for
     * one, must not be sent twice.
     *
     * @return true for failed connections, time-outs, 408, 425, 429 and 5xx, for {@code server_error} and
     *     {@code temporarily_unavailable}, and for JSON that was cut off; false for a certificate that is not trusted
     */
    public boolean retryable() {
        return failure.retryable();
    }

    /**
     * Tells whether the request may have reached the service. If not, repeating it is safe whatever the grant.
     *
     * @return false if no connection came about or the request was never made
     */
    public boolean mayHaveReachedProvider() {
        return failure.mayHaveReached();
    }

    /**
     * Gives the wait that the service asked for (RFC 9110 section 10.2.3), from seconds or from a date.
     *
     * @return the wait from the moment of the answer, never negative
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(failure.retryAfter());
    }

    /**
     * Gives the body of the answer, redacted and at most 2,000 characters long.
     *
     * @return the text; empty if there was no answer
     */
    public Optional<String> redactedBody() {
        return Optional.ofNullable(failure.redactedBody());
    }

    /**
     * Gives the request as a cURL command for a POSIX shell, secrets masked.
     *
     * @return the command; empty if no request was made
     */
    public Optional<String> redactedCurl() {
        return Optional.ofNullable(failure.redactedCurl());
    }

    /**
     * Says in one line what to do.
     *
     * @return a sentence for the person who meets the error
     */
    public String advice() {
        return failure.advice();
    }
}
