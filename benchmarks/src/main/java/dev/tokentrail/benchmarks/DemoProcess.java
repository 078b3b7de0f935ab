package dev.tokentrail.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo's jar as a user starts it, with a heap of 256 MiB. */
final class DemoProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("https?://[^ ]+");
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final Process process;
    private final String origin;
    private final Duration untilFirstPage;

    private DemoProcess(Process process, String origin, Duration untilFirstPage) {
        this.process = process;
        this.origin = origin;
        this.untilFirstPage = untilFirstPage;
    }

    static DemoProcess start(Path jar) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(java("java"), "-Xmx256m", "-jar", jar.toString(), "--port", "0")
                .redirectErrorStream(true)
                .start();
        try {
            // Closed with the process: what it says later must still find somebody who reads it.
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            String origin = null;
            String line = output.readLine();
            while (line != null && origin == null) {
                Matcher address = ADDRESS.matcher(line);
                if (address.find()) {
                    origin = address.group();
                } else {
                    line = output.readLine();
                }
            }
            if (origin == null) {
                throw new IllegalStateException("The demo did not start: see java -jar " + jar);
            }
            HttpResponse<String> page = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(origin)).build(), HttpResponse.BodyHandlers.ofString());
            if (page.statusCode() != 200) {
                throw new IllegalStateException("The first page came with status " + page.statusCode());
            }
            return new DemoProcess(process, origin, Duration.ofNanos(System.nanoTime() - begun));
        } catch (IOException | InterruptedException | RuntimeException failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    /** Scheme, host and port. */
    String origin() {
        return origin;
    }

    /** From the start of the process to the last byte of the first page. */
    Duration untilFirstPage() {
        return untilFirstPage;
    }

    /** What is in use of the heap after a full collection, in KiB. */
    long heapAfterCollection() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("jcmd tells nothing of the heap");
        }
        return Long.parseLong(used.group(1));
    }

    /** What the process holds in memory, in KiB; -1 where the system has no {@code /proc}. */
    long resident() throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(-1);
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(java("jcmd"), String.valueOf(process.pid()), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return said;
    }

    private static String java(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    /** Ends it as a user does, and fails if that takes five seconds. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        } catch (ExecutionException | TimeoutException late) {
            process.destroyForcibly();
            throw new IllegalStateException("The demo did not end within five seconds", late);
        }
    }

    @Override
    public String toString() {
        return "DemoProcess" + List.of(process.pid(), origin);
    }
}
