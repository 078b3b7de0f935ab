package dev.tokentrail.benchmarks;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.mock.Fault;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.provider.wso2.Wso2;
import dev.tokentrail.provider.wso2.Wso2Config;
import java.net.URI;
import java.time.Duration;

/** An emulated WSO2 whose tokens are all different and live for a chosen time. */
final class Service implements AutoCloseable {

    static final String KEY = "wU62DjlyDBnq87GlBwplfqvmAbAa";
    static final String SECRET = "ksdSdoefDDP7wpaElfqvmjDue";

    private final MockAuthServer server;

    private Service(MockAuthServer server) {
        this.server = server;
    }

    /** A service as it comes, which gives the same token as long as it lives. */
    static Service startWithOneToken() {
        return new Service(MockAuthServer.start());
    }

    static Service start(Duration lifetime) {
        return new Service(MockAuthServer.create()
                .configure("""
                        {"journal": 25000, "wso2": {"accessTokenSeconds": %d, "renewRefreshToken": false, "applications": [
                          {"name": "Benchmark", "key": "%s", "secret": "%s", "jwt": true,
                           "grants": ["password", "client_credentials", "refresh_token"]}]}}
                        """.formatted(lifetime.toSeconds(), KEY, SECRET))
                .start());
    }

    URI tokenEndpoint() {
        return server.wso2().uri("/token");
    }

    /** A client of this service. */
    Wso2 client() {
        return new Wso2(Wso2Config.atGateway(server.wso2().uri().toString(), KEY, Secret.of(SECRET)));
    }

    /** Sends every answer late from now on. */
    void answerAfter(Duration delay) {
        server.clearFaults();
        server.plan(Fault.delay(delay).forever());
    }

    void answerAtOnce() {
        server.clearFaults();
    }

    /** How many token requests have come so far, answered or not. */
    int tokenRequests() {
        return server.requests().size();
    }

    @Override
    public void close() {
        server.close();
    }
}
