package dev.tokentrail.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Listeners, grants, stores and callers that do what they should not: none of it may stop a source, or lose a token. */
@Timeout(30)
class BrokenSurroundingsTest {

    private static final Logger CORE = (Logger) LoggerFactory.getLogger("dev.tokentrail.core");
    private static final String KEY = "customer-42";

    private final CountingProvider provider = new CountingProvider();

    @BeforeAll
    static void silence() {
        CORE.setLevel(Level.OFF);
    }

    @AfterAll
    static void speak() {
        CORE.setLevel(null);
    }

    @Test
    void aListenerThatBreaksWithAnErrorStopsNothing() {
        TokenSourceListener broken = new TokenSourceListener() {
            @Override
            public void acquired(String name, Duration took) {
                throw new NoClassDefFoundError("acquired");
            }

            @Override
            public void failed(String name, TokenException failure) {
                throw new NoClassDefFoundError("failed");
            }
        };
        try (TokenSource source = TokenSource.builder(provider).listener(broken).build()) {
            provider.failure = ProviderUnavailableException.because("Down.", "Wait.", null);
            assertThatThrownBy(source::token).isSameAs(provider.failure);
            provider.failure = null;
            provider.clock.move(Duration.ofSeconds(1));
            assertThat(source.token().accessToken().reveal()).isEqualTo("token-2");
        }
    }

