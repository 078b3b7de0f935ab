package dev.tokentrail.core.http;

import java.io.IOException;

/**
 * Sends one request and waits for its response. It follows no redirect, repeats nothing and reads no meaning into the
 * response; whatever else is wanted is a decorator around it, such as {@link Trail}.
 */
@FunctionalInterface
public interface Transport {

    /**
     * Sends a request.
     *
     * @param request what to send
     * @return the response, whatever its status
     * @throws RequestNotSentException if the request certainly never left, so that it may safely be sent again
     * @throws ResponseTooLargeException if the response was larger than the transport accepts
     * @throws java.net.SocketTimeoutException if no complete response came in time
     * @throws java.io.InterruptedIOException if the calling thread was interrupted; its interrupt status is set
     * @throws IOException if the connection failed in any other way
     */
    WireResponse send(WireRequest request) throws IOException;
}
