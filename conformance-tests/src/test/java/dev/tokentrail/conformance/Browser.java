package dev.tokentrail.conformance;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person with a browser: keeps cookies, signs in, ticks every box, and stops where a redirect leaves the server. */
final class Browser {

    private static final Pattern FORM = Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<input\\b([^>]*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z]+)=\"([^\"]*)\"");

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String server;
    private final String username;
    private final String password;

    Browser(String server, String username, String password) {
        this.server = server;
        this.username = username;
        this.password = password;
    }

    /** Opens an address and fills in every form, until the server sends the browser elsewhere or shows a page without one. */
    URI walk(String address) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        for (int step = 0; step < 10; step++) {
            HttpResponse<String> response =
                    client.sendAsync(request, BodyHandlers.ofString()).join();
            URI here = response.uri();
            if (response.statusCode() / 100 == 3) {
                URI next =
                        here.resolve(response.headers().firstValue("Location").orElseThrow());
                if (!next.toString().startsWith(server)) {
                    return next;
                }
                request = HttpRequest.newBuilder(next).build();
                continue;
            }
            Matcher form = FORM.matcher(response.body());
            if (response.statusCode() != 200 || !form.find()) {
                return here;
            }
            request = submitted(here, form);
        }
        throw new AssertionError("Too many pages on the way from " + address);
    }

    private HttpRequest submitted(URI page, Matcher form) {
        StringJoiner body = new StringJoiner("&");
        Matcher inputs = INPUT.matcher(form.group(2));
        while (inputs.find()) {
            Map<String, String> input = attributes(inputs.group(1));
            String name = input.getOrDefault("name", "");
            if (!name.isEmpty() && !inputs.group(1).matches("(?s).*\\bdisabled\\b.*")) {
                String value = switch (name) {
                    case "username" -> username;
                    case "password" -> password;
                    default -> input.getOrDefault("value", "");
                };
                body.add(encoded(name) + "=" + encoded(value));
            }
        }
        URI target = page.resolve(attributes(form.group(1)).getOrDefault("action", page.getRawPath()));
        return HttpRequest.newBuilder(target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
    }

    private static Map<String, String> attributes(String tag) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(tag);
        while (matcher.find()) {
            attributes.put(
                    matcher.group(1), matcher.group(2).replace("&amp;", "&").replace("&#39;", "'"));
        }
        return attributes;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
