package dev.tokentrail.benchmarks;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * What came of many callers who asked for a token at once.
 *
 * @param callers how many asked
 * @param tokens how many different tokens they got
 * @param failures how many got none
 * @param firstFailure what the first of those got
 * @param together whether the last had asked before the first was answered, so that there really was a herd
 */
record Herd(int callers, int tokens, int failures, @Nullable Throwable firstFailure, boolean together) {

    /** Lets so many callers ask at once, and waits for all of them. */
    static Herd of(int callers, Callable<String> call) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(callers);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(callers);
        LongAccumulator lastAsked = new LongAccumulator(Math::max, Long.MIN_VALUE);
        LongAccumulator firstAnswered = new LongAccumulator(Math::min, Long.MAX_VALUE);
        Set<String> tokens = ConcurrentHashMap.newKeySet();
        ConcurrentHashMap<String, Throwable> failure = new ConcurrentHashMap<>();
        AtomicInteger failures = new AtomicInteger();
        long start = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            Callers.unstarted(() -> {
                        ready.countDown();
                        try {
                            go.await();
                            lastAsked.accumulate(System.nanoTime() - start);
                            tokens.add(call.call());
                        } catch (Exception | Error e) {
                            failures.incrementAndGet();
                            failure.putIfAbsent("first", e);
                        }
                        firstAnswered.accumulate(System.nanoTime() - start);
                        done.countDown();
                    })
                    .start();
        }
        ready.await();
        go.countDown();
        done.await();
        return new Herd(
                callers, tokens.size(), failures.get(), failure.get("first"), lastAsked.get() < firstAnswered.get());
    }
}
