package dev.tokentrail.store.jdbc;

import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.store.contract.TokenStoreContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class FileTokenStoreTest extends TokenStoreContract {

    @TempDir
    Path folder;

    private final TokenKeys keys = TokenKeys.generate();
    private JdbcTokenStore store;

    @Override
    protected TokenStore openEmpty() {
        store = JdbcTokenStore.file(folder.resolve("tokens"), keys);
        return store;
    }

    @Override
    protected TokenStore reopen(TokenStore open) {
        store.close();
        return openEmpty();
    }

    @Override
    protected void pass(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }

    @AfterEach
    void close() {
        store.close();
    }
}
