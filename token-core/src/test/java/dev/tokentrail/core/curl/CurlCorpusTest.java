package dev.tokentrail.core.curl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.WireRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every request of the corpus and many like it, revealed, run by each shell and the real curl, to the byte. */
class CurlCorpusTest {

    private static final List<Sample> SAMPLES = Stream.concat(Sample.corpus().stream(), HostileSamples.all().stream())
            .toList();

    private static RawServer server;

    @TempDir
    private Path temporary;

    @BeforeAll
    static void start() {
        server = new RawServer();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void corpusIsLarge() {
        assertThat(SAMPLES).hasSizeGreaterThan(156);
        assertThat(SAMPLES.stream().map(Sample::id)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void shellReproducesEveryRequest(Shell shell, CurlDialect dialect) throws IOException {
        shell.require();
        judge(
                shell.name().toLowerCase(Locale.ROOT) + " (" + dialect + ")",
                dialect,
                (texts, directory) -> shell.run(String.join("\n", texts), directory, Map.of()));
    }

    static Stream<Arguments> shells() {
        return Stream.concat(
                Shell.posixAndFish().stream().map(shell -> Arguments.of(shell, CurlDialect.SH)),
                Stream.of(Shell.BASH, Shell.ZSH, Shell.KSH).map(shell -> Arguments.of(shell, CurlDialect.BASH)));
    }

    private interface Runner {
        String run(List<String> texts, Path directory) throws IOException;
    }

    private void judge(String name, CurlDialect dialect, Runner runner) throws IOException {
        Path directory = Files.createDirectory(temporary.resolve("work"));
        Files.writeString(directory.resolve("secret.txt"), "content of a local file");
        Map<String, WireRequest> requests = new LinkedHashMap<>();
        List<String> texts = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        String prefix =
                dialect.name().toLowerCase(Locale.ROOT).replace("_", "") + "-" + name.replaceAll("[^a-z]", "") + "-";
        for (Sample sample : SAMPLES) {
            String id = prefix + sample.id();
            WireRequest request = sample.request(server.origin(id));
            try {
                String text = CurlCommand.of(request).in(dialect).revealSecrets();
                assertThat(Printable.isPrintableInLines(text)).as(text).isTrue();
                requests.put(id, request);
                texts.add(text);
            } catch (CurlDialectException refused) {
                refusals.add(sample.id() + ": " + refused.reason());
            }
        }
        String errors = runner.run(texts, directory);
        List<String> differences = new ArrayList<>();
        requests.forEach((id, request) -> {
            String difference = Exactness.difference(request, server.received(id));
            if (!difference.isEmpty()) {
                differences.add(id + ": " + difference + "\n"
                        + CurlCommand.of(request).in(dialect).revealSecrets());
            }
        });
        System.out.printf(
                "cURL corpus, %s: %d of %d exact, %d refused %s%n",
                name, requests.size() - differences.size(), SAMPLES.size(), refusals.size(), refusals);
        assertThat(differences).as(errors).isEmpty();
        assertThat(directory).isDirectoryContaining("glob:**secret.txt");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }
}
