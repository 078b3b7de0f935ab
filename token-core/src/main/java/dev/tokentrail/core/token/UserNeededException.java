package dev.tokentrail.core.token;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Only a person can go on: by signing in again, by consenting, or by accepting a pairing request. */
public final class UserNeededException extends TokenException {

    private static final long serialVersionUID = 1L;

    /** Where the person can go; lost when the exception is serialised. */
    private final transient @Nullable TokenProvider provider;

    UserNeededException(Failure failure) {
        this(failure, null);
    }

    private UserNeededException(Failure failure, @Nullable TokenProvider provider) {
        super(failure);
        this.provider = provider;
    }

    /**
     * Says that a person is needed, for providers and sources that find out by themselves.
     *
     * @param what what is wrong, a sentence without secrets
     * @param advice what to do, a sentence
     * @param provider the service at which a person can go on
     * @return the exception
     */
    public static UserNeededException because(String what, String advice, TokenProvider provider) {
        return new UserNeededException(Failure.beforeRequest(what, advice, null, null), provider);
    }

    /**
     * Says that a person is needed because the service refused what we had.
     *
     * @param what what is wrong, a sentence without secrets
     * @param advice what to do, a sentence
     * @param provider the service at which a person can go on
     * @param refusal what the service said; its status, code and words become this exception's, and it is the cause
     * @return the exception
     */
    public static UserNeededException because(
            String what, String advice, TokenProvider provider, ProviderRefusedException refusal) {
        return new UserNeededException(refusal.failure().inWords(what, advice).causedBy(refusal), provider);
    }

    /**
     * Begins the authorization that gets a new token: redirect the person's browser to its URI, keep it, and complete it
     * with the callback. Each call begins another one.
     *
     * @return the transaction; empty if the service has no such flow as configured, or does not know enough for one
     */
    public Optional<AuthorizationTransaction> startAuthorization() {
        return provider == null ? Optional.empty() : provider.startAuthorization();
    }
}
