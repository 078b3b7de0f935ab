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

    /** H2 takes the mark of an interrupted thread away when it opens its file again; the caller is to find it. */
    <T> T run(String what, Work<T> work) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        try {
            return withConnection(what, work);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T withConnection(String what, Work<T> work) {
        try (Connection connection = connection(what)) {
            boolean committing = connection.getAutoCommit();
            int patience = connection.getNetworkTimeout();
            try {
                connection.setNetworkTimeout(Runnable::run, (int) limit.toMillis());
                connection.setAutoCommit(true);
                return work.run(connection);
            } finally {
                giveBack(connection, committing, patience);
            }
        } catch (SQLException failure) {
            throw described(what, failure);
        }
    }

    /** Pools tell of their own end, and of what keeps them from beginning, by exceptions of many types. */
    private Connection connection(String what) throws SQLException {
        try {
            return source.getConnection();
        } catch (RuntimeException refused) {
            throw new TokenStoreException(
                    what + " failed: the data source gives no connection ("
                            + refused.getClass().getSimpleName() + "). Is it closed?",
                    null);
        }
    }

    /** Not every pool resets what was set on its connections; one that is broken is of no use to anybody anyway. */
    private static void giveBack(Connection connection, boolean committing, int patience) {
        try {
            connection.setAutoCommit(committing);
            connection.setNetworkTimeout(Runnable::run, patience);
        } catch (SQLException broken) {
            LOG.debug("A connection broke: SQL state {}", broken.getSQLState());
        }
    }

    /**
     * The network's limit is to come first, where the driver knows one: PostgreSQL's driver ends a query by asking the server to
     * cancel it, and waits ten seconds more if that hangs too.
     */
    <T> T statement(Connection connection, String sql, Use<T> use) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout((int) limit.toSeconds() + 1);
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
