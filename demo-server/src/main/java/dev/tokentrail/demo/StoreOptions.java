package dev.tokentrail.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.core.source.TokenStoreException;
import dev.tokentrail.store.jdbc.JdbcTokenStore;
import dev.tokentrail.store.jdbc.TokenKeys;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the token store. */
final class StoreOptions {

    static final String KEYS = "TOKENTRAIL_KEYS";
    private static final String USER = "TOKENTRAIL_STORE_USER";
    private static final String PASSWORD = "TOKENTRAIL_STORE_PASSWORD";
    private static final int SECONDS_TO_CONNECT = 3;
    private static final int SECONDS_TO_ANSWER = 5;

    @Option(
            names = "--store",
            paramLabel = "URL",
            description = "Keep tokens of real services encrypted in PostgreSQL, so that they outlive a restart:"
                    + " jdbc:postgresql://HOST/DATABASE, with the variables " + KEYS + " and, unless the URL has them, "
                    + USER + " and " + PASSWORD + ".")
    private @Nullable String url;

    @Option(names = "--generate-keys", description = "Print new keys for " + KEYS + ", and end.")
    private boolean generateKeys;

    boolean generateKeys() {
        return generateKeys;
    }

    /**
     * Opens the store.
     *
     * @param environment the variables of this process
     * @return the store, empty if none was asked for
     * @throws IllegalArgumentException if the database or the keys cannot be used; the message is one sentence
     */
    Optional<TokenStore> open(Map<String, String> environment) {
        if (url == null) {
            return Optional.empty();
        }
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "--store takes a JDBC URL of PostgreSQL, such as jdbc:postgresql://db/tokens.");
        }
        TokenKeys keys = keys();
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        Optional.ofNullable(environment.get(USER)).ifPresent(pool::setUsername);
        Optional.ofNullable(environment.get(PASSWORD)).ifPresent(pool::setPassword);
        pool.setMaximumPoolSize(4);
        pool.setConnectionTimeout(SECONDS_TO_CONNECT * 1000L);
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("connectTimeout", SECONDS_TO_CONNECT);
        pool.addDataSourceProperty("socketTimeout", SECONDS_TO_ANSWER);
        try {
            return Optional.of(JdbcTokenStore.open(new HikariDataSource(pool), keys));
        } catch (TokenStoreException unusable) {
            throw new IllegalArgumentException(
                    "The database of --store cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static TokenKeys keys() {
        try {
            return TokenKeys.fromEnvironment(KEYS);
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException(
                    "--store needs keys in the variable " + KEYS + "; --generate-keys makes some.", unusable);
        }
    }
}
