package dev.tokentrail.core.http;

import java.io.IOException;

/** The response was larger than the transport accepts, and was not read to its end. */
public final class ResponseTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Names the limit.
     *
     * @param limit the largest accepted size in bytes
     */
    public ResponseTooLargeException(long limit) {
        super("The response is larger than the " + limit + " bytes that are accepted;"
                + " no token response is: is this the right address?");
    }
}
