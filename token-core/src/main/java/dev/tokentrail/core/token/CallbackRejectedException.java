package dev.tokentrail.core.token;

/** A redirect came in that does not answer the authorization request it was compared with; its code must not be used. */
public final class CallbackRejectedException extends TokenException {

    private static final long serialVersionUID = 1L;

    CallbackRejectedException(Failure failure) {
        super(failure);
    }

    /**
     * Rejects a redirect for a reason that only its provider can see.
     *
     * @param what what is wrong with the redirect, in one sentence without secrets
     * @param advice what to do, in one sentence
     * @return the exception
     */
    public static CallbackRejectedException because(String what, String advice) {
        return new CallbackRejectedException(Failure.beforeRequest(what, advice, null, null));
    }
}
