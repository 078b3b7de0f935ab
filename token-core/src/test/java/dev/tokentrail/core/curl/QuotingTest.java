package dev.tokentrail.core.curl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.curl.Word.Part;
import dev.tokentrail.core.curl.Word.Text;
import dev.tokentrail.core.curl.Word.Variable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words to the character; what shells make of them, {@link CurlCorpusTest} and its companions see by running them. */
class QuotingTest {

    private static final Variable X = new Variable("X");
    private static final Variable Y = new Variable("Y");

    private final ShellQuoting everyShell = new ShellQuoting(false);
    private final ShellQuoting bash = new ShellQuoting(true);

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '|', textBlock = """
                    || ~ ''
                    a ~ 'a'
                    it's ~ 'it'\\''s'
                    'a' ~ \\''a'\\'
                    '' ~ \\'\\'
                    a\\b ~ 'a'\\\\'b'
                    \\' ~ \\\\\\'
                    $(x) `y` !! "z" * ~ '$(x) `y` !! "z" *'
                    \u65e5\u672c ~ '\u65e5\u672c'
                    """)
    void apostrophesHoldWhatPrints(String text, String quoted) {
        assertThat(everyShell.quoted(Word.of(text))).isEqualTo(quoted);
        assertThat(bash.quoted(Word.of(text))).isEqualTo(quoted);
    }

    @Test
    void aLineFeedStandsInApostrophes() {
        assertThat(everyShell.quoted(Word.of("a\nb"))).isEqualTo("'a\nb'");
        assertThat(bash.quoted(Word.of("a\nb"))).isEqualTo("'a\nb'");
    }

    @Test
    void whatDoesNotPrintIsWrittenInOctal() {
        String text = "-a- ~%'\\\n!\u0001\u007f\u00e9\u202e";
        assertThat(everyShell.quoted(Word.of(text)))
                .isEqualTo("\"$(printf '\\055a- ~%%\\047\\134\\012!\\001\\177\\303\\251\\342\\200\\256')\"");
        assertThat(bash.quoted(Word.of(text))).isEqualTo("$'-a- ~%\\047\\\\\\n\\041\\001\\177\u00e9\\342\\200\\256'");
    }

    @Test
    void printfWritesBytesInTheirCharacterSet() {
        assertThat(ShellQuoting.printf(new Word(List.of(new Text("\u00ff\u0080")), StandardCharsets.ISO_8859_1)))
                .isEqualTo("printf '\\377\\200'");
    }

    @Test
    void printfTakesVariablesAsArguments() {
        assertThat(ShellQuoting.printf(word(new Text("{"), X, new Text("-%}"), Y)))
                .isEqualTo("printf '{%s-%%}%s' \"$X\" \"$Y\"");
        assertThat(everyShell.quoted(word(new Text("\u0001"), X))).isEqualTo("\"$(printf '\\001%s' \"$X\")\"");
    }

    @Test
    void variablesStandInQuotationMarks() {
        for (ShellQuoting quoting : List.of(everyShell, bash)) {
            assertThat(quoting.quoted(word(X))).isEqualTo("\"$X\"");
            assertThat(quoting.quoted(word(new Text("Bearer "), X))).isEqualTo("\"Bearer $X\"");
            assertThat(quoting.quoted(word(X, new Text("-y")))).isEqualTo("\"$X\"'-y'");
            assertThat(quoting.quoted(word(X, Y))).isEqualTo("\"$X\"\"$Y\"");
        }
    }

    @Test
    void textBeforeAVariableStandsWithItWhereItMeansItself() {
        assertThat(everyShell.quoted(word(new Text("it's"), X))).isEqualTo("'it'\\''s'\"$X\"");
        assertThat(everyShell.quoted(word(new Text("$"), X))).isEqualTo("'$'\"$X\"");
        assertThat(everyShell.quoted(word(X, new Text("."), Y))).isEqualTo("\"$X\"\".$Y\"");
    }

    @Test
    void onlyAColonStandsBetweenTwoVariablesInOnePairOfMarks() {
        assertThat(everyShell.quoted(word(X, new Text(":"), Y))).isEqualTo("\"$X:$Y\"");
        assertThat(everyShell.quoted(word(X, new Text(":"), Y, new Text(":"), X)))
                .isEqualTo("\"$X:$Y:$X\"");
        assertThat(everyShell.quoted(word(X, new Text(":")))).isEqualTo("\"$X\"':'");
        assertThat(everyShell.quoted(word(new Text(":"), Y))).isEqualTo("\":$Y\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '|', textBlock = """
                    || ~ ""
                    a b ~ "a b"
                    a\\b ~ "a\\b"
                    a\\ ~ "a\\\\"
                    a\\\\ ~ "a\\\\\\\\"
                    " ~ "\\""
                    \\" ~ "\\\\\\""
                    \\\\"x ~ "\\\\\\\\\\"x"
                    """)
    void theCommandLineOfWindowsDoublesBackslashesBeforeAMark(String text, String quoted) {
        assertThat(CommandLineQuoting.quoted(text)).isEqualTo(quoted);
        assertThat(CommandLineModel.arguments(quoted)).containsExactly(text);
    }

    private static Word word(Part... parts) {
        return new Word(List.of(parts), StandardCharsets.UTF_8);
    }
}
