package dev.tokentrail.conformance.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.mock.testcontainers.MockAuthServerContainer;
import dev.tokentrail.provider.wso2.Wso2;
import dev.tokentrail.provider.wso2.Wso2Config;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.utility.DockerImageName;

/** The emulator's image, started by Testcontainers, and a provider that gets and renews its tokens there. */
class MockAuthServerContainerIT {

    private static final String CALLBACK = "https://client.example.com/cb";

    private static DockerImageName image;
    private static MockAuthServerContainer mock;

    @BeforeAll
    static void start() {
        image = Docker.image("tokentrail/mock-auth-server");
        mock = new MockAuthServerContainer(image);
        mock.start();
    }

    @AfterAll
    static void stop() {
        if (mock != null) {
            mock.stop();
        }
    }

    @BeforeEach
    void fresh() {
        mock.control().reset();
    }

    @Test
    void aPersonSignsInAndTheTokenIsRenewedOnceItHasExpired() throws Exception {
        Wso2 wso2 = wso2(mock.url() + "/wso2", JdkTransport.create());
        AuthorizationTransaction login = wso2.authorize("openid");
        Token token = wso2.complete(login, AuthorizationCallback.fromUri(back(login.uri())));
        assertThat(wso2.userinfo(token)).containsKey("sub");

        mock.control().advance(Duration.ofHours(2));
        assertThatThrownBy(() -> wso2.userinfo(token)).isInstanceOf(TokenException.class);

        Token renewed = wso2.refresh(token);
        assertThat(wso2.userinfo(renewed)).containsKey("sub");
        assertThat(renewed.accessToken()).isNotEqualTo(token.accessToken());
        mock.control()
                .verify(
                        "{\"tokenRequests\":2,\"refreshes\":1,\"stateAndPkceUsed\":true,\"noSecretInQueryString\":true}");
        assertThatThrownBy(() -> mock.control().verify("{\"refreshes\":2}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected exactly 2 refreshes, but there was 1");
    }

    @Test
    void aPlannedFaultMeetsTheNextCallAlone() {
        Wso2 wso2 = wso2(mock.url() + "/wso2", JdkTransport.create());
        mock.control().planFaults("{\"fault\":\"status\",\"status\":503,\"service\":\"wso2\"}");

        assertThatThrownBy(wso2::clientCredentials).isInstanceOf(ProviderUnavailableException.class);
        assertThat(wso2.clientCredentials().type()).isEqualTo("Bearer");
    }

    @Test
    void addressesAreThoseThatDockerPublishes() throws Exception {
        HttpResponse<String> metadata =
                get(HttpClient.newHttpClient(), mock.uri("/goto/.well-known/oauth-authorization-server"));
        assertThat(metadata.body()).contains("\"token_endpoint\":\"" + mock.uri("/goto/oauth/token"));
    }

    @Test
    void whoHasNotTheKeyControlsNothing() throws Exception {
        HttpResponse<String> refused = get(HttpClient.newHttpClient(), mock.uri("/_mock/requests"));
        assertThat(refused.statusCode()).isEqualTo(401);
    }

    @Test
    void oneServiceConfiguredAndWithTls(@TempDir Path folder) throws Exception {
        try (MockAuthServerContainer tls = new MockAuthServerContainer(image)) {
            tls.withTls()
                    .withOnly("wso2")
                    .withConfiguration("{\"wso2\":{\"accessTokenSeconds\":77}}")
                    .start();
            Path authority = folder.resolve("authority.pem");
            Files.writeString(
                    authority,
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(tls.caCertificate().getEncoded())
                            + "\n-----END CERTIFICATE-----\n");

            Wso2 trusting = wso2(
                    tls.url().toString(),
                    JdkTransport.builder().trusting(authority).build());
            Instant before = Instant.now();
            assertThat(trusting.clientCredentials().expiry().at().orElseThrow())
                    .isBetween(before.plusSeconds(77), Instant.now().plusSeconds(77));
            HttpClient client =
                    HttpClient.newBuilder().sslContext(tls.sslContext()).build();
            assertThat(get(client, tls.uri("/oauth2/jwks")).statusCode()).isEqualTo(200);
            assertThatCode(() -> tls.control().reset()).doesNotThrowAnyException();

            Wso2 untrusting = wso2(tls.url().toString(), JdkTransport.create());
            assertThatThrownBy(untrusting::clientCredentials).isInstanceOf(TokenException.class);
        }
    }

    @Test
    void theReadmesExample() throws Exception {
        DockerImageName image = MockAuthServerContainerIT.image;
        // region flow
        try (MockAuthServerContainer mock = new MockAuthServerContainer(image)) {
            mock.start();
            Wso2 wso2 = new Wso2(Wso2Config.atServer(
                    mock.url() + "/wso2", "wU62DjlyDBnq87GlBwplfqvmAbAa", Secret.of("ksdSdoefDDP7wpaElfqvmjDue")));

            Token token = wso2.password("admin", Secret.of("admin"));
            mock.control().advance(Duration.ofHours(2)); // the access token has expired
            Token renewed = wso2.refresh(token);

            mock.control().verify("{\"refreshes\": 1, \"noSecretInQueryString\": true}");
            assertThat(renewed.accessToken()).isNotEqualTo(token.accessToken());
        }
        // endregion
    }

    private static Wso2 wso2(String server, Transport transport) {
        Wso2Config config = Wso2Config.atServer(
                        server, "wU62DjlyDBnq87GlBwplfqvmAbAa", Secret.of("ksdSdoefDDP7wpaElfqvmjDue"))
                .withRedirectUri(CALLBACK);
        return new Wso2(config, transport, Clock.systemUTC());
    }

    /** Where the emulator, which approves at once, sends the browser. */
    private static String back(String address) throws Exception {
        HttpResponse<String> answer = get(HttpClient.newHttpClient(), URI.create(address));
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(CALLBACK + "?");
        return location;
    }

    private static HttpResponse<String> get(HttpClient client, URI address) throws Exception {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
