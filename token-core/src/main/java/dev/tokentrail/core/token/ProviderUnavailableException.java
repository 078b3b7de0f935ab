package dev.tokentrail.core.token;

import org.jspecify.annotations.Nullable;

/** The service could not be reached, was too busy, or answered something that is not its documented answer. */
public final class ProviderUnavailableException extends TokenException {

    private static final long serialVersionUID = 1L;

    ProviderUnavailableException(Failure failure) {
        super(failure);
    }

    /**
     * Says that no token is to be had for now, for providers and sources that find out by themselves.
     *
     * @param what what is wrong, a sentence without secrets
     * @param advice what to do, a sentence
     * @param cause why, null if there is no further reason
     * @return the exception, retryable
     */
    public static ProviderUnavailableException because(String what, String advice, @Nullable Throwable cause) {
        return new ProviderUnavailableException(
                new Failure(what, advice, 0, null, null, null, true, false, null, null, null, cause));
    }
}
