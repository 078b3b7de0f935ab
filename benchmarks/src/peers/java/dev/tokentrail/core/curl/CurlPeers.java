package dev.tokentrail.core.curl;

import dev.tokentrail.benchmarks.PageBlock;
import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.WireRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Renders the corpus and runs what every renderer printed; {@code benchmarks/curl} starts it. */
public final class CurlPeers {

    private static final Path PAGE = Path.of("..", "docs", "performance.md");
    private static final int CALLS = 2_000;
    private static final int ROUNDS = 15;

    private CurlPeers() {}

    /**
     * Compares, and prints the tables.
     *
     * @param arguments {@code --page} to write them into the page; {@code --quick} for every tenth request
     * @throws Exception if a shell cannot be started, or Tokentrail's own rendering is not exact
     */
    public static void main(String[] arguments) throws Exception {
        List<String> wanted = List.of(arguments);
        List<Sample> samples = Stream.concat(Sample.corpus().stream(), HostileSamples.all().stream())
                .toList();
        if (wanted.contains("--quick")) {
            List<Sample> all = samples;
            samples = Stream.iterate(0, i -> i < all.size(), i -> i + 10)
                    .map(all::get)
                    .toList();
        }
        PageBlock block = new PageBlock("curl");
        exactness(block, samples);
        secrets(block);
        speed(block);
        if (wanted.contains("--page")) {
            block.writeInto(PAGE);
        }
        System.exit(0);
    }

    private static void exactness(PageBlock block, List<Sample> samples) throws Exception {
        block.line("What the printed command sends, run by `sh` with " + curlVersion() + "; " + samples.size()
                + " requests of the hostile corpus:");
        block.line("");
        block.line("| | exact | the same in meaning | different | nothing arrives | **something else runs or"
                + " is read** | not rendered |");
        block.line("|---|---|---|---|---|---|---|");
        for (Renderer renderer : Renderer.all()) {
            Map<Outcome, List<String>> outcomes = new PrintedCommands(renderer).run(samples);
            StringBuilder row = new StringBuilder("| " + renderer.name());
            for (Outcome outcome : Outcome.values()) {
                row.append(" | ").append(outcomes.getOrDefault(outcome, List.of()).size());
            }
            block.line(row + " |");
            outcomes.forEach((outcome, ids) -> System.err.println("    " + outcome + " " + ids));
            if (renderer.name().equals("Tokentrail")
                    && !List.of(Outcome.EXACT, Outcome.NOT_RENDERED).containsAll(outcomes.keySet())) {
                throw new IllegalStateException("Tokentrail's own commands are not exact: " + outcomes);
            }
        }
        block.line("");
    }

    private static String curlVersion() throws Exception {
        Process process = new ProcessBuilder("curl", "--version").start();
        return new String(process.getInputStream().readAllBytes()).split(" \\(")[0];
    }

    private static void secrets(PageBlock block) throws Exception {
        Map<String, WireRequest> requests = SecretRequests.all();
        block.line("Secrets in what is shown if nothing is said; of " + requests.size() + " requests with one each:");
        block.line("");
        block.line("| | shown in clear | where |");
        block.line("|---|---|---|");
        for (Renderer renderer : Renderer.all()) {
            List<String> shown = new ArrayList<>();
            for (Map.Entry<String, WireRequest> request : requests.entrySet()) {
                String text = renderer.byDefault().prepare(request.getValue()).call();
                if (SecretRequests.isShown(text)) {
                    shown.add(request.getKey());
                }
            }
            block.line("| " + renderer.name() + " | " + shown.size() + " | " + String.join(", ", shown) + " |");
            if (renderer.name().equals("Tokentrail") && !shown.isEmpty()) {
                throw new IllegalStateException("Tokentrail shows secrets in clear: " + shown);
            }
        }
        block.line("");
    }

    private static void speed(PageBlock block) throws Exception {
        WireRequest request = WireRequest.post("https://as.example/oauth2/token")
                .header("Accept", "application/json")
                .header("Authorization", "Basic Y2xpZW50OnNlY3JldA==")
                .form(Parameters.of("grant_type", "authorization_code")
                        .and("code", "SplxlOBeZQQYbYS6WxSbIA")
                        .and("redirect_uri", "https://client.example.org/cb")
                        .and("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
                .build();
        List<String> names = new ArrayList<>();
        List<Callable<String>> renderings = new ArrayList<>();
        names.add("Tokentrail, secrets masked (the default)");
        renderings.add(Renderer.all().get(0).byDefault().prepare(request));
        for (Renderer renderer : Renderer.all()) {
            names.add(renderer.name().equals("Tokentrail") ? "Tokentrail, revealed" : renderer.name());
            renderings.add(renderer.exactly().prepare(request));
        }
        List<List<Double>> times = new ArrayList<>();
        renderings.forEach(rendering -> times.add(new ArrayList<>()));
        for (int round = -5; round < ROUNDS; round++) {
            for (int i = 0; i < renderings.size(); i++) {
                double micros = micros(renderings.get(i));
                if (round >= 0) {
                    times.get(i).add(micros);
                }
            }
        }
        block.line("Time to render a token request, median of " + ROUNDS + " rounds of " + CALLS + " calls in turn:");
        block.line("");
        block.line("| | µs | ÷ OkHttp `toCurl` |");
        block.line("|---|---|---|");
        double okHttp = middle(times.get(2));
        for (int i = 0; i < names.size(); i++) {
            double micros = middle(times.get(i));
            block.line(
                    String.format(Locale.ROOT, "| %s | %.1f | %.1f |", names.get(i), micros, micros / okHttp));
        }
    }

    private static double micros(Callable<String> rendering) throws Exception {
        int length = 0;
        long start = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
            length += rendering.call().length();
        }
        long took = System.nanoTime() - start;
        if (length < CALLS) {
            throw new IllegalStateException("Nothing was rendered");
        }
        return took / 1000.0 / CALLS;
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
