package dev.tokentrail.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever was found stays mended: every kept input, without Jazzer. */
class CorpusTest {

    private static final int MOST_FILES = 45;
    private static final int MOST_BYTES = 40_000;

    @ParameterizedTest
    @EnumSource
    void passes(FuzzTarget target) throws IOException {
        long bytes = 0;
        for (Path file : target.corpus()) {
            byte[] input = Files.readAllBytes(file);
            bytes += input.length;
            try {
                target.run(input);
            } catch (RuntimeException | Error failure) {
                throw new AssertionError(file + ": " + failure, failure);
            }
        }
        assertThat(target.corpus()).as("a corpus to begin with").hasSizeBetween(5, MOST_FILES);
        assertThat(bytes).isLessThan(MOST_BYTES);
    }
}
