package dev.tokentrail.conformance.nodes;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.core.source.TokenStoreException;
import dev.tokentrail.store.jdbc.JdbcTokenStore;
import dev.tokentrail.store.jdbc.TokenKeys;
import java.time.Duration;

/** The store as all processes of a run open it. */
record SharedStore(HikariDataSource pool, TokenStore store) implements AutoCloseable {

    /** The name of the one token. */
    static final String KEY = "customer-42";

    /** A database that is away or hangs is to be noticed within this. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Duration START = Duration.ofSeconds(30);

    static SharedStore open(NodeSettings settings) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(settings.jdbcUrl());
        pool.setMaximumPoolSize(2);
        pool.setConnectionTimeout(SOON.toMillis());
        pool.setValidationTimeout(SOON.dividedBy(4).toMillis());
        pool.setInitializationFailTimeout(-1);
        if (settings.jdbcUrl().startsWith("jdbc:postgresql:")) {
            pool.addDataSourceProperty("connectTimeout", Long.toString(SOON.toSeconds()));
            pool.addDataSourceProperty("loginTimeout", Long.toString(SOON.toSeconds()));
        }
        HikariDataSource connections = new HikariDataSource(pool);
        TokenKeys keys = TokenKeys.fromJson(Secret.of(settings.encryptionKeys()));
        return new SharedStore(connections, opened(connections, keys).answeringWithin(SOON));
    }

    /** Tries again while the database is away, as whatever starts an application's processes would. */
    private static JdbcTokenStore opened(HikariDataSource connections, TokenKeys keys) {
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                return JdbcTokenStore.open(connections, keys);
            } catch (TokenStoreException away) {
                if (System.nanoTime() - end > 0) {
                    throw away;
                }
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
