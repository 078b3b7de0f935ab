package dev.tokentrail.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.provider.sonetel.Sonetel;
import dev.tokentrail.provider.sonetel.SonetelConfig;
import dev.tokentrail.store.jdbc.JdbcTokenStore;
import dev.tokentrail.store.jdbc.TokenKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/token-source.md, run. */
class TokenSourceDocumentationTest {

    @TempDir
    Path folder;

    private MockAuthServer emulator;
    private SonetelConfig config;

    @BeforeEach
    void start() {
        emulator = MockAuthServer.start();
        config = SonetelConfig.of("user@example.com", Secret.of("password"))
                .withTokenEndpoint(
                        emulator.sonetel().uri("/SonetelAuth/beta/oauth/token").toString())
                .withApiAddress(emulator.sonetel().uri().toString());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void inOneLine() {
        // region one-line
        TokenSource tokens = TokenSource.of(new Sonetel(config));
        Token token = tokens.token(); // from then on, wherever a token is needed
        // endregion
        assertThat(tokens.token()).isEqualTo(token);
        assertThat(emulator.requests()).hasSize(1);
        tokens.close();
    }

    @Test
    void withAStore() {
        Sonetel sonetel = new Sonetel(config);
        Token granted = sonetel.token();
        // region store
        TokenKeys keys = TokenKeys.generate(); // once; keep keys.revealJson() with the other secrets
        JdbcTokenStore store = JdbcTokenStore.file(folder.resolve("tokens"), keys);
        TokenSource tokens = TokenSource.of(sonetel, granted, store, "customer-42");
        // endregion
        assertThat(tokens.token()).isEqualTo(granted);
        tokens.close();
        store.close();
        try (JdbcTokenStore reopened = JdbcTokenStore.file(folder.resolve("tokens"), keys);
                TokenSource again = TokenSource.of(sonetel, reopened, "customer-42")) {
            assertThat(again.token()).isEqualTo(granted);
        }
        assertThat(Files.exists(folder.resolve("tokens.mv.db"))).isTrue();
        assertThat(emulator.requests()).hasSize(1);
    }

    @Test
    void withEverythingNamed() {
        Sonetel sonetel = new Sonetel(config);
        // region builder
        TokenSource tokens = TokenSource.builder(sonetel)
                .name("sonetel-support") // in the log and in metrics
                .patience(Duration.ofSeconds(10)) // how long token() waits when there is no usable token
                .margin(Duration.ofMinutes(5)) // renew earlier, but never before 9/10 of the life
                .build();
        // endregion
        assertThat(tokens.token()).isNotNull();
        tokens.close();
    }
}
