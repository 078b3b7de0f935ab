package dev.tokentrail.mock.http;

/** A request that cannot be read: bad percent-encoding, truncated JSON, a broken multipart body. */
public final class MalformedRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedRequest(String message) {
        super(message, null, false, false);
    }

    /** What cannot be read and why, safe to show to the caller. */
    public String explanation() {
        return String.valueOf(getMessage());
    }
}
