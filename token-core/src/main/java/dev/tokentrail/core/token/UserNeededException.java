package dev.tokentrail.core.token;

/** Only a person can go on: by signing in again, by consenting, or by accepting a pairing request. */
public final class UserNeededException extends TokenException {

    private static final long serialVersionUID = 1L;

    UserNeededException(Failure failure) {
        super(failure);
    }
}
