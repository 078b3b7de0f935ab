package dev.tokentrail.conformance.nodes;

import dev.tokentrail.conformance.nodes.Report.Kind;
import java.io.PrintStream;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Tells the conductor what a node does, and stops it where the conductor wants. */
final class Checkpoints {

    private final PrintStream conductor;
    private final Semaphore permits = new Semaphore(0);
    private volatile @Nullable Point armed;

    Checkpoints(PrintStream conductor) {
        this.conductor = conductor;
    }

    void report(Kind kind, String detail) {
        String line = new Report(System.currentTimeMillis(), kind, detail).line();
        synchronized (conductor) {
            conductor.println(line);
            conductor.flush();
        }
    }

    /** Stops every renewal that comes by from now on; null for none. */
    void arm(@Nullable Point point) {
        armed = point;
    }

    /** Lets one go on. */
    void resume() {
        permits.release();
    }

    void reached(Point point) {
        if (point == armed) {
            report(Kind.HALTED, point.name());
            permits.acquireUninterruptibly();
        } else {
            report(Kind.REACHED, point.name());
        }
    }
}
