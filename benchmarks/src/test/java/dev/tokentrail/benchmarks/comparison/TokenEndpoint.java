package dev.tokentrail.benchmarks.comparison;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A token endpoint on loopback that always gives the same answer, and keeps the requests. */
final class TokenEndpoint implements AutoCloseable {

    private static final int MEBIBYTE = 1 << 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private TokenEndpoint(int status, String body, @Nullable String location, int mebibytes) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            requests.add(text(exchange));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (location != null) {
                exchange.getResponseHeaders().set("Location", location);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length + (long) mebibytes * MEBIBYTE);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
                byte[] spaces = new byte[MEBIBYTE];
                Arrays.fill(spaces, (byte) ' ');
                for (int i = 0; i < mebibytes; i++) {
                    out.write(spaces);
                }
            }
        });
        server.start();
    }

    static TokenEndpoint answering(int status, String body) throws IOException {
        return new TokenEndpoint(status, body, null, 0);
    }

    static TokenEndpoint answeringWithSpaceBehind(String body, int mebibytes) throws IOException {
        return new TokenEndpoint(200, body, null, mebibytes);
    }

    /** Sends whoever asks to the same path at another port. */
    static TokenEndpoint redirectingTo(TokenEndpoint other) throws IOException {
        return new TokenEndpoint(307, "{}", other.uri().toString(), 0);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
    }

    /** Each request so far: header lines, decoded Basic credentials, body. */
    List<String> requests() {
        return requests;
    }

    private static String text(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String basic = authorization != null && authorization.startsWith("Basic ")
                ? new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8)
                : "";
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return exchange.getRequestHeaders().entrySet() + "\n" + basic + "\n" + body;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
