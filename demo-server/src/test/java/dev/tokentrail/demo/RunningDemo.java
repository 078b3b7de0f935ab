package dev.tokentrail.demo;

import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.session.Visitors;
import dev.tokentrail.demo.settings.Settings;
import dev.tokentrail.mock.MockAuthServer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The whole demo on free ports of the loopback interface, for tests. */
public final class RunningDemo implements AutoCloseable {

    private final DemoApplication application;

    /** Opened where it listens. */
    public RunningDemo() {
        application = DemoApplication.start("127.0.0.1", 0, Clock.systemUTC());
    }

    /** Opened elsewhere, as behind a container's port or a proxy, and listening at every address. */
    public RunningDemo(String published) {
        application = DemoApplication.start(
                new ListenAddress("0.0.0.0", 0, Optional.empty(), Optional.of(published), 0),
                Settings.none(),
                Optional.empty(),
                Clock.systemUTC());
    }

    /** The port that was bound. */
    public int port() {
        return application.port();
    }

    /** Scheme, host and port. */
    public String origin() {
        return application.origin();
    }

    /** Every address with its method. */
    public List<String> routes() {
        return application.routes();
    }

    /** The services, in the order of the pages. */
    public List<DemoService> services() {
        return DemoApplication.SERVICES;
    }

    /** The service of this name, which needs no running demo. */
    public static DemoService service(String id) {
        return DemoApplication.SERVICES.stream()
                .filter(service -> service.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The emulator inside. */
    public MockAuthServer emulator() {
        return application.emulator();
    }

    /** The sessions. */
    public Visitors visitors() {
        return application.visitors();
    }

    @Override
    public void close() {
        application.close();
    }
}
