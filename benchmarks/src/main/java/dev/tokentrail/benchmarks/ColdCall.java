package dev.tokentrail.benchmarks;

import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.provider.wso2.Wso2;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The first token of a new source, beside the same request by the JDK's client and Jackson alone. Both keep their connection. */
final class ColdCall {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final JsonMapper json = new JsonMapper();
    private final Service service;
    private final Wso2 wso2;

    private ColdCall(Service service) {
        this.service = service;
        this.wso2 = service.client();
    }

    static void run(Figures figures, boolean quick) throws Exception {
        try (Service service = Service.startWithOneToken()) {
            ColdCall calls = new ColdCall(service);
            calls.warmUp(quick ? 1000 : 4000);
            figures.line("| a cold token | JDK client and Jackson alone, µs | provider ÷ that | source ÷ that |");
            figures.line("|---|---|---|---|");
            calls.measure(figures, "the service answers at once", quick ? 5 : 30, 100);
            service.answerAfter(Duration.ofMillis(20));
            calls.measure(figures, "the service answers after 20 ms", 5, quick ? 6 : 24);
            figures.line("");
        }
    }

    private void warmUp(int calls) throws Exception {
        for (int i = 0; i < calls; i++) {
            timed(this::bare);
            timed(this::request);
            timed(this::source);
        }
    }

    /** Measures in blocks; a ratio is of the medians of one block, whose calls are interleaved. */
    private void measure(Figures figures, String title, int blocks, int calls) throws Exception {
        List<Double> bare = new ArrayList<>();
        List<Double> requestRatios = new ArrayList<>();
        List<Double> sourceRatios = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            List<Double> bares = new ArrayList<>();
            List<Double> requests = new ArrayList<>();
            List<Double> sources = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                // Who comes after whom changes with every call.
                if (i % 2 == 0) {
                    bares.add(timed(this::bare));
                    requests.add(timed(this::request));
                    sources.add(timed(this::source));
                } else {
                    sources.add(timed(this::source));
                    requests.add(timed(this::request));
                    bares.add(timed(this::bare));
                }
            }
            double middle = Spread.of(bares).middle();
            bare.add(middle);
            requestRatios.add(Spread.of(requests).middle() / middle);
            sourceRatios.add(Spread.of(sources).middle() / middle);
        }
        figures.line("| " + title + " | "
                + String.format(Locale.ROOT, "%.0f", Spread.of(bare).middle()) + " | "
                + Spread.of(requestRatios).text("%.2f") + " | "
                + Spread.of(sourceRatios).text("%.2f") + " |");
    }

    /** Microseconds of one call. */
    private static double timed(Callable<String> call) throws Exception {
        long start = System.nanoTime();
        String token = call.call();
        long took = System.nanoTime() - start;
        if (token.isEmpty()) {
            throw new IllegalStateException("No token came");
        }
        return took / 1000.0;
    }

    private String request() {
        return wso2.clientCredentials().accessToken().reveal();
    }

    private String source() {
        TokenSource source = TokenSource.of(wso2, () -> wso2.clientCredentials());
        return source.token().accessToken().reveal();
    }

    private String bare() throws IOException, InterruptedException {
        String credentials = Base64.getEncoder()
                .encodeToString((Service.KEY + ":" + Service.SECRET).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(service.tokenEndpoint())
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        "grant_type=client_credentials".getBytes(StandardCharsets.UTF_8)))
                .build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        Map<String, Object> members = json.readValue(answer.body(), OBJECT);
        if (answer.statusCode() != 200 || !(members.get("expires_in") instanceof Number)) {
            throw new IOException("Unexpected answer " + answer.statusCode());
        }
        return String.valueOf(members.getOrDefault("access_token", ""));
    }
}
