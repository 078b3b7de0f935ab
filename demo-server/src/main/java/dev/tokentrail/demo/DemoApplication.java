package dev.tokentrail.demo;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.demo.flow.Connections;
import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.EmulatedServices;
import dev.tokentrail.demo.flow.gotoapi.GoToService;
import dev.tokentrail.demo.flow.wso2.Wso2Service;
import dev.tokentrail.demo.session.Visitor;
import dev.tokentrail.demo.session.Visitors;
import dev.tokentrail.demo.web.Web;
import dev.tokentrail.mock.MockAuthServer;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The running demo: the emulator inside, the sessions and the web server. */
final class DemoApplication implements AutoCloseable {

    /** The services, in the order of the pages. */
    static final List<DemoService> SERVICES = List.of(new GoToService(), new Wso2Service());

    private final MockAuthServer emulator;
    private final Visitors visitors;
    private final Web web;

    private DemoApplication(String host, int port, MockAuthServer emulator, Clock clock) {
        this.emulator = emulator;
        this.visitors = new Visitors(new Gate(), SERVICES, JdkTransport.create(), clock);
        this.web = new Web(
                host, port, visitors, SERVICES, () -> List.of(emulator.url().toString()));
    }

    /**
     * Starts it.
     *
     * @param host address to bind
     * @param port port to bind, 0 for any free one
     * @param clock tells when sessions end
     * @return the running demo
     * @throws io.javalin.util.JavalinBindException if the address or the port cannot be had
     */
    static DemoApplication start(String host, int port, Clock clock) {
        MockAuthServer emulator = MockAuthServer.create()
                .interactive()
                .configure(EmulatedServices.CONFIGURATION)
                .start();
        try {
            return new DemoApplication(host, port, emulator, clock);
        } catch (RuntimeException failed) {
            emulator.close();
            throw failed;
        }
    }

    /** Scheme, host and port, without a slash at the end. */
    String origin() {
        return web.origin();
    }

    /** Every address with its method. */
    List<String> routes() {
        return web.routes();
    }

    /** The emulator inside. */
    MockAuthServer emulator() {
        return emulator;
    }

    /** The sessions. */
    Visitors visitors() {
        return visitors;
    }

    @Override
    public void close() {
        web.close();
        visitors.endAll();
        emulator.close();
    }

    private final class Gate implements Visitor.Gate {

        @Override
        public MockAuthServer openNamespace() {
            return emulator.namespace().open();
        }

        @Override
        public Connections connections(@Nullable MockAuthServer namespace) {
            return new EmulatedServices(Objects.requireNonNull(namespace), web.origin());
        }
    }
}
