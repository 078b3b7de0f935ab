package dev.tokentrail.mock;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client with a redirect URI. It sends the browser on at once, to a page at another origin, as many do. */
final class Application implements AutoCloseable {

    private final HttpServer server;
    private final List<URI> calls = new CopyOnWriteArrayList<>();

    private Application(HttpServer server) {
        this.server = server;
    }

    static Application start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        Application application = new Application(server);
        int port = server.getAddress().getPort();
        server.createContext("/callback", exchange -> {
            application.calls.add(exchange.getRequestURI());
            exchange.getResponseHeaders().set("Location", "http://localhost:" + port + "/welcome");
            exchange.sendResponseHeaders(303, -1);
            exchange.close();
        });
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("Welcome back".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        return application;
    }

    String redirectUri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/callback";
    }

    /** The latest call of the redirect URI, as a reply whose parameters can be read. */
    String parameter(String name) {
        String query = calls.get(calls.size() - 1).getQuery();
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return null;
    }

    int calls() {
        return calls.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
