package dev.tokentrail.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.Lease;
import dev.tokentrail.core.source.StoredToken;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.ExpirySource;
import dev.tokentrail.core.token.Token;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TokenStore} has to do. The author of a store extends this class in a test and says how the store is opened;
 * JUnit then runs every test of it.
 */
public abstract class TokenStoreContract {

    private static final String KEY = "customer-42";
    private static final int MANY = 16;
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** The store under test, opened anew for each test. */
    private TokenStore store;

    /** For extension. */
    protected TokenStoreContract() {}

    /**
     * Opens an empty store.
     *
     * @return a store without tokens and leases
     * @throws Exception if it cannot be opened
     */
    protected abstract TokenStore openEmpty() throws Exception;

    /**
     * Closes the store and opens it again with what it holds, as another process would find it.
     *
     * @param open the store that is open
     * @return one over the same tokens; the same store if its tokens do not outlive it
     * @throws Exception if it cannot be opened
     */
    protected abstract TokenStore reopen(TokenStore open) throws Exception;

    /**
     * Lets time pass by the store's clock.
     *
     * @param time how much
     * @throws Exception if the thread was interrupted
     */
    protected abstract void pass(Duration time) throws Exception;

    /**
     * Opens the store for the next test.
     *
     * @throws Exception if it cannot be opened
     */
    @BeforeEach
    void open() throws Exception {
        store = openEmpty();
    }

    private static Token token(String value) {
        return Token.of(Secret.of(value));
    }

    private static IssuedToken issued(Token token) {
        return new IssuedToken(token, Instant.parse("2030-01-01T00:00:00.123456789Z"), Duration.ofSeconds(3));
    }

    private long saved(String key, long expected, String value) {
        OptionalLong version = store.save(key, expected, issued(token(value)));
        assertThat(version).as("the version of a save over %s", expected).isPresent();
        return version.getAsLong();
    }

    private String value(String key) {
        return store.read(key).orElseThrow().issued().token().accessToken().reveal();
    }

