package dev.tokentrail.mock.consent;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Endpoints;
import dev.tokentrail.mock.http.Request;

/** Decides about authorization requests that were found valid. */
public interface Consent {

    /** Approves every request at once: the first account, all scopes. Where there is no account, denies. */
    Consent AT_ONCE = (request, authorization) -> authorization.accounts().isEmpty()
            ? authorization.deny().get()
            : authorization.approve().apply(authorization.accounts().get(0), authorization.scopes());

    /**
     * Asks for a decision.
     *
     * @param request the call that brought the authorization request
     * @param authorization what is to be decided
     * @return the answer to that call: what follows the decision, or the way to the page where it is made
     */
    Answer ask(Request request, AuthorizationRequest authorization);

    /** Whether a person is asked. */
    default boolean asksPerson() {
        return false;
    }

    /** Adds the pages, if there are any. */
    default Endpoints serve(Endpoints endpoints) {
        return endpoints;
    }

    /** Forgets every request that waits for its decision. */
    default void clear() {}
}
