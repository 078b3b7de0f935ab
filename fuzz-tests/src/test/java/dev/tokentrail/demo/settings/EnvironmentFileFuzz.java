package dev.tokentrail.demo.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code .env} file. What is read is what a reader of one's own, by the rules that the README gives, reads; a message
 * shows nothing of a value.
 */
public final class EnvironmentFileFuzz {

    private static final String CANARY = "canary4711";
    private static final Path FILE = file();

    private EnvironmentFileFuzz() {}

    /** The input is the file. */
    public static void fuzzerTestOneInput(byte[] input) {
        write(input);
        Map<String, EnvironmentFile.Entry> entries;
        try {
            entries = EnvironmentFile.read(FILE);
        } catch (SettingsException refused) {
            assertThat(refused.getMessage()).contains(FILE.toString()).hasSizeLessThan(300);
            // A name is shown, so a canary may be one.
            assertThat(String.valueOf(refused.getMessage()).replaceAll("the value of \\w+ ", ""))
                    .doesNotContain(CANARY);
            assertThat(refused.getCause()).isNull();
            return;
        }
        Map<String, String> expected = read(new String(input, StandardCharsets.UTF_8));
        Map<String, String> actual = new HashMap<>();
        entries.forEach((name, entry) -> actual.put(name, entry.value()));
        assertThat(actual).isEqualTo(expected);
        try {
            Settings settings = Settings.read(Map.of(), Optional.of(FILE));
            assertThat(settings.toString()).doesNotContain(CANARY);
        } catch (SettingsException refused) {
            assertThat(refused.getMessage()).contains(FILE.toString());
        }
    }

    /** Of a name that stands twice the last value counts. */
    private static Map<String, String> read(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.split("\r\n|\r|\n")) {
            String bare = withoutBlanks(line);
            if (bare.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = bare.indexOf('=');
            String value = withoutBlanks(bare.substring(equals + 1));
            char quote = value.isEmpty() ? 0 : value.charAt(0);
            if (quote == '"' || quote == '\'') {
                value = value.substring(1, value.indexOf(quote, 1));
            } else {
                value = value.replaceFirst("(^|\\s+)#.*", "");
            }
            values.put(withoutBlanks(bare.substring(0, equals)), value);
        }
        return values;
    }

    private static String withoutBlanks(String text) {
        return text.replaceAll("^[ \t]+|[ \t]+$", "");
    }

    private static void write(byte[] input) {
        try {
            Files.write(FILE, input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file() {
        try {
            Path file = Files.createTempFile("tokentrail-fuzz", ".env");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
