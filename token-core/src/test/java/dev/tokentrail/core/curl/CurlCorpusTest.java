package dev.tokentrail.core.curl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.WireRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request of the corpus and many like it, revealed, run by each shell and the real curl, to the byte. */
class CurlCorpusTest {

    private static final List<Sample> SAMPLES = Stream.concat(Sample.corpus().stream(), HostileSamples.all().stream())
            .toList();

    /** Beyond this a person would not type it, and bash redraws the line for each key. */
    private static final int LONGEST_TYPED = 20_000;

    private static Judge judge;

    @BeforeAll
    static void start() {
        judge = new Judge();
    }

    @AfterAll
    static void stop() throws IOException {
        judge.close();
    }

    @Test
    void corpusIsLarge() {
        assertThat(SAMPLES).hasSizeGreaterThan(156);
        assertThat(SAMPLES.stream().map(Sample::id)).doesNotHaveDuplicates();
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("ways")
    void reproducesEveryRequest(Way way) {
        check(way, SAMPLES, false);
    }

    static Stream<Way> ways() {
        return Stream.concat(Way.all(), ModelledWindows.ways());
    }

    /** On one line nothing but the line ends differs: two shells are enough where time is short. */
    static Stream<Shell> shellsForOneLine() {
        boolean atLength = "true".equals(System.getenv("CI")) && !Boolean.getBoolean("tests.short");
        return atLength ? Stream.of(Shell.values()) : Stream.of(Shell.DASH, Shell.FISH);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("shellsForOneLine")
    void reproducesEveryRequestOnOneLine(Shell shell) {
        check(Way.script(shell, shell == Shell.PWSH ? CurlDialect.POWERSHELL : CurlDialect.SH), SAMPLES, true);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(names = {"SH", "BASH"})
    void reproducesEveryRequestWhenTyped(CurlDialect dialect) {
        List<Sample> typable = SAMPLES.stream()
                .filter(sample -> text(sample, dialect).length() < LONGEST_TYPED)
                .toList();
        System.out.printf(
                "cURL corpus, typed, %s: %d of %d not typed, for their length%n",
                dialect, SAMPLES.size() - typable.size(), SAMPLES.size());
        assertThat(typable).hasSizeGreaterThan(SAMPLES.size() - 20);
        check(new InteractiveBash(dialect), typable, false);
    }

    /** A typed exception is worth its name only if the dialect that it offers does better. */
    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void refusalNamesADialectThatCan(CurlDialect dialect) {
        for (Sample sample : SAMPLES) {
            CurlCommand command = CurlCommand.of(sample.request("http://127.0.0.1:1"));
            try {
                assertThat(command.in(dialect).revealSecrets()).contains("http://127.0.0.1:1");
            } catch (CurlDialectException refused) {
                assertThat(refused.dialect()).isEqualTo(dialect);
                assertThat(refused.reason()).isNotBlank();
                CurlDialect other = refused.alternative().orElseThrow();
                assertThat(command.in(other).revealSecrets()).as(sample.id()).contains("http://127.0.0.1:1");
            }
        }
    }

    private static String text(Sample sample, CurlDialect dialect) {
        return CurlCommand.of(sample.request("http://r1-1.localhost:65535"))
                .in(dialect)
                .revealSecrets();
    }

    private static void check(Way way, List<Sample> samples, boolean oneLine) {
        way.require();
        List<BiFunction<String, Integer, WireRequest>> requests = samples.stream()
                .<BiFunction<String, Integer, WireRequest>>map(sample -> (origin, i) -> sample.request(origin))
                .toList();
        Judge.Verdict verdict = judge.judge(
                way,
                requests,
                request -> oneLine ? CurlCommand.of(request).onOneLine() : CurlCommand.of(request),
                CurlCommand::revealSecrets);
        System.out.println("cURL corpus, " + way + (oneLine ? ", one line" : "") + ": " + verdict.summary());
        verdict.isExact();
        assertThat(verdict.total()).isEqualTo(samples.size());
    }
}
