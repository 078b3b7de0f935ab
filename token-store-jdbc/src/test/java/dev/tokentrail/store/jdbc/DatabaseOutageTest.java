package dev.tokentrail.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.Lease;
import dev.tokentrail.core.source.StoredToken;
import dev.tokentrail.core.source.TokenStoreException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.testsupport.LocalPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A server that is gone or hangs is noticed within the limit, and used again when it is back. */
@Tag("slow")
class DatabaseOutageTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** The limit, and what a busy machine takes beside it; the driver alone would wait for ten seconds more, or for ever. */
    private static final Duration SOON = Duration.ofSeconds(6);

    private static LocalPostgres server;

    private final TokenKeys keys = TokenKeys.generate();
    private HikariDataSource pool;
    private JdbcTokenStore pooled;
    private JdbcTokenStore plain;

    /** Ways in which a server goes. */
    enum End {
        STOPPED,
        KILLED
    }

    @BeforeAll
    static void start() {
        Postgres.url();
        server = LocalPostgres.start().orElse(null);
        assumeTrue(server != null, "PostgreSQL's initdb is not here, and a container cannot be suspended");
    }

    @AfterAll
    static void close() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        pool = new HikariDataSource();
        pool.setJdbcUrl(server.url());
        pool.setMaximumPoolSize(3);
        pool.setConnectionTimeout(500);
        pool.setValidationTimeout(250);
        pool.addDataSourceProperty("socketTimeout", 1);
        pooled = JdbcTokenStore.open(pool, keys).answeringWithin(LIMIT);
        plain = JdbcTokenStore.open(plainSource(1), keys).answeringWithin(LIMIT);
    }

    @AfterEach
    void closePool() {
        if (pool != null) {
            pool.close();
        }
    }

    /** Each connection is a new one; only the login timeout ends one that is never answered. */
    private static PGSimpleDataSource plainSource(int loginTimeout) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.url());
        source.setLoginTimeout(loginTimeout);
        return source;
    }

    private static IssuedToken issued(String value) {
        return new IssuedToken(Token.of(Secret.of(value)), Instant.EPOCH, Duration.ZERO);
    }

    private static void assertUnavailable(JdbcTokenStore store) {
        assertFailsSoon(() -> store.read("canary-key"));
        assertFailsSoon(() -> store.save("canary-key", 1, issued("canary-token")));
        assertFailsSoon(() -> store.delete("canary-key"));
        long asked = System.nanoTime();
        assertThat(store.lease("canary-key", Duration.ofSeconds(1))).isInstanceOf(Lease.Unavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SOON);
    }

    private static void assertFailsSoon(Runnable call) {
        long asked = System.nanoTime();
        assertThatThrownBy(call::run)
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining("SQL state")
                .hasMessageNotContaining("canary")
                .hasNoCause();
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SOON);
    }

    /** HikariCP pauses between its attempts to connect, twice as long each time, so the first call may come in a pause. */
    private Optional<StoredToken> readAgain(String key) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                return pooled.read(key);
            } catch (TokenStoreException notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatIsGoneIsReportedAndUsedAgainWhenItIsBack(End end) {
        String key = end.name();
        assertThat(pooled.save(key, 0, issued("first"))).hasValue(1);
        if (end == End.STOPPED) {
            server.stop();
        } else {
            server.kill();
        }
        Stream.of(pooled, plain).forEach(DatabaseOutageTest::assertUnavailable);
        assertThatThrownBy(() -> JdbcTokenStore.open(plainSource(1), keys)).isInstanceOf(TokenStoreException.class);

        server.startAgain();
        assertThat(readAgain(key).orElseThrow().issued().token())
                .isEqualTo(issued("first").token());
        assertThat(plain.save(key, 1, issued("second"))).hasValue(2);
        assertThat(pooled.read(key).orElseThrow().version()).isEqualTo(2);
        assertThat(pooled.lease(key, Duration.ofSeconds(1))).isInstanceOf(Lease.Acquired.class);
    }

    @Test
    void aServerThatHangsIsReportedAndUsedAgainWhenItGoesOn() {
        assertThat(plain.save("hangs", 0, issued("first"))).hasValue(1);
        server.suspend();
        try {
            Stream.of(pooled, plain).forEach(DatabaseOutageTest::assertUnavailable);
        } finally {
            server.resume();
        }
        assertThat(plain.read("hangs")).isPresent();
        assertThat(readAgain("hangs")).isPresent();
    }

    /** The driver's own way out is to ask the server to cancel the query, for which it waits ten seconds. */
    @Test
    void aServerThatHangsAmidAStatementIsReported() throws Exception {
        try (Connection locking = plainSource(1).getConnection();
                Statement statement = locking.createStatement()) {
            locking.setAutoCommit(false);
            statement.execute("lock table tokentrail_token in access exclusive mode");
            CompletableFuture<Void> failing = CompletableFuture.runAsync(() -> assertFailsSoon(() -> pooled.read("a")));
            awaitWaiting(statement);
            server.suspend();
            try {
                failing.get(30, TimeUnit.SECONDS);
            } finally {
                server.resume();
            }
        }
        assertThat(readAgain("a")).isEmpty();
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }

    @Test
    void aTableThatAnotherLocksEndsTheCallWithinTheLimit() throws SQLException {
        try (Connection locking = plainSource(1).getConnection();
                Statement statement = locking.createStatement()) {
            locking.setAutoCommit(false);
            statement.execute("lock table tokentrail_token, tokentrail_lease in access exclusive mode");
            assertUnavailable(pooled);
            locking.rollback();
        }
        assertThat(readAgain("b")).isEmpty();
    }

    private static void awaitWaiting(Statement statement) throws SQLException {
        int waiting = 0;
        while (waiting == 0) {
            try (ResultSet row = statement.executeQuery("select count(*) from pg_locks where not granted")) {
                row.next();
                waiting = row.getInt(1);
            }
        }
    }
}
