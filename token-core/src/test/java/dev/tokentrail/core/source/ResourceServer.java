package dev.tokentrail.core.source;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Token;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** An API over HTTP that accepts the tokens of a {@link FakeService} and notes what came in. */
final class ResourceServer implements AutoCloseable {

    final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    volatile String challenge = "Bearer realm=\"api\", error=\"invalid_token\"";
    volatile String refusal = "refused";
    volatile boolean refusesAll;
    volatile Runnable beforeRefusal = () -> {};
    private final MockWebServer server = new MockWebServer();

    ResourceServer(FakeService service) throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.add(request);
                String authorization = request.getHeaders().get("Authorization");
                boolean accepted = !refusesAll
                        && authorization != null
                        && service.accepts(Token.of(Secret.of(authorization.substring("Bearer ".length()))));
                if (accepted) {
                    return new MockResponse.Builder().body("welcome").build();
                }
                beforeRefusal.run();
                return new MockResponse.Builder()
                        .code(401)
                        .setHeader("WWW-Authenticate", challenge)
                        .body(refusal)
                        .build();
            }
        });
        server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    }

    String origin() {
        return "http://127.0.0.1:" + server.getPort();
    }

    List<String> authorizations() {
        return requests.stream()
                .map(request -> String.valueOf(request.getHeaders().get("Authorization")))
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
