package dev.tokentrail.benchmarks.comparison;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * It speaks TLS to authorities of Microsoft's kind only; its HTTP client, which is made to be replaced, sends what it wants
 * to send there to the endpoint.
 */
final class Msal4jLibrary implements Library {

    @Override
    public String title() {
        return "MSAL4J";
    }

    @Override
    public Class<?> ofItsJar() {
        return ConfidentialClientApplication.class;
    }

    @Override
    public boolean hasItsOwnTransport() {
        return false;
    }

    private static ConfidentialClientApplication application(URI tokenEndpoint) {
        HttpClient client = HttpClient.newHttpClient();
        try {
            return ConfidentialClientApplication.builder(CLIENT, ClientCredentialFactory.createFromSecret(SECRET))
                    .authority("https://login.microsoftonline.com/tenant/")
                    .instanceDiscovery(false)
                    .httpClient(request -> {
                        var answer = client.send(
                                HttpRequest.newBuilder(tokenEndpoint)
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(HttpRequest.BodyPublishers.ofString(request.body()))
                                        .build(),
                                BodyHandlers.ofString());
                        HttpResponse response = new HttpResponse()
                                .statusCode(answer.statusCode())
                                .body(answer.body());
                        response.addHeaders(Map.of("Content-Type", List.of("application/json")));
                        return response;
                    })
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static IAuthenticationResult token(ConfidentialClientApplication application) throws Exception {
        return application
                .acquireToken(
                        ClientCredentialParameters.builder(Set.of("default")).build())
                .get();
    }

    @Override
    public Client client(URI tokenEndpoint) {
        ConfidentialClientApplication application = application(tokenEndpoint);
        return () -> token(application).accessToken();
    }

    @Override
    public List<Object> objectsThatHoldSecrets(URI tokenEndpoint) throws Exception {
        ConfidentialClientApplication application = application(tokenEndpoint);
        return List.of(ClientCredentialFactory.createFromSecret(SECRET), application, token(application));
    }

    /** It keeps refresh tokens to itself. */
    @Override
    public Refresh refresh(URI tokenEndpoint) {
        return Optional::empty;
    }
}
