package dev.tokentrail.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.http.Parameters;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.token.AuthorizationServer;
import dev.tokentrail.core.token.ClientAuthentication;
import dev.tokentrail.core.token.ExpirySource;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.StandardProvider;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenClient;
import dev.tokentrail.core.token.TokenDialect;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.TokenProvider;
import java.time.Clock;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The code of docs/add-a-provider.md, run. */
class AddAProviderTest {

    private final MockWebServer service = new MockWebServer();
    private String root = "";

    @BeforeEach
    void start() throws Exception {
        service.start();
        root = service.url("").toString().replaceAll("/$", "");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aStandardServerByDiscovery() throws Exception {
        answer(200, "{\"issuer\":\"" + root + "\",\"token_endpoint\":\"" + root + "/token\"}");
        answer(200, "{\"access_token\":\"abc\",\"token_type\":\"bearer\",\"expires_in\":300}");
        String issuer = root;
        Secret clientSecret = Secret.of("secret");
        // region discovery
        StandardProvider acme = StandardProvider.discover(
                "ACME", issuer, ClientAuthentication.basic("my-client", clientSecret), TokenClient.of("Acme"));
        Token token = acme.clientCredentials("read");
        // endregion
        assertThat(token.accessToken()).isEqualTo(Secret.of("abc"));
        assertThat(service.takeRequest().getTarget()).isEqualTo("/.well-known/oauth-authorization-server");
        assertThat(body(service.takeRequest())).isEqualTo("grant_type=client_credentials&scope=read");
    }

    @Test
    void aStandardServerByConfiguration() throws Exception {
        answer(200, "{\"access_token\":\"abc\",\"refresh_token\":\"def\"}");
        Secret clientSecret = Secret.of("secret");
        // region configuration
        AuthorizationServer server = AuthorizationServer.at("ACME", root + "/oauth/token")
                .authorizationEndpoint(root + "/oauth/authorize")
                .revocationEndpoint(root + "/oauth/revoke")
                .build();
        StandardProvider acme = StandardProvider.of(
                server, ClientAuthentication.inBody("my-client", clientSecret), TokenClient.of("Acme"));
        // endregion
        assertThat(acme.password("ada", Secret.of("lovelace")).refreshToken()).isEqualTo(Secret.of("def"));
        assertThat(body(service.takeRequest()))
                .isEqualTo(
                        "grant_type=password&username=ada&password=lovelace&client_id=my-client&client_secret=secret");
        assertThat(acme.authorize("https://app.example/callback", "read").uri()).startsWith(root + "/oauth/authorize?");
    }

    // region dialect
    /** Parcels: JSON in, status 201, an envelope out, errors in words, tokens for ten minutes. */
    record Parcels(String root, String shop, Secret key, TokenClient client) implements TokenProvider {

        private static final TokenDialect DIALECT = TokenDialect.builder()
                .successStatus(201)
                .failureMark("/ok", "false")
                .accessToken("/data/ticket")
                .refreshToken("/data/renewal")
                .errorCode()
                .errorMessage("/message")
                .defaultLifetime(Duration.ofMinutes(10))
                .means("Unknown shop", "invalid_client", "Check the shop's number in the Parcels console.")
                .means("Renewal used", "invalid_grant", "Another process renewed this ticket; sign in again.")
                .build();

        @Override
        public String name() {
            return client.provider();
        }

        @Override
        public Clock clock() {
            return client.clock();
        }

        @Override
        public Token token() {
            return client.requestToken(tokenRequest(), DIALECT);
        }

        @Override
        public Token refresh(Token token) {
            return client.requestRefresh(refreshRequest(token), DIALECT, token);
        }

        WireRequest tokenRequest() {
            return post(Parameters.of("shop", shop).and("key", key));
        }

        WireRequest refreshRequest(Token token) {
            return post(Parameters.of("shop", shop).and("renewal", token.requireRefreshToken()));
        }

        private WireRequest post(Parameters parameters) {
            return WireRequest.post(root + "/tickets")
                    .service("PARCELS")
                    .acceptJson()
                    .json(parameters)
                    .build();
        }
    }
    // endregion

    @Test
    void aDialectReadsItsServicesAnswers() throws Exception {
        answer(201, "{\"ok\":true,\"data\":{\"ticket\":\"abc\",\"renewal\":\"def\"}}");
        answer(201, "{\"ok\":true,\"data\":{\"ticket\":\"ghi\"}}");
        Parcels parcels = new Parcels(root, "4711", Secret.of("the-key"), TokenClient.of("Parcels"));
        Token token = parcels.token();
        Token renewed = parcels.refresh(token);
        assertThat(token.expiry().source()).isEqualTo(ExpirySource.PROVIDER_DEFAULT);
        assertThat(renewed.accessToken()).isEqualTo(Secret.of("ghi"));
        assertThat(renewed.refreshToken()).isEqualTo(Secret.of("def"));
        assertThat(body(service.takeRequest())).isEqualTo("{\"shop\":\"4711\",\"key\":\"the-key\"}");
        assertThat(body(service.takeRequest())).isEqualTo("{\"shop\":\"4711\",\"renewal\":\"def\"}");
    }

    @Test
    void aTokenSourceKeepsItValid() throws Exception {
        answer(201, "{\"ok\":true,\"data\":{\"ticket\":\"abc\",\"renewal\":\"def\"}}");
        Parcels parcels = new Parcels(root, "4711", Secret.of("the-key"), TokenClient.of("Parcels"));
        // region keep
        TokenSource tokens = TokenSource.of(parcels);
        Token token = tokens.token(); // valid, whenever it is asked for
        // endregion
        assertThat(tokens.token()).isEqualTo(token);
        answer(200, "{\"ok\":false,\"message\":\"Renewal used\"}");
        answer(201, "{\"ok\":true,\"data\":{\"ticket\":\"ghi\",\"renewal\":\"jkl\"}}");
        assertThat(tokens.invalidate(token)).isTrue();
        assertThat(tokens.token().accessToken()).isEqualTo(Secret.of("ghi"));
        assertThat(body(service.takeRequest())).isEqualTo("{\"shop\":\"4711\",\"key\":\"the-key\"}");
        assertThat(body(service.takeRequest())).isEqualTo("{\"shop\":\"4711\",\"renewal\":\"def\"}");
        assertThat(body(service.takeRequest())).isEqualTo("{\"shop\":\"4711\",\"key\":\"the-key\"}");
        tokens.close();
    }

    @Test
    void aDialectTranslatesItsServicesErrors() {
        answer(200, "{\"ok\":false,\"message\":\"Unknown shop\"}");
        Parcels parcels = new Parcels(root, "4711", Secret.of("the-key"), TokenClient.of("Parcels"));
        // region error
        assertThatThrownBy(parcels::token)
                .isInstanceOf(ProviderRefusedException.class)
                .hasMessageContaining("Parcels refused the request (200 invalid_client): Unknown shop.")
                .satisfies(thrown -> assertThat(((TokenException) thrown).redactedCurl())
                        .get()
                        .asString()
                        .contains("curl")
                        .doesNotContain("the-key"));
        // endregion
    }

    private void answer(int status, String json) {
        service.enqueue(new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/json")
                .body(json)
                .build());
    }

    private static String body(RecordedRequest request) {
        return request.getBody() == null ? "" : request.getBody().utf8();
    }
}
