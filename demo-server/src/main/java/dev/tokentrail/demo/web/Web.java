package dev.tokentrail.demo.web;

import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.session.Visitor;
import dev.tokentrail.demo.session.Visitors;
import dev.tokentrail.demo.settings.Settings;
import dev.tokentrail.demo.web.api.Api;
import dev.tokentrail.demo.web.home.HomePage;
import dev.tokentrail.demo.web.service.CallbackPage;
import dev.tokentrail.demo.web.service.ServicePage;
import dev.tokentrail.demo.web.settings.SettingsPage;
import dev.tokentrail.demo.web.token.TokensPage;
import dev.tokentrail.demo.web.trail.TrailPage;
import dev.tokentrail.mock.tls.TlsProtocols;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.staticfiles.Location;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server of the demo. */
public final class Web implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Web.class);
    private static final long LONGEST_REQUEST = 64 * 1024;

    private final ListenAddress address;
    private final Settings settings;
    private final List<DemoService> services;
    private final Guards guards;
    private final TrailPage trail;
    private final Javalin javalin;

    /**
     * Starts to listen.
     *
     * @param address where to listen
     * @param settings which services are real
     * @param visitors the sessions
     * @param services the services, in the order of the pages
     * @param signInOrigins origins of the authorize pages
     * @throws io.javalin.util.JavalinBindException if the address or the port cannot be had
     */
    public Web(
            ListenAddress address,
            Settings settings,
            Visitors visitors,
            List<DemoService> services,
            Supplier<List<String>> signInOrigins) {
        this.address = address;
        this.settings = settings;
        this.services = services;
        this.guards = new Guards(visitors, this::origin, signInOrigins);
        this.trail = new TrailPage(this);
        this.javalin = Javalin.create(this::configure);
        javalin.start(address.host(), address.port());
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = LONGEST_REQUEST;
        config.jetty.modifyServer(server -> server.setErrorHandler(new MalformedRequests(guards::headers)));
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        address.identity()
                .ifPresent(identity -> config.jetty.addConnector((server, http) -> {
                    ServerConnector connector = new ServerConnector(server, TlsProtocols.create(http, identity));
                    connector.setHost(address.host());
                    connector.setPort(address.port());
                    return connector;
                }));
        config.staticFiles.add(files -> {
            files.directory = "/web";
            files.hostedPath = "/web";
            files.location = Location.CLASSPATH;
        });
        guards.register(config.routes);
        new HomePage(this).register(config.routes);
        new TokensPage(this).register(config.routes);
        new ServicePage(this).register(config.routes);
        new CallbackPage(this).register(config.routes);
        new Api(this).register(config.routes);
        new SettingsPage(this).register(config.routes);
        trail.register(config.routes);
        config.routes.exception(PageFailure.class, (failure, context) -> fail(context, failure));
        config.routes.exception(
                HttpResponseException.class,
                (failure, context) ->
                        fail(context, new PageFailure(failure.getStatus(), sentence(failure.getStatus()))));
        config.routes.exception(Exception.class, (failure, context) -> {
            LOG.error("{} {} failed", context.method(), context.path(), failure);
            fail(context, new PageFailure(500, "The demo failed; its log says why."));
        });
    }

    static String sentence(int status) {
        return switch (status) {
            case 404 -> "There is no such page. The start page lists what there is.";
            case 405 -> "This page is not asked for in this way.";
            case 413 -> "That is more than this page takes: at most " + LONGEST_REQUEST + " bytes.";
            case 414, 431 -> "The address or the headers of this request are too long.";
            default -> "The request cannot be understood.";
        };
    }

    private void fail(Context context, PageFailure failure) {
        if (Api.owns(context)) {
            Api.problem(context, failure);
            return;
        }
        context.status(failure.status());
        Templates.render(
                context,
                "layout/failure.jte",
                new FailureModel(page(context, "That did not work"), failure.status(), failure.sentence()));
    }

    /**
     * What the page of a failure shows.
     *
     * @param page its frame
     * @param status the HTTP status
     * @param sentence what was wrong and what to do
     */
    public record FailureModel(Page page, int status, String sentence) {}

    /** The frame of a page; a visitor without a session has no forms in it. */
    public Page page(Context context, String title) {
        return new Page(
                title,
                context.path(),
                guards.session(context).map(Visitor::csrfToken).orElse(""),
                services);
    }

    /** The guards. */
    public Guards guards() {
        return guards;
    }

    /** Which services are real. */
    public Settings settings() {
        return settings;
    }

    /** The services, in the order of the pages. */
    public List<DemoService> services() {
        return services;
    }

    /**
     * Finds a service.
     *
     * @param id its name in addresses
     * @return the service
     * @throws PageFailure with 404 if there is none of that name
     */
    public DemoService service(String id) {
        Optional<DemoService> found =
                services.stream().filter(service -> service.id().equals(id)).findFirst();
        return found.orElseThrow(() -> new PageFailure(404, "There is no such service."));
    }

    /** Every address with its method, for example {@code GET /services/{service}}. */
    public List<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method + " " + endpoint.path)
                .toList();
    }

    /** Scheme, host and port, without a slash at the end. */
    public String origin() {
        return address.origin(javalin.port());
    }

    @Override
    public void close() {
        trail.close();
        javalin.stop();
    }
}
