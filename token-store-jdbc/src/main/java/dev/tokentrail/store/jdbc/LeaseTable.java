package dev.tokentrail.store.jdbc;

import dev.tokentrail.core.source.Lease;
import dev.tokentrail.core.source.TokenStoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of leases: one for each token that is being renewed, until it is given back or somebody takes it over. */
final class LeaseTable {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcTokenStore.class);

    private static final String LEASE_END = "current_timestamp + cast(? as bigint) * interval '0.001' second";
    private static final String TAKE_LEASE = "update tokentrail_lease set holder = ?, ends_at = " + LEASE_END
            + " where row_key = ? and ends_at <= current_timestamp";
    private static final String NEW_LEASE =
            "insert into tokentrail_lease (holder, ends_at, row_key) values (?, " + LEASE_END + ", ?)";
    private static final String LEASE = "select holder, ends_at from tokentrail_lease where row_key = ?";
    private static final String RELEASE = "delete from tokentrail_lease where row_key = ? and holder = ?";

    private final Database database;

    LeaseTable(Database database) {
        this.database = database;
    }

    Lease ask(String rowKey, Duration length) {
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
}
