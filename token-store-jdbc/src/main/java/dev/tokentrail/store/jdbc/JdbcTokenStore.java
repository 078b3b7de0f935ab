package dev.tokentrail.store.jdbc;

import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.Lease;
import dev.tokentrail.core.source.StoredToken;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.core.source.TokenStoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
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

    private static final int MOST_ATTEMPTS = 6;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

    private final Database database;
    private final Cabinet cabinet;
    private final TokenTable tokens;
    private final LeaseTable leases;
    private final @Nullable JdbcConnectionPool own;

    private JdbcTokenStore(Database database, Cabinet cabinet, @Nullable JdbcConnectionPool own) {
        this.database = database;
        this.cabinet = cabinet;
        this.tokens = new TokenTable(database, cabinet);
        this.leases = new LeaseTable(database);
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
            Flyway tables = Flyway.configure(JdbcTokenStore.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:dev/tokentrail/store/jdbc/schema")
                    .table("tokentrail_schema_history")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load();
            bringUpToDate(tables::migrate);
        } catch (FlywayException failure) {
            throw new TokenStoreException(
                    "The tables of the token store cannot be made or brought up to date. " + whatIsMissing(failure),
                    failure);
        }
        return new JdbcTokenStore(database, cabinet, own);
    }

    /**
     * Flyway makes its history table and writes its first line in two steps; who comes between them is told that the
     * history is empty, and finds it filled a moment later.
     */
    static void bringUpToDate(Runnable migration) {
        for (int attempt = 1; ; attempt++) {
            try {
                migration.run();
                return;
            } catch (FlywayException failure) {
                if (attempt == MOST_ATTEMPTS || failure.getCause() != null) {
                    throw failure;
                }
                LOG.debug("Another process seems to make the tables of the token store", failure);
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos() * attempt);
            }
        }
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
        return tokens.read(key);
    }

    @Override
    public OptionalLong save(String key, long expectedVersion, IssuedToken issued) {
        return tokens.save(key, expectedVersion, issued);
    }

    @Override
    public void delete(String key) {
        tokens.delete(key);
    }

    @Override
    public Lease lease(String key, Duration length) {
        return leases.ask(cabinet.rowKey(key), length);
    }

    /**
     * Encrypts every token with the newest key, so that the older ones can be left out ({@link TokenKeys#withoutOldKeys}). Safe
     * while the store is in use: a token that is saved at the same time is encrypted with the newest key anyway.
     *
     * @return how many tokens were encrypted anew
     * @throws TokenStoreException if the database cannot be reached, or if a token cannot be decrypted
     */
    public int reencrypt() {
        return tokens.reencrypt();
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
