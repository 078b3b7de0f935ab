package dev.tokentrail.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts: keeps cookies, follows no redirect by itself. */
final class WebBrowser {

    private static final Pattern SCOPE = Pattern.compile("name=\"scope\" value=\"([^\"]+)\"");

    private final String origin;
    private final HttpClient client;

    /** By authority, name and value; the port counts, other than in a real browser, which changes nothing here. */
    private final Map<String, Map<String, String>> cookies = new ConcurrentHashMap<>();

    WebBrowser(String origin) {
        this(origin, HttpClient.newHttpClient());
    }

    WebBrowser(String origin, HttpClient client) {
        this.origin = origin;
        this.client = client;
    }

    HttpResponse<String> get(String address) {
        return send(absolute(address), HttpRequest.newBuilder().GET());
    }

    HttpResponse<String> post(String address, Map<String, String> form) {
        return send(
                absolute(address),
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                                .collect(Collectors.joining("&")))));
    }

    /** Opens a page and posts a form with that page's CSRF token. */
    HttpResponse<String> submit(String page, String address, Map<String, String> form) {
        Map<String, String> whole = new HashMap<>(form);
        whole.put("_csrf", csrfToken(get(page).body()));
        return post(address, whole);
    }

    /** Signs in at the emulator's page and approves every scope; gives the address that the browser is sent back to. */
    String approve(String authorize, String username, String password) {
        return location(decide(URI.create(authorize).resolve(location(get(authorize))), username, password));
    }

    /** Signs in at the emulator's page and approves every scope; gives what is answered to the decision. */
    HttpResponse<String> decide(URI signIn, String username, String password) {
        String transaction = hidden(get(signIn.toString()).body(), "transaction");
        URI consent = signIn.resolve(location(post(
                signIn.toString(), Map.of("transaction", transaction, "username", username, "password", password))));
        String page = get(consent.toString()).body();
        Map<String, String> decision = new HashMap<>(Map.of("transaction", transaction, "decision", "approve"));
        Matcher scope = SCOPE.matcher(page);
        if (scope.find()) {
            decision.put("scope", scope.group(1));
        }
        return post(consent.toString(), decision);
    }

    private static String hidden(String page, String name) {
        Matcher found =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(page);
        if (!found.find()) {
            throw new AssertionError("No " + name + " on this page: " + page);
        }
        return found.group(1);
    }

    static String csrfToken(String page) {
        return hidden(page, "_csrf");
    }

    static String location(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError("No redirect but " + answer.statusCode() + ": " + answer.body()));
    }

    private URI absolute(String address) {
        return URI.create(address.startsWith("/") ? origin + address : address);
    }

    private HttpResponse<String> send(URI address, HttpRequest.Builder request) {
        Map<String, String> own = cookies.computeIfAbsent(address.getAuthority(), first -> new ConcurrentHashMap<>());
        if (!own.isEmpty()) {
            request.header(
                    "Cookie",
                    own.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> answer = client.send(
                    request.uri(address).timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
            for (String set : answer.headers().allValues("Set-Cookie")) {
                String[] pair = set.split(";")[0].split("=", 2);
                own.put(pair[0], pair[1]);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
