package dev.tokentrail.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.TokenStoreException;
import dev.tokentrail.core.token.Token;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file belongs to its owner alone, and holds what was saved, whatever becomes of the process. */
class TokenFileTest {

    @TempDir
    Path folder;

    private final TokenKeys keys = TokenKeys.generate();

    private static IssuedToken issued(String value) {
        return new IssuedToken(Token.of(Secret.of(value)), Instant.EPOCH, Duration.ZERO);
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void nobodyElseMayReadWhatTheStoreMakes() throws Exception {
        Path below = folder.resolve("new/folder");
        try (JdbcTokenStore store = JdbcTokenStore.file(below.resolve("tokens"), keys)) {
            assertThat(store.save("a", 0, issued("x"))).isPresent();
            try (Stream<Path> files = Files.list(below)) {
                for (Path file : files.toList()) {
                    assertThat(mode(file)).as("%s", file).isEqualTo("rw-------");
                }
            }
            assertThat(mode(below)).isEqualTo("rwx------");
        }
        try (JdbcTokenStore again = JdbcTokenStore.file(below.resolve("tokens"), keys)) {
            assertThat(again.read("a")).isPresent();
        }
        assertThat(mode(below.resolve("tokens.mv.db"))).isEqualTo("rw-------");
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws Exception {
        JdbcTokenStore.file(folder.resolve("tokens"), keys).close();
        Path file = folder.resolve("tokens.mv.db");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> JdbcTokenStore.file(folder.resolve("tokens"), keys))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("open to others (rw-r--r--)")
                .hasMessageContaining("chmod 600 " + file);
    }

    @Tag("slow")
    @Test
    void aSecondProcessIsToldThatTheFileIsInUse() throws Exception {
        try (JdbcTokenStore store = JdbcTokenStore.file(folder.resolve("tokens"), keys)) {
            assertThat(store.save("a", 0, issued("x"))).isPresent();
            Process other = program(Opens.class, folder.resolve("tokens"));
            assertThat(output(other).readLine()).contains("TokenStoreException").contains("in use");
            assertThat(store.read("a")).isPresent();
            other.waitFor();
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws Exception {
        Path file = folder.resolve("tokens.mv.db");
        Files.writeString(file, "not a database, however long this text is".repeat(1000));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> JdbcTokenStore.file(folder.resolve("tokens"), keys))
                .isInstanceOf(TokenStoreException.class);
        assertThatThrownBy(() -> JdbcTokenStore.file(folder.resolve("a;b"), keys))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("semicolon");
    }

    @Tag("slow")
    @Test
    void whatWasSavedIsThereAfterTheProcessWasKilled() throws Exception {
        for (int round = 1; round <= 3; round++) {
            Process process = program(Saves.class, folder.resolve("tokens" + round));
            BufferedReader output = output(process);
            String json = output.readLine();
            int last = 0;
            while (last < 20) {
                last = Integer.parseInt(output.readLine());
            }
            process.destroyForcibly().waitFor();
            try (JdbcTokenStore store =
                    JdbcTokenStore.file(folder.resolve("tokens" + round), TokenKeys.fromJson(Secret.of(json)))) {
                String value = store.read("a")
                        .orElseThrow()
                        .issued()
                        .token()
                        .accessToken()
                        .reveal();
                assertThat(Integer.parseInt(value)).isGreaterThanOrEqualTo(last);
            }
        }
    }

    private static Process program(Class<?> program, Path file) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** What a program says; the log goes to the same place. */
    private static BufferedReader output(Process process) {
        BufferedReader all = new BufferedReader(new InputStreamReader(process.getInputStream()));
        return new BufferedReader(all) {
            @Override
            public String readLine() throws IOException {
                String line = super.readLine();
                while (line != null && !line.startsWith("> ")) {
                    line = super.readLine();
                }
                return line == null ? "nothing" : line.substring(2);
            }
        };
    }

    /** Tries to open a file. */
    static final class Opens {
        public static void main(String[] arguments) {
            try {
                JdbcTokenStore.file(Path.of(arguments[0]), TokenKeys.generate()).close();
                System.out.println("> opened");
            } catch (TokenStoreException refused) {
                System.out.println("> " + refused);
            }
        }
    }

    /** Saves and says so, over and over. */
    static final class Saves {
        public static void main(String[] arguments) {
            TokenKeys keys = TokenKeys.generate();
            JdbcTokenStore store = JdbcTokenStore.file(Path.of(arguments[0]), keys);
            System.out.println("> " + keys.revealJson().reveal().replace("\n", ""));
            long version = 0;
            for (int i = 0; ; i++) {
                version = store.save("a", version, issued(Integer.toString(i))).orElseThrow();
                System.out.println("> " + i);
            }
        }
    }
}
