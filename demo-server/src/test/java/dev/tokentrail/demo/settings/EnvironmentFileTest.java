package dev.tokentrail.demo.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentFileTest {

    private static final String PLANTED = "pl4nted-s3cret";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "A=plain                       | plain",
                "A = spaced out                | spaced out",
                "  A=indented                  | indented",
                "A=                            | ``",
                "A=\"\"                        | ``",
                "A=\"with # inside\"           | with # inside",
                "A='with # inside'             | with # inside",
                "A='with \"double\" inside'    | with \"double\" inside",
                "A=\"it's\"                    | it's",
                "A=it's                        | it's",
                "A=plain # a comment           | plain",
                "A=\"quoted\" # it's a comment | quoted",
                "A=x                           | x",
                "A=p=q&r=$s\\n                 | p=q&r=$s\\n",
            })
    void readsAValueAsItWasMeant(String text, String value) throws IOException {
        Path file = written("# a comment\n\n" + text.strip() + "\nB=behind\n");

        assertThat(EnvironmentFile.read(file).get("A").value()).isEqualTo(value);
        assertThat(EnvironmentFile.read(file).get("B").value())
                .as("nothing behind it is lost")
                .isEqualTo("behind");
    }

    @Test
    void takesTheLastOfTwoValues() throws IOException {
        Path file = written("A=first\nA=last\n");

        assertThat(EnvironmentFile.read(file).get("A")).isEqualTo(new EnvironmentFile.Entry("last", 2));
    }

    @Test
    void knowsTheLineOfEachName() throws IOException {
        Path file = written("# first\nA=1\r\n\nB='2'\n");

        assertThat(EnvironmentFile.read(file).get("A").line()).isEqualTo(2);
        assertThat(EnvironmentFile.read(file).get("B").line()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A=\"" + PLANTED, // dotenv-java would drop the rest of the file
                "A='" + PLANTED,
                "A=" + PLANTED + "\"",
                "A=" + PLANTED + "#rest", // dotenv-java would cut it
                "A=\"" + PLANTED + "\" rest",
                "A=\"a\"" + PLANTED + "\"b\"",
                "A " + PLANTED,
                PLANTED,
                "=" + PLANTED,
                "1A=" + PLANTED,
                "A-B=" + PLANTED,
                "export A=" + PLANTED,
                "A: " + PLANTED,
                "   # " + PLANTED,
                "A=\u0001" + PLANTED, // dotenv-java would drop the character
            })
    void namesFileAndLineOfABrokenLineAndNothingOfWhatIsThere(String broken) throws IOException {
        Path file = written("B=fine\n" + broken + "\nC=\"fine\"\n");

        assertThatThrownBy(() -> EnvironmentFile.read(file))
                .isInstanceOf(SettingsException.class)
                .hasNoCause()
                .message()
                .startsWith(file + ", line 2: ")
                .endsWith(".")
                .doesNotContain(PLANTED, "\n");
    }

    @Test
    void saysWhatToDoAboutTheUsualMistakes() throws IOException {
        assertThatThrownBy(() -> EnvironmentFile.read(written("export A=1")))
                .hasMessageContaining("leave out the word");
        assertThatThrownBy(() -> EnvironmentFile.read(written("\uFEFFA=1"))).hasMessageContaining("byte order mark");
        assertThatThrownBy(() -> EnvironmentFile.read(written("A=a#b"))).hasMessageContaining("double quotation marks");
        assertThatThrownBy(() -> EnvironmentFile.read(written("A=\"a"))).hasMessageContaining("does not end with it");
    }

    @Test
    void saysWhyAFileCannotBeRead() throws IOException {
        Path latin = Files.write(directory.resolve("latin"), "A=gr\u00fcn".getBytes(StandardCharsets.ISO_8859_1));
        Path huge = Files.write(directory.resolve("huge"), new byte[1024 * 1024 + 1]);

        assertThatThrownBy(() -> EnvironmentFile.read(directory.resolve("absent")))
                .isInstanceOf(SettingsException.class)
                .hasMessageEndingWith("there is no such file.");
        assertThatThrownBy(() -> EnvironmentFile.read(directory)).hasMessageEndingWith("it is not a regular file.");
        assertThatThrownBy(() -> EnvironmentFile.read(Path.of("/"))).hasMessageEndingWith("it is not a regular file.");
        assertThatThrownBy(() -> EnvironmentFile.read(latin)).hasMessageEndingWith("it is not UTF-8 text.");
        assertThatThrownBy(() -> EnvironmentFile.read(huge)).hasMessageEndingWith("it is larger than 1 MiB.");
    }

    @Test
    void readsAFileInADirectoryWhoseNameEndsInEnv() throws IOException {
        Path file = Files.createDirectory(directory.resolve("my.env")).resolve("settings");

        assertThat(EnvironmentFile.read(Files.writeString(file, "A=1")).get("A").value())
                .isEqualTo("1");
    }

    @Test
    void anEntryNeverPrintsItsValue() throws IOException {
        assertThat(EnvironmentFile.read(written("A=" + PLANTED)).toString()).doesNotContain(PLANTED);
    }

    private Path written(String text) throws IOException {
        return Files.writeString(directory.resolve(".env"), text);
    }
}
