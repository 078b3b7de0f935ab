package dev.tokentrail.benchmarks;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Callers of one source that has no token yet: all wait for the one grant, which comes when all are there. */
final class WaitingCallers {

    private static final List<Integer> SIZES = List.of(1, 10, 100, 1_000, 10_000);
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final int ROUNDS = 3;

    private WaitingCallers() {}

    /** A service that gives its token when it is told to. */
    private record Late(CountDownLatch told, AtomicInteger grants) implements TokenProvider {

        @Override
        public String name() {
            return "Late";
        }

        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public Token refresh(Token token) {
            throw new IllegalStateException("There is nothing to refresh");
        }

        @Override
        public Token token() {
            grants.incrementAndGet();
            try {
                if (!told.await(60, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("Nobody told when");
                }
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", stop);
            }
            return Token.of(Secret.of("2YotnFZFEjr1zCsicMWpAA"));
        }
    }

    static GrowthTable measure() throws Exception {
        GrowthTable table = new GrowthTable("callers");
        for (int size : SIZES) {
            List<Double> asynchronous = new ArrayList<>();
            List<Double> heaps = new ArrayList<>();
            List<Double> waiting = new ArrayList<>();
            List<Double> bare = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                asynchronous.add(asynchronous(size, heaps));
                waiting.add(waiting(size));
                bare.add(bare(size));
            }
            double threads = Spread.of(waiting).middle();
            double platform = Spread.of(bare).middle();
            table.linear(
                    "until the last has the token, asynchronously, µs",
                    size,
                    Spread.of(asynchronous).middle());
            table.any("until the last has the token, in threads, µs", size, threads);
            table.any(
                    "until the last has the token, in threads that wait for a bare `CompletableFuture`, µs",
                    size,
                    platform);
            table.constant("÷ bare", size, threads / platform);
            table.linear(
                    "heap while they wait, asynchronously, KiB",
                    size,
                    Math.max(1, Spread.of(heaps).middle()));
        }
        return table;
    }

    private static double asynchronous(int callers, List<Double> heaps) throws Exception {
        Late provider = new Late(new CountDownLatch(1), new AtomicInteger());
        try (TokenSource source =
                TokenSource.builder(provider).assumedLifetime(LIFETIME).build()) {
            double before = Clockwork.heap();
            List<CompletableFuture<Token>> answers = new ArrayList<>(callers);
            for (int i = 0; i < callers; i++) {
                answers.add(source.tokenAsync());
            }
            heaps.add(Clockwork.heap() - before);
            long start = System.nanoTime();
            provider.told().countDown();
            for (CompletableFuture<Token> answer : answers) {
                answer.get(60, TimeUnit.SECONDS);
            }
            double took = (System.nanoTime() - start) / 1000.0;
            requireOneGrant(provider);
            return took;
        }
    }

    private static double waiting(int callers) throws Exception {
        Late provider = new Late(new CountDownLatch(1), new AtomicInteger());
        try (TokenSource source = TokenSource.builder(provider)
                .assumedLifetime(LIFETIME)
                .patience(Duration.ofSeconds(60))
                .build()) {
            double took = woken(callers, source::token, provider.told()::countDown);
            requireOneGrant(provider);
            return took;
        }
    }

    /** What the platform takes to wake so many threads up, without a token source. */
    private static double bare(int callers) throws Exception {
        CompletableFuture<Token> outcome = new CompletableFuture<>();
        return woken(
                callers,
                () -> outcome.get(60, TimeUnit.SECONDS),
                () -> outcome.complete(Token.of(Secret.of("2YotnFZFEjr1zCsicMWpAA"))));
    }

    /** Microseconds from the moment in which the token is there until the last of so many threads has it. */
    private static double woken(int callers, Callable<Token> call, Runnable tell) throws Exception {
        CountDownLatch asked = new CountDownLatch(callers);
        CountDownLatch served = new CountDownLatch(callers);
        AtomicLong last = new AtomicLong();
        for (int i = 0; i < callers; i++) {
            Callers.unstarted(() -> {
                        asked.countDown();
                        try {
                            call.call();
                        } catch (Exception failed) {
                            throw new IllegalStateException(failed);
                        }
                        last.accumulateAndGet(System.nanoTime(), Math::max);
                        served.countDown();
                    })
                    .start();
        }
        asked.await();
        long start = System.nanoTime();
        tell.run();
        if (!served.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException(served.getCount() + " callers got no token");
        }
        return (last.get() - start) / 1000.0;
    }

    private static void requireOneGrant(Late provider) {
        if (provider.grants().get() != 1) {
            throw new IllegalStateException("One grant was due, not " + provider.grants());
        }
    }
}
