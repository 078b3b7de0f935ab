package dev.tokentrail.core.source;

import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Turns the token that a source has, if any, into a valid one. Renewals compose: asking the service, repeating what failed,
 * tracing it, saving what came. Each call runs on a thread of its own, which is interrupted if the source is closed.
 */
@FunctionalInterface
public interface Renewal {

    /**
     * Renews.
     *
     * @param need what the source has
     * @param run the renewal that this call is part of
     * @return the new token
     * @throws TokenException if there is none to be had
     * @throws InterruptedException if the source was closed
     */
    IssuedToken renew(Need need, Run run) throws InterruptedException;

    /**
     * What a source has when it needs a token.
     *
     * @param token the token to renew, null if there is none yet
     * @param rejected whether a resource server refused the token, whatever its expiry says
     */
    record Need(@Nullable Token token, boolean rejected) {}

    /** One renewal of a source, as those who take part in it see it. */
    interface Run {

        /**
         * How long the outcome is still of use to somebody. Grows when a more patient caller joins, so ask anew each time.
         *
         * @return zero if nobody needs it any more, or if the source was closed
         */
        Duration patience();

        /**
         * Whether somebody waits for the outcome, because there is no token that could be given out meanwhile.
         *
         * @return false as long as the renewal goes on in the background
         */
        boolean awaited();

        /**
         * Tells observers that a request failed and will be repeated.
         *
         * @param attempt which attempt failed, from 1
         * @param failure how
         * @param pause how long the next one waits
         */
        void retrying(int attempt, TokenException failure, Duration pause);
    }
}
