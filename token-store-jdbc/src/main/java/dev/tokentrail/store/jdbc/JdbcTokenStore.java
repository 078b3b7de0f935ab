package dev.tokentrail.store.jdbc;

import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.Lease;
import dev.tokentrail.core.source.StoredToken;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.core.source.TokenStoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps tokens in a relational database, encrypted: in an H2 file for one process, in PostgreSQL for any number of them. Safe for
 * use by many threads.
 *
 * <p>Ages of tokens and leases go by the database's clock. A statement that is not answered within five seconds fails, unless
 * {@link #answeringWithin} says otherwise; how long a connection may take is for the data source to say.
 */
public final class JdbcTokenStore implements TokenStore, AutoCloseable {

    /** How long a statement may take, unless told otherwise. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(JdbcTokenStore.class);

    private static final String READ =
            "select version, saved_at, age_milliseconds, content, current_timestamp as present from tokentrail_token where row_key = ?";
    private static final String SAVED_AT = "least(current_timestamp, cast(? as timestamp with time zone))";
    private static final String INSERT =
            "insert into tokentrail_token (saved_at, age_milliseconds, content, row_key, version) values (" + SAVED_AT
                    + ", ?, ?, ?, 1)";
    private static final String UPDATE = "update tokentrail_token set version = version + 1, saved_at = " + SAVED_AT
            + ", age_milliseconds = ?, content = ? where row_key = ? and version = ? and (content is null) = ?";
    private static final String DELETE =
            "update tokentrail_token set version = version + 1, content = null where row_key = ? and content is not null";
    private static final String LEASE_END = "current_timestamp + cast(? as bigint) * interval '0.001' second";
    private static final String TAKE_LEASE = "update tokentrail_lease set holder = ?, ends_at = " + LEASE_END
            + " where row_key = ? and ends_at <= current_timestamp";
    private static final String NEW_LEASE =
            "insert into tokentrail_lease (holder, ends_at, row_key) values (?, " + LEASE_END + ", ?)";
    private static final String LEASE = "select holder, ends_at from tokentrail_lease where row_key = ?";
    private static final String RELEASE = "delete from tokentrail_lease where row_key = ? and holder = ?";
    private static final String ROW_KEYS = "select row_key from tokentrail_token where content is not null";
    private static final String REENCRYPT =
            "update tokentrail_token set content = ? where row_key = ? and version = ? and content is not null";

    /** What is saved, and how old it is when the database's clock shows a certain time. */
    @SuppressWarnings("ArrayRecordComponent") // neither compared nor handed on
    private record Row(String key, OffsetDateTime at, long age, byte[] content) {

        void set(PreparedStatement statement) throws SQLException {
            statement.setObject(1, at);
            statement.setLong(2, age);
            statement.setBytes(3, content);
            statement.setString(4, key);
        }
    }

    private final DatabaseClock clock = new DatabaseClock();
    private final Database database;
    private final Cabinet cabinet;
    private final @Nullable JdbcConnectionPool own;

    private JdbcTokenStore(Database database, Cabinet cabinet, @Nullable JdbcConnectionPool own) {
        this.database = database;
        this.cabinet = cabinet;
        this.own = own;
    }

    /**
     * Opens a store in a database that the caller connects to, and brings its tables up to date.
     *
     * @param source gives connections, two at the same time while the store is opened, best from a pool that gives up within
     *     seconds; it is not closed by the store
     * @param keys encrypt the tokens
     * @return the store
     * @throws TokenStoreException if the database cannot be reached or its tables cannot be made
     */
    public static JdbcTokenStore open(DataSource source, TokenKeys keys) {
        return opened(source, new Cabinet(keys), null);
    }

    /**
     * Opens a store whose tokens anybody can read who can read the database or a backup of it.
     *
     * @param source gives connections
     * @return the store
     * @throws TokenStoreException if the database cannot be reached or its tables cannot be made
     */
    public static JdbcTokenStore openWithTokensInClear(DataSource source) {
        LOG.warn("Tokens are stored in clear");
        return opened(source, new Cabinet(null), null);
    }

    /**
     * Opens a store in an H2 file for this process, which makes the file if there is none, and its folder. Only its owner may
     * read it (mode 0600).
     *
     * @param path the file without its ending, which is {@code .mv.db}
     * @param keys encrypt the tokens
     * @return the store, to be closed at the end
     * @throws TokenStoreException if another process has opened the file, or if it is none of ours
     * @throws IllegalStateException if the file is open to others than its owner
     */
    public static JdbcTokenStore file(Path path, TokenKeys keys) {
        return inFile(path, new Cabinet(keys));
    }

    /**
     * Opens a store in an H2 file whose tokens anybody can read who can read the file.
     *
     * @param path the file without its ending, which is {@code .mv.db}
     * @return the store, to be closed at the end
     * @throws TokenStoreException if another process has opened the file, or if it is none of ours
     * @throws IllegalStateException if the file is open to others than its owner
     */
    public static JdbcTokenStore fileWithTokensInClear(Path path) {
        LOG.warn("Tokens are stored in clear in {}", path);
        return inFile(path, new Cabinet(null));
    }

    private static JdbcTokenStore inFile(Path path, Cabinet cabinet) {
        JdbcConnectionPool pool = TokenFile.open(path);
        try {
            return opened(pool, cabinet, pool);
        } catch (RuntimeException failure) {
            pool.dispose();
            throw failure;
        }
    }

    private static JdbcTokenStore opened(DataSource source, Cabinet cabinet, @Nullable JdbcConnectionPool own) {
        Database database = new Database(source, DEFAULT_LIMIT);
        database.run("Opening the token store", Connection::getCatalog);
        try {
            Flyway.configure(JdbcTokenStore.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:dev/tokentrail/store/jdbc/schema")
                    .table("tokentrail_schema_history")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        } catch (FlywayException failure) {
            throw new TokenStoreException(
                    "The tables of the token store cannot be made or brought up to date. " + whatIsMissing(failure),
                    failure);
        }
        return new JdbcTokenStore(database, cabinet, own);
    }

    private static String whatIsMissing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return "Opening takes two connections at the same time, for a moment, and the data source did not give them in time.";
            }
            if (cause instanceof SQLException sql && "42501".equals(sql.getSQLState())) {
                return "The user of the database needs the right to create tables, once; or let another user make them, and grant this"
                        + " one select, insert, update and delete on tokentrail_token and tokentrail_lease and select on"
                        + " tokentrail_schema_history.";
            }
        }
        return "The cause tells why.";
    }

    /**
     * Gives the same store with another limit for the answer to a statement.
     *
     * @param limit five seconds by default; at least one
     * @return a store over the same database; the two share its connections
     * @throws IllegalArgumentException if it is less than a second
     */
    public JdbcTokenStore answeringWithin(Duration limit) {
        if (limit.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("A statement needs at least a second, not " + limit);
        }
        return new JdbcTokenStore(new Database(database.source(), limit), cabinet, own);
    }

    @Override
    public Optional<StoredToken> read(String key) {
        String rowKey = cabinet.rowKey(key);
        return database.run(
                "Reading a token",
                connection -> database.statement(connection, READ, statement -> {
                    statement.setString(1, rowKey);
                    long asked = System.nanoTime();
                    try (ResultSet row = statement.executeQuery()) {
                        return row.next() ? stored(rowKey, row, asked) : Optional.empty();
                    }
                }));
    }

    /** Counts the time that the answer takes as age, so that a slow database makes a token look older and never younger. */
    private Optional<StoredToken> stored(String rowKey, ResultSet row, long asked) throws SQLException {
        byte[] content = row.getBytes("content");
        if (content == null) {
            return Optional.empty();
        }
        TokenFormat.Content opened = cabinet.open(rowKey, content);
        OffsetDateTime present = row.getObject("present", OffsetDateTime.class);
        clock.showed(present);
        Duration since = Duration.between(row.getObject("saved_at", OffsetDateTime.class), present);
        Duration age = Duration.ofMillis(row.getLong("age_milliseconds"))
                .plus(since.isNegative() ? Duration.ZERO : since)
                .plusNanos(System.nanoTime() - asked);
        return Optional.of(
                new StoredToken(new IssuedToken(opened.token(), opened.issuedAt(), age), row.getLong("version")));
    }

    @Override
    public OptionalLong save(String key, long expectedVersion, IssuedToken issued) {
        String rowKey = cabinet.rowKey(key);
        byte[] content = cabinet.close(rowKey, new TokenFormat.Content(issued.token(), issued.issuedAt()));
        long called = System.nanoTime();
        return database.run("Saving a token", connection -> {
            // The wait for a connection is a part of the age, and a part of a millisecond is a whole one.
            long age = issued.age()
                    .plusNanos(System.nanoTime() - called)
                    .plusNanos(999_999)
                    .toMillis();
            Row row = new Row(rowKey, clock.now(), age, content);
            if (expectedVersion > 0) {
                return updated(connection, row, expectedVersion, false);
            }
            if (inserted(connection, row)) {
                return OptionalLong.of(1);
            }
            OptionalLong deleted = deletedVersion(connection, rowKey);
            return deleted.isPresent() ? updated(connection, row, deleted.getAsLong(), true) : OptionalLong.empty();
        });
    }

    private OptionalLong updated(Connection connection, Row row, long version, boolean deleted) throws SQLException {
        int count = database.statement(connection, UPDATE, statement -> {
            row.set(statement);
            statement.setLong(5, version);
            statement.setBoolean(6, deleted);
            return statement.executeUpdate();
        });
        return count == 1 ? OptionalLong.of(version + 1) : OptionalLong.empty();
    }

    private boolean inserted(Connection connection, Row row) throws SQLException {
        try {
            return database.statement(connection, INSERT, statement -> {
                row.set(statement);
                return statement.executeUpdate() == 1;
            });
        } catch (SQLException failure) {
            if (Database.isDuplicate(failure)) {
                return false;
            }
            throw failure;
        }
    }

    /** The version of a row without content. */
    private OptionalLong deletedVersion(Connection connection, String rowKey) throws SQLException {
        return database.statement(connection, READ, statement -> {
            statement.setString(1, rowKey);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBytes("content") == null
                        ? OptionalLong.of(row.getLong("version"))
                        : OptionalLong.empty();
            }
        });
    }

    @Override
    public void delete(String key) {
        String rowKey = cabinet.rowKey(key);
        database.run(
                "Deleting a token",
                connection -> database.statement(connection, DELETE, statement -> {
                    statement.setString(1, rowKey);
                    return statement.executeUpdate();
                }));
    }

    @Override
    public Lease lease(String key, Duration length) {
        String rowKey = cabinet.rowKey(key);
        String holder = UUID.randomUUID().toString();
        try {
            return database.run("Asking for a lease", connection -> {
                if (leased(connection, TAKE_LEASE, holder, length, rowKey)
                        || leased(connection, NEW_LEASE, holder, length, rowKey)) {
                    return new Lease.Acquired(end(connection, rowKey), () -> release(rowKey, holder));
                }
                return new Lease.HeldByAnother(end(connection, rowKey));
            });
        } catch (TokenStoreException unavailable) {
            return new Lease.Unavailable(unavailable);
        }
    }

    private boolean leased(Connection connection, String sql, String holder, Duration length, String rowKey)
            throws SQLException {
        try {
            return database.statement(connection, sql, statement -> {
                statement.setString(1, holder);
                statement.setLong(2, length.toMillis());
                statement.setString(3, rowKey);
                return statement.executeUpdate() == 1;
            });
        } catch (SQLException failure) {
            if (Database.isDuplicate(failure)) {
                return false;
            }
            throw failure;
        }
    }

    /** When the lease ends; if it was given back meanwhile, the beginning of time. */
    private Instant end(Connection connection, String rowKey) throws SQLException {
        return database.statement(connection, LEASE, statement -> {
            statement.setString(1, rowKey);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? row.getObject("ends_at", OffsetDateTime.class).toInstant()
                        : Instant.EPOCH;
            }
        });
    }

    private void release(String rowKey, String holder) {
        try {
            database.run(
                    "Giving back a lease",
                    connection -> database.statement(connection, RELEASE, statement -> {
                        statement.setString(1, rowKey);
                        statement.setString(2, holder);
                        return statement.executeUpdate();
                    }));
        } catch (TokenStoreException unreachable) {
            LOG.info("A lease could not be given back and ends by itself. {}", unreachable.getMessage());
        }
    }

    /**
     * Encrypts every token with the newest key, so that the older ones can be left out ({@link TokenKeys#withoutOldKeys}). Safe
     * while the store is in use: a token that is saved at the same time is encrypted with the newest key anyway.
     *
     * @return how many tokens were encrypted anew
     * @throws TokenStoreException if the database cannot be reached, or if a token cannot be decrypted
     */
    public int reencrypt() {
        return database.run("Encrypting the tokens anew", connection -> {
            int count = 0;
            for (String rowKey : rowKeys(connection)) {
                count += reencrypted(connection, rowKey);
            }
            return count;
        });
    }

    private List<String> rowKeys(Connection connection) throws SQLException {
        return database.statement(connection, ROW_KEYS, statement -> {
            List<String> keys = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getString("row_key"));
                }
            }
            return keys;
        });
    }

    private int reencrypted(Connection connection, String rowKey) throws SQLException {
        return database.statement(connection, READ, statement -> {
            statement.setString(1, rowKey);
            try (ResultSet row = statement.executeQuery()) {
                byte[] content = row.next() ? row.getBytes("content") : null;
                if (content == null) {
                    return 0;
                }
                long version = row.getLong("version");
                byte[] anew = cabinet.close(rowKey, cabinet.open(rowKey, content));
                return database.statement(connection, REENCRYPT, update -> {
                    update.setBytes(1, anew);
                    update.setString(2, rowKey);
                    update.setLong(3, version);
                    return update.executeUpdate();
                });
            }
        });
    }

    /** Closes the file, if the store opened one. A data source that was given to it stays open. */
    @Override
    public void close() {
        if (own != null) {
            own.dispose();
        }
    }

    /** Whether the tokens are encrypted; nothing secret. */
    @Override
    public String toString() {
        return "JdbcTokenStore[" + (own == null ? "database" : "file") + ", "
                + (cabinet.encrypts() ? "encrypted" : "in clear") + "]";
    }
}
