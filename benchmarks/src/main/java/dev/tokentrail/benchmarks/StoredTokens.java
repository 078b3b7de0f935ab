package dev.tokentrail.benchmarks;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.InMemoryTokenStore;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.store.jdbc.JdbcTokenStore;
import dev.tokentrail.store.jdbc.TokenKeys;
import dev.tokentrail.testsupport.LocalPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One read and one save in stores of many tokens: in memory, in a database in a file, and in PostgreSQL. The tokens that are read
 * and saved went through the store, spread over the others, and are encrypted; the others in a database are rows of the same shape
 * that it copies itself.
 */
final class StoredTokens {

    private static final List<Long> SIZES = List.of(1L, 10L, 100L, 1_000L, 10_000L, 100_000L, 1_000_000L);
    private static final int CALLS = 400;
    private static final int REAL = 1_000;
    private static final int ROWS_AT_ONCE = 20_000;

    private final GrowthTable table;
    private String file = "";

    private StoredTokens(GrowthTable table) {
        this.table = table;
    }

    static StoredTokens measure() throws Exception {
        StoredTokens tokens = new StoredTokens(new GrowthTable("tokens"));
        tokens.inMemory();
        tokens.inFile();
        tokens.inPostgres();
        return tokens;
    }

    GrowthTable table() {
        return table;
    }

    /** What H2's file weighs with the most tokens, filled a moment ago and when it is closed. */
    String file() {
        return file;
    }

    private void inMemory() throws Exception {
        InMemoryTokenStore store = new InMemoryTokenStore();
        double empty = Clockwork.heap();
        int filled = 0;
        warm(store);
        for (long size : SIZES) {
            for (; filled < size; filled++) {
                store.save("user-" + filled, 0, token(filled));
            }
            Random random = new Random(size);
            table.constant(
                    "read in memory, µs", size, Clockwork.median(CALLS, i -> read(store, random.nextInt((int) size))));
            table.constant(
                    "save in memory, µs", size, Clockwork.median(CALLS, i -> save(store, random.nextInt((int) size))));
            table.linear("heap in memory, MiB", size, Math.max(0, Clockwork.heap() - empty) / 1024);
        }
    }

    private void inFile() throws Exception {
        Path directory = Files.createTempDirectory("tokentrail-growth");
        Path database = directory.resolve("tokens.mv.db");
        try {
            long open = filled(directory.resolve("tokens"), database);
            file = String.format(
                    Locale.ROOT,
                    "%,.0f MiB while it is open and was filled a moment ago, %,.0f MiB when it is closed",
                    open / 1048576.0,
                    Files.size(database) / 1048576.0);
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path left : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(left);
                }
            }
        }
    }

    /** The file's bytes once all tokens are in it, before it is closed. */
    private long filled(Path name, Path database) throws Exception {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + name);
        try (Connection kept = source.getConnection();
                JdbcTokenStore store = JdbcTokenStore.open(source, TokenKeys.generate())) {
            warm(store);
            inDatabase(
                    "H2",
                    store,
                    kept,
                    "replace(cast(random_uuid() as varchar), '-', '') || '00000000000000000000000000000000'",
                    "system_range(1, ?)",
                    "select disk_space_used('tokentrail_token')");
            return Files.size(database);
        }
    }

    private void inPostgres() throws Exception {
        Optional<LocalPostgres> installed = LocalPostgres.start();
        if (installed.isEmpty()) {
            System.err.println("PostgreSQL is not installed here: its columns are left out");
            return;
        }
        try (LocalPostgres server = installed.get()) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setURL(server.url());
            try (Connection kept = DriverManager.getConnection(server.url());
                    JdbcTokenStore store = JdbcTokenStore.open(pooled(source), TokenKeys.generate())) {
                warm(store);
                inDatabase(
                        "PostgreSQL",
                        store,
                        kept,
                        "md5(number::text) || md5(random()::text)",
                        "generate_series(1, ?) as number",
                        "select pg_total_relation_size('tokentrail_token')");
            }
        }
    }

    private static DataSource pooled(DataSource source) {
        com.zaxxer.hikari.HikariConfig config = new com.zaxxer.hikari.HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(2);
        return new com.zaxxer.hikari.HikariDataSource(config);
    }

    private void inDatabase(
            String name, TokenStore store, Connection connection, String key, String series, String bytes)
            throws Exception {
        execute(connection, "delete from tokentrail_token");
        long filled = 0;
        int real = 0;
        for (long size : SIZES) {
            for (; real < Math.min(size, REAL); real++, filled++) {
                store.save("user-" + real, 0, token(real));
            }
            while (filled < size) {
                try (PreparedStatement copy = connection.prepareStatement(copying(key, series))) {
                    copy.setQueryTimeout(0);
                    copy.setInt(1, (int) Math.min(size - filled, ROWS_AT_ONCE));
                    filled += copy.executeUpdate();
                }
            }
            Random random = new Random(size);
            int present = real;
            table.constant(
                    "read in " + name + ", µs",
                    size,
                    Clockwork.median(CALLS, i -> read(store, random.nextInt(present))));
            table.constant(
                    "save in " + name + ", µs",
                    size,
                    Clockwork.median(CALLS, i -> save(store, random.nextInt(present))));
            table.linear("disk in " + name + ", MiB", size, number(connection, bytes) / 1048576.0);
        }
    }

    private static String copying(String key, String series) {
        return "insert into tokentrail_token (row_key, version, saved_at, age_milliseconds, content) select " + key
                + ", version, saved_at, age_milliseconds, content from tokentrail_token, " + series
                + " where row_key = (select min(row_key) from tokentrail_token)";
    }

    private static void warm(TokenStore store) throws Exception {
        store.save("warm", 0, token(-1));
        for (int i = 0; i < 1_000; i++) {
            long version = store.read("warm").orElseThrow().version();
            store.save("warm", version, token(i));
        }
        store.delete("warm");
    }

    private static void read(TokenStore store, int number) {
        if (store.read("user-" + number).isEmpty()) {
            throw new IllegalStateException("A token that was saved is gone");
        }
    }

    private static void save(TokenStore store, int number) {
        long version = store.read("user-" + number).orElseThrow().version();
        OptionalLong saved = store.save("user-" + number, version, token(number));
        if (saved.isEmpty()) {
            throw new IllegalStateException("Nobody else saves, and yet the version is another");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static IssuedToken token(int number) {
        Token token = Token.of(Secret.of("2YotnFZFEjr1zCsicMWpAA-" + number));
        return new IssuedToken(token, Instant.now(), Duration.ZERO);
    }
}
