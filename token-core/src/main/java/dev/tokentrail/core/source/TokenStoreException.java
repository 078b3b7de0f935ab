package dev.tokentrail.core.source;

import org.jspecify.annotations.Nullable;

/** A store cannot be reached, or cannot read what it holds. The message holds no secret and no key. */
public final class TokenStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what is wrong and what to do, without secrets
     * @param cause why, null if there is no further reason
     */
    public TokenStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
