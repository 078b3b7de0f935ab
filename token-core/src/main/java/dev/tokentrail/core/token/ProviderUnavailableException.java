package dev.tokentrail.core.token;

/** The service could not be reached, was too busy, or answered something that is not its documented answer. */
public final class ProviderUnavailableException extends TokenException {

    private static final long serialVersionUID = 1L;

    ProviderUnavailableException(Failure failure) {
        super(failure);
    }
}
