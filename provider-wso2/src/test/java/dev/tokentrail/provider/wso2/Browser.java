package dev.tokentrail.provider.wso2;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Opens an authorization address as a person's browser does, and stops where it would leave the service. */
final class Browser {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Browser() {}

    /** The address that the service sends the browser back to. */
    static String comesBackTo(String authorizationUri) throws IOException, InterruptedException {
        HttpResponse<String> answer = open(authorizationUri);
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError("No redirect but " + answer.statusCode() + ": " + answer.body()));
    }

    static HttpResponse<String> open(String uri) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
