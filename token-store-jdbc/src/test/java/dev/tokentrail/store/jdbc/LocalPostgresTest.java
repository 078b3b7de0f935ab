package dev.tokentrail.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tokentrail.testsupport.LocalPostgres;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server that tests start does what its methods say, and never outlives the process that started it. */
@Tag("slow")
class LocalPostgresTest {

    @BeforeAll
    static void isInstalled() {
        Postgres.url();
        assumeTrue(LocalPostgres.isInstalled(), "There is only a container here, not PostgreSQL's own programs");
    }

    @Test
    void whatWasCommittedSurvivesStopAndKill() throws Exception {
        try (LocalPostgres server = LocalPostgres.start().orElseThrow()) {
            execute(server, "create table t (n int)");
            execute(server, "insert into t values (1)");
            server.kill();
            assertThatThrownBy(() -> count(server)).isInstanceOf(SQLException.class);
            server.startAgain();
            assertThat(count(server)).isEqualTo(1);
            server.stop();
            assertThatThrownBy(() -> count(server)).isInstanceOf(SQLException.class);
            server.startAgain();
            assertThat(count(server)).isEqualTo(1);
            server.suspend();
            assertThatThrownBy(() -> DriverManager.getConnection(server.url() + "&connectTimeout=1&socketTimeout=1")
                            .close())
                    .isInstanceOf(SQLException.class);
            server.resume();
            assertThat(count(server)).isEqualTo(1);
        }
    }

    @Test
    void theServerEndsWithAProcessThatIsKilled() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starts.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
            String url = output.readLine();
            DriverManager.getConnection(url).close();
            var server = process.descendants().toList();
            process.destroyForcibly().waitFor();
            for (ProcessHandle one : server) {
                one.onExit().get(30, TimeUnit.SECONDS);
            }
            assertThatThrownBy(() -> DriverManager.getConnection(url)).isInstanceOf(SQLException.class);
        }
    }

    /** Starts a server, says where it is, and waits to be killed. */
    static final class Starts {
        public static void main(String[] arguments) throws Exception {
            System.out.println(LocalPostgres.start().orElseThrow().url());
            Thread.currentThread().join();
        }
    }

    private static void execute(LocalPostgres server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(LocalPostgres server) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from t")) {
            row.next();
            return row.getInt(1);
        }
    }
}
