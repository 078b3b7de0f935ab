package dev.tokentrail.mock.token;

import dev.tokentrail.mock.config.Section;
import dev.tokentrail.mock.http.RefreshUse;
import dev.tokentrail.mock.http.RefreshUse.Outcome;
import java.time.Duration;
import java.time.Instant;

/**
 * What happens at a service that rotates when a refresh token comes again that was used before.
 *
 * <p>Within the grace window, which begins with the first use, each repeat gets a pair of its own beside those that were
 * given before, and all of them live: as Ory Hydra does ({@code oauth2.grant.refresh_token.rotation_grace_period},
 * ory/docs, "Graceful refresh token rotation"). dex ({@code reuseInterval}) answers with the one successor instead, and
 * WSO2 Identity Server with another that ends the successor.
 *
 * @param endsFamily whether a repeat outside of the window ends all that descends from the same grant (RFC 9700 section
 *     4.14.2)
 * @param grace length of the window, zero for none
 */
public record RefreshTokenReuse(boolean endsFamily, Duration grace) {

    /** 30 days, the longest that Hydra takes. */
    private static final long LONGEST_GRACE = 2_592_000;

    /**
     * Reads both keys; without them a repeat is refused and nothing else.
     *
     * @throws IllegalArgumentException if one of them is not what it should be
     */
    public static RefreshTokenReuse read(Section section) {
        boolean endsFamily = switch (section.text("refreshTokenReuse", "refused")) {
            case "refused" -> false;
            case "family-ended" -> true;
            default -> throw section.wrong("refreshTokenReuse", "\"refused\" or \"family-ended\"");
        };
        return new RefreshTokenReuse(
                endsFamily, Duration.ofSeconds(section.number("refreshTokenGraceSeconds", 0, 0, LONGEST_GRACE)));
    }

    public boolean hasGrace() {
        return !grace.isZero();
    }

    /** The first use of a refresh token. */
    public RefreshUse first(Instant now) {
        return new RefreshUse(Outcome.FIRST, answeredUntil(now));
    }

    /** Another use of a refresh token, which may end its family. */
    public RefreshUse again(Instant firstUse, Instant now, TokenFamily family) {
        Instant answeredUntil = answeredUntil(firstUse);
        if (now.isBefore(answeredUntil) && !family.ended()) {
            return new RefreshUse(Outcome.ANSWERED_AGAIN, answeredUntil);
        }
        return new RefreshUse(endsFamily && family.end() ? Outcome.FAMILY_ENDED : Outcome.REFUSED, answeredUntil);
    }

    private Instant answeredUntil(Instant firstUse) {
        return hasGrace() ? firstUse.plus(grace) : Instant.MIN;
    }
}
