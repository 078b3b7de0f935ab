package dev.tokentrail.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.token.Token;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** A token does not stay young because it was a long time on its way into the database. */
class SlowDatabaseTest {

    private final AtomicLong wait = new AtomicLong();

    /** Gives its connections late, as a pool does that is exhausted. */
    private DataSource slow(DataSource source) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    TimeUnit.MILLISECONDS.sleep(wait.get());
                    return method.invoke(source, arguments);
                });
    }

    @Test
    void theWaitForAConnectionCountsAsAge() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:slow;DB_CLOSE_DELAY=-1");
        JdbcTokenStore store = JdbcTokenStore.open(slow(source), TokenKeys.generate());
        Token token = Token.of(Secret.of("access"));

        wait.set(250);
        store.save("key", 0, new IssuedToken(token, Instant.now(), Duration.ofSeconds(1)));
        wait.set(0);

        assertThat(store.read("key").orElseThrow().issued().age())
                .isBetween(Duration.ofMillis(1250), Duration.ofSeconds(10));
    }
}
