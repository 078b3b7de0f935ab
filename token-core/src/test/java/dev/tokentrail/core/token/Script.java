package dev.tokentrail.core.token;

import dev.tokentrail.core.http.Header;
import dev.tokentrail.core.http.RedirectPolicy;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A service that answers from a script, and a clock that moves while the answer is on its way. */
final class Script extends Clock implements Transport {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final ClientAuthentication CLIENT = ClientAuthentication.basic("client", Secret.of("client-secret-canary"));
    static final AuthorizationServer SERVER = AuthorizationServer.at("TEST", "https://as.example/token")
            .issuer("https://as.example", false)
            .authorizationEndpoint("https://as.example/authorize?tenant=1")
            .revocationEndpoint("https://as.example/revoke")
            .introspectionEndpoint("https://as.example/introspect")
            .userinfoEndpoint("https://as.example/userinfo")
            .deviceAuthorizationEndpoint("https://as.example/device")
            .build();

    final List<WireRequest> requests = new ArrayList<>();
    final TokenClient client = TokenClient.of("Example", this, this, RedirectPolicy.sameOrigin());
    final StandardProvider provider = StandardProvider.of(SERVER, CLIENT, client);
    private final Deque<Answer> answers = new ArrayDeque<>();
    private Duration onTheWay = Duration.ZERO;
    private Instant now = START;

    private interface Answer {
        WireResponse give() throws IOException;
    }

    Script answer(int status, String contentType, String body, String... headers) {
        List<Header> lines = new ArrayList<>();
        if (!contentType.isEmpty()) {
            lines.add(new Header("Content-Type", contentType));
        }
        for (int i = 0; i < headers.length; i += 2) {
            lines.add(new Header(headers[i], headers[i + 1]));
        }
        answers.add(() -> new WireResponse(status, lines, body.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    Script json(int status, String body) {
        return answer(status, "application/json", body);
    }

    Script fail(IOException failure) {
        answers.add(() -> {
            throw failure;
        });
        return this;
    }

    Script takes(Duration time) {
        onTheWay = time;
        return this;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    WireRequest last() {
        return requests.get(requests.size() - 1);
    }

    @Override
    public WireResponse send(WireRequest request) throws IOException {
        requests.add(request);
        now = now.plus(onTheWay);
        return answers.remove().give();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
