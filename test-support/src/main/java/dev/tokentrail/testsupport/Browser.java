package dev.tokentrail.testsupport;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Opens an authorization address as a person's browser does, and stops where it would leave the service. */
public final class Browser {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private Browser() {}

    /**
     * Opens an address and gives the one that the service sends the browser to, which is not opened.
     *
     * @param authorizationUri the address that a person is sent to
     * @return the {@code Location} of the answer
     * @throws AssertionError if the answer is no redirect
     * @throws IOException if there is no answer within 20 seconds
     * @throws InterruptedException if the test is stopped
     */
    public static String comesBackTo(String authorizationUri) throws IOException, InterruptedException {
        HttpResponse<String> answer = open(authorizationUri);
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError("No redirect but " + answer.statusCode() + ": " + answer.body()));
    }

    /**
     * Opens an address, and no other that the answer names.
     *
     * @param uri the address
     * @return the answer
     * @throws IOException if there is no answer within 20 seconds
     * @throws InterruptedException if the test is stopped
     */
    public static HttpResponse<String> open(String uri) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(uri)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
