package dev.tokentrail.benchmarks.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Asks each library, in its published jar, the questions of the root README's comparison. The table there must be what came
 * out; {@code -Dcomparison.write=true} writes it.
 */
class LibraryComparisonTest {

    private static final List<Library> LIBRARIES = List.of(
            new TokentrailLibrary(),
            new SpringSecurityLibrary(),
            new GoogleAuthLibrary(),
            new ScribeJavaLibrary(),
            new NimbusLibrary(),
            new Msal4jLibrary());

    /** The question, and the tests that show the whole of what Tokentrail does about it. */
    private static final Map<Question, String> QUESTIONS = questions();

    private static Map<Question, String> questions() {
        Map<Question, String> questions = new LinkedHashMap<>();
        questions.put(Question.CURL, "`ReplayTest#theCommandSendsWhatTheLibrarySends`");
        questions.put(Question.PRINTED, "`SecretsTest#nothingOfASecretIsSeenAnywhere`");
        questions.put(Question.STATUS_201, "`BehaviourTableTest#everyProviderMakesOfEveryAnswerWhatTheTableSays`");
        questions.put(Question.ERROR_WITH_200, "`SonetelIT#failuresThatLookLikeSuccessAreNotTokens`");
        questions.put(Question.REFRESH_TOKEN_LEFT_OUT, "`TokenReadingTest#aRefreshKeepsWhatDoesNotComeBack`");
        questions.put(Question.REDIRECTED, "`RedirectPolicyTest#anotherOriginNeverGetsTheCredentials`");
        questions.put(Question.HUGE, "`JdkTransportFaultTest#aResponseAtTheBoundIsReadAndOneByteMoreIsNot`");
        questions.put(Question.TWO_CALLS, "`KeptTokenSourceTest#oneTokenServesUntilItsMargin`");
        questions.put(Question.HERD, "`HerdTest#coldAndAtExpiry`");
        return questions;
    }

    @Test
    void theReadmeSaysWhatCameOut() throws Exception {
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder("| |");
        StringBuilder rule = new StringBuilder("|---|");
        for (Library library : LIBRARIES) {
            head.append(' ').append(library.title()).append(version(library)).append(" |");
            rule.append("---|");
        }
        lines.add(head + " more |");
        lines.add(rule + "---|");
        for (Map.Entry<Question, String> question : QUESTIONS.entrySet()) {
            StringBuilder line =
                    new StringBuilder("| ").append(question.getKey().text()).append(" |");
            for (Library library : LIBRARIES) {
                line.append(' ').append(question.getKey().ask(library)).append(" |");
            }
            lines.add(line + " " + question.getValue() + " |");
        }
        new ReadmeTable("libraries").mustBe(lines);
    }

    private static String version(Library library) {
        return library instanceof TokentrailLibrary ? "" : " " + Jars.version(library.ofItsJar());
    }
}
