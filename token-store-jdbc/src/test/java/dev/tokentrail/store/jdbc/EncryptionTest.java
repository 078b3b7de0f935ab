package dev.tokentrail.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.TokenStoreException;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.Token;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What lies in the database is of no use without the keys, and tells nothing. */
class EncryptionTest {

    private static final List<String> CANARIES =
            List.of("access-canary-6e1f", "refresh-canary-77ab", "extra-canary-90cd", "customer-canary-12ef");

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger("dev.tokentrail");
    private final TokenKeys keys = TokenKeys.generate();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void forget() {
        root.detachAppender(log);
        root.setLevel(null);
        assertThat(log.list)
                .noneMatch(event -> CANARIES.stream()
                        .anyMatch(canary -> event.getFormattedMessage().contains(canary)));
    }

    private static IssuedToken issued() {
        Token token = new Token(
                Secret.of(CANARIES.get(0)),
                "Bearer",
                Expiry.unknown(),
                Secret.of(CANARIES.get(1)),
                Expiry.unknown(),
                List.of(),
                Map.of("id_token", CANARIES.get(2)));
        return new IssuedToken(token, Instant.EPOCH, Duration.ZERO);
    }

    private static String key(int number) {
        return CANARIES.get(3) + "-" + number;
    }

    private static JdbcDataSource memory(String name) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        return source;
    }

    /** Two tokens in a database of the test's own. */
    private JdbcDataSource filled(String name) {
        JdbcDataSource source = memory(name);
        JdbcTokenStore store = JdbcTokenStore.open(source, keys);
        assertThat(store.save(key(1), 0, issued())).isPresent();
        assertThat(store.save(key(2), 0, issued())).isPresent();
        return source;
    }

    private static void execute(JdbcDataSource source, String sql, Object... parameters) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    private static byte[] content(JdbcDataSource source, String rowKey) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select content from tokentrail_token where row_key = ?")) {
            statement.setString(1, rowKey);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                return row.getBytes(1);
            }
        }
    }

    private static void assertTellsNothing(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        assertThat(text.toString()).doesNotContain(CANARIES);
    }

    private void assertUnreadable(JdbcTokenStore store, String message) {
        assertThatThrownBy(() -> store.read(key(1)))
                .isInstanceOf(TokenStoreException.class)
                .hasMessageContaining(message)
                .satisfies(EncryptionTest::assertTellsNothing);
    }

    @Test
    void noFileOfTheStoreHoldsAnythingInClear() throws IOException {
        JdbcTokenStore store = JdbcTokenStore.file(folder.resolve("tokens"), keys);
        assertThat(store.save(key(1), 0, issued())).isPresent();
        assertThat(store.lease(key(1), Duration.ofSeconds(10)).toString()).doesNotContain(CANARIES);
        store.close();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).isNotEmpty();
            for (Path file : all) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(CANARIES);
            }
        }
    }

    @Test
    void theTestWouldFindTokensInClear() throws IOException {
        JdbcTokenStore store = JdbcTokenStore.fileWithTokensInClear(folder.resolve("tokens"));
        assertThat(store.save(key(1), 0, issued())).isPresent();
        store.close();
        assertThat(new String(Files.readAllBytes(folder.resolve("tokens.mv.db")), StandardCharsets.ISO_8859_1))
                .contains(CANARIES.get(0))
                .doesNotContain(CANARIES.get(3));
    }

    @Test
    void aRowThatTookAnothersPlaceIsRefused() throws Exception {
        JdbcDataSource source = filled("swapped");
        Cabinet cabinet = new Cabinet(keys);
        byte[] other = content(source, cabinet.rowKey(key(2)));
        execute(source, "update tokentrail_token set content = ? where row_key = ?", other, cabinet.rowKey(key(1)));
        assertUnreadable(JdbcTokenStore.open(source, keys), "its row was changed");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, -1})
    void aChangedByteIsRefused(int place) throws Exception {
        JdbcDataSource source = filled("flipped" + place);
        String rowKey = new Cabinet(keys).rowKey(key(1));
        byte[] content = content(source, rowKey);
        content[place < 0 ? content.length - 1 : place] ^= 1;
        execute(source, "update tokentrail_token set content = ? where row_key = ?", content, rowKey);
        assertUnreadable(JdbcTokenStore.open(source, keys), "cannot be decrypted");
    }

    @Test
    void aCutOrUnknownContentIsRefused() throws Exception {
        JdbcDataSource source = filled("cut");
        String rowKey = new Cabinet(keys).rowKey(key(1));
        JdbcTokenStore store = JdbcTokenStore.open(source, keys);
        for (byte[] content : List.of(new byte[] {1}, new byte[] {1, 2, 3}, new byte[0], new byte[] {9, 9})) {
            execute(source, "update tokentrail_token set content = ? where row_key = ?", content, rowKey);
            assertThatThrownBy(() -> store.read(key(1)))
                    .isInstanceOf(TokenStoreException.class)
                    .satisfies(EncryptionTest::assertTellsNothing);
        }
        assertUnreadable(store, "format 9");
        assertThat(store.read(key(2))).isPresent();
    }

    @Test
    void aTokenInClearIsNotBelievedByAStoreWithKeys() throws Exception {
        JdbcDataSource source = filled("forged");
        Cabinet clear = new Cabinet(null);
        byte[] forged = clear.close("x", new TokenFormat.Content(issued().token(), Instant.EPOCH));
        execute(source, "update tokentrail_token set content = ?", (Object) forged);
        assertUnreadable(JdbcTokenStore.open(source, keys), "in clear, although the store has keys");
    }

    @Test
    void otherKeysFindNothingAndNoKeysRefuse() {
        JdbcDataSource source = filled("others");
        assertThat(JdbcTokenStore.open(source, TokenKeys.generate()).read(key(1)))
                .isEmpty();
        assertThat(JdbcTokenStore.openWithTokensInClear(source).read(key(1))).isEmpty();
    }

    @Test
    void olderKeysStillReadUntilTheyAreLeftOut() {
        JdbcDataSource source = filled("rotated");
        TokenKeys rotated = keys.rotated();
        JdbcTokenStore store = JdbcTokenStore.open(source, rotated);
        assertThat(store.read(key(1)).orElseThrow().issued().token()).isEqualTo(issued().token());
        assertUnreadable(JdbcTokenStore.open(source, rotated.withoutOldKeys()), "none of the keys fits");
        assertThat(store.reencrypt()).isEqualTo(2);
        JdbcTokenStore without = JdbcTokenStore.open(source, rotated.withoutOldKeys());
        assertThat(without.read(key(1)).orElseThrow().issued().token()).isEqualTo(issued().token());
        assertThat(without.read(key(1)).orElseThrow().version()).isEqualTo(1);
        assertUnreadable(JdbcTokenStore.open(source, keys), "none of the keys fits");
    }

    @Test
    void anAnnouncedKeyReadsBeforeItEncrypts() {
        JdbcDataSource source = filled("announced");
        TokenKeys announced = keys.announced();
        TokenKeys promoted = announced.promoted();
        JdbcTokenStore late = JdbcTokenStore.open(source, announced);
        JdbcTokenStore early = JdbcTokenStore.open(source, promoted);
        assertThat(early.save(key(1), 1, issued())).isPresent();
        assertThat(late.save(key(2), 1, issued())).isPresent();
        assertThat(late.read(key(1))).isPresent();
        assertThat(early.read(key(2))).isPresent();
        assertThat(JdbcTokenStore.open(source, keys).read(key(2))).isPresent();
    }

    @Test
    void keysComeBackFromTheirJsonAndTellNothing() {
        JdbcDataSource source = filled("json");
        Secret json = keys.revealJson();
        TokenKeys again = TokenKeys.fromJson(json);
        assertThat(JdbcTokenStore.open(source, again).read(key(1))).isPresent();
        assertThat(again.toString()).isEqualTo("TokenKeys[1]");
        assertThat(json.toString()).doesNotContain("encryption");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret-canary",
                "{}",
                "[]",
                "{\"encryption\":{},\"names\":{}}",
                "{\"encryption\":\"secret-canary\"}"
            })
    void whatIsNoKeysIsRefusedWithoutShowingIt(String json) {
        assertThatThrownBy(() -> TokenKeys.fromJson(Secret.of(json)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no keys of a token store")
                .hasNoCause()
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain("secret-canary"));
    }

    @Test
    void aVariableWithoutKeysIsNamed() {
        assertThatThrownBy(() -> TokenKeys.fromEnvironment("TOKENTRAIL_KEYS_OF_NOBODY"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TOKENTRAIL_KEYS_OF_NOBODY")
                .hasMessageContaining("TokenKeys.generate()");
    }
}
