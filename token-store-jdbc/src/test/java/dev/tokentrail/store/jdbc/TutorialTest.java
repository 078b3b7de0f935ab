package dev.tokentrail.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.token.Token;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of the README, run. */
class TutorialTest {

    @TempDir
    Path folder;

    private final TokenKeys keys = TokenKeys.generate();
    private final IssuedToken issued = new IssuedToken(Token.of(Secret.of("x")), Instant.EPOCH, Duration.ZERO);

    @Test
    void inAFile() {
        // region file
        JdbcTokenStore store = JdbcTokenStore.file(folder.resolve("tokens"), keys);
        // endregion
        assertThat(store.save("a", 0, issued)).isPresent();
        store.close();
    }

    @Tag("slow")
    @Test
    void inPostgres() {
        String url = Postgres.url();
        // region postgres
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url); // jdbc:postgresql://db.internal/tokens
        pool.setConnectionTimeout(3_000); // milliseconds: a database that is down is noticed soon
        pool.addDataSourceProperty("connectTimeout", 3); // seconds
        pool.addDataSourceProperty("socketTimeout", 5); // seconds: one that hangs is noticed too
        JdbcTokenStore store = JdbcTokenStore.open(new HikariDataSource(pool), keys);
        // endregion
        String key = "tutorial-" + System.nanoTime();
        assertThat(store.save(key, 0, issued)).isPresent();
        assertThat(store.read(key)).isPresent();
    }

    @Test
    void newKeys() {
        JdbcTokenStore.file(folder.resolve("tokens"), keys).close();
        // region rotate
        TokenKeys announced = keys.announced(); // 1. give these to every process: the new key decrypts
        TokenKeys promoted = announced.promoted(); // 2. then these: the new key encrypts
        try (JdbcTokenStore store = JdbcTokenStore.file(folder.resolve("tokens"), promoted)) {
            store.reencrypt(); // 3. once
        }
        TokenKeys left = promoted.withoutOldKeys(); // 4. then these: the old key is of no use any more
        // endregion
        try (JdbcTokenStore store = JdbcTokenStore.file(folder.resolve("tokens"), left)) {
            assertThat(store.save("a", 0, issued)).isPresent();
        }
    }
}
