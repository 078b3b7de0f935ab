package dev.tokentrail.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.store.contract.TokenStoreContract;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresTokenStoreTest extends TokenStoreContract {

    private final TokenKeys keys = TokenKeys.generate();
    private HikariDataSource pool;

    @Override
    protected TokenStore openEmpty() throws Exception {
        Postgres.empty();
        pool = new HikariDataSource();
        pool.setJdbcUrl(Postgres.url());
        pool.setMaximumPoolSize(4);
        pool.setConnectionTimeout(TimeUnit.SECONDS.toMillis(30));
        return JdbcTokenStore.open(pool, keys);
    }

    @Override
    protected TokenStore reopen(TokenStore open) {
        return JdbcTokenStore.open(pool, keys);
    }

    @Override
    protected void pass(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }

    @AfterEach
    void close() {
        if (pool != null) {
            pool.close();
        }
    }
}
