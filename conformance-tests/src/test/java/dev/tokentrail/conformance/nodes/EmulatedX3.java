package dev.tokentrail.conformance.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.WireResponse;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.mock.Fault;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.RecordedRequest;
import dev.tokentrail.mock.Verification;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** The service of a run: X3 with short lives, whose refresh tokens rotate, and which takes a repetition for a theft. */
final class EmulatedX3 implements AutoCloseable {

    /** Long enough for a lease to end and for a database to come back. */
    private static final Duration WINDOW = Duration.ofSeconds(30);

    private static final String CONFIGURATION = """
            {"journal": 1000000,
             "x3": {"accessTokenSeconds": %d, "refreshTokenReuse": "family-ended", "refreshTokenGraceSeconds": %d}}
            """;

    private final MockAuthServer mock;
    private final SharedX3 provider;
    private final JdkTransport transport = JdkTransport.create();
    private final Ledger ledger;

    EmulatedX3(Duration lifetime, RefreshRotation rotation) {
        Duration window = rotation == RefreshRotation.GRACE ? WINDOW : Duration.ZERO;
        this.mock = MockAuthServer.create()
                .only("x3")
                .configure(CONFIGURATION.formatted(lifetime.toSeconds(), window.toSeconds()))
                .start();
        this.provider = SharedX3.at(root(), transport, Clock.systemUTC(), rotation);
        this.ledger = new Ledger(mock.journal());
    }

    String root() {
        return mock.x3().uri().toString();
    }

    SharedX3 provider() {
        return provider;
    }

    Ledger ledger() {
        return ledger;
    }

    Verification verify() {
        return mock.verify();
    }

    /** What a person does: sends the browser to X3, where the pairing is accepted at once. */
    Token signIn() throws IOException {
        AuthorizationTransaction pairing = provider.startAuthorization().orElseThrow();
        WireResponse sentOn = transport.send(provider.x3().authorizeRequest(pairing));
        assertThat(sentOn.status()).isEqualTo(307);
        String callback = sentOn.header("Location").orElseThrow();
        return provider.x3().complete(pairing, AuthorizationCallback.fromUri(callback));
    }

    /** The number of the latest request. */
    long mark() {
        return mock.requests().stream()
                .mapToLong(RecordedRequest::sequence)
                .max()
                .orElse(0);
    }

    /** Processes the next refresh, and answers so much later. */
    void delayNextRefresh(Duration time) {
        mock.x3().plan(Fault.delay(time).grant("refresh_token"));
    }

    /** Does not process the next refresh, and hangs up so much later. */
    void ignoreNextRefresh(Duration time) {
        mock.x3().plan(Fault.hang(time).grant("refresh_token"));
    }

    /** Waits for a refresh that arrives from now on; its answer may be due. */
    String awaitRefresh(long mark, Duration patience) {
        return mock.journal()
                .since(mark)
                .where(request ->
                        request.grant().filter("refresh_token"::equals).isPresent())
                .takeRequest(patience)
                .header(Node.HEADER)
                .orElseThrow();
    }

    @Override
    public void close() {
        mock.close();
    }
}
