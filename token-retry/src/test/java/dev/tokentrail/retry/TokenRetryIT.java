package dev.tokentrail.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Trail;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.source.TokenSourceListener;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.mock.Fault;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.provider.sonetel.Sonetel;
import dev.tokentrail.provider.sonetel.SonetelConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** A source that repeats, against the emulator and its faults. Nobody sleeps: the pauses are noted. */
class TokenRetryIT {

    private static final String CANARY = "canary-P4ssw0rd";
    private static MockAuthServer mock;

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final TokenRetry retry = TokenRetry.byGrant().waiting(pauses::add);
    private Sonetel sonetel;

    @BeforeAll
    static void start() {
        mock = MockAuthServer.create()
                .configure("{\"sonetel\": {\"users\": [{\"name\": \"jo@example.com\", \"password\": \"" + CANARY
                        + "\"}]}}")
                .start();
    }

    @AfterAll
    static void stop() {
        mock.close();
    }

    @BeforeEach
    void fresh() {
        mock.reset();
        mock.clock().set(Instant.parse("2026-11-21T12:00:00Z"));
        sonetel = at(mock.sonetel().uri("/SonetelAuth/beta/oauth/token").toString(), CANARY);
    }

    private static Sonetel at(String tokenEndpoint, String password) {
        SonetelConfig config =
                SonetelConfig.of("jo@example.com", Secret.of(password)).withTokenEndpoint(tokenEndpoint);
        return new Sonetel(config, JdkTransport.create(), mock.clock());
    }

    private TokenSource source() {
        return source(sonetel, retry);
    }

    private TokenSource source(Sonetel provider, TokenRetry repetition) {
        return TokenSource.builder(provider)
                .renewing(repetition)
                .listener(new TokenSourceListener() {
                    @Override
                    public void retried(String source, int attempt, TokenException failure, Duration pause) {
                        told.add(attempt + " " + failure.status().orElse(0) + " " + pause);
                    }
                })
                .build();
    }

    private static int requests() {
        return mock.sonetel().requests().size();
    }

