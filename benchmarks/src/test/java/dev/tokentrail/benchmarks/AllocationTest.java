package dev.tokentrail.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.token.Token;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A fresh token is given out without allocating. */
class AllocationTest {

    private static final int CALLS = 1_000_000;

    /** A look at the wall clock each second allocates one small object; the rest is what the virtual machine does itself. */
    private static final long A_FEW_KILOBYTES = 8 * 1024;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aMillionCalls() {
        try (TokenSource source = new FreshToken.Tokentrail().source()) {
            Token first = source.token();
            long before = threads.getCurrentThreadAllocatedBytes();
            boolean same = true;
            for (int i = 0; i < CALLS; i++) {
                same &= source.token() == first;
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;

            assertThat(same).isTrue();
            assertThat(allocated).isBetween(0L, A_FEW_KILOBYTES);
        }
    }

    @Test
    void anAllocationWouldBeSeen() {
        long before = threads.getCurrentThreadAllocatedBytes();
        Object[] objects = new Object[1000];
        for (int i = 0; i < objects.length; i++) {
            objects[i] = new byte[16];
        }
        assertThat(objects).doesNotContainNull();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isGreaterThan(A_FEW_KILOBYTES);
    }
}