    @Test
    void anErrorIsAFailureLikeAnyOtherAndIsFollowedByAPause() {
        NoClassDefFoundError missing = new NoClassDefFoundError("json");
        AtomicReference<Error> error = new AtomicReference<>(missing);
        try (TokenSource source = TokenSource.of(provider, () -> {
            Token token = provider.token();
            if (error.get() != null) {
                throw error.get();
            }
            return token;
        })) {
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(source::token).isSameAs(missing);
            }
            assertThat(source.tokenAsync()).isCompletedExceptionally();
            assertThat(provider.calls).hasValue(1);
            error.set(null);
            provider.clock.move(Duration.ofSeconds(1));
            assertThat(source.token().accessToken().reveal()).isEqualTo("token-2");
        }
    }

    @Test
    void aCheckedExceptionFromALanguageThatDoesNotCheckThemReachesTheCaller() {
        IOException unchecked = new IOException("No route");
        AtomicReference<IOException> failure = new AtomicReference<>(unchecked);
        try (TokenSource source = TokenSource.of(provider, () -> {
            Token token = provider.token();
            if (failure.get() != null) {
                throw BrokenSurroundingsTest.<RuntimeException>unchecked(failure.get());
            }
            return token;
        })) {
            assertThatThrownBy(source::token)
                    .isInstanceOf(CompletionException.class)
                    .hasCause(unchecked);
            assertThatThrownBy(source::token).hasCause(unchecked);
            assertThat(provider.calls).hasValue(1);
            failure.set(null);
            provider.clock.move(Duration.ofSeconds(1));
            assertThat(source.token().accessToken().reveal()).isEqualTo("token-2");
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void theRefreshTokenOfATokenThatIsOverOnArrivalIsTheOneToGoOnWith() {
        FakeService service = new FakeService(provider.clock);
        service.passwordAllowed = false;
        Token token = service.signIn();
        try (TokenSource source = TokenSource.of(service.client(provider.clock), token)) {
            provider.clock.move(Duration.ofHours(1));
            service.lifetime = Duration.ZERO;
            assertThatThrownBy(source::token).hasMessageContaining("over on arrival");
            service.lifetime = Duration.ofHours(1);
            provider.clock.move(Duration.ofSeconds(2));
            assertThat(service.accepts(source.token())).isTrue();
        }
        assertThat(service.reuses).isZero();
    }

    @Test
    void aStaleTokenIsStillServedAfterAnotherCameThatWasOver() {
        FakeService service = new FakeService(provider.clock);
        service.passwordAllowed = false;
        Token token = service.signIn();
        CountDownLatch failed = new CountDownLatch(1);
        TokenSourceListener listener = new TokenSourceListener() {
            @Override
            public void failed(String name, TokenException failure) {
                failed.countDown();
            }
        };
        try (TokenSource source = TokenSource.builder(service.client(provider.clock))
                .startingWith(token)
                .listener(listener)
                .build()) {
            provider.clock.move(Duration.ofMinutes(59).plusSeconds(1));
            service.lifetime = Duration.ZERO;
            assertThat(source.token()).isEqualTo(token);
            await(failed);
            assertThat(source.token().accessToken()).isEqualTo(token.accessToken());
            service.lifetime = Duration.ofHours(1);
            provider.clock.move(Duration.ofMinutes(1));
            assertThat(service.accepts(source.token())).isTrue();
        }
        assertThat(service.reuses).isZero();
    }

    @Test
    void whatACallerDoesWithTheOutcomeHoldsUpNobody() throws Exception {
        provider.answers.drainPermits();
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        try (TokenSource source = TokenSource.of(provider)) {
            CompletableFuture<Token> patient = new CompletableFuture<>();
            Thread waiter = new Thread(() -> patient.complete(source.token()));
            waiter.start();
            provider.asked.acquire();
            while (waiter.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            CompletableFuture<Void> busy = source.tokenAsync().thenAccept(token -> {
                waiting.countDown();
                await(released);
            });
            provider.answers.release();
            assertThat(patient.get(10, TimeUnit.SECONDS).accessToken().reveal()).isEqualTo("token-1");
            await(waiting);
            released.countDown();
            busy.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aTokenThatIsAdoptedDuringARenewalIsNotOverwrittenInTheStore() throws Exception {
        FakeService service = new FakeService(provider.clock);
        BreakableStore store = new BreakableStore(provider.clock);
        store.save(KEY, 0, new IssuedToken(service.signIn(), provider.clock.instant(), Duration.ZERO));
        AtomicReference<Token> adopted = new AtomicReference<>();
        AtomicReference<TokenSource> itself = new AtomicReference<>();
        try (TokenSource source = TokenSource.builder(service.client(provider.clock))
                .store(store, KEY)
                .renewing(inner -> (need, run) -> {
                    IssuedToken issued = inner.renew(need, run);
                    if (adopted.compareAndSet(null, service.signIn())) {
                        itself.get().adopt(adopted.get());
                    }
                    return issued;
                })
                .build()) {
            itself.set(source);
            provider.clock.move(Duration.ofHours(1));
            assertThat(source.token()).isEqualTo(adopted.get());
            assertThat(source.token()).isEqualTo(adopted.get());
            assertThat(store.read(KEY).orElseThrow().issued().token()).isEqualTo(adopted.get());
        }
    }

    @Test
    void aStoreThatThrowsWhatItShouldNotLosesNoToken() {
        FakeService service = new FakeService(provider.clock);
        service.passwordAllowed = false;
        InMemoryTokenStore inside = new InMemoryTokenStore(provider.clock);
        inside.save(KEY, 0, new IssuedToken(service.signIn(), provider.clock.instant(), Duration.ZERO));
        AtomicReference<String> broken = new AtomicReference<>("");
        TokenStore store = new TokenStore() {
            private void check(String operation) {
                if (broken.get().equals(operation)) {
                    throw new IllegalStateException("The pool is closed");
                }
            }

            @Override
            public Optional<StoredToken> read(String key) {
                check("read");
                return inside.read(key);
            }

            @Override
            public OptionalLong save(String key, long expectedVersion, IssuedToken issued) {
                check("save");
                return inside.save(key, expectedVersion, issued);
            }

            @Override
            public void delete(String key) {
                inside.delete(key);
            }

            @Override
            public Lease lease(String key, Duration length) {
                check("lease");
                return inside.lease(key, length) instanceof Lease.Acquired acquired
                        ? new Lease.Acquired(acquired.until(), () -> {
                            acquired.release().run();
                            check("release");
                        })
                        : new Lease.HeldByAnother(provider.clock.instant());
            }
        };
        try (TokenSource source = TokenSource.of(service.client(provider.clock), store, KEY)) {
            for (String operation : new String[] {"read", "lease"}) {
                provider.clock.move(Duration.ofHours(1));
                broken.set(operation);
                assertThatThrownBy(source::token)
                        .as(operation)
                        .isInstanceOf(ProviderUnavailableException.class)
                        .hasMessageContaining("IllegalStateException");
                broken.set("");
                provider.clock.move(Duration.ofMinutes(2));
                assertThat(service.accepts(source.token())).isTrue();
            }
            for (String operation : new String[] {"save", "release"}) {
                provider.clock.move(Duration.ofHours(1));
                broken.set(operation);
                Token token = source.token();
                assertThat(service.accepts(token)).as(operation).isTrue();
                broken.set("");
                provider.clock.move(Duration.ofMinutes(2));
                Secret again = source.token().accessToken();
                assertThat(again).isEqualTo(token.accessToken());
                while (source.toString().contains("renewing")) {
                    Thread.onSpinWait(); // the token that could not be saved is saved now
                }
            }
            provider.clock.move(Duration.ofHours(1));
            Token last = source.token();
            assertThat(service.accepts(last)).isTrue();
            assertThat(inside.read(KEY).orElseThrow().issued().token()).isEqualTo(last);
        }
        assertThat(service.reuses).isZero();
    }

    private static void await(CountDownLatch event) {
        try {
            assertThat(event.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
