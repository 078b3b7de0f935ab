package dev.tokentrail.conformance.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tokentrail.core.curl.CurlCommand;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.testsupport.Listener;
import dev.tokentrail.testsupport.Wire;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends every call of every provider twice, by the library and by the real curl, and compares what arrived. */
class ReplayTest {

    @TempDir
    private static Path home;

    @BeforeAll
    static void needsCurl() {
        boolean there = isThere("sh") && isThere("curl");
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("sh and curl are on the path").isTrue();
        }
        assumeTrue(there, "skipped: sh or curl is not on the path");
    }

    static List<String> calls() {
        return List.copyOf(ProviderCalls.to("http://127.0.0.1:1").keySet());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void theCommandSendsWhatTheLibrarySends(String call) throws Exception {
        List<String> byTheLibrary =
                withoutOrder(Wire.received(origin -> ProviderCalls.to(origin).get(call)));

        assertThat(byCurl(call, request -> CurlCommand.of(request).revealSecrets(), request -> Map.of()))
                .isEqualTo(byTheLibrary);
        assertThat(byCurl(
                        call,
                        request -> CurlCommand.of(request).withVariables().text(),
                        request -> CurlCommand.of(request).withVariables().variables()))
                .isEqualTo(byTheLibrary);
    }

    private static List<String> byCurl(
            String call, Function<WireRequest, String> text, Function<WireRequest, Map<String, Secret>> variables)
            throws Exception {
        try (Listener listener = Listener.answering("{}")) {
            WireRequest request = ProviderCalls.to(listener.origin()).get(call);
            run(text.apply(request), variables.apply(request));
            return withoutOrder(listener.received());
        }
    }

    private static void run(String command, Map<String, Secret> variables) throws IOException, InterruptedException {
        Path output = Files.createTempFile(home, "curl", ".log");
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        shell.environment().put("HOME", home.toString());
        shell.environment().put("LC_ALL", "C.UTF-8");
        variables.forEach((name, value) -> shell.environment().put(name, value.reveal()));
        Process process = shell.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(() -> read(output)).isZero();
    }

    /** Header lines of different names may come in any order (RFC 9110 section 5.3); the JDK's client sorts them. */
    private static List<String> withoutOrder(List<String> lines) {
        int end = lines.indexOf("");
        List<String> sorted = new ArrayList<>(lines.subList(0, 1));
        lines.subList(1, end).stream().sorted().forEach(sorted::add);
        sorted.addAll(lines.subList(end, lines.size()));
        return sorted;
    }

    private static boolean isThere(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
