package dev.tokentrail.demo.web;

/** A request that gets an error page with one sentence. */
public final class PageFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Creates the failure.
     *
     * @param status the HTTP status
     * @param sentence what was wrong and what to do, for the person at the browser
     */
    public PageFailure(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What was wrong and what to do. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
