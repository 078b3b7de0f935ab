package dev.tokentrail.core.curl;

import dev.tokentrail.core.http.WireRequest;

/** A request as a cURL command. */
public final class CurlCommand {

    private final WireRequest request;

    private CurlCommand(WireRequest request) {
        this.request = request;
    }

    /**
     * Shows a request with its secrets masked.
     *
     * @param request the request
     * @return the command
     */
    public static CurlCommand of(WireRequest request) {
        return new CurlCommand(request);
    }

    /**
     * Gives the command's text.
     *
     * @return a command for a POSIX shell, secrets masked
     */
    @Override
    public String toString() {
        return "curl " + request;
    }
}
