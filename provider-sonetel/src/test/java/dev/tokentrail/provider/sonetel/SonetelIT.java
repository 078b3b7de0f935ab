package dev.tokentrail.provider.sonetel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.ExpirySource;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.mock.MockAuthServer;
import dev.tokentrail.mock.RecordedRequest;
import dev.tokentrail.provider.sonetel.SonetelConfig.Encoding;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SonetelIT {

    private final MockAuthServer mock = MockAuthServer.start();
    private final String tokenEndpoint =
            mock.sonetel().uri("/SonetelAuth/beta/oauth/token").toString();
    private final String api = mock.sonetel().uri().toString();
    private final Secret password = Secret.of("password");
    private Sonetel sonetel = with(config());

    @BeforeEach
    void freeze() {
        mock.clock().set(Instant.parse("2026-11-21T12:00:00Z"));
        sonetel = with(config());
    }

    @AfterEach
    void close() {
        mock.close();
    }

    @Test
    void tutorial() {
        // region config
        SonetelConfig config = SonetelConfig.of("user@example.com", password);
        // endregion
        Sonetel sonetel = with(config.withTokenEndpoint(tokenEndpoint).withApiAddress(api));
        // region token
        Token token = sonetel.token();
        String authorization = token.revealAuthorization(); // Authorization: Bearer ...
        // endregion
        assertThat(authorization).startsWith("Bearer eyJ");
        // region account
        Map<String, Object> account = sonetel.account(token);
        Object accountId = account.get("account_id");
        // endregion
        assertThat(accountId).isEqualTo("200001234");
        assertThat(Sonetel.unverifiedAccountId(token)).contains("200001234");
        // region refresh
        Token next = sonetel.refresh(token); // a new refresh token too: keep this one, drop the old one
        // endregion
        assertThat(next.accessToken()).isNotEqualTo(token.accessToken());
        assertThat(next.refreshToken()).isNotEqualTo(token.refreshToken());
        assertThat(sonetel.account(next)).containsEntry("account_id", "200001234");
    }

    @ParameterizedTest
    @CsvSource({
        "/SonetelAuth/beta/oauth/token, FORM, sonetel-api",
        "/SonetelAuth/beta/oauth/token, MULTIPART, sonetel-web",
        "/SonetelAuth/oauth/token, FORM, sonetel-web",
        "/SonetelAuth/oauth/token, MULTIPART, sonetel-api"
    })
    void bothAddressesBothEncodingsBothClients(String path, Encoding encoding, String client) {
        Sonetel provider =
                with(config().withTokenEndpoint(mock.sonetel().uri(path).toString())
                        .withEncoding(encoding)
                        .withClient(client));

        Token token = provider.refresh(provider.token());

        assertThat(provider.account(token)).containsEntry("account_id", "200001234");
        RecordedRequest sent = mock.sonetel().requests().get(0);
        assertThat(sent.header("Content-Type").orElseThrow())
                .startsWith(encoding == Encoding.FORM ? "application/x-www-form-urlencoded" : "multipart/form-data;");
        assertThat(sent.parameter("grant_type")).contains("password");
        assertThat(sent.parameter("refresh")).contains("yes");
    }

    @Test
    void passwordArrivesUnharmedInBothEncodings() {
        String awkward = "ä&b=c%d+e \"f\"'g\\";
        try (MockAuthServer other = MockAuthServer.create()
                .configure("{\"sonetel\": {\"users\": [{\"name\": \"jo+1@example.com\", \"password\": \""
                        + awkward.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}]}}")
                .start()) {
            SonetelConfig config = SonetelConfig.of("jo+1@example.com", Secret.of(awkward))
                    .withTokenEndpoint(
                            other.sonetel().uri("/SonetelAuth/beta/oauth/token").toString());
            for (Encoding encoding : Encoding.values()) {
                assertThat(new Sonetel(config.withEncoding(encoding)).token().refreshToken())
                        .isNotNull();
            }
        }
    }

    @Test
    void withoutRefreshThereIsNoRefreshToken() {
        Token token = with(config().withoutRefresh()).token();

        assertThat(token.refreshToken()).isNull();
        assertThat(mock.sonetel().requests().get(0).parameter("refresh")).contains("no");
        assertThat(sonetel.account(token)).containsEntry("account_id", "200001234");
    }

    @Test
    void refreshWithoutANewRefreshTokenKeepsTheOld() {
        Token token = sonetel.token();
        Sonetel frugal = with(config().withoutRefresh());

        Token second = frugal.refresh(token);
        Token third = frugal.refresh(second);

        assertThat(second.refreshToken()).isEqualTo(token.refreshToken());
        assertThat(third.accessToken()).isNotEqualTo(second.accessToken());
    }

    @Test
    void tokenOfADayIsRefreshed() {
        Token token = sonetel.token();
        assertThat(token.expiry().source()).isEqualTo(ExpirySource.JWT);
        assertThat(token.expiry().instant()).isEqualTo(mock.clock().instant().plus(Duration.ofHours(24)));
        mock.clock().advance(Duration.ofHours(24));

        ProviderRefusedException expired =
                catchThrowableOfType(ProviderRefusedException.class, () -> sonetel.account(token));
        assertThat(token.isExpired(mock.clock().instant())).isTrue();
        assertThat(expired.status()).hasValue(401);
        assertThat(expired.code()).contains("invalid_token");
        assertThat(expired.vendorCode()).contains("10060000");
        assertThat(sonetel.account(sonetel.refresh(token))).containsEntry("account_id", "200001234");
    }

    @Test
    void refreshTokenOfAMonthEnds() {
        Token token = sonetel.token();
        assertThat(token.refreshExpiry().instant())
                .isEqualTo(mock.clock().instant().plus(Duration.ofDays(30)));
        mock.clock().advance(Duration.ofDays(30));

        assertThat(refusal(() -> sonetel.refresh(token)).code()).contains("invalid_grant");
    }

    @Test
    void rotatedRefreshTokenIsUsedUp() {
        Token token = sonetel.token();
        sonetel.refresh(token);

        ProviderRefusedException refused = refusal(() -> sonetel.refresh(token));
        assertThat(refused.status()).hasValue(400);
        assertThat(refused.code()).contains("invalid_grant");
    }

    @Test
    void refreshTokenOfTheOtherClientIsRefused() {
        Token token = sonetel.token();

        assertThat(refusal(() -> with(config().withClient("sonetel-web")).refresh(token))
                        .code())
                .contains("invalid_grant");
    }

    @Test
    void wrongCredentialsAreRefused() {
        ProviderRefusedException unknown = refusal(
                () -> with(SonetelConfig.of("nobody@example.com", password).withTokenEndpoint(tokenEndpoint))
                        .token());
        assertThat(unknown.status()).hasValue(401);
        assertThat(unknown.code()).contains("invalid_grant");
        assertThat(unknown.providerMessage()).contains("User with name nobody@example.com not found");

        assertThat(refusal(() -> with(SonetelConfig.of("user@example.com", Secret.of("wrong-password"))
                                        .withTokenEndpoint(tokenEndpoint))
                                .token())
                        .code())
                .contains("invalid_grant");
        assertThat(refusal(() -> with(config().withClient("nobody")).token()).code())
                .contains("invalid_client");
    }

    @Test
    void failuresThatLookLikeSuccessAreNotTokens() {
        mock.sonetel().failNext(400, "{\"error\": \"invalid_request\", \"error_description\": \"Missing grant type\"}");
        assertThat(refusal(() -> sonetel.token()).code()).contains("invalid_request");

        Token token = sonetel.token();
        mock.sonetel().failNext(200, """
                        {"status": "failed", "resource": "account",
                         "response": {"code": "10060002", "detail": "Account not found"}}""");
        ProviderRefusedException failed = refusal(() -> sonetel.account(token));
        assertThat(failed.status()).hasValue(200);
        assertThat(failed.vendorCode()).contains("10060002");
    }

    @Test
    void troubleAtTheServiceCostsNothing() {
        Token token = sonetel.token();
        mock.sonetel().failNext(503, Map.of("Retry-After", "7"), "");

        ProviderUnavailableException failed =
                catchThrowableOfType(ProviderUnavailableException.class, () -> sonetel.refresh(token));

        assertThat(failed.retryable()).isTrue();
        assertThat(failed.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(sonetel.account(sonetel.refresh(token))).containsEntry("account_id", "200001234");
    }

    private SonetelConfig config() {
        return SonetelConfig.of("user@example.com", password)
                .withTokenEndpoint(tokenEndpoint)
                .withApiAddress(api);
    }

    private Sonetel with(SonetelConfig config) {
        return new Sonetel(config, JdkTransport.create(), mock.clock());
    }

    private static ProviderRefusedException refusal(Runnable call) {
        ProviderRefusedException refused = catchThrowableOfType(ProviderRefusedException.class, call::run);
        assertThat(refused).isNotNull();
        return refused;
    }
}
