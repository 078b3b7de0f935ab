package dev.tokentrail.demo;

import dev.tokentrail.core.http.Loopback;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.demo.settings.ServiceName;
import dev.tokentrail.demo.settings.Settings;
import io.javalin.util.JavalinBindException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Serves the pages until the process is told to end. */
final class Pages {

    private final PrintWriter out;
    private final PrintWriter err;

    Pages(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Starts the server, says where it is, and returns when the thread is interrupted.
     *
     * @throws IllegalArgumentException if the port or the address cannot be had; the message is one sentence
     */
    void serve(ListenAddress address, Settings settings, Optional<TokenStore> tokens, boolean open) {
        DemoApplication demo = started(address, settings, tokens);
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "stop"));
        out.println("Demo ready at " + demo.origin() + " (stop it with Ctrl-C)");
        real(settings, out);
        settings.incomplete().ifPresent(missing -> err.println(missing + " See " + demo.origin() + "/settings."));
        boolean opensHere = Loopback.isSecure("http://" + authority(demo.origin()));
        if (opensHere && address.isEveryAddress()) {
            err.println("Whoever reaches port " + demo.port() + " can use what is set up here.");
        }
        if (!opensHere) {
            err.println("Whoever reaches " + demo.origin() + " can use what is set up here"
                    + (settings.hasEmulator()
                            ? "; signing in at the emulator needs a --host or an --origin such as 127.0.0.1."
                            : "."));
        }
        if (open) {
            SystemBrowser.open(demo.origin(), err);
        }
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void real(Settings settings, PrintWriter out) {
        String real = Stream.of(ServiceName.values())
                .filter(settings::isReal)
                .map(ServiceName::title)
                .collect(Collectors.joining(", "));
        if (!real.isEmpty()) {
            out.println("Real: " + real + (settings.hasEmulator() ? "; the emulator stands for the others" : ""));
        }
    }

    private static String authority(String origin) {
        return origin.substring(origin.indexOf("://") + 3);
    }

    private static DemoApplication started(ListenAddress address, Settings settings, Optional<TokenStore> tokens) {
        try {
            return DemoApplication.start(address, settings, tokens, Clock.systemUTC());
        } catch (JavalinBindException refused) {
            throw new IllegalArgumentException(
                    "Cannot listen at port " + address.port() + " of " + address.host() + ": " + reason(refused),
                    refused);
        }
    }

    private static String reason(Throwable refused) {
        String all = Stream.iterate(refused, cause -> cause != null, Throwable::getCause)
                .map(cause -> String.valueOf(cause.getMessage()))
                .collect(Collectors.joining(" "));
        if (all.contains("Permission denied")) {
            return "ports below 1024 belong to the system; --port 0 picks a free one.";
        }
        return all.contains("assign requested address")
                ? "the address is not of this machine."
                : "the port is taken; --port 0 picks a free one.";
    }
}
