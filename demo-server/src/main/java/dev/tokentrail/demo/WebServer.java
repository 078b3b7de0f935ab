package dev.tokentrail.demo;

import dev.tokentrail.demo.web.PageFailure;
import dev.tokentrail.demo.web.StaticFiles;
import dev.tokentrail.demo.web.Web;
import dev.tokentrail.demo.web.api.Api;
import dev.tokentrail.demo.web.faults.FaultsPage;
import dev.tokentrail.demo.web.home.HomePage;
import dev.tokentrail.demo.web.service.CallbackPage;
import dev.tokentrail.demo.web.service.ServicePage;
import dev.tokentrail.demo.web.settings.SettingsPage;
import dev.tokentrail.demo.web.token.TokensPage;
import dev.tokentrail.demo.web.trail.TrailPage;
import dev.tokentrail.mock.connection.HttpConnector;
import dev.tokentrail.mock.connection.StrangerLimits;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server of the demo: every page at its address. */
final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private static final int LONGEST_PAGE = 128 * 1024;

    private final ListenAddress address;
    private final Web web;
    private final TrailPage trail;
    private final Javalin javalin;

    /**
     * Prepares it; {@link #start} begins to listen.
     *
     * @param address where to listen
     * @param web what every page is given
     */
    WebServer(ListenAddress address, Web web) {
        this.address = address;
        this.web = web;
        this.trail = new TrailPage(web);
        this.javalin = Javalin.create(this::configure);
    }

    /**
     * Begins to listen.
     *
     * @throws io.javalin.util.JavalinBindException if the address or the port cannot be had
     */
    void start() {
        javalin.start(address.host(), address.port());
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = Web.LONGEST_REQUEST;
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new MalformedRequests(web.guards()::headers));
            StrangerLimits.set(server, Web.LONGEST_REQUEST);
        });
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            // What a page leaves here is sent without a thread that waits for whoever reads it slowly.
            http.setOutputBufferSize(LONGEST_PAGE);
            http.setOutputAggregationSize(LONGEST_PAGE);
        });
        config.jetty.addConnector((server, http) ->
                HttpConnector.create(server, http, address.identity().orElse(null), address.host(), address.port()));
        web.guards().register(config.routes);
        new StaticFiles().register(config.routes);
        new HomePage(web).register(config.routes);
        new TokensPage(web).register(config.routes);
        FaultsPage faults = new FaultsPage(web);
        faults.register(config.routes);
        new ServicePage(web).register(config.routes);
        new CallbackPage(web).register(config.routes);
        new Api(web, faults).register(config.routes);
        new SettingsPage(web).register(config.routes);
        trail.register(config.routes);
        config.routes.exception(PageFailure.class, (failure, context) -> fail(context, failure));
        config.routes.exception(
                HttpResponseException.class,
                (failure, context) ->
                        fail(context, new PageFailure(failure.getStatus(), Web.sentence(failure.getStatus()))));
        config.routes.exception(Exception.class, (failure, context) -> {
            LOG.error("{} {} failed", context.method(), context.path(), failure);
            fail(context, new PageFailure(500, "The demo failed; its log says why."));
        });
    }

    private void fail(Context context, PageFailure failure) {
        if (Api.owns(context)) {
            Api.problem(context, failure);
        } else {
            web.fail(context, failure);
        }
    }

    /** Every address with its method, for example {@code GET /services/{service}}. */
    List<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method + " " + endpoint.path)
                .toList();
    }

    /** Scheme, host and port, without a slash at the end; known once it listens. */
    String origin() {
        return address.origin(javalin.port());
    }

    /** The port that was bound. */
    int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        trail.close();
        javalin.stop();
    }
}
