package dev.tokentrail.store.jdbc;

import dev.tokentrail.core.source.TokenStoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs statements, each of them committed by itself, and gives up in time. */
final class Database {

    /** Does something with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Binds a statement's parameters, and looks at its result. */
    @FunctionalInterface
    interface Use<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(JdbcTokenStore.class);

    private static final String H2_ALREADY_OPEN = "90020";

    private final DataSource source;
    private final Duration limit;

    Database(DataSource source, Duration limit) {
        this.source = source;
        this.limit = limit;
    }

    DataSource source() {
        return source;
    }

    <T> T run(String what, Work<T> work) {
        try (Connection connection = source.getConnection()) {
            boolean committing = connection.getAutoCommit();
            int patience = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (int) limit.toMillis());
            if (!committing) {
                connection.setAutoCommit(true);
            }
            T result = work.run(connection);
            if (!committing) {
                connection.setAutoCommit(false);
            }
            connection.setNetworkTimeout(Runnable::run, patience);
            return result;
        } catch (SQLException failure) {
            throw described(what, failure);
        }
    }

    <T> T statement(Connection connection, String sql, Use<T> use) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout((int) Math.max(1, limit.toSeconds()));
            return use.of(statement);
        }
    }

    /** What a driver says may quote a row, so only what it says about connections is passed on. */
    private static TokenStoreException described(String what, SQLException failure) {
        String state = failure.getSQLState() == null ? "unknown" : failure.getSQLState();
        if (state.equals(H2_ALREADY_OPEN)) {
            return new TokenStoreException(
                    "The token file is in use by another process. For many processes use PostgreSQL.", null);
        }
        boolean connection = state.startsWith("08") || state.startsWith("28") || state.startsWith("57");
        String said = connection && failure.getMessage() != null ? ": " + firstLine(failure.getMessage()) : "";
        LOG.debug(
                "{} failed with SQL state {}, {}",
                what,
                state,
                failure.getClass().getSimpleName());
        return new TokenStoreException(
                what + " failed with SQL state " + state + " ("
                        + failure.getClass().getSimpleName() + ")" + said,
                null);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    static boolean isDuplicate(SQLException failure) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith("23");
    }
}
