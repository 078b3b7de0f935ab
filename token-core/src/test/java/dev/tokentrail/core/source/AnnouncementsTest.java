package dev.tokentrail.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.UserNeededException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What a source tells its listener and the log, once for each event. */
@Timeout(30)
class AnnouncementsTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(TokenSource.class);
    private static final String KEY = "customer-42";

    private final CountingProvider provider = new CountingProvider();
    private final FakeService service = new FakeService(provider.clock);
    private final BreakableStore store = new BreakableStore(provider.clock);
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getFormattedMessage().startsWith("events: ")
                    && event.getLevel().isGreaterOrEqual(Level.INFO)) {
                lines.add(event.getLevel() + " " + event.getFormattedMessage().substring("events: ".length()));
            }
        }
    };
    private final TokenSourceListener listener = new TokenSourceListener() {
        @Override
        public void acquired(String source, Duration took) {
            add(source, "acquired", took);
        }

        @Override
        public void refreshed(String source, Duration took) {
            add(source, "refreshed", took);
        }

        @Override
        public void servedStale(String source) {
            add(source, "served stale", Duration.ZERO);
        }

        @Override
        public void retried(String source, int attempt, TokenException failure, Duration pause) {
            add(source, "retried " + attempt + " " + failure.advice() + " " + pause, Duration.ZERO);
        }

        @Override
        public void failed(String source, TokenException failure) {
            add(source, "failed " + failure.getClass().getSimpleName(), Duration.ZERO);
        }

        @Override
        public void rejected(String source) {
            add(source, "rejected", Duration.ZERO);
        }

        @Override
        public void saved(String source) {
            add(source, "saved", Duration.ZERO);
        }

        @Override
        public void taken(String source) {
            add(source, "taken", Duration.ZERO);
        }

        @Override
        public void storeUnreachable(String source, TokenStoreException failure) {
            add(source, "store unreachable: " + failure.getMessage(), Duration.ZERO);
        }

        private void add(String source, String event, Duration took) {
            assertThat(source).isEqualTo("events");
            assertThat(took).isBetween(Duration.ZERO, Duration.ofSeconds(20));
            events.add(event);
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        LOG.addAppender(appender);
    }

    @AfterEach
    void detach() {
        LOG.detachAppender(appender);
    }

    private TokenSourceBuilder described() {
        return TokenSource.builder(provider).name("events").listener(listener);
    }

    private TokenSourceBuilder stored() {
        return TokenSource.builder(service.client(provider.clock))
                .name("events")
                .listener(listener)
                .store(store, KEY);
    }

    private void save(Token token) {
        long version = store.read(KEY).map(StoredToken::version).orElse(0L);
        assertThat(store.save(KEY, version, new IssuedToken(token, provider.clock.instant(), Duration.ZERO)))
                .isPresent();
    }

    private static void awaitQuiet(TokenSource source) {
        while (source.toString().contains("renewing")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void theLifeOfATokenIsTold() {
        try (TokenSource source = described().build()) {
            Token first = source.token();
            assertThat(events).containsExactly("acquired");
            assertThat(source.invalidate(first)).isTrue();
            assertThat(source.invalidate(first)).isTrue();
            assertThat(events).containsExactly("acquired", "rejected");
            source.token();
            assertThat(events).containsExactly("acquired", "rejected", "refreshed");
            provider.clock.move(Duration.ofMinutes(59).plusSeconds(10));
            source.token();
            awaitQuiet(source);
            assertThat(events)
                    .containsExactlyInAnyOrder("acquired", "rejected", "refreshed", "served stale", "refreshed");
        }
        assertThat(lines).containsExactly("INFO a resource server refused the current token");
    }

    @Test
    void aRepetitionIsTold() {
        TokenException down = ProviderUnavailableException.because("Down.", "Wait.", null);
        try (TokenSource source = described()
                .renewing(inner -> (need, run) -> {
                    run.retrying(7, down, Duration.ofMillis(250));
                    return inner.renew(need, run);
                })
                .build()) {
            source.token();
        }
        assertThat(events).containsExactly("retried 7 Wait. PT0.25S", "acquired");
        assertThat(lines).containsExactly("INFO attempt 7 failed, the next one in 250 ms. Down. Wait.");
    }

    @Test
    void eachKindOfFailureIsToldInItsOwnWords() {
        IllegalStateException broken = new IllegalStateException("broken");
        List<RuntimeException> failures = List.of(
                ProviderUnavailableException.because("Down.", "Wait.", null),
                UserNeededException.because("Nobody is here.", "Sign in.", provider),
                broken);
        for (RuntimeException failure : failures) {
            try (TokenSource source = described().build()) {
                provider.failure = failure;
                assertThatThrownBy(source::token).isSameAs(failure);
            }
        }
        assertThat(events).containsExactly("failed ProviderUnavailableException", "failed UserNeededException");
        assertThat(lines)
                .containsExactly(
                        "WARN no new token. Down. Wait.",
                        "ERROR a person is needed. Nobody is here. Sign in.",
                        "ERROR the renewal broke");
    }

    @Test
    void aRefusedRefreshTokenIsTold() {
        service.passwordAllowed = true;
        try (TokenSource source = stored().build()) {
            save(service.signIn());
            service.endEverything();
            provider.clock.move(Duration.ofHours(2));
            source.token();
        }
        assertThat(events).containsExactly("acquired", "saved");
        assertThat(lines).singleElement().asString().startsWith("WARN the refresh token is refused");
    }

    @Test
    void whatIsSavedAndWhatIsTakenIsTold() {
        try (TokenSource source = stored().build()) {
            save(service.signIn());
            source.token();
            assertThat(events).containsExactly("taken");
            provider.clock.move(Duration.ofHours(2));
            source.token();
            assertThat(events).containsExactly("taken", "refreshed", "saved");
        }
        assertThat(lines).isEmpty();
    }

    @Test
    void aStoreThatCannotBeReachedIsTold() {
        try (TokenSource source = stored().build()) {
            store.down = true;
            assertThatThrownBy(source::token).hasMessageContaining("store of Fake cannot be reached");
        }
        assertThat(events)
                .containsExactly("store unreachable: The database is down.", "failed ProviderUnavailableException");
        assertThat(lines.get(0)).isEqualTo("WARN the token store cannot be reached. The database is down.");
    }

    @Test
    void aTokenThatIsNotSavedIsTold() {
        try (TokenSource source = stored().build()) {
            save(service.signIn());
            provider.clock.move(Duration.ofHours(2));
            store.savesDown = true;
            source.token();
            store.savesDown = false;
        }
        assertThat(events).containsExactly("refreshed", "store unreachable: The database is down.");
        assertThat(lines).singleElement().asString().startsWith("ERROR a new token could not be saved.");
    }

    @Test
    void aLeaseThatIsNotTakenBackIsTold() {
        try (TokenSource source = stored().build()) {
            save(service.signIn());
            provider.clock.move(Duration.ofHours(2));
            store.beforeRelease = () -> {
                throw new TokenStoreException("The database is down.", null);
            };
            assertThat(service.accepts(source.token())).isTrue();
        }
        assertThat(events).containsExactly("refreshed", "saved", "store unreachable: The database is down.");
    }

    @Test
    void twoRenewalsOfOneTokenAreTold() {
        AtomicReference<Token> others = new AtomicReference<>();
        try (TokenSource source = stored().build()) {
            save(service.signIn());
            provider.clock.move(Duration.ofHours(2));
            store.beforeSave = () -> {
                store.beforeSave = () -> {};
                others.set(service.signIn());
                save(others.get());
            };
            assertThat(source.token()).isEqualTo(others.get());
            assertThat(source.token()).isEqualTo(others.get());
        }
        assertThat(events).containsExactly("refreshed", "taken");
        assertThat(lines).singleElement().asString().startsWith("ERROR another process has renewed the same token");
    }

    @Test
    void aRenewalThatOutlivesItsSourceIsTold() {
        provider.answers.drainPermits();
        TokenSource source = described().build();
        CompletableFuture<Token> waiting = source.tokenAsync();
        provider.asked.acquireUninterruptibly();
        source.close();
        provider.answers.release();
        assertThat(waiting).isCompletedExceptionally();
        assertThat(lines)
                .containsExactly("WARN closed, but a renewal has not ended yet; it ends with the answer it waits for");
    }

    @Test
    void aSourceMayBeClosedByItsOwnListener() throws Exception {
        AtomicReference<TokenSource> itself = new AtomicReference<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        TokenSource source = TokenSource.builder(provider)
                .name("events")
                .listener(new TokenSourceListener() {
                    @Override
                    public void acquired(String name, Duration took) {
                        itself.get().close();
                        interrupted.complete(Thread.currentThread().isInterrupted());
                    }
                })
                .build();
        itself.set(source);
        assertThatThrownBy(source::token)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(interrupted.get()).isFalse();
        awaitQuiet(source);
        assertThat(source).hasToString("TokenSource[events, closed]");
        assertThat(lines).isEmpty();
    }

    @Test
    void whoIsInterruptedWhileClosingEndsTheRenewalAllTheSame() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        TokenSource source = described()
                .renewing(inner -> (need, run) -> {
                    asked.countDown();
                    try {
                        new CountDownLatch(1).await();
                        throw new AssertionError();
                    } finally {
                        ended.countDown();
                    }
                })
                .build();
        CompletableFuture<Token> waiting = source.tokenAsync();
        asked.await();
        Thread.currentThread().interrupt();
        source.close();
        assertThat(Thread.interrupted()).isTrue();
        ended.await();
        assertThat(waiting).isCompletedExceptionally();
        awaitQuiet(source);
        assertThat(source).hasToString("TokenSource[events, closed]");
    }
}
