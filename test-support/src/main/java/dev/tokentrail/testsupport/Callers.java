package dev.tokentrail.testsupport;

import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.token.Token;

/** Asks a token source as its callers do. */
public final class Callers {

    private static final long PATIENCE_MILLIS = 20_000;

    private Callers() {}

    /**
     * Asks until a renewal has put another token in place of an old one. A renewal in the background that has just ended may
     * still give its token to a caller for whom the clock was moved on since: the next call renews.
     *
     * @param source the source
     * @param old the token that it gave so far
     * @return the next one
     * @throws AssertionError if there is none within 20 seconds
     * @throws InterruptedException if the test is stopped
     */
    public static Token anotherThan(TokenSource source, Token old) throws InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        Token now = source.token();
        while (now.accessToken().equals(old.accessToken())) {
            if (System.currentTimeMillis() > end) {
                throw new AssertionError("No other token within " + PATIENCE_MILLIS + " ms");
            }
            Thread.sleep(1);
            now = source.token();
        }
        return now;
    }
}
