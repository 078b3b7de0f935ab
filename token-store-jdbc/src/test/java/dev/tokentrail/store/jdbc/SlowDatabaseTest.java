package dev.tokentrail.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.token.Token;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** A token does not stay young because it was a long time on its way into the database, or out of it. */
class SlowDatabaseTest {

    private static final Duration LONG = Duration.ofMillis(250);
    private static final IssuedToken ONE_SECOND_OLD =
            new IssuedToken(Token.of(Secret.of("access")), Instant.now(), Duration.ofSeconds(1));

    private volatile String slow = "nothing";
    private final JdbcTokenStore store =
            JdbcTokenStore.open(slowly(DataSource.class, database()), TokenKeys.generate());

    private DataSource database() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + getClass().getSimpleName() + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        return source;
    }

    /** Does what the real one does, the slow of it after a while. */
    private <T> T slowly(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals(slow)) {
                        TimeUnit.MILLISECONDS.sleep(LONG.toMillis());
                    }
                    Object result = method.invoke(real, arguments);
                    return result instanceof Connection connection
                            ? slowly(Connection.class, connection)
                            : result instanceof PreparedStatement statement
                                    ? slowly(PreparedStatement.class, statement)
                                    : result;
                }));
    }

    private Duration age() {
        return store.read("key").orElseThrow().issued().age();
    }

    @Test
    void theWaitForAConnectionCountsAsAge() {
        slow = "getConnection";
        store.save("key", 0, ONE_SECOND_OLD);
        slow = "nothing";
        assertThat(age()).isBetween(Duration.ofSeconds(1).plus(LONG), Duration.ofSeconds(10));
    }

    @Test
    void theTimeInADatabaseThatHangsCountsAsAge() {
        store.save("key", 0, ONE_SECOND_OLD);
        long version = store.read("key").orElseThrow().version();
        slow = "executeUpdate";
        store.save("key", version, ONE_SECOND_OLD);
        slow = "nothing";
        assertThat(age()).isBetween(Duration.ofSeconds(1).plus(LONG), Duration.ofSeconds(10));
    }

    @Test
    void theWayOutOfTheDatabaseCountsAsAge() {
        store.save("key", 0, ONE_SECOND_OLD);
        slow = "executeQuery";
        assertThat(age()).isBetween(Duration.ofSeconds(1).plus(LONG), Duration.ofSeconds(10));
    }
}
