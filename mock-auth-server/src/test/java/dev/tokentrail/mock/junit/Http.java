package dev.tokentrail.mock.junit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** The calls that the tests of the extension make, as the client of a service would. */
final class Http {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Http() {}

    static HttpResponse<String> get(URI uri) {
        return send(HttpRequest.newBuilder(uri));
    }

    /** A request that nobody waits for. */
    static CompletableFuture<HttpResponse<String>> later(URI uri) {
        return CLIENT.sendAsync(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build(), BodyHandlers.ofString());
    }

    /** A call of a token endpoint of GoTo as its demo client. */
    static HttpResponse<String> token(URI endpoint, String form) {
        String credentials =
                Base64.getEncoder().encodeToString("goto-client:goto-secret".getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(endpoint)
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    static String member(HttpResponse<String> answer, String name) {
        return answer.body().replaceAll(".*\"" + name + "\":\"?([^\",}]*).*", "$1");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("No answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError("Interrupted", e);
        }
    }
}
