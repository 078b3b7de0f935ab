package dev.tokentrail.mock.junit;

import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.MockAuthServerBuilder;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** The one server of a test run, at which tests have namespaces; closed after the last test. */
@SuppressWarnings("deprecation") // getOrComputeIfAbsent and CloseableResource are what JUnit 5.10 has.
final class SharedServer implements CloseableResource, AutoCloseable {

    private static final int LONGEST_NAME = 24;

    private final MockAuthServer server = MockAuthServer.start();
    private final AtomicLong opened = new AtomicLong();

    /** The server of the run that a context is part of. */
    static SharedServer of(ExtensionContext context) {
        return Objects.requireNonNull(context.getRoot()
                .getStore(MockAuthServerExtension.NAMESPACE)
                .getOrComputeIfAbsent(SharedServer.class, unused -> new SharedServer(), SharedServer.class));
    }

    /** Starts an emulator for a test. */
    static MockAuthServer start(ExtensionContext owner, Settings settings) {
        if (settings.only().isEmpty()) {
            return of(owner).open(owner, settings);
        }
        MockAuthServerBuilder builder = MockAuthServer.create().only(settings.only());
        return (settings.configuration().isEmpty() ? builder : builder.configure(settings.configuration())).start();
    }

    private MockAuthServer open(ExtensionContext owner, Settings settings) {
        var namespace = server.namespace().named(name(owner) + opened.incrementAndGet());
        return (settings.configuration().isEmpty() ? namespace : namespace.configure(settings.configuration())).open();
    }

    /** Tells whoever reads an address which test it is of. */
    private static String name(ExtensionContext owner) {
        String name = owner.getTestMethod()
                .map(java.lang.reflect.Method::getName)
                .orElseGet(() -> owner.getRequiredTestClass().getSimpleName());
        String plain = name.replaceAll("([a-z])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-", "");
        String start = plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
        return start.isEmpty() || start.endsWith("-") ? start : start + "-";
    }

    @Override
    public void close() {
        server.close();
    }
}
