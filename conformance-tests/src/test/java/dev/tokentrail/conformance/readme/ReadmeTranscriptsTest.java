package dev.tokentrail.conformance.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.MockAuthServer;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The two blocks below {@code <!-- transcript: name -->} are a call that was made against the emulator and what came back.
 * {@code -Dtranscripts.write=true} writes them anew after a change that is meant; below a mark without blocks it puts
 * them.
 */
class ReadmeTranscriptsTest {

    private static final Pattern TRANSCRIPT =
            Pattern.compile("(?ms)^<!-- transcript: ([\\w-]+) -->\\n(```sh\\n.*?\\n```\\n\\n```http\\n.*?\\n```\\n)?");

    /** The time at the emulator, which stands still, so that what it answers is the same in each run. */
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static MockAuthServer emulator;

    @BeforeAll
    static void start() {
        emulator = emulator("4.7");
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    /** Starts an emulator of a version of WSO2's. */
    static MockAuthServer emulator(String wso2) {
        MockAuthServer started = MockAuthServer.create()
                .configure("{\"wso2\": {\"version\": \"" + wso2 + "\"}}")
                .start();
        started.clock().set(NOW);
        return started;
    }

    @ParameterizedTest
    @EnumSource
    void everyTranscriptIsWhatWasSentAndWhatCameBack(ProviderReadme readme) throws Exception {
        emulator.reset();
        emulator.clock().set(NOW);
        Map<String, Transcript> made = readme.walk(emulator);
        if (Boolean.getBoolean("transcripts.write")) {
            String written = TRANSCRIPT.matcher(readme.text()).replaceAll(mark -> {
                assertThat(made).as("the calls of " + readme.service()).containsKey(mark.group(1));
                return Matcher.quoteReplacement("<!-- transcript: " + mark.group(1) + " -->\n"
                        + made.get(mark.group(1)).markdown());
            });
            Files.writeString(readme.file(), written);
        }
        Map<String, String> shown = new LinkedHashMap<>();
        Matcher mark = TRANSCRIPT.matcher(readme.text());
        List<String> twice = new ArrayList<>();
        while (mark.find()) {
            if (shown.put(mark.group(1), String.valueOf(mark.group(2))) != null) {
                twice.add(mark.group(1));
            }
        }
        assertThat(twice).as("transcripts that %s shows twice", readme.file()).isEmpty();
        assertThat(shown.keySet())
                .as("the transcripts that %s shows, and the calls that are made", readme.file())
                .containsExactlyInAnyOrderElementsOf(made.keySet());
        shown.forEach((name, blocks) -> assertThat(blocks)
                .as(
                        "%s, transcript %s; run this test with -Dtranscripts.write=true if the change is meant",
                        readme.file(), name)
                .isEqualTo(made.get(name).markdown()));
    }
}
