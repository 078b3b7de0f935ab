package dev.tokentrail.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Someone with an HTTP client: keeps the cookies of each server, and follows no redirect unasked. */
public final class Guest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client;
    private final URI origin;
    private final Map<String, Map<String, String>> cookies = new HashMap<>();

    /** An answer, with the address that was asked. */
    public record Reply(URI address, HttpResponse<String> answer) {

        public int status() {
            return answer.statusCode();
        }

        public String body() {
            return answer.body();
        }

        public Document page() {
            return Jsoup.parse(answer.body(), address.toString());
        }

        public JsonNode json() {
            return JSON.readTree(answer.body());
        }

        public Optional<String> header(String name) {
            return answer.headers().firstValue(name);
        }

        /** Where it redirects to. */
        public URI location() {
            return address.resolve(header("Location")
                    .orElseThrow(() -> new AssertionError("No redirect but " + status() + ": " + body())));
        }
    }

    /** A guest without any cookie. */
    public Guest(String origin) {
        this(origin, HttpClient.newHttpClient());
    }

    private Guest(String origin, HttpClient client) {
        this.origin = URI.create(origin);
        this.client = client;
    }

    /** Another one, who has no cookie either but the same connections. */
    public Guest another() {
        return new Guest(origin.toString(), client);
    }

    /** What the cookies of the demo hold, by name. */
    public Map<String, String> cookies() {
        return cookies.computeIfAbsent(origin.getAuthority(), server -> new LinkedHashMap<>());
    }

    public Reply get(String address) {
        return send(HttpRequest.newBuilder(origin.resolve(address)).GET());
    }

    /** Posts a form, names and values in turn, with nothing added. */
    public Reply post(String address, String... form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < form.length; i += 2) {
            fields.put(form[i], form[i + 1]);
        }
        return post(origin.resolve(address), fields);
    }

    private Reply post(URI address, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** Submits a form as a browser does, with some fields filled in, by a button that may have a name. */
    public Reply submit(Element form, Map<String, String> filledIn) {
        Map<String, String> fields = new LinkedHashMap<>();
        form.select("input[name]:not([type=radio]):not([type=checkbox]), textarea[name]")
                .forEach(input -> fields.put(input.attr("name"), input.val()));
        form.select("input[name][checked]").forEach(input -> fields.put(input.attr("name"), input.val()));
        form.select("select[name]").forEach(choice -> fields.put(choice.attr("name"), chosen(choice)));
        fields.putAll(filledIn);
        return post(URI.create(form.hasAttr("action") ? form.absUrl("action") : form.baseUri()), fields);
    }

    private static String chosen(Element choice) {
        return Optional.ofNullable(choice.selectFirst("option[selected]"))
                .or(() -> Optional.ofNullable(choice.selectFirst("option")))
                .map(Element::val)
                .orElse("");
    }

    /** The CSRF token of this session, which begins if there is none. */
    public String csrfToken() {
        return get("/api/session").json().path("csrfToken").stringValue();
    }

    /** Runs something of the JSON API, with the CSRF token. */
    public Reply call(String address, Map<String, String> fields) {
        return send(HttpRequest.newBuilder(origin.resolve(address))
                .header("Content-Type", "application/json")
                .header("X-CSRF-Token", csrfToken())
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("fields", fields)))));
    }

    /** Runs a step by the JSON API. */
    public JsonNode run(String service, String flow, String step, Map<String, String> fields) {
        Reply reply = call("/api/services/" + service + "/flows/" + flow + "/steps/" + step + "/run", fields);
        if (reply.status() != 200) {
            throw new AssertionError(reply.status() + " " + reply.body());
        }
        return reply.json();
    }

    /**
     * Signs in at the emulator's pages, allows everything, and gives the address that the emulator sends the browser to,
     * which is not opened.
     */
    public URI allow(String authorizationUri) {
        return decide(authorizationUri, "approve");
    }

    /** As {@link #allow}, but denies. */
    public URI deny(String authorizationUri) {
        return decide(authorizationUri, "deny");
    }

    private URI decide(String authorizationUri, String decision) {
        Reply reply = followAtServer(get(authorizationUri));
        Element signIn = reply.page().expectFirst("form:has(#password)");
        String password =
                signIn.select("input[name=username][checked]").val().equals("user@example.com") ? "password" : "admin";
        reply = followAtServer(submit(signIn, Map.of("password", password)));
        return submit(
                        reply.page().expectFirst("form:has(button[value=" + decision + "])"),
                        Map.of("decision", decision))
                .location();
    }

    private Reply followAtServer(Reply reply) {
        Reply last = reply;
        while (last.status() / 100 == 3) {
            last = get(last.location().toString());
        }
        return last;
    }

    /** Sends a request as it is, with this guest's cookies, and keeps those of the answer. */
    public Reply send(HttpRequest.Builder request) {
        try {
            URI address = request.build().uri();
            Map<String, String> kept = cookies.computeIfAbsent(address.getAuthority(), server -> new LinkedHashMap<>());
            if (!kept.isEmpty()) {
                request.header(
                        "Cookie",
                        kept.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")));
            }
            HttpResponse<String> answer = client.send(
                    request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            keep(kept, answer.headers().allValues("Set-Cookie"));
            return new Reply(address, answer);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    private static void keep(Map<String, String> kept, List<String> setCookies) {
        for (String line : setCookies) {
            String pair = line.split(";", 2)[0];
            kept.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
