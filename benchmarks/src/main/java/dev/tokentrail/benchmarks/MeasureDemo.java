package dev.tokentrail.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures the demo as a jar; {@code benchmarks/demo} starts it. */
public final class MeasureDemo {

    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"(/web/[^\"]+)\"");
    private static final int STARTS = 9;

    private MeasureDemo() {}

    /**
     * Measures start, first page, and sessions that walk at once.
     *
     * @param arguments the jar; the number of sessions; for how many seconds they walk
     * @throws Exception if the demo cannot be started, or a session met an error
     */
    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[0]);
        int sessions = Integer.parseInt(arguments[1]);
        Duration length = Duration.ofSeconds(Long.parseLong(arguments[2]));
        List<Double> starts = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            try (DemoProcess demo = DemoProcess.start(jar)) {
                starts.add(demo.untilFirstPage().toMillis() / 1000.0);
            }
        }
        System.out.println("Start to first page, s: " + Spread.of(starts).text("%.2f"));
        System.out.println("The jar, MiB: "
                + String.format(Locale.ROOT, "%.1f", jar.toFile().length() / 1048576.0));
        try (DemoProcess demo = DemoProcess.start(jar)) {
            firstPage(demo.origin());
            walk(demo, sessions, length);
        }
        System.exit(0);
    }

    private static void firstPage(String origin) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        byte[] page = get(client, origin + "/");
        long bytes = page.length;
        Matcher assets = ASSET.matcher(new String(page, StandardCharsets.UTF_8));
        while (assets.find()) {
            bytes += get(client, origin + assets.group(1)).length;
        }
        for (int i = 0; i < 200; i++) {
            get(client, origin + "/");
        }
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long begun = System.nanoTime();
            get(client, origin + "/");
            times.add((System.nanoTime() - begun) / 1e6);
        }
        System.out.println("First page with all it loads, KiB: " + String.format(Locale.ROOT, "%.1f", bytes / 1024.0));
        System.out.println("First page, ms (warm, request to last byte): "
                + Spread.of(times).text("%.2f"));
    }

    private static byte[] get(HttpClient client, String address) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(address + " came with status " + answer.statusCode());
        }
        return answer.body();
    }

    private static void walk(DemoProcess demo, int sessions, Duration length) throws Exception {
        AtomicInteger pages = new AtomicInteger();
        AtomicInteger steps = new AtomicInteger();
        AtomicInteger walks = new AtomicInteger();
        Map<String, Integer> errors = new TreeMap<>();
        HttpClient client = HttpClient.newHttpClient();
        long end = System.nanoTime() + length.toNanos();
        List<Thread> visitors = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            int first = i;
            Thread visitor = Callers.unstarted(() -> {
                try {
                    DemoSession session = new DemoSession(client, demo.origin(), pages, steps);
                    for (int flow = first; System.nanoTime() < end; flow++) {
                        session.walk(flow);
                        walks.incrementAndGet();
                    }
                } catch (IOException | InterruptedException | RuntimeException e) {
                    synchronized (errors) {
                        errors.merge(String.valueOf(e), 1, Integer::sum);
                    }
                }
            });
            visitors.add(visitor);
            visitor.start();
        }
        System.out.println(sessions + " sessions walk for " + length.toSeconds() + " s");
        System.out.println("| after, s | heap after a collection, MiB | resident, MiB | pages | steps | walks |");
        System.out.println("|---|---|---|---|---|---|");
        for (int quarter = 1; quarter <= 4; quarter++) {
            long due = end - length.toNanos() * (4 - quarter) / 4;
            Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())).toMillis());
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.1f | %.1f | %d | %d | %d |%n",
                    length.toSeconds() * quarter / 4,
                    demo.heapAfterCollection() / 1024.0,
                    demo.resident() / 1024.0,
                    pages.get(),
                    steps.get(),
                    walks.get());
        }
        for (Thread visitor : visitors) {
            visitor.join();
        }
        System.out.println("Errors: " + (errors.isEmpty() ? "none" : errors));
        if (!errors.isEmpty()) {
            throw new IllegalStateException(errors.toString());
        }
    }
}
