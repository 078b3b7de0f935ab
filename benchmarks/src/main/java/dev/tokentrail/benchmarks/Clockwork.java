package dev.tokentrail.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Times and memory of single operations. */
final class Clockwork {

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Clockwork() {}

    /** Something that is done once for each number. */
    @FunctionalInterface
    interface Numbered {
        void run(int number) throws Exception;
    }

    /** The median time of one call, in µs, of so many. */
    static double median(int calls, Numbered operation) throws Exception {
        List<Double> times = new ArrayList<>(calls);
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            operation.run(i);
            times.add((System.nanoTime() - start) / 1000.0);
        }
        return Spread.of(times).middle();
    }

    /** The median time of one call in µs, of five blocks of calls that take about 15 ms each, or one call; after as many for warmth. */
    static double repeated(Callable<?> operation) throws Exception {
        long warm = System.nanoTime() + 150_000_000L;
        int calls = 0;
        long began = System.nanoTime();
        do {
            operation.call();
            calls++;
        } while (System.nanoTime() < warm && calls < 20_000);
        double once = (System.nanoTime() - began) / (double) calls;
        int block = (int) Math.max(1, 15_000_000 / once);
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            for (int j = 0; j < block; j++) {
                operation.call();
            }
            times.add((System.nanoTime() - start) / 1000.0 / block);
        }
        return Spread.of(times).middle();
    }

    /** The KiB that one call allocates on this thread. */
    static double allocated(Callable<?> operation) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        operation.call();
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / 1024.0;
    }

    /** What is in use of the heap after collections, in KiB. */
    static double heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(30);
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1024.0;
    }
}