    /** Runs a task on many threads that begin at once. */
    private static <T> List<T> atOnce(int threads, Callable<T> task) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(executor.submit(() -> {
                    start.await(60, TimeUnit.SECONDS);
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(120, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    /** A key that was never saved. */
    @Test
    protected void hasNothingAtFirst() {
        assertThat(store.read(KEY)).isEmpty();
        store.delete(KEY);
        assertThat(store.read(KEY)).isEmpty();
    }

    /**
     * Every member of a token.
     *
     * @throws Exception if the store cannot be asked
     */
    @Test
    protected void keepsEveryPartOfAToken() throws Exception {
        Token whole = new Token(
                Secret.of("access ü 漢字 \uD83D\uDE00 \" \\ \u0001"),
                "Bearer",
                new Expiry(Instant.parse("2031-02-03T04:05:06.000000007Z"), ExpirySource.JWT),
                Secret.of("refresh"),
                new Expiry(Instant.parse("9999-12-31T23:59:59Z"), ExpirySource.PROVIDER_DEFAULT),
                List.of("openid", "orders:read"),
                Map.of(
                        "id_token",
                        "eyJ",
                        "count",
                        7,
                        "big",
                        12345678901234L,
                        "exact",
                        new BigDecimal("1.10"),
                        "yes",
                        true,
                        "list",
                        List.of("a", 1, false),
                        "nested",
                        Map.of("deep", Map.of("er", "x"))));
        assertThat(store.save(KEY, 0, issued(whole))).isPresent();
        store = reopen(store);
        IssuedToken read = store.read(KEY).orElseThrow().issued();
        assertThat(read.token()).isEqualTo(whole);
        assertThat(read.issuedAt()).isEqualTo(issued(whole).issuedAt());
        Token bare = token("bare");
        store.save("bare", 0, issued(bare));
        assertThat(store.read("bare").orElseThrow().issued().token()).isEqualTo(bare);
    }

    /** Tokens of 100,000 characters. */
    @Test
    protected void keepsLargeTokens() {
        saved(KEY, 0, "x".repeat(100_000));
        assertThat(value(KEY)).hasSize(100_000);
    }

    /** Keys that a careless store would take for the same, or for something else. */
    @Test
    protected void tellsKeysApart() {
        List<String> keys = List.of(
                "a",
                "A",
                " a",
                "a ",
                "ä",
                "a\u0308",
                "'; drop table tokentrail_token; --",
                "%",
                "_",
                "..",
                "a/b",
                "a\nb",
                "\uD83D\uDE00",
                "x".repeat(10_000),
                "x".repeat(10_001));
        for (int i = 0; i < keys.size(); i++) {
            saved(keys.get(i), 0, "token-" + i);
        }
        for (int i = 0; i < keys.size(); i++) {
            assertThat(value(keys.get(i))).isEqualTo("token-" + i);
        }
    }

    /** Compare and set. */
    @Test
    protected void savesOverTheVersionSeenAndNoOther() {
        long first = saved(KEY, 0, "first");
        assertThat(first).isPositive();
        assertThat(store.save(KEY, 0, issued(token("late")))).isEmpty();
        long second = saved(KEY, first, "second");
        assertThat(store.save(KEY, first, issued(token("late")))).isEmpty();
        assertThat(store.save(KEY, second + 1, issued(token("early")))).isEmpty();
        assertThat(value(KEY)).isEqualTo("second");
        assertThat(store.read(KEY).orElseThrow().version()).isEqualTo(second);
        assertThat(store.save("other", second, issued(token("none")))).isEmpty();
        assertThat(store.read("other")).isEmpty();
    }

    /** A version that was seen before a deletion means nothing after it. */
    @Test
    protected void neverGivesAVersionTwice() {
        Set<Long> versions = new HashSet<>();
        long last = 0;
        for (int i = 0; i < 5; i++) {
            long first = saved(KEY, 0, "first");
            long second = saved(KEY, first, "second");
            assertThat(versions.add(first)).isTrue();
            assertThat(versions.add(second)).isTrue();
            last = second;
            store.delete(KEY);
            assertThat(store.read(KEY)).isEmpty();
            assertThat(store.save(KEY, last, issued(token("ghost")))).isEmpty();
            assertThat(store.read(KEY)).isEmpty();
        }
    }

    /**
     * Of many who save over the same version one succeeds, each time.
     *
     * @throws Exception if the store cannot be asked
     */
    @Test
    protected void letsOneOfManySave() throws Exception {
        long version = 0;
        for (int round = 0; round < 5; round++) {
            long expected = version;
            List<OptionalLong> outcomes = atOnce(
                    MANY,
                    () -> store.save(
                            KEY, expected, issued(token(Thread.currentThread().getName()))));
            List<OptionalLong> successes =
                    outcomes.stream().filter(OptionalLong::isPresent).toList();
            assertThat(successes).hasSize(1);
            version = successes.get(0).getAsLong();
            assertThat(store.read(KEY).orElseThrow().version()).isEqualTo(version);
        }
    }

    /**
     * Nothing that was acknowledged is lost.
     *
     * @throws Exception if the store cannot be asked
     */
    @Test
    protected void losesNoUpdate() throws Exception {
        saved(KEY, 0, "0");
        List<Integer> counts = atOnce(8, () -> {
            int mine = 0;
            while (mine < 10) {
                StoredToken present = store.read(KEY).orElseThrow();
                int next =
                        Integer.parseInt(present.issued().token().accessToken().reveal()) + 1;
                if (store.save(KEY, present.version(), issued(token(Integer.toString(next))))
                        .isPresent()) {
                    mine++;
                }
            }
            return mine;
        });
        assertThat(counts).hasSize(8);
        assertThat(value(KEY)).isEqualTo("80");
    }

    /**
     * What was saved is there for the next process.
     *
     * @throws Exception if the store cannot be asked
     */
    @Test
    protected void remembers() throws Exception {
        long version = saved(KEY, 0, "kept");
        store = reopen(store);
        assertThat(value(KEY)).isEqualTo("kept");
        assertThat(store.read(KEY).orElseThrow().version()).isEqualTo(version);
        assertThat(store.save(KEY, version, issued(token("next")))).isPresent();
    }

    /**
     * Age goes on by the store's clock.
     *
     * @throws Exception if the store cannot be asked
     */
    @Test
    protected void countsTheAge() throws Exception {
        saved(KEY, 0, "young");
        Duration before = store.read(KEY).orElseThrow().issued().age();
        assertThat(before).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(60));
        pass(Duration.ofMillis(1500));
        Duration after = store.read(KEY).orElseThrow().issued().age();
        assertThat(after.minus(before)).isBetween(Duration.ofMillis(1400), Duration.ofSeconds(60));
    }

    /**
     * A lease has one holder.
     *
     * @throws Exception if the store cannot be asked
     */
    @Test
    protected void givesALeaseToOneOfMany() throws Exception {
        List<Lease> leases = atOnce(MANY, () -> store.lease(KEY, LEASE));
        assertThat(leases.stream().filter(Lease.Acquired.class::isInstance)).hasSize(1);
        assertThat(leases.stream().filter(Lease.HeldByAnother.class::isInstance))
                .hasSize(MANY - 1);
        Instant end = leases.stream()
                .filter(Lease.Acquired.class::isInstance)
                .map(lease -> ((Lease.Acquired) lease).until())
                .findFirst()
                .orElseThrow();
        assertThat(store.lease(KEY, LEASE)).isEqualTo(new Lease.HeldByAnother(end));
        assertThat(store.lease("another key", LEASE)).isInstanceOf(Lease.Acquired.class);
    }

    /** A lease that was given back is free, and giving it back twice takes it from nobody. */
    @Test
    protected void freesALeaseThatIsGivenBack() {
        Lease.Acquired first = (Lease.Acquired) store.lease(KEY, LEASE);
        first.release().run();
        Lease.Acquired second = (Lease.Acquired) store.lease(KEY, LEASE);
        first.release().run();
        assertThat(store.lease(KEY, LEASE)).isInstanceOf(Lease.HeldByAnother.class);
        second.release().run();
        assertThat(store.lease(KEY, LEASE)).isInstanceOf(Lease.Acquired.class);
    }

    /**
     * A lease ends by itself, and its holder cannot take it from the next one then.
     *
     * @throws Exception if the store cannot be asked
     */
    @Test
    protected void endsALeaseWhoseHolderDied() throws Exception {
        Lease.Acquired dead = (Lease.Acquired) store.lease(KEY, Duration.ofMillis(300));
        assertThat(store.lease(KEY, LEASE)).isInstanceOf(Lease.HeldByAnother.class);
        pass(Duration.ofMillis(400));
        List<Lease> heirs = atOnce(8, () -> store.lease(KEY, LEASE));
        assertThat(heirs.stream().filter(Lease.Acquired.class::isInstance)).hasSize(1);
        dead.release().run();
        assertThat(store.lease(KEY, LEASE)).isInstanceOf(Lease.HeldByAnother.class);
    }

    /** A lease has nothing to do with the token of its name. */
    @Test
    protected void keepsLeasesAndTokensApart() {
        assertThat(store.lease(KEY, LEASE)).isInstanceOf(Lease.Acquired.class);
        assertThat(store.read(KEY)).isEmpty();
        saved(KEY, 0, "token");
        store.delete(KEY);
        assertThat(store.lease(KEY, LEASE)).isInstanceOf(Lease.HeldByAnother.class);
    }

    /** Nothing secret in the text of a store, and no key. */
    @Test
    protected void tellsNobodyWhatItHolds() {
        saved("key-canary", 0, "token-canary");
        assertThat(store.toString()).doesNotContain("canary");
        assertThat(store.read("key-canary").toString()).doesNotContain("canary");
    }
}
