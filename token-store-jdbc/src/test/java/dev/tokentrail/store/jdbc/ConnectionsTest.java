package dev.tokentrail.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.Lease;
import dev.tokentrail.core.source.TokenStoreException;
import dev.tokentrail.core.token.Token;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store gives back each connection as it got it, whatever went wrong, and outlives threads that are interrupted. */
@Tag("slow")
class ConnectionsTest {

    @TempDir
    Path folder;

    private final TokenKeys keys = TokenKeys.generate();
    private final IssuedToken issued = new IssuedToken(Token.of(Secret.of("access")), Instant.EPOCH, Duration.ZERO);

    @BeforeEach
    void emptyDatabase() throws SQLException {
        Postgres.empty();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(Postgres.url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Works, finds the row changed, and finds no table for leases; each of the calls needs the connection of the one before. */
    private void callInEachWay(JdbcTokenStore store) {
        OptionalLong version = store.save("good", 0, issued);
        assertThat(store.save("good", version.orElse(0) + 5, issued)).isEmpty();
        assertThat(store.read("good")).isPresent();
        assertThatThrownBy(() -> store.read("changed")).isInstanceOf(TokenStoreException.class);
        assertThat(store.lease("good", Duration.ofSeconds(1))).isInstanceOf(Lease.Unavailable.class);
    }

    private void changeRowAndHideLeases(JdbcTokenStore store) throws SQLException {
        store.save("changed", 0, issued);
        execute("update tokentrail_token set content = '\\x0900'");
        execute("alter table tokentrail_lease rename to hidden_lease");
    }

    private static void showLeases() throws SQLException {
        execute("alter table hidden_lease rename to tokentrail_lease");
    }

    @Test
    void noConnectionIsKeptByAThousandCalls() throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(Postgres.url());
            pool.setMaximumPoolSize(2);
            pool.setMinimumIdle(0);
            pool.setConnectionTimeout(5_000);
            JdbcTokenStore store = JdbcTokenStore.open(pool, keys);
            try (Connection other = pool.getConnection()) {
                assertThat(other.isValid(5)).isTrue();
                changeRowAndHideLeases(store);
                try {
                    for (int i = 0; i < 200; i++) {
                        callInEachWay(store);
                    }
                } finally {
                    showLeases();
                }
                assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(1);
                assertThat(store.lease("good", Duration.ofSeconds(1))).isInstanceOf(Lease.Acquired.class);
            }
        }
    }

    @Test
    void aPoolThatResetsNothingGetsItsConnectionBackAsItWas() throws SQLException {
        JdbcTokenStore ready = JdbcTokenStore.open(Postgres.dataSource(), keys);
        changeRowAndHideLeases(ready);
        try (Connection connection = DriverManager.getConnection(Postgres.url())) {
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(Runnable::run, 77_000);
            JdbcTokenStore store = openOver(connection);
            callInEachWay(store);
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(connection.getNetworkTimeout()).isEqualTo(77_000);
            assertThat(ready.read("good")).as("committed").isPresent();
        } finally {
            showLeases();
        }
    }

    /** A store over one connection; opening takes more than one, so the tables are there. */
    private JdbcTokenStore openOver(Connection connection) {
        boolean[] opened = {false};
        JdbcTokenStore store = JdbcTokenStore.open(
                proxied(DataSource.class, (method, arguments) -> {
                    if (!method.getName().equals("getConnection")) {
                        return method.invoke(Postgres.dataSource(), arguments);
                    }
                    return opened[0] ? unclosing(connection) : DriverManager.getConnection(Postgres.url());
                }),
                keys);
        opened[0] = true;
        return store;
    }

    private static Connection unclosing(Connection connection) {
        return proxied(
                Connection.class,
                (method, arguments) -> method.getName().equals("close") ? null : method.invoke(connection, arguments));
    }

    /** What a proxy does for a method. */
    private interface Call {
        Object of(Method method, Object[] arguments) throws Exception;
    }

    private static <T> T proxied(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                ConnectionsTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return call.of(method, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }

    @Test
    void theFileOutlivesThreadsThatAreInterrupted() {
        try (JdbcTokenStore store = JdbcTokenStore.file(folder.resolve("tokens"), keys)) {
            long version = 0;
            for (int i = 0; i < 20; i++) {
                Thread.currentThread().interrupt();
                version = store.save("a", version, issued).orElseThrow();
                assertThat(Thread.interrupted()).as("still interrupted").isTrue();
                assertThat(store.read("a").orElseThrow().version()).isEqualTo(version);
            }
        }
        try (JdbcTokenStore again = JdbcTokenStore.file(folder.resolve("tokens"), keys)) {
            assertThat(again.read("a").orElseThrow().version()).isEqualTo(20);
        }
    }

    @Test
    void theFileOutlivesInterruptionsAtAnyMoment() throws InterruptedException {
        try (JdbcTokenStore store = JdbcTokenStore.file(folder.resolve("tokens"), keys)) {
            AtomicLong saved = new AtomicLong();
            AtomicBoolean done = new AtomicBoolean();
            Thread saving = new Thread(() -> {
                while (!done.get() && saved.get() < 5_000) {
                    saved.set(store.save("a", saved.get(), issued).orElseThrow());
                }
            });
            saving.start();
            for (long seen = 0; seen < 100 && saving.isAlive(); seen = Math.max(seen, saved.get())) {
                saving.interrupt();
                store.read("b");
            }
            done.set(true);
            saving.join();
            assertThat(saved.get()).as("saved, each one").isGreaterThanOrEqualTo(100);
            assertThat(store.read("a").orElseThrow().version()).isEqualTo(saved.get());
        }
    }

    @Test
    void aClosedStoreSaysSo() {
        JdbcTokenStore store = JdbcTokenStore.file(folder.resolve("tokens"), keys);
        store.close();
        assertThatThrownBy(() -> store.read("a"))
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining("Is it closed?");
        assertThat(store.lease("a", Duration.ofSeconds(1))).isInstanceOf(Lease.Unavailable.class);
    }
}
