package dev.tokentrail.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** One visitor of the demo, without scripts: fills in nothing, runs every step of every flow, signs in where he is sent. */
final class DemoSession {

    private final HttpClient client;
    private final URI origin;
    private final Map<String, Map<String, String>> cookies = new LinkedHashMap<>();
    private final List<String> flows;
    private final AtomicInteger pages;
    private final AtomicInteger steps;

    DemoSession(HttpClient client, String origin, AtomicInteger pages, AtomicInteger steps)
            throws IOException, InterruptedException {
        this.client = client;
        this.origin = URI.create(origin);
        this.pages = pages;
        this.steps = steps;
        this.flows = page("/").select("a[href^=/services/]").stream()
                .map(link -> link.attr("href"))
                .filter(link -> link.split("/").length == 4 && !link.endsWith("/tokens") && !link.endsWith("/faults"))
                .distinct()
                .toList();
    }

    int flows() {
        return flows.size();
    }

    /** Walks one flow from its first step to its last. */
    void walk(int number) throws IOException, InterruptedException {
        String flow = flows.get(number % flows.size());
        List<String> rail = page(flow).select("a[href*='?step=']").stream()
                .map(link -> link.attr("href"))
                .filter(link -> link.startsWith(flow))
                .distinct()
                .toList();
        for (String step : rail) {
            run(page(step));
        }
    }

    private void run(Document page) throws IOException, InterruptedException {
        Element form = page.selectFirst("main form[action]:has(input[name=_csrf]):has(button)");
        if (form == null) {
            throw new IllegalStateException("No step on the page " + page.title());
        }
        Map<String, String> values = new LinkedHashMap<>();
        form.select("input[name],textarea[name]").forEach(field -> values.put(field.attr("name"), field.val()));
        form.select("select[name]").forEach(choice -> values.put(choice.attr("name"), chosen(choice)));
        HttpResponse<String> answer = post(form.attr("action"), values);
        steps.incrementAndGet();
        URI next = URI.create(location(answer));
        if (next.isAbsolute() && !next.getAuthority().equals(origin.getAuthority())) {
            HttpResponse<String> there = get(next.toString());
            if (there.statusCode() == 200) {
                // The page of the device flow, where a person comes with another device and does not come back.
                return;
            }
            next = URI.create(location(get(approve(next.resolve(location(there))))));
        }
        page(next.toString());
    }

    private static String chosen(Element choice) {
        Element selected = choice.selectFirst("option[selected]");
        return (selected == null ? choice.expectFirst("option") : selected).val();
    }

    /** Signs in at the emulator and allows everything; gives where the browser is sent back to. */
    private String approve(URI signIn) throws IOException, InterruptedException {
        String transaction = hidden(get(signIn.toString()), "transaction");
        boolean goTo = signIn.getPath().contains("/goto");
        URI consent = signIn.resolve(location(post(
                signIn.toString(),
                Map.of(
                        "transaction", transaction,
                        "username", goTo ? "user@example.com" : "admin",
                        "password", goTo ? "password" : "admin"))));
        Map<String, String> decision = new LinkedHashMap<>(Map.of("transaction", transaction, "decision", "approve"));
        Jsoup.parse(get(consent.toString()).body())
                .select("input[name=scope]")
                .forEach(scope -> decision.put("scope", scope.val()));
        return location(post(consent.toString(), decision));
    }

    private static String hidden(HttpResponse<String> page, String name) {
        Element field = Jsoup.parse(page.body()).selectFirst("input[name=" + name + "]");
        if (field == null) {
            throw new IllegalStateException("No " + name + " at " + page.uri().getPath() + ": " + page.statusCode());
        }
        return field.val();
    }

    private Document page(String address) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(address);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    address.replaceFirst("\\?.*", "") + " came with status " + answer.statusCode());
        }
        pages.incrementAndGet();
        return Jsoup.parse(answer.body());
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IllegalStateException(answer.uri().getPath() + " came with status "
                        + answer.statusCode() + " instead of a redirect"));
    }

    private HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return send(address, HttpRequest.newBuilder().GET());
    }

    private HttpResponse<String> post(String address, Map<String, String> form)
            throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(
                address,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(String address, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        URI uri = origin.resolve(address);
        Map<String, String> own = cookies.computeIfAbsent(uri.getAuthority(), first -> new LinkedHashMap<>());
        if (!own.isEmpty()) {
            request.header(
                    "Cookie",
                    own.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer = client.send(
                request.uri(uri).timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        for (String set : answer.headers().allValues("Set-Cookie")) {
            int end = set.indexOf(';');
            String[] pair = (end < 0 ? set : set.substring(0, end)).split("=", 2);
            own.put(pair[0], pair[1]);
        }
        return answer;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
