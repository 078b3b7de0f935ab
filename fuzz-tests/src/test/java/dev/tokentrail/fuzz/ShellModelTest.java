package dev.tokentrail.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.curl.CurlDialect;
import dev.tokentrail.core.curl.CurlDialectException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model of a shell that {@link ShellFuzz} judges by reads as the shell of this machine does. */
class ShellModelTest {

    @TempDir
    private Path directory;

    /** All commands of the corpora in one script, with a function for curl that prints its arguments. */
    @Test
    void readsEveryKeptCommandAsShDoes() throws IOException, InterruptedException {
        List<String> expected = new ArrayList<>();
        StringBuilder script = new StringBuilder("curl() { printf '%s\\0' \"$@\" END; }\n");
        for (FuzzTarget target : List.of(FuzzTarget.SHELL, FuzzTarget.WINDOWS, FuzzTarget.REDACTION)) {
            for (Path file : target.corpus()) {
                CurlCase.of(Files.readAllBytes(file)).ifPresent(one -> {
                    try {
                        String text =
                                CurlCommand.of(one.request()).in(CurlDialect.SH).revealSecrets();
                        expected.addAll(ShellModel.read(CurlCase.bytes(text), Map.of(), false)
                                .words());
                        expected.add("END");
                        script.append(text).append("\n");
                    } catch (CurlDialectException refused) {
                        // nothing to read
                    }
                });
            }
        }
        Path file = Files.writeString(directory.resolve("commands"), script);
        Process sh = new ProcessBuilder("sh", file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(sh.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(sh.waitFor()).isZero();
        assertThat(printed.split("\0")).containsExactlyElementsOf(expected);
        assertThat(expected).filteredOn("END"::equals).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl a; touch b",
                "curl a\ntouch b",
                "curl $(touch b)",
                "curl \"$(touch b)\"",
                "curl \"`touch b`\"",
                "curl 'a' & b",
                "curl > b",
                "curl 'a",
                "curl *",
                "curl ~",
                "curl 'a\\\\b'",
                "curl \"!!\"",
                "curl \"$UNSET\"",
                "touch b | curl a",
                "printf '%d' | curl a",
                "curl $'\\x41'"
            })
    void refusesWhateverAShellWouldActOn(String text) {
        assertThatThrownBy(() -> ShellModel.read(text, Map.of(), text.contains("$'")))
                .isInstanceOf(AssertionError.class);
    }
}
