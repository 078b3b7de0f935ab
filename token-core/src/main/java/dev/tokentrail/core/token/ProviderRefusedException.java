package dev.tokentrail.core.token;

/** The service understood the request and said no: a wrong secret, a used code, a scope that is not allowed. */
public final class ProviderRefusedException extends TokenException {

    private static final long serialVersionUID = 1L;

    ProviderRefusedException(Failure failure) {
        super(failure);
    }
}
