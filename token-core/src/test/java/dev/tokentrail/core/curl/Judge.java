package dev.tokentrail.core.curl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.http.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs commands against a raw server and says what did not arrive to the byte. */
final class Judge implements AutoCloseable {

    private static final String LOCAL_FILE = "content of a local file";

    private final RawServer server = new RawServer();
    private final AtomicInteger runs = new AtomicInteger();
    private final Path root;

    Judge() {
        try {
            root = Files.createTempDirectory("tokentrail-curl");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The outcome of a run.
     *
     * @param exact how many requests arrived once and to the byte
     * @param refused why some were not rendered
     * @param differences what was wrong with the others
     * @param errors what was written to the standard error
     */
    record Verdict(int exact, List<String> refused, List<String> differences, String errors) {
        int total() {
            return exact + refused.size() + differences.size();
        }

        /** The figures, and each reason for a refusal with its number. */
        String summary() {
            return exact + " of " + total() + " exact, " + refused.size() + " refused"
                    + refused.stream()
                            .collect(Collectors.groupingBy(reason -> reason, TreeMap::new, Collectors.counting()))
                            .entrySet()
                            .stream()
                            .map(entry -> "\n    " + entry.getValue() + ": " + entry.getKey())
                            .collect(Collectors.joining());
        }

        void isExact() {
            assertThat(differences.stream().limit(3)).as(errors).isEmpty();
        }
    }

    /**
     * Renders and runs.
     *
     * @param requests makes a request for an origin and a number that is its own
     * @param command chooses mode and layout; the dialect is the way's
     * @param reveal gives the text of a command
     */
    Verdict judge(
            Way way,
            List<BiFunction<String, Integer, WireRequest>> requests,
            Function<WireRequest, CurlCommand> command,
            Function<CurlCommand, String> reveal) {
        int run = runs.incrementAndGet();
        Path directory = root.resolve(String.valueOf(run)).resolve("work");
        Map<String, WireRequest> rendered = new LinkedHashMap<>();
        List<Way.Rendered> commands = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            String id = "r" + run + "-" + i;
            WireRequest request = requests.get(i).apply(server.origin(id), i);
            CurlCommand written = command.apply(request).in(way.dialect());
            try {
                String text = reveal.apply(written);
                assertThat(Printable.isPrintableInLines(text)).as(text).isTrue();
                written.variables().forEach((name, value) -> variables.put(name, value.reveal()));
                rendered.put(id, request);
                commands.add(new Way.Rendered(written, text));
            } catch (CurlDialectException refusal) {
                refused.add(refusal.reason());
            }
        }
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("secret.txt"), LOCAL_FILE);
            String errors = way.run(commands, directory, variables);
            List<String> differences = differences(rendered, commands);
            try (Stream<Path> files = Files.walk(directory)) {
                assertThat(files).as("files after the run").hasSize(2);
            }
            return new Verdict(commands.size() - differences.size(), refused, differences, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> differences(Map<String, WireRequest> requests, List<Way.Rendered> commands) {
        List<String> differences = new ArrayList<>();
        int i = 0;
        for (Map.Entry<String, WireRequest> entry : requests.entrySet()) {
            List<RawServer.Received> received = server.received(entry.getKey());
            String difference = Exactness.difference(entry.getValue(), received);
            if (!difference.isEmpty()) {
                differences.add(difference + "\n" + commands.get(i).text());
            }
            for (RawServer.Received one : received) {
                assertThat(one.head() + new String(one.body(), StandardCharsets.ISO_8859_1))
                        .doesNotContain(LOCAL_FILE);
            }
            server.forget(entry.getKey());
            i++;
        }
        return differences;
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
