package dev.tokentrail.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.RequestNotSentException;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.mock.Fault;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.provider.gotoapi.GoTo;
import dev.tokentrail.provider.gotoapi.GoToConfig;
import dev.tokentrail.testsupport.Browser;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An authorization code is traded once, however often it takes to connect. */
class UntilSentIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MockAuthServer mock = MockAuthServer.start();
    private final List<Duration> pauses = new ArrayList<>();
    private final TokenRetry retry = TokenRetry.byGrant().waiting(pauses::add);
    private final AtomicInteger attempts = new AtomicInteger();

    /** Does not listen, and nobody else can. */
    private final Socket bound = new Socket();

    @BeforeEach
    void bind() throws IOException {
        bound.bind(new InetSocketAddress("127.0.0.1", 0));
    }

    @AfterEach
    void close() throws IOException {
        bound.close();
        mock.close();
    }

    /** Nobody listens for the first attempts. */
    private Transport unreachableFor(int first) {
        String nobody = "http://127.0.0.1:" + bound.getLocalPort() + "/";
        Transport wire = JdkTransport.create();
        return request -> wire.send(
                attempts.incrementAndGet() <= first ? WireRequest.get(nobody).build() : request);
    }

    private GoTo over(Transport transport) {
        GoToConfig config = GoToConfig.of(
                        "goto-client", Secret.of("goto-secret"), "http://127.0.0.1:5000/login/oauth2/code/goto")
                .at(mock.goTo().uri().toString());
        return new GoTo(config, transport, mock.clock());
    }

    private static Token signIn(GoTo goTo) throws IOException, InterruptedException {
        AuthorizationTransaction login = goTo.authorize("messaging.v1.send");
        return goTo.complete(login, AuthorizationCallback.fromUri(Browser.comesBackTo(login.uri())));
    }

    @Test
    void aCodeThatDidNotLeaveIsSentAgain() throws Exception {
        Transport transport = unreachableFor(2);
        Token token = signIn(over(retry.untilSent(transport, PATIENCE)));

        assertThat(token.refreshToken()).isNotNull();
        assertThat(attempts).hasValue(3);
        assertThat(pauses).hasSize(2);
        mock.goTo().verify().grant("authorization_code").times(1).everyCodeRedeemedOnce();
    }

    @Test
    void asTheReadmeShowsIt() throws Exception {
        GoToConfig config = GoToConfig.of(
                        "goto-client", Secret.of("goto-secret"), "http://127.0.0.1:5000/login/oauth2/code/goto")
                .at(mock.goTo().uri().toString());
        // region sign-in
        Transport transport = TokenRetry.byGrant().untilSent(JdkTransport.create(), Duration.ofSeconds(10));
        GoTo goTo = new GoTo(config, transport, Clock.systemUTC());
        // endregion
        assertThat(signIn(goTo).accessToken()).isNotNull();
    }

    @Test
    void attemptsEnd() throws Exception {
        Transport transport = retry.untilSent(unreachableFor(9), PATIENCE);

        assertThatThrownBy(() ->
                        transport.send(WireRequest.get("http://127.0.0.1/").build()))
                .isInstanceOf(RequestNotSentException.class);
        assertThat(attempts).hasValue(3);
    }

    @Test
    void patienceEnds() throws Exception {
        Transport transport = retry.untilSent(unreachableFor(9), Duration.ofMillis(100));

        assertThatThrownBy(() ->
                        transport.send(WireRequest.get("http://127.0.0.1/").build()))
                .isInstanceOf(RequestNotSentException.class);
        assertThat(attempts).hasValue(1);
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"answer-lost", "503", "429", "dropped"})
    void aCodeThatMayHaveArrivedIsNotSentAgain(String what) {
        Fault fault = switch (what) {
            case "answer-lost" -> Fault.answerLost();
            case "503" -> Fault.status(503, "{}");
            case "429" -> Fault.tooManyRequests(1);
            default -> Fault.droppedBeforeProcessing();
        };
        mock.goTo().plan(fault.grant("authorization_code"));
        GoTo goTo = over(retry.untilSent(JdkTransport.create(), PATIENCE));

        assertThat(catchThrowableOfType(TokenException.class, () -> signIn(goTo))
                        .retryable())
                .isTrue();
        mock.goTo().verify().grant("authorization_code").times(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void whatIsRefusedHereIsNotRepeated() throws Exception {
        Transport counted = request -> {
            attempts.incrementAndGet();
            return JdkTransport.create().send(request);
        };

        assertThatThrownBy(() -> retry.untilSent(counted, PATIENCE)
                        .send(WireRequest.get("http://198.51.100.1/").build()))
                .isInstanceOf(RequestNotSentException.class);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aCertificateThatIsNotTrustedIsNotAskedForTwice() {
        try (MockAuthServer secure = MockAuthServer.create().tls().start()) {
            Transport counted = request -> {
                attempts.incrementAndGet();
                return JdkTransport.create().send(request);
            };

            assertThatThrownBy(() -> retry.untilSent(counted, PATIENCE)
                            .send(WireRequest.get(secure.url() + "/").build()))
                    .isInstanceOf(RequestNotSentException.class)
                    .hasMessageContaining("trusted");
            assertThat(attempts).hasValue(1);
        }
    }

    @Test
    void interruptionEndsTheWait() throws Exception {
        Transport transport = TokenRetry.byGrant().untilSent(unreachableFor(9), PATIENCE);
        Transport interrupting = retry.waiting(pause -> {
                    throw new InterruptedException();
                })
                .untilSent(unreachableFor(9), PATIENCE);
        try {
            assertThatThrownBy(() -> interrupting.send(
                            WireRequest.get("http://127.0.0.1/").build()))
                    .isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThat(attempts).hasValue(1);
            assertThatThrownBy(() ->
                            transport.send(WireRequest.get("http://127.0.0.1/").build()))
                    .isInstanceOf(InterruptedIOException.class);
        } finally {
            Thread.interrupted();
        }
    }
}