    @Test
    void twoFailuresThenAToken() {
        mock.sonetel().plan(Fault.status(503, "{}").times(2));

        try (TokenSource source = source()) {
            assertThat(source.token().accessToken()).isNotNull();
        }

        assertThat(requests()).isEqualTo(3);
        assertThat(pauses).hasSize(2);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(750));
        assertThat(pauses.get(1)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1500));
        assertThat(told).containsExactly("1 503 " + pauses.get(0), "2 503 " + pauses.get(1));
    }

    @Test
    void realPausesPass() {
        mock.sonetel().plan(Fault.status(503, "{}").times(2));
        // region source
        TokenRetry patient =
                TokenRetry.byGrant().withAttempts(5).withPauses(Duration.ofMillis(20), Duration.ofSeconds(2));
        TokenSource tokens = TokenSource.builder(sonetel).renewing(patient).build();
        // endregion
        long began = System.nanoTime();
        try (tokens) {
            assertThat(tokens.token()).isNotNull();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(10 + 20));
        assertThat(requests()).isEqualTo(3);
    }

    @Test
    void attemptsEnd() {
        mock.sonetel().plan(Fault.htmlError(502).forever());

        try (TokenSource source = source()) {
            TokenException failure = catchThrowableOfType(TokenException.class, source::token);

            assertThat(failure.status()).hasValue(502);
        }
        assertThat(requests()).isEqualTo(3);
        assertThat(pauses).hasSize(2);
    }

    @Test
    void oneAttemptRepeatsNothing() {
        mock.sonetel().plan(Fault.status(503, "{}"));

        try (TokenSource source = source(sonetel, retry.withAttempts(1))) {
            assertThat(catchThrowableOfType(TokenException.class, source::token).status())
                    .hasValue(503);
        }
        assertThat(requests()).isEqualTo(1);
        assertThat(told).isEmpty();
    }

    static Stream<Fault> sevenSeconds() {
        return Stream.of(Fault.tooManyRequests(7), Fault.tooManyRequestsUntil(7));
    }

    @ParameterizedTest
    @MethodSource("sevenSeconds")
    void theServiceSaysHowLongToWait(Fault fault) {
        mock.sonetel().plan(fault);

        try (TokenSource source = source()) {
            assertThat(source.token()).isNotNull();
        }
        assertThat(pauses).containsExactly(Duration.ofSeconds(7));
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void aWaitBeyondAllPatienceIsNotBegun() {
        mock.sonetel().plan(Fault.tooManyRequests(60).forever());

        try (TokenSource source = source()) {
            TokenException failure =
                    catchThrowableOfType(TokenException.class, () -> source.token(Duration.ofSeconds(20)));

            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(60));
            assertThat(failure.status()).hasValue(429);
        }
        assertThat(pauses).isEmpty();
        assertThat(told).isEmpty();
        assertThat(requests()).isEqualTo(1);
    }

    static Stream<Fault> lostAnswers() {
        return Stream.of(
                Fault.answerLost(),
                Fault.answerLost().byReset(),
                Fault.droppedBeforeProcessing(),
                Fault.droppedInBody(),
                Fault.truncatedJson());
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void aGrantWithoutAPersonIsRepeatedAfterALostAnswer(Fault fault) {
        mock.sonetel().plan(fault);

        try (TokenSource source = source()) {
            assertThat(source.token()).isNotNull();
        }
        assertThat(requests()).isEqualTo(2);
        mock.sonetel().verify().grant("password").times(2);
    }

    @Test
    void aLostRotationIsSavedByTheServicesWindow() {
        try (MockAuthServer graceful = MockAuthServer.create()
                .configure("{\"sonetel\": {\"refreshTokenReuse\": \"family-ended\", \"refreshTokenGraceSeconds\": 30}}")
                .start()) {
            Sonetel provider = new Sonetel(SonetelConfig.of("user@example.com", Secret.of("password"))
                    .withTokenEndpoint(graceful.sonetel()
                            .uri("/SonetelAuth/beta/oauth/token")
                            .toString()));
            try (TokenSource source = source(provider, retry)) {
                Token first = source.token();
                graceful.sonetel().plan(Fault.answerLost().grant("refresh_token"));
                source.invalidate(first);

                Token second = source.token();

                assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
                assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
            }
            graceful.sonetel()
                    .verify()
                    .refreshes(2)
                    .endedFamilies(0)
                    .grant("password")
                    .times(1);
        }
    }

    @Test
    void aLostRotationWithoutAWindowEndsInTheNextGrant() {
        try (TokenSource source = source()) {
            Token first = source.token();
            mock.sonetel().plan(Fault.answerLost().grant("refresh_token"));
            source.invalidate(first);

            assertThat(source.token().accessToken()).isNotEqualTo(first.accessToken());
        }
        mock.sonetel().verify().refreshes(2).grant("password").times(2);
    }

    @Test
    void aRefusedConnectionIsTriedAgain() throws IOException {
        Trail trail = Trail.of(JdkTransport.create());
        try (Socket bound = new Socket()) { // it does not listen, and nobody else can
            bound.bind(new InetSocketAddress("127.0.0.1", 0));
            SonetelConfig config = SonetelConfig.of("jo@example.com", Secret.of(CANARY))
                    .withTokenEndpoint("http://127.0.0.1:" + bound.getLocalPort() + "/token");

            try (TokenSource source = source(new Sonetel(config, trail, mock.clock()), retry)) {
                TokenException failure = catchThrowableOfType(TokenException.class, source::token);

                assertThat(failure.mayHaveReachedProvider()).isFalse();
            }
        }
        assertThat(trail.exchanges()).hasSize(3);
    }

    @Test
    void theServicesOwnNoIsNeverRepeated() {
        try (TokenSource source = source(at(endpoint(), "wrong"), retry)) {
            assertThat(catchThrowableOfType(ProviderRefusedException.class, source::token)
                            .code())
                    .contains("invalid_grant");
        }
        SonetelConfig unknownClient = SonetelConfig.of("jo@example.com", Secret.of(CANARY))
                .withTokenEndpoint(endpoint())
                .withClient("nobody");
        Sonetel stranger = new Sonetel(unknownClient, JdkTransport.create(), mock.clock());
        try (TokenSource source = source(stranger, retry)) {
            assertThat(catchThrowableOfType(ProviderRefusedException.class, source::token)
                            .code())
                    .contains("invalid_client");
        }
        assertThat(requests()).isEqualTo(2);
        assertThat(pauses).isEmpty();
        mock.sonetel().verify().noRefusedTokenRequestRepeated();
    }

    private static String endpoint() {
        return mock.sonetel().uri("/SonetelAuth/beta/oauth/token").toString();
    }

    @Test
    void closingEndsTheWait() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        TokenRetry blocked = retry.waiting(pause -> {
            waits.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete(true);
                throw e;
            }
        });
        mock.sonetel().plan(Fault.tooManyRequests(20).forever());
        TokenSource source = source(sonetel, blocked);
        CompletableFuture<Token> caller = source.tokenAsync();
        assertThat(waits.await(20, TimeUnit.SECONDS)).isTrue();

        source.close();

        assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(catchThrowableOfType(ExecutionException.class, () -> caller.get(20, TimeUnit.SECONDS)))
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void noSecretIsLoggedOrPrinted() {
        Logger root = (Logger) LoggerFactory.getLogger("dev.tokentrail");
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.setLevel(Level.TRACE);
        root.addAppender(log);
        try (TokenSource source = source()) {
            mock.sonetel().plan(Fault.secretEchoed(), Fault.status(503, "{\"error_description\":\"" + CANARY + "\"}"));
            catchThrowableOfType(TokenException.class, source::token);
            mock.sonetel().plan(Fault.status(503, "{\"error_description\":\"" + CANARY + "\"}"));
            Token token = source(sonetel, retry).token();

            assertThat(log.list).anyMatch(event -> event.getFormattedMessage().contains("attempt 1 failed"));
            assertThat(log.list)
                    .noneMatch(event -> event.getFormattedMessage().contains(CANARY)
                            || event.getFormattedMessage()
                                    .contains(token.accessToken().reveal()));
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }
        assertThat(retry.toString()).isEqualTo("TokenRetry[attempts=3, firstPause=PT0.5S, longestPause=PT10S]");
    }
}
