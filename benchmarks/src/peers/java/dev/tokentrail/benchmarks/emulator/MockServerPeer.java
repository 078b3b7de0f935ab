package dev.tokentrail.benchmarks.emulator;

import static org.mockserver.model.HttpRequest.request;
import static org.mockserver.model.HttpTemplate.template;

import org.mockserver.configuration.Configuration;
import org.mockserver.integration.ClientAndServer;
import org.mockserver.model.HttpTemplate.TemplateType;
import org.slf4j.event.Level;

/** MockServer with one expectation: the client is matched, the token is another one in each answer. */
final class MockServerPeer implements Peer {

    public static void main(String[] arguments) throws Exception {
        Peer.run(new MockServerPeer(), arguments);
    }

    @Override
    public int start(String variant) {
        // At its default level it prints every exchange.
        Configuration configuration = Configuration.configuration().logLevel(Level.WARN);
        ClientAndServer server = ClientAndServer.startClientAndServer(configuration, 0);
        server.when(request("/token")
                        .withMethod("POST")
                        .withHeader("Authorization", "Basic Y2xpZW50OnNlY3JldA=="))
                .respond(template(
                        TemplateType.MUSTACHE,
                        "{\"statusCode\": 200, \"headers\": {\"Content-Type\": [\"application/json\"]},"
                                + " \"body\": \"{\\\"access_token\\\":\\\"{{ uuid }}\\\",\\\"scope\\\":\\\"device\\\","
                                + "\\\"token_type\\\":\\\"Bearer\\\",\\\"expires_in\\\":3600}\"}"));
        return server.getPort();
    }
}
