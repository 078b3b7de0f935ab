package dev.tokentrail.core.token;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The facts of one failure, all texts already redacted; status 0 stands for no answer. */
record Failure(
        String what,
        String advice,
        int status,
        @Nullable String code,
        @Nullable String vendorCode,
        @Nullable String providerMessage,
        boolean retryable,
        boolean mayHaveReached,
        @Nullable Duration retryAfter,
        @Nullable String redactedBody,
        @Nullable String redactedCurl,
        @Nullable Throwable cause)
        implements Serializable {

    /** A failure before any request was made. */
    static Failure beforeRequest(String what, String advice, @Nullable String code, @Nullable String providerMessage) {
        return new Failure(what, advice, 0, code, null, providerMessage, false, false, null, null, null, null);
    }

    Failure withVendorCode(@Nullable String newVendorCode) {
        return new Failure(
                what,
                advice,
                status,
                code,
                newVendorCode,
                providerMessage,
                retryable,
                mayHaveReached,
                retryAfter,
                redactedBody,
                redactedCurl,
                cause);
    }

    Failure asRetryable() {
        return new Failure(
                what,
                advice,
                status,
                code,
                vendorCode,
                providerMessage,
                true,
                mayHaveReached,
                retryAfter,
                redactedBody,
                redactedCurl,
                cause);
    }

    /** The same facts, put in other words. */
    Failure inWords(String otherWhat, String otherAdvice) {
        return new Failure(
                otherWhat,
                otherAdvice,
                status,
                code,
                vendorCode,
                providerMessage,
                retryable,
                mayHaveReached,
                retryAfter,
                redactedBody,
                redactedCurl,
                cause);
    }

    Failure causedBy(Throwable newCause) {
        return new Failure(
                what,
                advice,
                status,
                code,
                vendorCode,
                providerMessage,
                retryable,
                mayHaveReached,
                retryAfter,
                redactedBody,
                redactedCurl,
                newCause);
    }

    String message() {
        return what + " " + advice;
    }
}
