package dev.tokentrail.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.Header;
import dev.tokentrail.mock.MockAuthServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls of the emulated services and of the emulator's control API, one after the other: none makes the emulator fail,
 * and when it is reset it works as before.
 */
public final class EmulatorCallsFuzz {

    private static final MockAuthServer EMULATOR = MockAuthServer.start();
    private static final Set<String> FRAMING =
            Set.of("host", "content-length", "transfer-encoding", "connection", "expect", "upgrade");
    private static final Pattern ANSWERED = Pattern.compile("<(\\w+)>");
    private static final int MOST_CALLS = 6;

    private EmulatorCallsFuzz() {}

    /** Jazzer counts a start on a busy machine as the first input's time otherwise. */
    public static void fuzzerInitialize() {
        assertThat(EmulatorSocket.isUp(EMULATOR.port())).isTrue();
    }

    /**
     * The input is calls apart from each other by a line {@code ===}: method and target, header lines and the body, in
     * which {@code <code>} stands for the last value of that name that an answer held.
     */
    public static void fuzzerTestOneInput(byte[] input) {
        String[] calls = new String(input, StandardCharsets.ISO_8859_1).split("\n===\n", MOST_CALLS + 1);
        StringBuilder answers = new StringBuilder();
        boolean faultsPlanned = false;
        for (int i = 0; i < Math.min(calls.length, MOST_CALLS); i++) {
            Input call = Input.of(filled(calls[i], answers).getBytes(StandardCharsets.ISO_8859_1));
            // One that asks to wait for another call is made to wait.
            if (!call.start().matches("[A-Z]+ /[!-~]*") || call.start().contains("wait")) {
                continue;
            }
            String answer = EmulatorSocket.exchange(EMULATOR.port(), bytes(call));
            faultsPlanned |= call.start().contains("/_mock");
            if (!faultsPlanned || call.start().matches("[A-Z]+ /_mock.*")) {
                assertThat(EmulatorSocket.statuses(answer))
                        .allMatch(status -> status < 500 || status == 501, call.start() + "\n" + answer);
            }
            answers.append(answer);
        }
        EMULATOR.reset();
        assertThat(EmulatorSocket.isUp(EMULATOR.port())).isTrue();
    }

    private static byte[] bytes(Input call) {
        StringBuilder head = new StringBuilder(call.start()).append(" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n");
        for (Header header : call.headers()) {
            if (!FRAMING.contains(header.name().toLowerCase(java.util.Locale.ROOT))) {
                head.append(header.name()).append(": ").append(header.value()).append("\r\n");
            }
        }
        if (call.hasBody()) {
            head.append("Content-Length: ").append(call.body().length).append("\r\n");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        all.writeBytes(call.body());
        return all.toByteArray();
    }

    private static String filled(String call, CharSequence answers) {
        return ANSWERED.matcher(call)
                .replaceAll(name -> Matcher.quoteReplacement(last(name.group(1), name.group(), answers)));
    }

    private static String last(String name, String otherwise, CharSequence answers) {
        List<String> values = Pattern.compile("\"" + name + "\" ?: ?\"([^\"]*)\"|[?&]" + name + "=([^&\\s]*)")
                .matcher(answers)
                .results()
                .map(value -> value.group(1) == null ? value.group(2) : value.group(1))
                .toList();
        return values.isEmpty() ? otherwise : values.get(values.size() - 1);
    }
}
