package dev.tokentrail.testsupport;

import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.token.Token;

/** Asks a token source as its callers do. */
public final class Callers {

    private static final long PATIENCE_MILLIS = 20_000;

    private Callers() {}

    /**
     * Asks until a renewal in the background has put another token in place of a stale one.
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
