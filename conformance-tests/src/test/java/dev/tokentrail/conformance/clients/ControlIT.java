package dev.tokentrail.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.MockAuthServer;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Tests that are not Java move the clock, plan faults and verify over HTTP. */
class ControlIT {

    @ParameterizedTest
    @CsvSource({"NODE, control.mjs", "PYTHON, control.py", "GO, control.go"})
    void aLostAnswerIsTestedFromOutside(Language language, String file) throws Exception {
        language.require();
        try (MockAuthServer emulator = MockAuthServer.start()) {
            JsonNode outcome = new ClientProgram(language, file, Tutorial.SONETEL)
                    .run(Map.of("BASE", emulator.url().toString().replaceFirst("/$", "")));

            assertThat(outcome.toString())
                    .isEqualTo("{\"statuses\":[200,401],\"lost\":null,\"again\":\"invalid_grant\",\"verified\":true}");
            assertThat(emulator.requests())
                    .as("the journal, without the calls of the control")
                    .hasSize(5);
        }
    }
}
