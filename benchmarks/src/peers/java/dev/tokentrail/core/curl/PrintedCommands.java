package dev.tokentrail.core.curl;

import dev.tokentrail.core.http.WireRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs what a renderer printed, each command in a shell and a folder of its own, against a server on loopback. Whatever the
 * shell makes of it, curl is told to connect nowhere else.
 */
final class PrintedCommands {

    private static final String LOCAL_FILE = "content of a local file";
    private static final int LONGEST_SECONDS = 30;

    private final Renderer renderer;

    PrintedCommands(Renderer renderer) {
        this.renderer = renderer;
    }

    /** The ids of the samples by what became of them. */
    Map<Outcome, List<String>> run(List<Sample> samples) throws Exception {
        ExecutorService shells =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        Path root = Files.createTempDirectory("tokentrail-curl-peers");
        try (RawServer server = new RawServer()) {
            List<Future<Outcome>> running = new ArrayList<>();
            for (int i = 0; i < samples.size(); i++) {
                Sample sample = samples.get(i);
                String id = "r-" + i;
                running.add(shells.submit(() -> outcome(server, id, sample, root.resolve(id))));
            }
            Map<Outcome, List<String>> outcomes = new EnumMap<>(Outcome.class);
            for (int i = 0; i < samples.size(); i++) {
                outcomes.computeIfAbsent(running.get(i).get(), outcome -> new ArrayList<>())
                        .add(samples.get(i).id());
            }
            return outcomes;
        } finally {
            shells.shutdownNow();
            delete(root);
        }
    }

    private Outcome outcome(RawServer server, String id, Sample sample, Path directory) throws Exception {
        WireRequest request = sample.request(server.origin(id));
        String command;
        try {
            command = renderer.exactly().prepare(request).call();
        } catch (Exception refused) {
            return Outcome.NOT_RENDERED;
        }
        Path work = Files.createDirectories(directory.resolve("work"));
        Files.writeString(work.resolve("secret.txt"), LOCAL_FILE);
        Path script = Files.writeString(directory.resolve("command.sh"), command);
        String port = server.origin(id).substring(server.origin(id).lastIndexOf(':') + 1);
        Files.writeString(
                directory.resolve(".curlrc"),
                "silent\nmax-time = " + LONGEST_SECONDS + "\nconnect-to = \"::127.0.0.1:" + port + "\"\n");
        ProcessBuilder shell = new ProcessBuilder("sh", script.toString())
                .directory(work.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        shell.environment().put("HOME", directory.toString());
        shell.environment().put("CURL_HOME", directory.toString());
        Process process = shell.start();
        if (!process.waitFor(2L * LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        Outcome outcome = judged(request, server.received(id), work);
        server.forget(id);
        return outcome;
    }

    private static Outcome judged(WireRequest request, List<RawServer.Received> received, Path work)
            throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            if (files.count() > 1 || !Files.exists(work.resolve("secret.txt"))) {
                return Outcome.INJECTED;
            }
        }
        for (RawServer.Received one : received) {
            if ((one.head() + new String(one.body(), StandardCharsets.ISO_8859_1)).contains(LOCAL_FILE)) {
                return Outcome.INJECTED;
            }
        }
        if (received.isEmpty()) {
            return Outcome.NOTHING;
        }
        if (Exactness.difference(request, received).isEmpty()) {
            return Outcome.EXACT;
        }
        return received.size() == 1 && SameMeaning.has(request, received.get(0))
                ? Outcome.SAME_MEANING
                : Outcome.DIFFERENT;
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
