package dev.tokentrail.core.source;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Makes threads that live as long as one renewal: virtual where the JVM has them, else daemons. */
final class RenewalThreads {

    private static final @Nullable MethodHandle UNSTARTED_VIRTUAL = unstartedVirtual();

    private RenewalThreads() {}

    static Thread unstarted(String name, Runnable renewal) {
        Thread thread;
        if (UNSTARTED_VIRTUAL == null) {
            thread = new Thread(renewal);
            thread.setDaemon(true);
        } else {
            try {
                thread = (Thread) UNSTARTED_VIRTUAL.invokeExact(renewal);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("A virtual thread cannot be made", e);
            }
        }
        thread.setName("tokentrail-" + name);
        return thread;
    }

    // Thread.ofVirtual().unstarted(task) is part of Java 21; this code is compiled for 17.
    private static @Nullable MethodHandle unstartedVirtual() {
        if (Runtime.version().feature() < 21) {
            return null;
        }
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object virtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual))
                    .invoke();
            return lookup.findVirtual(builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class))
                    .bindTo(virtual);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            return null;
        }
    }
}
