package dev.tokentrail.core.http;

import java.io.IOException;

/** The request certainly did not reach the service: no connection came about, or the transport refused to send it. */
public final class RequestNotSentException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param message what was wrong and what to do
     */
    public RequestNotSentException(String message) {
        super(message);
    }

    /**
     * Says why, with the failure beneath.
     *
     * @param message what was wrong and what to do
     * @param cause the failure beneath
     */
    public RequestNotSentException(String message, Throwable cause) {
        super(message, cause);
    }
}
