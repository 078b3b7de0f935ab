package dev.tokentrail.conformance.soak;

import java.lang.management.ManagementFactory;

/**
 * What a process holds, after the garbage is gone.
 *
 * @param threads threads of the platform
 * @param heap bytes
 */
record Load(int threads, long heap) {

    static Load now() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return new Load(
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    @Override
    public String toString() {
        return threads + " threads and " + heap / 1024 + " KiB of heap";
    }
}
