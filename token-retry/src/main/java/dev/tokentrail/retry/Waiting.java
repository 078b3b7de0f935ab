package dev.tokentrail.retry;

import java.time.Duration;

/** How the pause between two attempts is spent. */
@FunctionalInterface
interface Waiting {

    void pass(Duration pause) throws InterruptedException;
}
