package dev.tokentrail.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.MockAuthServer;
import java.nio.charset.StandardCharsets;

/**
 * Any bytes on a connection to the emulator: an answer that is no failure of the server, or a closed connection, never
 * silence; and others are served.
 */
public final class EmulatorBytesFuzz {

    private static final MockAuthServer EMULATOR = MockAuthServer.start();

    private EmulatorBytesFuzz() {}

    /** Jazzer counts a start on a busy machine as the first input's time otherwise. */
    public static void fuzzerInitialize() {
        assertThat(EmulatorSocket.isUp(EMULATOR.port())).isTrue();
    }

    /** The input is what is sent. */
    public static void fuzzerTestOneInput(byte[] input) {
        String answers = EmulatorSocket.exchange(EMULATOR.port(), input);
        if (!answers.isEmpty()) {
            assertThat(answers).startsWith("HTTP/1.1 ");
        }
        if (!mayPlanFaults(input)) {
            assertThat(EmulatorSocket.statuses(answers))
                    .allMatch(status -> status < 500 || status == 501 || status == 505, answers);
        }
        EMULATOR.reset();
        assertThat(EmulatorSocket.isUp(EMULATOR.port())).isTrue();
    }

    private static boolean mayPlanFaults(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        return text.contains("faults") || text.matches("(?s).*%[4-7][0-9a-fA-F].*");
    }
}
