package dev.tokentrail.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.Lease;
import dev.tokentrail.core.source.TokenStoreException;
import dev.tokentrail.core.token.Token;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store says when its database fails: enough to mend it, and nothing that lies in a row. */
class DatabaseFailureTest {

    private static final IssuedToken ISSUED =
            new IssuedToken(Token.of(Secret.of("access")), Instant.EPOCH, Duration.ZERO);

    /** Fails in one method, from one call of it on. */
    private volatile String broken = "nothing";

    private volatile Exception failure = new SQLException();
    private final AtomicInteger callsBefore = new AtomicInteger();
    private final DataSource source = breakable(DataSource.class, database());

    @TempDir
    Path folder;

    private DataSource database() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + getClass().getSimpleName() + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        return source;
    }

    private <T> T breakable(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals(broken) && callsBefore.getAndDecrement() <= 0) {
                        throw failure;
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        return result instanceof Connection connection
                                ? breakable(Connection.class, connection)
                                : result instanceof PreparedStatement statement
                                        ? breakable(PreparedStatement.class, statement)
                                        : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private JdbcTokenStore opened() {
        return JdbcTokenStore.open(source, TokenKeys.generate());
    }

    private void fail(String method, Exception how) {
        failure = how;
        broken = method;
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "08001, the host is gone, with SQL state 08001 (SQLException): the host is gone",
                "28P01, the password is wrong, with SQL state 28P01 (SQLException): the password is wrong",
                "57P01, it is shutting down, with SQL state 57P01 (SQLException): it is shutting down",
                "08001, null, with SQL state 08001 (SQLException)",
                "08001, '', 'with SQL state 08001 (SQLException): '",
                "22001, row-canary, with SQL state 22001 (SQLException)",
                "null, row-canary, with SQL state unknown (SQLException)"
            })
    void onlyWhatADriverSaysOfConnectionsIsPassedOn(String state, String said, String told) {
        JdbcTokenStore store = opened();
        fail("executeQuery", new SQLException(said == null ? null : said + "\nrow-canary", state));
        assertThatThrownBy(() -> store.read("a"))
                .isInstanceOf(TokenStoreException.class)
                .hasMessage("Reading a token failed " + told)
                .hasNoCause();
    }

    @Test
    void aFileInUseIsSaidToBe() {
        JdbcTokenStore store = opened();
        fail("getConnection", new SQLException("locked", "90020"));
        assertThatThrownBy(() -> store.read("a")).hasMessageContaining("in use by another process");
    }

    @Test
    void aPoolThatBreaksIsADatabaseThatCannotBeReached() {
        JdbcTokenStore store = opened();
        fail("getConnection", new IllegalStateException("row-canary"));
        assertThatThrownBy(() -> store.save("a", 0, ISSUED))
                .isInstanceOf(TokenStoreException.class)
                .hasMessage("Saving a token failed: the data source gives no connection (IllegalStateException)."
                        + " Is it closed?");
    }

    @Test
    void onlyADuplicateIsAnotherProcess() {
        JdbcTokenStore store = opened();
        for (String state : new String[] {"22001", null}) {
            fail("executeUpdate", new SQLException("too long", state));
            assertThatThrownBy(() -> store.save("a", 0, ISSUED)).isInstanceOf(TokenStoreException.class);
            assertThat(store.lease("a", Duration.ofSeconds(1))).isInstanceOf(Lease.Unavailable.class);
        }
        broken = "nothing";
        assertThat(store.save("a", 0, ISSUED)).hasValue(1);
        assertThat(store.save("a", 0, ISSUED)).isEmpty();
    }

    @Test
    void aLeaseThatWasGivenBackMeanwhileEndedLongAgo() {
        JdbcTokenStore store = opened();
        Lease.Acquired acquired = (Lease.Acquired) store.lease("a", Duration.ofMinutes(1));
        assertThat(acquired.until()).isAfter(Instant.now());
        assertThat(((Lease.HeldByAnother) store.lease("a", Duration.ofMinutes(1))).until())
                .isEqualTo(acquired.until());
        fail("executeUpdate", new SQLException("gone", "08006"));
        acquired.release().run();
        broken = "nothing";
        assertThat(store.lease("a", Duration.ofMinutes(1))).isInstanceOf(Lease.HeldByAnother.class);
        acquired.release().run();
        assertThat(store.lease("a", Duration.ofMinutes(1))).isInstanceOf(Lease.Acquired.class);
    }

    @Test
    void whoIsInterruptedFindsThatOutAlthoughTheDriverForgetsIt() {
        JdbcTokenStore forgetful = JdbcTokenStore.open(
                (DataSource) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                            Thread.interrupted();
                            return method.invoke(source, arguments);
                        }),
                TokenKeys.generate());
        assertThat(forgetful.read("a")).isEmpty();
        assertThat(Thread.interrupted()).isFalse();
        Thread.currentThread().interrupt();
        assertThat(forgetful.read("a")).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatIsMissingForTheTablesIsSaid() {
        callsBefore.set(1);
        fail("getConnection", new SQLTransientConnectionException("none left"));
        assertThatThrownBy(this::opened)
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining("Opening takes two connections at the same time");

        callsBefore.set(1);
        fail("getConnection", new SQLException("denied", "42501"));
        assertThatThrownBy(this::opened).hasMessageContaining("needs the right to create tables");

        callsBefore.set(1);
        fail("getConnection", new SQLException("odd", "42000"));
        assertThatThrownBy(this::opened).hasMessageEndingWith("The cause tells why.");
    }

    /** An interrupted thread does not pause. */
    @Test
    void tablesThatAnotherProcessMakesAreTriedSixTimes() {
        AtomicInteger tries = new AtomicInteger();
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> JdbcTokenStore.bringUpToDate(() -> {
                        tries.incrementAndGet();
                        throw new FlywayException("the history exists, and is empty");
                    }))
                    .isInstanceOf(FlywayException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(tries).hasValue(6);
        assertThatThrownBy(() -> JdbcTokenStore.bringUpToDate(() -> {
                    tries.incrementAndGet();
                    throw new FlywayException("no right", new SQLException("denied", "42501"));
                }))
                .isInstanceOf(FlywayException.class);
        assertThat(tries).hasValue(7);
    }

    @Test
    void aStatementHasASecondAtLeast() {
        JdbcTokenStore store = opened();
        assertThat(store.save("a", 0, ISSUED)).hasValue(1);
        assertThat(store.answeringWithin(Duration.ofSeconds(1)).read("a")).isPresent();
        assertThatThrownBy(() -> store.answeringWithin(Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0.999S");
    }

    @Test
    void closingAStoreClosesTheFileThatItOpenedAndNoDataSourceOfOthers() {
        JdbcTokenStore file = JdbcTokenStore.file(folder.resolve("tokens"), TokenKeys.generate());
        assertThat(file).hasToString("JdbcTokenStore[file, encrypted]");
        assertThat(file.read("a")).isEmpty();
        file.close();
        assertThatThrownBy(() -> file.read("a")).isInstanceOf(TokenStoreException.class);

        JdbcTokenStore database = JdbcTokenStore.openWithTokensInClear(source);
        assertThat(database).hasToString("JdbcTokenStore[database, in clear]");
        assertThat(database.save("a", 0, ISSUED)).hasValue(1);
        database.close();
        assertThat(database.read("a").orElseThrow().issued().token()).isEqualTo(ISSUED.token());
    }

    @Test
    void anEnvironmentWithoutKeysIsSaid() {
        assertThatThrownBy(() -> TokenKeys.fromEnvironment("TOKENTRAIL_NO_SUCH_VARIABLE"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TOKENTRAIL_NO_SUCH_VARIABLE has no keys");
        assertThatThrownBy(() -> TokenKeys.fromEnvironment("PATH"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("These are no keys of a token store");
    }
}
