package dev.tokentrail.mock.token;

import java.util.concurrent.atomic.AtomicBoolean;

/** All access and refresh tokens that descend from one grant: what ends the family ends each of them. */
public final class TokenFamily {

    private final AtomicBoolean ended = new AtomicBoolean();

    /** Ends it; false if it had ended before. */
    public boolean end() {
        return ended.compareAndSet(false, true);
    }

    public boolean ended() {
        return ended.get();
    }
}
