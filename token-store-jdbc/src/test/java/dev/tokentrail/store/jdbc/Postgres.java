package dev.tokentrail.store.jdbc;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.tokentrail.testsupport.LocalPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** One PostgreSQL for all tests of the module: the distribution's, or a container. */
final class Postgres {

    private static @Nullable String url;

    private Postgres() {}

    /** Its JDBC URL; ends the test as skipped where there is none, and as failed in CI. */
    static synchronized String url() {
        if (url == null) {
            url = local().or(Postgres::container).orElseGet(Postgres::none);
        }
        return url;
    }

    private static Optional<String> local() {
        Optional<LocalPostgres> local = LocalPostgres.start();
        local.ifPresent(server -> Runtime.getRuntime().addShutdownHook(new Thread(server::close)));
        return local.map(LocalPostgres::url);
    }

    // Ryuk, Testcontainers' reaper, removes the container when this process ends.
    @SuppressWarnings("resource")
    private static Optional<String> container() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.empty();
        }
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:17-alpine");
        container.start();
        return Optional.of(
                container.getJdbcUrl() + "&user=" + container.getUsername() + "&password=" + container.getPassword());
    }

    private static String none() {
        String why = "Neither PostgreSQL's initdb nor Docker is here, so the store is not tested with PostgreSQL";
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            throw new AssertionError(why);
        }
        return abort(why);
    }

    static PGSimpleDataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        return source;
    }

    static void empty() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists tokentrail_token, tokentrail_lease, tokentrail_schema_history");
        }
    }
}
