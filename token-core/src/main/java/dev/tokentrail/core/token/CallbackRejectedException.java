package dev.tokentrail.core.token;

/** A redirect came in that does not answer the authorization request it was compared with; its code must not be used. */
public final class CallbackRejectedException extends TokenException {

    private static final long serialVersionUID = 1L;

    CallbackRejectedException(Failure failure) {
        super(failure);
    }
}
