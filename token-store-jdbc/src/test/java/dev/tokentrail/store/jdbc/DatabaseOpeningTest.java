package dev.tokentrail.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.Lease;
import dev.tokentrail.core.source.TokenStoreException;
import dev.tokentrail.core.token.Token;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.postgresql.ds.PGSimpleDataSource;

/** A store opens in any database that lets it: an empty one, one of other applications, by many at once, by a user with few rights. */
@Tag("slow")
class DatabaseOpeningTest {

    private final TokenKeys keys = TokenKeys.generate();
    private final IssuedToken issued = new IssuedToken(Token.of(Secret.of("access")), Instant.EPOCH, Duration.ZERO);
    private String database;

    @BeforeEach
    void makeDatabase(TestInfo test) throws SQLException {
        database = "opening_" + test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        execute(Postgres.dataSource(), "drop database if exists " + database);
        execute(Postgres.dataSource(), "create database " + database);
    }

    private PGSimpleDataSource source() {
        return source(database);
    }

    private static PGSimpleDataSource source(String database) {
        PGSimpleDataSource source = Postgres.dataSource();
        source.setDatabaseName(database);
        source.setLoginTimeout(20);
        return source;
    }

    private static void execute(PGSimpleDataSource source, String... statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String answer(PGSimpleDataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void threadsAndProcessesOpenAtOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            for (int i = 0; i < 3; i++) {
                processes.add(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Opens.class.getName(),
                                Postgres.url(),
                                database)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
            }
            List<BufferedReader> outputs = processes.stream()
                    .map(process -> new BufferedReader(new InputStreamReader(process.getInputStream())))
                    .toList();
            for (BufferedReader output : outputs) {
                assertThat(said(output)).isEqualTo("> ready");
            }
            CountDownLatch go = new CountDownLatch(1);
            List<Future<JdbcTokenStore>> opened = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                opened.add(threads.submit(() -> {
                    go.await();
                    return JdbcTokenStore.open(source(), keys);
                }));
            }
            for (Process process : processes) {
                try (Writer input = process.outputWriter()) {
                    input.write("go\n");
                }
            }
            go.countDown();
            for (Future<JdbcTokenStore> one : opened) {
                one.get(60, TimeUnit.SECONDS).read("a");
            }
            for (BufferedReader output : outputs) {
                assertThat(said(output)).isEqualTo("> opened");
            }
        } finally {
            threads.shutdownNow();
            processes.forEach(Process::destroyForcibly);
        }
        assertThat(answer(source(), "select count(*) from tokentrail_schema_history where version = '1'"))
                .isEqualTo("1");
        assertThat(JdbcTokenStore.open(source(), keys).save("a", 0, issued)).hasValue(1);
    }

    @Test
    void whoComesWhileAnotherProcessMakesTheTablesTriesAgainAndNotForEver() {
        AtomicInteger tries = new AtomicInteger();
        JdbcTokenStore.bringUpToDate(() -> {
            if (tries.incrementAndGet() < 3) {
                throw new FlywayException("the history exists, and is empty");
            }
        });
        assertThat(tries).hasValue(3);

        tries.set(0);
        assertThatThrownBy(() -> JdbcTokenStore.bringUpToDate(() -> {
                    tries.incrementAndGet();
                    throw new FlywayException("the history exists, and is empty");
                }))
                .isInstanceOf(FlywayException.class);
        assertThat(tries).hasValue(6);

        tries.set(0);
        assertThatThrownBy(() -> JdbcTokenStore.bringUpToDate(() -> {
                    tries.incrementAndGet();
                    throw new FlywayException("no right", new SQLException("denied", "42501"));
                }))
                .isInstanceOf(FlywayException.class);
        assertThat(tries).as("what the database refuses it refuses again").hasValue(1);
    }

    private static String said(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith("> ")) {
            line = output.readLine();
        }
        return line == null ? "nothing" : line;
    }

    /** Opens the database when it is told to. */
    static final class Opens {
        public static void main(String[] arguments) throws Exception {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(arguments[0]);
            source.setDatabaseName(arguments[1]);
            TokenKeys keys = TokenKeys.generate();
            System.out.println("> ready");
            if (System.in.read() < 0) {
                return;
            }
            try {
                JdbcTokenStore.open(source, keys).read("a");
                System.out.println("> opened");
            } catch (TokenStoreException failure) {
                System.out.println("> " + failure + " " + failure.getCause());
            }
        }
    }

    @Test
    void tablesOfOthersAreLeftAsTheyAre() throws SQLException {
        execute(
                source(),
                "create table customer (id int primary key)",
                "insert into customer values (7)",
                "create table flyway_schema_history (installed_rank int primary key, note varchar(10))",
                "insert into flyway_schema_history values (1, 'theirs')");
        JdbcTokenStore store = JdbcTokenStore.open(source(), keys);
        assertThat(store.save("a", 0, issued)).hasValue(1);
        assertThat(JdbcTokenStore.open(source(), keys).read("a")).isPresent();
        assertThat(answer(source(), "select id from customer")).isEqualTo("7");
        assertThat(answer(source(), "select string_agg(note, ',') from flyway_schema_history"))
                .isEqualTo("theirs");
    }

    @Test
    void aUserWithoutTheRightToCreateTablesIsToldAndMayUseTablesThatAreThere() throws SQLException {
        execute(
                source(),
                "revoke create on schema public from public",
                "drop role if exists tokens_reader",
                "create role tokens_reader login password 'of-the-reader'");
        try {
            PGSimpleDataSource reader = source();
            reader.setUser("tokens_reader");
            reader.setPassword("of-the-reader");
            assertThatThrownBy(() -> JdbcTokenStore.open(reader, keys))
                    .isInstanceOf(TokenStoreException.class)
                    .hasMessageContaining("right to create tables")
                    .hasMessageContaining("grant this one select, insert, update and delete")
                    .hasMessageNotContaining("of-the-reader");

            JdbcTokenStore.open(source(), keys);
            assertThatThrownBy(() -> JdbcTokenStore.open(reader, keys))
                    .isInstanceOf(TokenStoreException.class)
                    .hasMessageContaining("select on tokentrail_schema_history");
            execute(
                    source(),
                    "grant select, insert, update, delete on tokentrail_token, tokentrail_lease to tokens_reader",
                    "grant select on tokentrail_schema_history to tokens_reader");
            JdbcTokenStore store = JdbcTokenStore.open(reader, keys);
            assertThat(store.save("a", 0, issued)).hasValue(1);
            assertThat(store.save("a", 1, issued)).hasValue(2);
            assertThat(store.read("a")).isPresent();
            Lease lease = store.lease("a", Duration.ofSeconds(60));
            assertThat(lease).isInstanceOf(Lease.Acquired.class);
            ((Lease.Acquired) lease).release().run();
            assertThat(store.lease("a", Duration.ofSeconds(60))).isInstanceOf(Lease.Acquired.class);
            assertThat(store.reencrypt()).isEqualTo(1);
            store.delete("a");
            assertThat(store.read("a")).isEmpty();
        } finally {
            execute(source(), "drop owned by tokens_reader", "drop role tokens_reader");
        }
    }

    @Test
    void aPoolOfOneConnectionIsToldThatOpeningTakesTwo() {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(source());
            pool.setMaximumPoolSize(1);
            pool.setConnectionTimeout(500);
            assertThatThrownBy(() -> JdbcTokenStore.open(pool, keys))
                    .isInstanceOf(TokenStoreException.class)
                    .hasMessageContaining("Opening takes two connections at the same time");
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }
}
