package dev.tokentrail.adapters;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** An API that accepts one token, sends on from /moved, and notes what came in. */
public final class Api implements AutoCloseable {

    /** What came in. */
    public final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();

    /** The token that is accepted; another one ends the one before. */
    public volatile String accepted = "canary-1";

    /** What a refusal says. */
    public volatile String challenge = "Bearer realm=\"api\", error=\"invalid_token\"";

    /** Where /moved leads to. */
    public volatile String location = "";

    /** What happens before a refusal. */
    public volatile Runnable beforeRefusal = () -> {};

    private final MockWebServer server = new MockWebServer();

    /**
     * Listens on a free port.
     *
     * @throws IOException if there is none
     */
    public Api() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.add(request);
                if (request.getTarget().equals("/moved")) {
                    return new MockResponse.Builder()
                            .code(302)
                            .setHeader("Location", location)
                            .build();
                }
                if (("Bearer " + accepted).equals(request.getHeaders().get("Authorization"))) {
                    return new MockResponse.Builder().body("welcome").build();
                }
                beforeRefusal.run();
                return new MockResponse.Builder()
                        .code(401)
                        .setHeader("WWW-Authenticate", challenge)
                        .body("refused")
                        .build();
            }
        });
        server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    }

    /**
     * Where it listens.
     *
     * @return scheme, host and port
     */
    public String origin() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /**
     * The Authorization headers that came in.
     *
     * @return one for each request, {@code null} as a text where there was none
     */
    public List<String> authorizations() {
        return requests.stream()
                .map(request -> String.valueOf(request.getHeaders().get("Authorization")))
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
