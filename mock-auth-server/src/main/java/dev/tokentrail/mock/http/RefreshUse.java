package dev.tokentrail.mock.http;

import java.time.Instant;

/**
 * What a service that rotates made of the refresh token of a request, which the answer alone does not show.
 *
 * @param outcome what became of the request
 * @param answeredUntil until when the same refresh token is answered with a pair again: the end of its grace window, or
 *     {@link Instant#MIN} if there is no such window
 */
public record RefreshUse(Outcome outcome, Instant answeredUntil) {

    /** What became of a request with a refresh token. */
    public enum Outcome {
        /** It was not used before, and a pair came in its place. */
        FIRST("first", ""),
        /** It was used before, within the grace window; it got a pair of its own. */
        ANSWERED_AGAIN("answered-again", "used refresh token, answered again"),
        /** It was used before, and is refused. */
        REFUSED("refused", "used refresh token"),
        /** It was used before, is refused, and everything that descends from the same grant ended with this. */
        FAMILY_ENDED("family-ended", "used refresh token, family ended");

        private final String word;
        private final String remark;

        Outcome(String word, String remark) {
            this.word = word;
            this.remark = remark;
        }

        /** How the journal names it. */
        public String word() {
            return word;
        }

        /** What the journal says of it beside the status, empty for the usual. */
        public String remark() {
            return remark;
        }
    }

    /** Whether a pair is issued for it. */
    public boolean answered() {
        return outcome == Outcome.FIRST || outcome == Outcome.ANSWERED_AGAIN;
    }

    /** Whether the refresh token was used before. */
    public boolean again() {
        return outcome != Outcome.FIRST;
    }
}
