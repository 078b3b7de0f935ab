package dev.tokentrail.conformance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program that knows the service from its tutorial and the emulator from the environment variable {@code BASE}. The
 * last line it prints is a JSON object.
 */
record ClientProgram(Language language, String file, Tutorial tutorial) {

    private static final JsonMapper JSON = new JsonMapper();

    /** The calls of one run, as {@link Trail} writes them. */
    List<String> calls() {
        List<String> calls = new ArrayList<>(tutorial.calls());
        if (language == Language.CURL) {
            calls.add(0, "POST /token "); // as the tutorial writes it, with a head that cannot be read
        }
        return calls;
    }

    /** Runs it to its end. */
    JsonNode run(Map<String, String> environment) throws Exception {
        List<String> command = new ArrayList<>(language.command());
        command.add(language == Language.JAVA ? file.replace(".java", "") : file);
        Path printed = Files.createTempFile(Language.WORK, "client", ".out");
        Path complaints = Files.createTempFile(Language.WORK, "client", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(language.directory().toFile())
                .redirectOutput(printed.toFile())
                .redirectError(complaints.toFile());
        // The emulator is on this machine: no proxy is between, and nothing else changes how a runtime starts.
        builder.environment()
                .keySet()
                .removeIf(name ->
                        name.matches("(?i).*_proxy|NODE_.*|PYTHON.*|(JDK_)?JAVA_.*OPTIONS|SSL_CERT_.*|CURL_.*"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(this + " does not end; it printed: " + read(printed) + read(complaints));
        }
        String lines = read(printed);
        assertThat(process.exitValue())
                .as("%s printed: %s%s", this, lines, read(complaints))
                .isZero();
        Files.delete(printed);
        Files.delete(complaints);
        return JSON.readTree(lines.substring(lines.stripTrailing().lastIndexOf('\n') + 1));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }

    @Override
    public String toString() {
        return language.name().toLowerCase(Locale.ROOT) + "/" + file;
    }
}
