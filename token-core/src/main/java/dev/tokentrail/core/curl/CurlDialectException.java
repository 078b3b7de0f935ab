package dev.tokentrail.core.curl;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that a dialect cannot carry to the byte. Nothing was rendered. */
public final class CurlDialectException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The dialect that was asked for. */
    private final CurlDialect dialect;

    /** What it cannot carry. */
    private final String reason;

    /** A dialect that can, if there is one. */
    private final @Nullable CurlDialect alternative;

    CurlDialectException(CurlDialect dialect, String reason) {
        this(dialect, reason, null);
    }

    private CurlDialectException(CurlDialect dialect, String reason, @Nullable CurlDialect alternative) {
        super("This request has no exact form in " + dialect + ": " + reason
                + (alternative == null ? "" : ", use " + alternative));
        this.dialect = dialect;
        this.reason = reason;
        this.alternative = alternative;
    }

    CurlDialectException naming(CurlDialect other) {
        return new CurlDialectException(dialect, reason, other);
    }

    /**
     * Tells which dialect was asked for.
     *
     * @return the dialect
     */
    public CurlDialect dialect() {
        return dialect;
    }

    /**
     * Tells what the dialect cannot carry.
     *
     * @return a clause without secrets
     */
    public String reason() {
        return reason;
    }

    /**
     * Names a dialect that can.
     *
     * @return the dialect, in which this request was rendered to be sure; empty if none can, as when curl itself cannot
     *     send the request
     */
    public Optional<CurlDialect> alternative() {
        return Optional.ofNullable(alternative);
    }
}
