package dev.tokentrail.store.contract;

import dev.tokentrail.core.source.InMemoryTokenStore;
import dev.tokentrail.core.source.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

class InMemoryTokenStoreTest extends TokenStoreContract {

    private static final class MovedClock extends Clock {
        private volatile Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final MovedClock clock = new MovedClock();

    @Override
    protected TokenStore openEmpty() {
        return new InMemoryTokenStore(clock);
    }

    @Override
    protected TokenStore reopen(TokenStore open) {
        return open;
    }

    @Override
    protected void pass(Duration time) {
        clock.now = clock.now.plus(time);
    }
}
