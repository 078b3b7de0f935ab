package dev.tokentrail.mock.http;

import dev.tokentrail.mock.connection.HttpConnector;
import dev.tokentrail.mock.connection.StrangerLimits;
import dev.tokentrail.mock.tls.ServerIdentity;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.time.Clock;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The Javalin server: turns a call into a {@link Request} and writes its {@link Answer}. */
public final class HttpHost implements AutoCloseable {

    /** A longer body is answered with 413. */
    private static final int LARGEST_BODY = 1024 * 1024;

    private static final int LARGEST_HEAD = 16 * 1024;
    private static final long IDLE_MILLISECONDS = 30_000;

    /** A longer body does not wait in the output's buffer until the call is complete. */
    private static final int LONGEST_AT_THE_END = 8 * 1024;

    private final String host;
    private final @Nullable ServerIdentity identity;
    private final HttpDate date;
    private final ArrivalHandler arrivals;
    private final Javalin javalin;

    /**
     * Starts to listen.
     *
     * @param host address to bind
     * @param port port to bind, 0 for any free one
     * @param identity its certificate, null to speak plain HTTP
     * @param clock time of the {@code Date} header
     * @param arrivals is told of each request and answers it
     * @throws BindException if the address or the port cannot be had
     */
    public HttpHost(String host, int port, @Nullable ServerIdentity identity, Clock clock, Arrivals arrivals)
            throws BindException {
        this.host = host;
        this.identity = identity;
        this.date = new HttpDate(clock);
        this.arrivals = new ArrivalHandler(arrivals, this::origin);
        this.javalin = Javalin.create(config -> configure(config, port));
        try {
            javalin.start(host, port);
        } catch (JavalinBindException e) {
            throw bindFailure(e);
        } catch (RuntimeException e) {
            javalin.stop();
            throw e;
        }
    }

    public int port() {
        return javalin.port();
    }

    /** Scheme and authority at which this server listens, without a trailing slash. */
    public String origin() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return (identity == null ? "http://" : "https://")
                + (host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : name)
                + ":" + port();
    }

    /** Its certificate, null if it speaks plain HTTP. */
    public @Nullable ServerIdentity identity() {
        return identity;
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private BindException bindFailure(JavalinBindException cause) {
        javalin.stop();
        BindException failure = new BindException(String.valueOf(cause.getMessage()));
        failure.initCause(cause);
        return failure;
    }

    private void configure(JavalinConfig config, int port) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.jetty.modifyHttpConfiguration(HttpHost::configure);
        config.jetty.addConnector((server, http) -> HttpConnector.create(server, http, identity, host, port));
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new JsonErrors(arrivals));
            StrangerLimits.set(server, LARGEST_BODY);
            server.insertHandler(arrivals);
        });
        config.routes.before(this::handle);
    }

    private static void configure(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(LARGEST_HEAD);
        http.setHeaderCacheCaseSensitive(true);
        http.setOutputAggregationSize(LONGEST_AT_THE_END);
        http.setIdleTimeout(IDLE_MILLISECONDS);
    }

    private void handle(Context context) throws IOException {
        context.skipRemainingHandlers();
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(context.req());
        ArrivalHandler.Told told = arrivals.told(request);
        Answer answer = answer(context, told);
        if (HttpConnector.isStopping(request)) {
            // What the end of the server left of a body is not the client's mistake.
            request.getConnectionMetaData().getConnection().close();
            return;
        }
        if (answer.delivery().equals(Delivery.AT_ONCE)) {
            write(context, answer);
        } else {
            context.future(() -> Deliveries.deliver(
                    request,
                    answer,
                    new Writing(context.res()),
                    () -> told.arrival().ended()));
        }
    }

    private final class Writing implements Deliveries.Writer {

        private final HttpServletResponse response;

        Writing(HttpServletResponse response) {
            this.response = response;
        }

        @Override
        public void head(Answer answer) throws IOException {
            writeHead(response, answer);
            if (answer.status() != 204) {
                response.setContentLength(answer.bodySize());
            }
            response.flushBuffer();
        }

        @Override
        public void body(byte[] body, int offset, int length) throws IOException {
            if (length > 0) {
                response.getOutputStream().write(body, offset, length);
                response.getOutputStream().flush();
            }
        }
    }

    private static Answer answer(Context context, ArrivalHandler.Told told) {
        try {
            return told.arrival().answer(told.head().withBody(body(context)));
        } catch (HttpException.RuntimeException e) {
            return told.arrival().refused(unreadable(e.getCode(), String.valueOf(e.getReason())));
        } catch (IOException e) {
            return told.arrival().refused(unreadable(400, "The body is broken or did not come in time"));
        }
    }

    private static byte[] body(Context context) throws IOException {
        int length = context.req().getContentLength();
        // The handlers before this one let no longer body pass.
        return length < 0 || length > LARGEST_BODY
                ? context.req().getInputStream().readAllBytes()
                : context.req().getInputStream().readNBytes(length);
    }

    private static Answer unreadable(int status, String reason) {
        return ErrorShape.OAUTH.answer(status, "invalid_request", reason).with("Connection", "close");
    }

    // No thread waits here for a client to read: what is short goes out when the call is complete, the rest by itself.
    private void write(Context context, Answer answer) throws IOException {
        HttpServletResponse response = context.res();
        answer.leave();
        writeHead(response, answer);
        boolean empty = answer.status() == 204 || context.req().getMethod().equals("HEAD");
        if (answer.status() != 204 && (empty || answer.bodySize() > LONGEST_AT_THE_END)) {
            response.setContentLength(answer.bodySize());
        }
        if (empty || answer.bodySize() == 0) {
            return;
        }
        HttpOutput output = (HttpOutput) response.getOutputStream();
        if (answer.bodySize() <= LONGEST_AT_THE_END) {
            output.write(answer.body());
        } else {
            context.future(() -> {
                Callback.Completable sent = new Callback.Completable();
                output.sendContent(ByteBuffer.wrap(answer.body()), sent);
                return sent.exceptionally(failure -> null);
            });
        }
    }

    private void writeHead(HttpServletResponse response, Answer answer) {
        response.setStatus(answer.status());
        response.setContentType(null);
        response.setHeader("Date", date.now());
        for (Header header : answer.headers()) {
            if (header.name().equals("Date")) {
                response.setHeader(header.name(), header.value());
            } else {
                response.addHeader(header.name(), header.value());
            }
        }
    }
}
