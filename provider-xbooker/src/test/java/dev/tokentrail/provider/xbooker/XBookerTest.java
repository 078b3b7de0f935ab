package dev.tokentrail.provider.xbooker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.Expiry;
import dev.tokentrail.core.token.ExpirySource;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.UserNeededException;
import dev.tokentrail.testsupport.Wire;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XBookerTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final XBookerConfig CONFIG =
            XBookerConfig.of("org-1", "xbooker-client", Secret.of("xbooker-secret"));
    private static final Secret REFRESH_TOKEN = Secret.of("refresh-1");
    private static final Token TOKEN =
            Token.of(Secret.of("access-1")).withRefreshToken(REFRESH_TOKEN, Expiry.unknown());

    private final MockWebServer server = new MockWebServer();
    private final MockWebServer stranger = new MockWebServer();
    private XBooker xBooker = new XBooker(CONFIG);

    @BeforeEach
    void listen() throws Exception {
        server.start();
        stranger.start();
        xBooker = new XBooker(at(CONFIG, origin(server)), JdkTransport.create(), CLOCK);
    }

    @AfterEach
    void close() {
        server.close();
        stranger.close();
    }

    @Test
    void isCalledAsTheServiceIs() {
        assertThat(xBooker.name()).isEqualTo("X Booker");
    }

    @Test
    void goldenRequests() {
        XBooker provider = new XBooker(CONFIG);
        assertThat(Wire.shown(provider.refreshTokenRequest())).isEqualTo("""
                        GET https://x-booker.app/auth/v1/tokens/refresh
                        Accept: application/json
                        client-id: xbooker-client
                        client-secret: xbooker-secret
                        organization-id: org-1
                        User-Agent: tokentrail

                        """);
        assertThat(Wire.shown(provider.accessTokenRequest(REFRESH_TOKEN))).isEqualTo("""
                        GET https://x-booker.app/auth/v1/tokens/access
                        Authorization: Bearer refresh-1
                        Accept: application/json
                        client-id: xbooker-client
                        organization-id: org-1
                        User-Agent: tokentrail

                        """);
        assertThat(Wire.shown(provider.refreshRequest(TOKEN)))
                .isEqualTo(Wire.shown(provider.accessTokenRequest(REFRESH_TOKEN)));
        assertThat(Wire.shown(provider.organizationRequest(TOKEN))).isEqualTo("""
                        GET https://x-booker.app/delegated/v1/organization
                        Authorization: Bearer access-1
                        Accept: application/json
                        User-Agent: tokentrail

                        """);
    }

    @Test
    void whatIsSentIsWhatIsShown() throws Exception {
        XBookerConfig awkward =
                XBookerConfig.of("org \"1\"", "client;id,=%", Secret.of("s~!@#$%^&*(){}[]|\\:;\"'<>,.?/ x"));
        for (Wire.RequestTo request : List.<Wire.RequestTo>of(
                origin -> new XBooker(at(awkward, origin)).refreshTokenRequest(),
                origin -> new XBooker(at(awkward, origin)).accessTokenRequest(Secret.of("a.b-c_d~e+f/g=")),
                origin -> new XBooker(at(awkward, origin)).organizationRequest(TOKEN))) {
            assertThat(Wire.received(request)).isEqualTo(Wire.expected(request.to("http://127.0.0.1")));
        }
    }

    @Test
    void tokenTakesBothCallsAndSendsTheSecretOnce() throws Exception {
        server.enqueue(envelope(200, true, "Refresh token generated", "{\"refreshToken\": \"refresh-2\"}"));
        server.enqueue(envelope(200, true, "Access token generated", "{\"accessToken\": \"access-2\"}"));

        Token token = xBooker.token();

        assertThat(token.accessToken()).isEqualTo(Secret.of("access-2"));
        assertThat(token.refreshToken()).isEqualTo(Secret.of("refresh-2"));
        assertThat(token.type()).isEqualTo("Bearer");
        assertThat(token.expiry())
                .isEqualTo(new Expiry(NOW.plus(Duration.ofMinutes(2)), ExpirySource.PROVIDER_DEFAULT));
        assertThat(token.refreshExpiry()).isEqualTo(Expiry.unknown());
        RecordedRequest first = server.takeRequest();
        assertThat(first.getTarget()).isEqualTo("/auth/v1/tokens/refresh");
        assertThat(first.getHeaders().get("client-secret")).isEqualTo("xbooker-secret");
        RecordedRequest second = server.takeRequest();
        assertThat(second.getTarget()).isEqualTo("/auth/v1/tokens/access");
        assertThat(second.getHeaders().get("Authorization")).isEqualTo("Bearer refresh-2");
        assertThat(second.getHeaders().get("client-secret")).isNull();
    }

    @Test
    void refreshKeepsTheRefreshToken() {
        server.enqueue(envelope(200, true, "ok", "{\"accessToken\": \"access-2\"}"));

        Token next = xBooker.refresh(TOKEN);

        assertThat(next.accessToken()).isEqualTo(Secret.of("access-2"));
        assertThat(next.refreshToken()).isEqualTo(REFRESH_TOKEN);
    }

    @Test
    void organizationIsTheDataInTheEnvelope() {
        server.enqueue(envelope(200, true, "ok", "{\"id\": \"org-1\", \"name\": \"Example Logistics\"}"));

        assertThat(xBooker.organization(TOKEN)).containsEntry("name", "Example Logistics");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    refresh      | 400 | invalid_client     | ID on the delegated app's card | Client not found, or invalid client id
                    refresh      | 400 | invalid_client     | Secret on the delegated app's card | Invalid client secret
                    access       | 400 | invalid_grant      | get a new one with token() | Invalid refresh token
                    access       | 400 | invalid_grant      | another application, place or address | "You are't permitted to use this access token"
                    access       | 400 | invalid_grant      | have an admin of the organization extend it | Your refresh token is expired, please issue another refresh token first.
                    organization | 403 | invalid_request    | a method that X Booker allows | Method not recognized
                    organization | 403 | insufficient_scope | add the scope to the delegated app | Invalid request scope
                    organization | 403 | invalid_token      | refresh the token | Access token expired
                    organization | 403 | invalid_token      | let one place alone do so | No refresh tokens found please get a refresh token first
                    organization | 403 | invalid_client     | past its date or removed | Delegated app not found, invalid client id
                    organization | 403 | invalid_request    | Organization on the delegated app's card | Organization not found, invalid organization id
                    """, quoteCharacter = '"')
    void documentedErrorsAreRefusals(String call, int status, String code, String advice, String message) {
        server.enqueue(envelope(status, false, message, "null"));

        ProviderRefusedException refused = catchThrowableOfType(ProviderRefusedException.class, () -> send(call));

        assertThat(refused.status()).hasValue(status);
        assertThat(refused.code()).contains(code);
        assertThat(refused.providerMessage()).contains(message);
        assertThat(refused.advice()).contains(advice);
        assertThat(refused.retryable()).isFalse();
        assertThat(refused.redactedCurl().orElseThrow()).doesNotContain("xbooker-secret", "refresh-1", "access-1");
    }

    @ParameterizedTest
    @CsvSource({"refresh", "access", "organization"})
    void failureWithStatus200IsAFailure(String call) {
        server.enqueue(envelope(
                200,
                false,
                "Invalid refresh token",
                "{\"refreshToken\": \"no\", \"accessToken\": \"no\", \"id\": \"no\"}"));

        ProviderRefusedException refused = catchThrowableOfType(ProviderRefusedException.class, () -> send(call));

        assertThat(refused.status()).hasValue(200);
        assertThat(refused.code()).contains("invalid_grant");
    }

    @ParameterizedTest
    @CsvSource({"refresh", "access", "organization"})
    void troubleAtTheServicePasses(String call) {
        server.enqueue(envelope(500, false, "Something went wrong", "null"));

        ProviderUnavailableException failed =
                catchThrowableOfType(ProviderUnavailableException.class, () -> send(call));

        assertThat(failed.status()).hasValue(500);
        assertThat(failed.retryable()).isTrue();
        assertThat(failed.providerMessage()).contains("Something went wrong");
    }

    @ParameterizedTest
    @CsvSource({"refresh, /data/refreshToken", "access, /data/accessToken", "organization, /data"})
    void envelopeWithoutItsContentIsNotUnderstood(String call, String place) {
        server.enqueue(envelope(200, true, "ok", "null"));

        assertThatThrownBy(() -> send(call))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining(place);
    }

    @ParameterizedTest
    @CsvSource({"refresh", "access", "organization"})
    void credentialsAreNotCarriedToAnotherOrigin(String call) {
        for (int status : new int[] {301, 302, 307, 308}) {
            server.enqueue(new MockResponse.Builder()
                    .code(status)
                    .setHeader("Location", origin(stranger) + "/")
                    .build());
            assertThatThrownBy(() -> send(call)).isInstanceOf(ProviderUnavailableException.class);
        }
        assertThat(stranger.getRequestCount()).isZero();
    }

    @Test
    void secretThatAHeaderCannotCarryIsNotSent() {
        XBooker provider = new XBooker(at(XBookerConfig.of("org-1", "c", Secret.of("pässwörd")), origin(server)));

        assertThatThrownBy(provider::refreshToken)
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("client-secret")
                .hasMessageNotContaining("pässwörd");
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void refreshNeedsARefreshToken() {
        Token without = Token.of(Secret.of("a"));
        assertThatThrownBy(() -> xBooker.refresh(without)).isInstanceOf(UserNeededException.class);
        assertThatThrownBy(() -> xBooker.refreshRequest(without)).isInstanceOf(UserNeededException.class);
    }

    @Test
    void configurationIsChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> XBookerConfig.of("", "c", Secret.of("s")))
                .withMessageContaining("organization id is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> XBookerConfig.of("o", " ", Secret.of("s")))
                .withMessageContaining("client id is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CONFIG.withAuthAddress("http://x-booker.app/auth/v1"))
                .withMessageContaining("auth address must be https");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CONFIG.withApiAddress("http://x-booker.app/delegated/v1"))
                .withMessageContaining("API address must be https");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CONFIG.withApiAddress("https://x-booker.app/delegated/v1?a=b"))
                .withMessageContaining("API address has no query");
        assertThat(CONFIG.withAuthAddress("http://localhost:8000/auth/v1/").authAddress())
                .isEqualTo("http://localhost:8000/auth/v1");
        assertThat(CONFIG.toString()).doesNotContain("xbooker-secret").contains("clientSecret=***");
    }

    private void send(String call) {
        switch (call) {
            case "refresh" -> xBooker.refreshToken();
            case "access" -> xBooker.accessToken(REFRESH_TOKEN);
            case "organization" -> xBooker.organization(TOKEN);
            default -> throw new IllegalArgumentException(call);
        }
    }

    private static XBookerConfig at(XBookerConfig config, String origin) {
        return config.withAuthAddress(origin + "/auth/v1").withApiAddress(origin + "/delegated/v1");
    }

    private static String origin(MockWebServer server) {
        return "http://127.0.0.1:" + server.getPort();
    }

    private static MockResponse envelope(int status, boolean success, String message, String data) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json")
                .body("{\"statusCode\": %d, \"success\": %b, \"message\": \"%s\", \"data\": %s}"
                        .formatted(status, success, message, data))
                .build();
    }
}
