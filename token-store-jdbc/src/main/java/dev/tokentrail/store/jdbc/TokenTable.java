package dev.tokentrail.store.jdbc;

import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.StoredToken;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The rows of tokens: what is compared is compared by the database, in the statement that changes the row. */
final class TokenTable {

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

    TokenTable(Database database, Cabinet cabinet) {
        this.database = database;
        this.cabinet = cabinet;
    }

    Optional<StoredToken> read(String key) {
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

    OptionalLong save(String key, long expectedVersion, IssuedToken issued) {
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

    void delete(String key) {
        String rowKey = cabinet.rowKey(key);
        database.run(
                "Deleting a token",
                connection -> database.statement(connection, DELETE, statement -> {
                    statement.setString(1, rowKey);
                    return statement.executeUpdate();
                }));
    }

    int reencrypt() {
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
}
