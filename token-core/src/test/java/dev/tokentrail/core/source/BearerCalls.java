package dev.tokentrail.core.source;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;

/** A service that is called with a kept token: its client, its tokens and itself. */
abstract class BearerCalls {

    final MovedClock clock = new MovedClock();
    final FakeService service = new FakeService(clock);
    final ResourceServer api = new ResourceServer(service);
    final HttpClient client = HttpClient.newHttpClient();
    final TokenSource tokens;
    final BearerAuthorization authorization;

    BearerCalls() throws IOException {
        service.passwordAllowed = true;
        tokens = TokenSource.of(service.client(clock));
        authorization = BearerAuthorization.of(tokens, api.origin());
    }

    @AfterEach
    void close() {
        tokens.close();
        api.close();
    }

    final HttpRequest get() {
        return HttpRequest.newBuilder(URI.create(api.origin() + "/account")).build();
    }

    final int renewals() {
        return service.passwords + service.refreshes;
    }
}
