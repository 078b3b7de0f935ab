package dev.tokentrail.provider.sonetel;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import dev.tokentrail.provider.sonetel.SonetelConfig.Encoding;
import dev.tokentrail.testsupport.Wire;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SonetelTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final SonetelConfig CONFIG = SonetelConfig.of("user@example.com", Secret.of("correct+horse&50%"));
    private static final Token TOKEN =
            Token.of(Secret.of("access-1")).withRefreshToken(Secret.of("refresh-1"), Expiry.unknown());

    private final MockWebServer server = new MockWebServer();
    private final MockWebServer stranger = new MockWebServer();
    private SonetelConfig local = CONFIG;
    private Sonetel sonetel = new Sonetel(CONFIG);

    @BeforeEach
    void listen() throws Exception {
        server.start();
        stranger.start();
        local = CONFIG.withTokenEndpoint(origin(server) + "/SonetelAuth/beta/oauth/token")
                .withApiAddress(origin(server));
        sonetel = new Sonetel(local, JdkTransport.create(), CLOCK);
    }

    @AfterEach
    void close() {
        server.close();
        stranger.close();
    }

    @Test
    void isCalledAsTheServiceIs() {
        assertThat(sonetel.name()).isEqualTo("Sonetel");
    }

    @Test
    void goldenPasswordRequest() {
        assertThat(Wire.shown(new Sonetel(CONFIG).passwordRequest())).isEqualTo("""
                        POST https://api.sonetel.com/SonetelAuth/beta/oauth/token
                        Authorization: Basic c29uZXRlbC1hcGk6c29uZXRlbC1hcGk=
                        Accept: application/json
                        Content-Type: application/x-www-form-urlencoded
                        User-Agent: tokentrail

                        grant_type=password&username=user%40example.com&password=correct%2Bhorse%2650%25&refresh=yes""");
    }

    @Test
    void goldenPasswordRequestAsInTheTutorial() {
        assertThat(Wire.shown(new Sonetel(CONFIG.withEncoding(Encoding.MULTIPART)).passwordRequest()))
                .isEqualTo("""
                        POST https://api.sonetel.com/SonetelAuth/beta/oauth/token
                        Authorization: Basic c29uZXRlbC1hcGk6c29uZXRlbC1hcGk=
                        Accept: application/json
                        Content-Type: multipart/form-data; boundary=tokentrail-form-data
                        User-Agent: tokentrail

                        """ + """
                                --tokentrail-form-data
                                Content-Disposition: form-data; name="grant_type"

                                password
                                --tokentrail-form-data
                                Content-Disposition: form-data; name="username"

                                user@example.com
                                --tokentrail-form-data
                                Content-Disposition: form-data; name="password"

                                correct+horse&50%
                                --tokentrail-form-data
                                Content-Disposition: form-data; name="refresh"

                                yes
                                --tokentrail-form-data--
                                """.replace("\n", "\r\n"));
    }

    @Test
    void goldenRefreshRequest() {
        Sonetel webClient = new Sonetel(CONFIG.withClient(SonetelConfig.WEB_CLIENT)
                .withTokenEndpoint(SonetelConfig.TOKEN_ENDPOINT_WITHOUT_BETA)
                .withoutRefresh());
        assertThat(Wire.shown(webClient.refreshRequest(TOKEN))).isEqualTo("""
                        POST https://api.sonetel.com/SonetelAuth/oauth/token
                        Authorization: Basic c29uZXRlbC13ZWI6c29uZXRlbC13ZWI=
                        Accept: application/json
                        Content-Type: application/x-www-form-urlencoded
                        User-Agent: tokentrail

                        grant_type=refresh_token&refresh_token=refresh-1&refresh=no""");
        assertThat(new String(
                        new Sonetel(CONFIG.withEncoding(Encoding.MULTIPART))
                                .refreshRequest(TOKEN)
                                .body()
                                .bytes(),
                        UTF_8))
                .contains("name=\"grant_type\"\r\n\r\nrefresh_token\r\n")
                .contains("name=\"refresh_token\"\r\n\r\nrefresh-1\r\n")
                .contains("name=\"refresh\"\r\n\r\nyes\r\n")
                .doesNotContain("username", "\"password\"");
    }

    @Test
    void goldenAccountRequest() {
        assertThat(Wire.shown(new Sonetel(CONFIG).accountRequest(TOKEN))).isEqualTo("""
                        GET https://public-api.sonetel.com/account/
                        Authorization: Bearer access-1
                        Accept: application/json
                        User-Agent: tokentrail

                        """);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void whatIsSentIsWhatIsShown(Encoding encoding) throws Exception {
        SonetelConfig awkward = SonetelConfig.of(
                        "jörg+1@example.com", Secret.of("ä&b=c%d+e \"f\"\r\n--tokentrail-form-data"))
                .withEncoding(encoding);
        for (Wire.RequestTo request : List.<Wire.RequestTo>of(
                origin -> new Sonetel(awkward.withTokenEndpoint(origin + "/SonetelAuth/beta/oauth/token"))
                        .passwordRequest(),
                origin -> new Sonetel(awkward.withTokenEndpoint(origin + "/SonetelAuth/beta/oauth/token"))
                        .refreshRequest(TOKEN),
                origin -> new Sonetel(awkward.withApiAddress(origin)).accountRequest(TOKEN))) {
            assertThat(Wire.received(request)).isEqualTo(Wire.expected(request.to("http://127.0.0.1")));
        }
    }

    @Test
    void lifetimeIsThatOfTheJwt() {
        String access = jwt("{\"iat\": 1000, \"exp\": 8200, \"acc_id\": 200001234}");
        String refresh = jwt("{\"iat\": 1000, \"exp\": 7777000}");
        server.enqueue(json(
                200,
                "{\"access_token\": \"%s\", \"token_type\": \"bearer\", \"refresh_token\": \"%s\"}"
                        .formatted(access, refresh)));

        Token token = sonetel.token();

        assertThat(token.type()).isEqualTo("Bearer");
        assertThat(token.expiry()).isEqualTo(new Expiry(NOW.plusSeconds(7200), ExpirySource.JWT));
        assertThat(token.refreshExpiry()).isEqualTo(new Expiry(NOW.plusSeconds(7_776_000), ExpirySource.JWT));
    }

    @Test
    void lifetimeThatNothingTellsIsTheDocumentedOne() {
        server.enqueue(json(200, "{\"access_token\": \"opaque\", \"refresh_token\": \"opaque-too\"}"));

        Token token = sonetel.token();

        assertThat(token.expiry()).isEqualTo(new Expiry(NOW.plus(Duration.ofHours(24)), ExpirySource.PROVIDER_DEFAULT));
        assertThat(token.refreshExpiry())
                .isEqualTo(new Expiry(NOW.plus(Duration.ofDays(30)), ExpirySource.PROVIDER_DEFAULT));
    }

    @Test
    void refreshKeepsTheOldRefreshTokenIfNoneComes() throws Exception {
        server.enqueue(json(200, "{\"access_token\": \"access-2\", \"refresh_token\": \"refresh-2\"}"));
        server.enqueue(json(200, "{\"access_token\": \"access-3\"}"));

        Token second = sonetel.refresh(TOKEN);
        Token third = sonetel.refresh(second);

        assertThat(second.refreshToken()).isEqualTo(Secret.of("refresh-2"));
        assertThat(third.accessToken()).isEqualTo(Secret.of("access-3"));
        assertThat(third.refreshToken()).isEqualTo(Secret.of("refresh-2"));
        assertThat(server.takeRequest().getBody().utf8()).contains("refresh_token=refresh-1");
        assertThat(server.takeRequest().getBody().utf8()).contains("refresh_token=refresh-2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    400 | invalid_request | Missing grant type                        | invalid_request
                    401 | unauthorized    | User with name user@example.com not found | invalid_grant
                    400 | invalid_grant   | Bad credentials                           | invalid_grant
                    401 | invalid_client  | Bad client credentials                    | invalid_client
                    """)
    void errorsOfTheTokenEndpoint(int status, String error, String description, String code) {
        server.enqueue(
                json(status, "{\"error\": \"%s\", \"error_description\": \"%s\"}".formatted(error, description)));

        ProviderRefusedException refused = catchThrowableOfType(ProviderRefusedException.class, () -> sonetel.token());

        assertThat(refused.status()).hasValue(status);
        assertThat(refused.code()).contains(code);
        assertThat(refused.providerMessage()).contains(description);
        assertThat(refused.redactedCurl().orElseThrow()).doesNotContain("correct", "horse");
    }

    @Test
    void unknownUserIsToldWhichPasswordIsMeant() {
        server.enqueue(
                json(401, "{\"error\": \"unauthorized\", \"error_description\": \"User with name x not found\"}"));

        assertThatThrownBy(() -> sonetel.token())
                .isInstanceOf(ProviderRefusedException.class)
                .hasMessageContaining("normal Sonetel sign-in");
    }

    @Test
    void accountIsTheResponseInTheEnvelope() {
        server.enqueue(json(
                200,
                "{\"resource\": \"account\", \"status\": \"success\", \"response\": {\"account_id\": \"200001234\"}}"));

        assertThat(sonetel.account(TOKEN)).containsEntry("account_id", "200001234");
    }

    @Test
    void failureOfTheApiMayComeWithStatus200() {
        server.enqueue(json(200, """
                {"status": "failed", "resource": "account",
                 "response": {"code": "10060002", "detail": "Account not found"}}"""));

        ProviderRefusedException refused =
                catchThrowableOfType(ProviderRefusedException.class, () -> sonetel.account(TOKEN));

        assertThat(refused.status()).hasValue(200);
        assertThat(refused.vendorCode()).contains("10060002");
        assertThat(refused.providerMessage()).contains("Account not found");
    }

    @Test
    void tokenThatTheApiDoesNotTakeIsSaidToBeTheToken() {
        server.enqueue(json(401, "{\"error\": \"invalid_token\", \"error_description\": \"Access token expired\"}"));
        server.enqueue(new MockResponse.Builder().code(401).build());

        ProviderRefusedException stated =
                catchThrowableOfType(ProviderRefusedException.class, () -> sonetel.account(TOKEN));
        assertThat(stated.code()).contains("invalid_token");
        assertThat(stated.providerMessage()).contains("Access token expired");
        ProviderRefusedException silent =
                catchThrowableOfType(ProviderRefusedException.class, () -> sonetel.account(TOKEN));
        assertThat(silent.status()).hasValue(401);
    }

    @Test
    void envelopeWithoutAResponseIsNotUnderstood() {
        server.enqueue(json(200, "{\"status\": \"success\", \"resource\": \"account\"}"));

        assertThatThrownBy(() -> sonetel.account(TOKEN))
                .isInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("/response");
    }

    @Test
    void tokenIsNotCarriedToAnotherOrigin() {
        for (int status : new int[] {301, 302, 307, 308}) {
            server.enqueue(new MockResponse.Builder()
                    .code(status)
                    .setHeader("Location", origin(stranger) + "/account/")
                    .build());
            assertThatThrownBy(() -> sonetel.account(TOKEN)).isInstanceOf(ProviderUnavailableException.class);
        }
        assertThat(stranger.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = "{\"acc_id\": 200001234} | 200001234\n{\"acc_id\": \"2000\"} | 2000\n{} |")
    void accountIdIsReadFromTheToken(String claims, String expected) {
        assertThat(Sonetel.unverifiedAccountId(Token.of(Secret.of(jwt(claims)))).orElse(null))
                .isEqualTo(expected);
    }

    @Test
    void opaqueTokenHasNoAccountId() {
        assertThat(Sonetel.unverifiedAccountId(TOKEN)).isEmpty();
    }

    @Test
    void refreshNeedsARefreshToken() {
        assertThatThrownBy(() -> sonetel.refresh(Token.of(Secret.of("a")))).isInstanceOf(UserNeededException.class);
    }

    @Test
    void configurationIsChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SonetelConfig.of(" ", Secret.of("p")))
                .withMessageContaining("user name is empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CONFIG.withClient(""))
                .withMessageContaining("sonetel-web");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CONFIG.withTokenEndpoint("http://api.sonetel.com/token"))
                .withMessageContaining("token endpoint must be https");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CONFIG.withApiAddress("http://public-api.sonetel.com"))
                .withMessageContaining("API address must be https");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CONFIG.withApiAddress("https://public-api.sonetel.com?a=b"))
                .withMessageContaining("API address has no query");
        assertThat(CONFIG.withApiAddress("https://api.example/").apiAddress()).isEqualTo("https://api.example");
        assertThat(CONFIG.toString()).doesNotContain("horse").contains("password=***");
    }

    private static String origin(MockWebServer server) {
        return "http://127.0.0.1:" + server.getPort();
    }

    private static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    private static String jwt(String claims) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "."
                + base64.encodeToString(claims.getBytes(UTF_8)) + ".c2lnbmF0dXJl";
    }
}
