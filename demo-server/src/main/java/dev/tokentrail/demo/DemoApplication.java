package dev.tokentrail.demo;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.demo.flow.Connections;
import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.EmulatedServices;
import dev.tokentrail.demo.flow.gotoapi.GoToService;
import dev.tokentrail.demo.flow.sonetel.SonetelService;
import dev.tokentrail.demo.flow.wso2.Wso2Service;
import dev.tokentrail.demo.flow.x3.X3Service;
import dev.tokentrail.demo.flow.xbooker.XBookerService;
import dev.tokentrail.demo.session.Visitor;
import dev.tokentrail.demo.session.Visitors;
import dev.tokentrail.demo.settings.ConfiguredServices;
import dev.tokentrail.demo.settings.Settings;
import dev.tokentrail.demo.web.Web;
import dev.tokentrail.mock.MockAuthServer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The running demo: the emulator inside, the sessions and the web server. */
final class DemoApplication implements AutoCloseable {

    /** The services, in the order of the pages. */
    static final List<DemoService> SERVICES =
            List.of(new X3Service(), new SonetelService(), new XBookerService(), new GoToService(), new Wso2Service());

    private final Settings settings;
    private final Optional<MockAuthServer> emulator;
    private final Optional<TokenStore> tokens;
    private final Visitors visitors;
    private final WebServer web;

    private DemoApplication(
            ListenAddress address,
            Settings settings,
            Optional<MockAuthServer> emulator,
            Optional<TokenStore> tokens,
            Clock clock) {
        List<DemoService> services = SERVICES.stream()
                .filter(service -> settings.offers(service.id()))
                .toList();
        List<String> signInSources = Stream.concat(
                        emulator.map(inside -> inside.url().toString()).stream(), settings.signInSources().stream())
                .toList();
        this.settings = settings;
        this.emulator = emulator;
        this.tokens = tokens;
        this.visitors = new Visitors(new Gate(), services, JdkTransport.create(), clock);
        this.web = new WebServer(address, new Web(settings, visitors, services, this::origin, () -> signInSources));
        web.start();
    }

    /**
     * Starts it in plain HTTP, with all services emulated.
     *
     * @param host address to bind
     * @param port port to bind, 0 for any free one
     * @param clock tells when sessions end
     * @return the running demo
     * @throws io.javalin.util.JavalinBindException if the address or the port cannot be had
     */
    static DemoApplication start(String host, int port, Clock clock) {
        return start(ListenAddress.plain(host, port), Settings.none(), Optional.empty(), clock);
    }

    /**
     * Starts it.
     *
     * @param address where to listen
     * @param settings which services are real, and whether there is an emulator for the others
     * @param tokens where tokens of real services outlive this process, empty to keep them in memory
     * @param clock tells when sessions end
     * @return the running demo
     * @throws io.javalin.util.JavalinBindException if the address or the port cannot be had
     */
    static DemoApplication start(ListenAddress address, Settings settings, Optional<TokenStore> tokens, Clock clock) {
        Optional<MockAuthServer> emulator = settings.hasEmulator()
                ? Optional.of(MockAuthServer.create()
                        .interactive()
                        .configure(EmulatedServices.CONFIGURATION)
                        .host(address.emulatorHost())
                        .port(address.emulatorPort())
                        .start())
                : Optional.empty();
        try {
            return new DemoApplication(address, settings, emulator, tokens, clock);
        } catch (RuntimeException failed) {
            emulator.ifPresent(MockAuthServer::close);
            throw failed;
        }
    }

    /** Scheme, host and port, without a slash at the end. */
    String origin() {
        return web.origin();
    }

    /** The port that was bound, which is not that of a published origin. */
    int port() {
        return web.port();
    }

    /** Every address with its method. */
    List<String> routes() {
        return web.routes();
    }

    /** The emulator inside; there has to be one. */
    MockAuthServer emulator() {
        return emulator.orElseThrow();
    }

    /** The sessions. */
    Visitors visitors() {
        return visitors;
    }

    @Override
    public void close() {
        web.close();
        visitors.leaveAll();
        emulator.ifPresent(MockAuthServer::close);
    }

    private final class Gate implements Visitor.Gate {

        @Override
        public @Nullable MockAuthServer openNamespace() {
            return emulator.map(inside -> inside.namespace().open()).orElse(null);
        }

        @Override
        public Connections connections(@Nullable MockAuthServer namespace) {
            Optional<Connections> emulated =
                    Optional.ofNullable(namespace).map(own -> new EmulatedServices(own, web.origin()));
            return new ConfiguredServices(settings, emulated, web.origin());
        }

        @Override
        public Optional<TokenStore> tokenStore() {
            return tokens;
        }
    }
}
