package dev.tokentrail.core.curl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge of the other tests sees what it has to see. */
@Tag("slow")
class JudgeTest {

    private static final Sample SAMPLE =
            Sample.of("s", "POST", "/a/../b?c=%c3", "@secret.txt", "X-A", "1", "x-b", "", "Content-Type", "text/plain");

    private Judge judge;

    @BeforeEach
    void start() {
        judge = new Judge();
    }

    @AfterEach
    void stop() throws IOException {
        judge.close();
    }

    @Test
    void letsAnExactCommandPass() {
        assertThat(verdict(text -> text).exact()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '"', textBlock = """
                    --path-as-is ~ --globoff
                    --header 'User-Agent:' ~ --header 'X-New: 1'
                    --header 'Accept:' ~ --compressed
                    'X-A: 1' ~ 'x-a: 1'
                    'X-A: 1' ~ 'X-A:  1'
                    'x-b;' ~ 'x-b:'
                    '@secret.txt' ~ '@secret.txt '
                    text/plain ~ text/html
                    --data-raw ~ --request PUT --data-raw
                    """)
    void seesADifference(String exact, String changed) {
        Judge.Verdict verdict = verdict(text -> {
            assertThat(text).contains(exact);
            return text.replace(exact, changed);
        });
        assertThat(verdict.differences()).hasSize(1);
        assertThatThrownBy(verdict::isExact).isInstanceOf(AssertionError.class);
    }

    @Test
    void seesACommandThatNeverRan() {
        assertThat(verdict(text -> "exit\n" + text).differences()).hasSize(1);
    }

    @Test
    void seesARequestSentTwice() {
        assertThat(verdict(text -> text + "\n" + text).differences()).hasSize(1);
    }

    @Test
    void seesALocalFileThatWasRead() {
        assertThatThrownBy(() -> verdict(text -> text.replace("--data-raw", "--data")))
                .hasMessageContaining("content of a local file");
    }

    @Test
    void seesAnotherCommandThatRan() {
        assertThatThrownBy(() -> verdict(text -> text + "\n: > PWNED")).hasMessageContaining("files after the run");
    }

    @Test
    void seesACharacterThatDoesNotPrint() {
        assertThatThrownBy(() -> verdict(text -> text + " #\u202e")).isInstanceOf(AssertionError.class);
    }

    private Judge.Verdict verdict(UnaryOperator<String> change) {
        Shell.DASH.require();
        return judge.judge(
                Way.script(Shell.DASH, CurlDialect.SH),
                List.of((String origin, Integer i) -> SAMPLE.request(origin)),
                CurlCommand::of,
                command -> change.apply(command.revealSecrets()));
    }
}
