package dev.tokentrail.benchmarks;

import com.google.auth.oauth2.UserCredentials;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

/** The other libraries, set up as their documentation says. */
final class Libraries {

    private static final String REGISTRATION = "wso2";
    private static final Authentication PRINCIPAL =
            new AnonymousAuthenticationToken("benchmark", "benchmark", AuthorityUtils.createAuthorityList("ROLE_USER"));

    private Libraries() {}

    /** Spring Security's manager that gets tokens from an endpoint by client credentials. */
    static AuthorizedClientServiceOAuth2AuthorizedClientManager spring(URI tokenEndpoint) {
        InMemoryClientRegistrationRepository clients =
                new InMemoryClientRegistrationRepository(registration(tokenEndpoint));
        return manager(clients, new InMemoryOAuth2AuthorizedClientService(clients));
    }

    /** Spring Security's manager that has a token already. */
    static AuthorizedClientServiceOAuth2AuthorizedClientManager springHolding(String token, Instant end) {
        ClientRegistration registration = registration(URI.create("http://127.0.0.1:9/token"));
        InMemoryClientRegistrationRepository clients = new InMemoryClientRegistrationRepository(registration);
        InMemoryOAuth2AuthorizedClientService service = new InMemoryOAuth2AuthorizedClientService(clients);
        OAuth2AccessToken access = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, token, Instant.now(), end);
        service.saveAuthorizedClient(new OAuth2AuthorizedClient(registration, PRINCIPAL.getName(), access), PRINCIPAL);
        return manager(clients, service);
    }

    private static AuthorizedClientServiceOAuth2AuthorizedClientManager manager(
            InMemoryClientRegistrationRepository clients, InMemoryOAuth2AuthorizedClientService service) {
        var manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(clients, service);
        manager.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
                .clientCredentials()
                .build());
        return manager;
    }

    private static ClientRegistration registration(URI tokenEndpoint) {
        return ClientRegistration.withRegistrationId(REGISTRATION)
                .clientId(Service.KEY)
                .clientSecret(Service.SECRET)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenUri(tokenEndpoint.toString())
                .build();
    }

    static OAuth2AuthorizeRequest springRequest() {
        return OAuth2AuthorizeRequest.withClientRegistrationId(REGISTRATION)
                .principal(PRINCIPAL)
                .build();
    }

    /** google-auth's credentials of a user, which know only the refresh grant. */
    static UserCredentials google(URI tokenEndpoint, String refreshToken) {
        return UserCredentials.newBuilder()
                .setClientId(Service.KEY)
                .setClientSecret(Service.SECRET)
                .setRefreshToken(refreshToken)
                .setTokenServerUri(tokenEndpoint)
                .build();
    }

    /**
     * MSAL4J's confidential client. It knows only authorities of Microsoft's kind, over TLS; its HTTP client, which is made to
     * be replaced, sends what it wants to send there to the given endpoint. Its default executor, the common pool, lets no more
     * callers in than the machine has processors, or fails; so it has one of its own.
     */
    static ConfidentialClientApplication msal4j(URI tokenEndpoint) {
        HttpClient client = HttpClient.newHttpClient();
        return msal4j(
                request -> {
                    var answer = client.send(
                            HttpRequest.newBuilder(tokenEndpoint)
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString(request.body()))
                                    .build(),
                            BodyHandlers.ofString());
                    return answer(answer.statusCode(), answer.body());
                },
                Executors.newCachedThreadPool(Callers::unstarted));
    }

    /** MSAL4J's confidential client that has got a token already. */
    static ConfidentialClientApplication msal4jAnswered(String token, Duration lifetime) {
        String body = "{\"token_type\":\"Bearer\",\"expires_in\":" + lifetime.toSeconds() + ",\"access_token\":\""
                + token + "\"}";
        ConfidentialClientApplication application = msal4j(request -> answer(200, body), ForkJoinPool.commonPool());
        application.acquireToken(msal4jParameters()).join();
        return application;
    }

    private static HttpResponse answer(int status, String body) {
        HttpResponse response = new HttpResponse().statusCode(status).body(body);
        response.addHeaders(Map.of("Content-Type", List.of("application/json")));
        return response;
    }

    private static ConfidentialClientApplication msal4j(IHttpClient client, ExecutorService executor) {
        try {
            return ConfidentialClientApplication.builder(
                            Service.KEY, ClientCredentialFactory.createFromSecret(Service.SECRET))
                    .authority("https://login.microsoftonline.com/tenant/")
                    .instanceDiscovery(false)
                    .httpClient(client)
                    .executorService(executor)
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    static ClientCredentialParameters msal4jParameters() {
        return ClientCredentialParameters.builder(Set.of("default")).build();
    }
}
