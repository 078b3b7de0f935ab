package dev.tokentrail.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ThreadFactory;

/** Threads for many callers: virtual where the JVM has them, else platform threads with small stacks. */
final class Callers {

    private static final long SMALL_STACK = 256 * 1024;
    private static final ThreadFactory THREADS = virtual() ? virtualThreads() : Callers::platformThread;

    private Callers() {}

    static String kind() {
        return virtual() ? "virtual threads" : "platform threads";
    }

    static Thread unstarted(Runnable call) {
        return THREADS.newThread(call);
    }

    private static boolean virtual() {
        return Runtime.version().feature() >= 21;
    }

    private static Thread platformThread(Runnable call) {
        Thread thread = new Thread(null, call, "caller", SMALL_STACK);
        thread.setDaemon(true);
        return thread;
    }

    // Thread.ofVirtual().factory() is part of Java 21; this code is compiled for 17.
    private static ThreadFactory virtualThreads() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("This JVM has no virtual threads after all", e);
        }
    }
}
