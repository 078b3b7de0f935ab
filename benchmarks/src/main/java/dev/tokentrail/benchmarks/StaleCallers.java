package dev.tokentrail.benchmarks;

import dev.tokentrail.core.source.InMemoryTokenStore;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.provider.wso2.Wso2;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** How long callers wait for a stale token while its renewal hangs: not at all. */
final class StaleCallers {

    private static final Duration HANGS = Duration.ofSeconds(2);
    private static final int CALLERS = 50;
    private static final int MOST_CALLS = 4_000;

    private StaleCallers() {}

    /** Shows the distribution, and fails if somebody was given another token, or if not one renewal was under way. */
    static void run(Figures figures) throws InterruptedException {
        try (Service service = Service.start(Duration.ofHours(1))) {
            Wso2 wso2 = service.client();
            Token stale = wso2.clientCredentials();
            InMemoryTokenStore store = new InMemoryTokenStore();
            // Of the hour that it lives, the last half minute is left: within the margin of a minute, so it is stale.
            store.save("account", 0, new IssuedToken(stale, wso2.clock().instant(), Duration.ofSeconds(3_570)));
            try (TokenSource source = TokenSource.builder(wso2)
                    .grant(() -> wso2.clientCredentials())
                    .store(store, "account")
                    .build()) {
                int before = service.tokenRequests();
                service.answerAfter(HANGS);
                require(source.token(), stale);
                long[] waits = waits(source, stale);
                if (service.tokenRequests() - before != 1) {
                    throw new IllegalStateException("Not one renewal: " + (service.tokenRequests() - before));
                }
                show(figures, waits);
            }
        }
    }

    private static long[] waits(TokenSource source, Token stale) throws InterruptedException {
        // A little less than the renewal hangs, so that every call is made while it does.
        long end = System.nanoTime() + HANGS.minusMillis(300).toNanos();
        ConcurrentLinkedQueue<long[]> all = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(CALLERS);
        for (int i = 0; i < CALLERS; i++) {
            Callers.unstarted(() -> {
                        try {
                            all.add(waitsOfOne(source, stale, end));
                        } catch (Exception | Error e) {
                            failures.add(e);
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        if (!failures.isEmpty()) {
            throw new IllegalStateException("A caller got no stale token", failures.peek());
        }
        return all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    }

    private static long[] waitsOfOne(TokenSource source, Token stale, long end) throws InterruptedException {
        long[] waits = new long[MOST_CALLS];
        int calls = 0;
        while (calls < MOST_CALLS && System.nanoTime() - end < 0) {
            long start = System.nanoTime();
            Token token = source.token();
            waits[calls++] = System.nanoTime() - start;
            require(token, stale);
            Thread.sleep(1);
        }
        return Arrays.copyOf(waits, calls);
    }

    private static void require(Token token, Token stale) {
        if (!token.equals(stale)) {
            throw new IllegalStateException("Another token than the stale one was given out");
        }
    }

    private static void show(Figures figures, long[] waits) {
        figures.line(String.format(
                Locale.ROOT,
                "While a renewal hung for %d s, %d callers (%s) were given the stale token %,d times. They waited for it:"
                        + " median %.1f µs, p99 %.1f µs, p99.9 %.1f µs, longest %.1f ms. One token request.",
                HANGS.toSeconds(),
                CALLERS,
                Callers.kind(),
                waits.length,
                at(waits, 0.5),
                at(waits, 0.99),
                at(waits, 0.999),
                at(waits, 1) / 1000));
        figures.line("");
    }

    /** Microseconds. */
    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) Math.ceil(share * sorted.length))] / 1000.0;
    }
}
