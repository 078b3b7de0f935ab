package dev.tokentrail.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Makes the same mistakes at the emulator and at its peers, in their published jars. The root README's table must be what
 * came out; {@code -Dcomparison.write=true} writes it.
 */
class EmulatorComparisonTest {

    /** The tests that show what each of the five emulated services says to it. */
    private static final Map<Mistake, String> MORE = more();

    private static Map<Mistake, String> more() {
        Map<Mistake, String> more = new EnumMap<>(Mistake.class);
        String probes = "`ProbeTableTest#every_service_answers_every_probe_as_it_must`";
        for (Mistake mistake : Mistake.values()) {
            more.put(mistake, probes);
        }
        more.put(Mistake.NONE, "`FlowsTest#wso2_signs_in_calls_the_api_and_refreshes_at_both_generations_of_paths`");
        more.put(
                Mistake.CODE_TWICE, "`Wso2AuthorizationTest#a_code_is_single_use_and_its_replay_revokes_what_it_gave`");
        more.put(Mistake.WRONG_VERIFIER, "`Wso2AuthorizationTest#pkce_is_checked_and_plain_needs_permission`");
        more.put(
                Mistake.REFRESH_TWICE,
                "`RefreshTokenReuseTest#it_is_refused_and_its_successor_lives_on_unless_configured`");
        return more;
    }

    @Test
    void theReadmeSaysWhatCameOut() throws Exception {
        try (Mock tokentrail = new Mock.Tokentrail();
                Mock navikt = new Mock.MockOAuth2();
                Mock wireMock = new Mock.WireMock()) {
            List<Mock> mocks = List.of(tokentrail, navikt, wireMock);
            List<String> lines = new ArrayList<>();
            lines.add(
                    "| | " + String.join(" | ", mocks.stream().map(Mock::title).toList()) + " | more |");
            lines.add("|---|---|---|---|---|");
            for (Mistake mistake : Mistake.values()) {
                StringBuilder line =
                        new StringBuilder("| ").append(mistake.text()).append(" |");
                for (Mock mock : mocks) {
                    boolean refused = mistake.refused(mock);
                    assertThat(refused && mistake == Mistake.NONE)
                            .as("%s refuses what is right", mock.title())
                            .isFalse();
                    line.append(refused ? " refused |" : mistake == Mistake.NONE ? " a token |" : " taken |");
                }
                lines.add(line + " " + MORE.get(mistake) + " |");
            }
            new ReadmeTable("emulator").mustBe(lines);
        }
    }
}
