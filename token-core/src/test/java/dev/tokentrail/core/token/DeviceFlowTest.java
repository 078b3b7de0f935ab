package dev.tokentrail.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.http.ResponseTooLargeException;
import dev.tokentrail.core.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The device flow on a clock that only the flow's own waiting moves. */
class DeviceFlowTest {

    private static final String STARTED = "{\"device_code\":\"device-canary\",\"user_code\":\"ABCD-EFGH\","
            + "\"verification_uri\":\"https://as.example/device\",\"expires_in\":600,\"interval\":7}";
    private static final String PENDING = "{\"error\":\"authorization_pending\"}";
    private static final String TOKEN = "{\"access_token\":\"abc\"}";

    private final Script script = new Script();
    private final List<Long> waits = new ArrayList<>();
    private final DeviceFlow flow =
            new DeviceFlow(script.provider.requests(), script.client, TokenDialect.standard(), time -> {
                waits.add(time.toSeconds());
                script.pass(time);
            });

    @Test
    void asksForCodesAndShowsThePersonOnlyWhatIsForThem() {
        DeviceAuthorization started = start();
        assertThat(started.userCode()).isEqualTo("ABCD-EFGH");
        assertThat(started.deviceCode()).isEqualTo(Secret.of("device-canary"));
        assertThat(started.interval()).isEqualTo(Duration.ofSeconds(7));
        assertThat(started.expiresAt()).isEqualTo(Script.START.plusSeconds(600));
        assertThat(started).asString().contains("ABCD-EFGH").doesNotContain("canary");
        assertThat(new String(script.last().body().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("client_id=client&scope=read");
        assertThat(script.last().url()).isEqualTo("https://as.example/device");
    }

    @Test
    void asksAtTheIntervalUntilThePersonHasDecided() throws Exception {
        DeviceAuthorization started = start();
        script.json(400, PENDING).json(400, PENDING).json(200, TOKEN);
        assertThat(flow.await(started).accessToken()).isEqualTo(Secret.of("abc"));
        assertThat(waits).containsExactly(7L, 7L, 7L);
        assertThat(new String(script.last().body().bytes(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=device-canary");
        assertThat(script.last()).asString().doesNotContain("canary");
    }

    @Test
    void slowsDownByFiveSecondsForGood() throws Exception {
        DeviceAuthorization started = start();
        script.json(400, "{\"error\":\"slow_down\"}")
                .json(400, PENDING)
                .json(400, "{\"error\":\"slow_down\"}")
                .json(200, TOKEN);
        flow.await(started);
        assertThat(waits).containsExactly(7L, 12L, 12L, 17L);
    }

    @Test
    void doublesItsIntervalAfterAFailedConnectionAndHeedsRetryAfter() throws Exception {
        DeviceAuthorization started = start();
        script.fail(new IOException("broke"))
                .answer(503, "text/html", "down")
                .answer(429, "", "", "Retry-After", "100")
                .json(200, TOKEN);
        flow.await(started);
        assertThat(waits).containsExactly(7L, 14L, 28L, 100L);
    }

    @Test
    void neverWaitsPastTheEndOfTheCode() {
        DeviceAuthorization started = start();
        for (int i = 0; i < 20; i++) {
            script.fail(new IOException("broke"));
        }
        assertThatThrownBy(() -> flow.await(started))
                .isExactlyInstanceOf(UserNeededException.class)
                .hasMessageContaining("expired");
        assertThat(waits).containsExactly(7L, 14L, 28L, 56L, 112L, 224L, 159L);
        assertThat(script.instant()).isEqualTo(started.expiresAt());
    }

    @Test
    void aDeclinedOrExpiredCodeNeedsThePerson() {
        for (String error : List.of("access_denied", "expired_token")) {
            DeviceAuthorization started = start();
            script.json(400, "{\"error\":\"" + error + "\",\"error_description\":\"words\"}");
            assertThatThrownBy(() -> flow.await(started))
                    .isExactlyInstanceOf(UserNeededException.class)
                    .satisfies(thrown -> {
                        TokenException exception = (TokenException) thrown;
                        assertThat(exception.code()).contains(error);
                        assertThat(exception.status()).hasValue(400);
                        assertThat(exception.redactedBody().orElseThrow()).contains("words");
                        assertThat(exception.redactedCurl().orElseThrow()).doesNotContain("canary");
                    });
        }
    }

    @Test
    void anyOtherRefusalEndsIt() {
        DeviceAuthorization started = start();
        script.json(401, "{\"error\":\"invalid_client\"}");
        assertThatThrownBy(() -> flow.await(started)).isExactlyInstanceOf(ProviderRefusedException.class);
        assertThat(waits).hasSize(1);
    }

    @Test
    void anInterruptPassesThrough() {
        DeviceAuthorization started = start();
        DeviceFlow interrupted =
                new DeviceFlow(script.provider.requests(), script.client, TokenDialect.standard(), time -> {
                    throw new InterruptedException();
                });
        assertThatThrownBy(() -> interrupted.await(started)).isInstanceOf(InterruptedException.class);
        assertThat(script.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "null", "\"x\"", "1e999999999"})
    void anIntervalThatIsNoneIsBounded(String interval) {
        script.json(200, STARTED.replace("\"interval\":7", "\"interval\":" + interval));
        assertThat(flow.start(List.of()).interval()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "file:///etc/passwd",
                "data:text/html,x",
                "/device",
                "https://a\\u0000b/",
                "https://a\\u202eb/"
            })
    void anAddressThatNoBrowserShouldOpenIsNoAnswer(String address) {
        script.json(200, STARTED.replace("https://as.example/device", address));
        assertThatThrownBy(() -> flow.start(List.of()))
                .isExactlyInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("verification_uri");
    }

    @ParameterizedTest
    @ValueSource(strings = {"device_code", "user_code", "verification_uri", "expires_in"})
    void anAnswerWithoutOneOfItsPartsIsNone(String name) {
        script.json(200, STARTED.replace("\"" + name + "\"", "\"x\""));
        assertThatThrownBy(() -> flow.start(List.of()))
                .isExactlyInstanceOf(ProviderUnavailableException.class)
                .hasMessageContaining("device_code, user_code, verification_uri and expires_in");
    }

    private DeviceAuthorization start() {
        script.json(200, STARTED);
        return flow.start(List.of("read"));
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "-1, 5", "0.5, 1", "1, 1", "300, 300", "301, 300"})
    void anIntervalIsOfASecondAtLeastAndFiveMinutesAtMost(String interval, long seconds) {
        script.json(200, STARTED.replace("\"interval\":7", "\"interval\":" + interval));
        assertThat(flow.start(List.of()).interval()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void theAddressMayHaveTheNameThatItHadBeforeTheRfc() {
        script.json(200, STARTED.replace("verification_uri", "verification_url"));
        assertThat(flow.start(List.of()).verificationUri()).isEqualTo("https://as.example/device");
    }

    @Test
    void aCodeThatEndsWithTheIntervalIsNotAskedForAnyMore() {
        script.json(200, STARTED.replace("\"expires_in\":600", "\"expires_in\":7"));
        DeviceAuthorization started = flow.start(List.of());
        assertThatThrownBy(() -> flow.await(started)).isExactlyInstanceOf(UserNeededException.class);
        assertThat(waits).containsExactly(7L);
        assertThat(script.requests).hasSize(1);
    }

    @Test
    void aCodeThatEndedBeforeIsNotWaitedFor() {
        DeviceAuthorization started = start();
        script.pass(Duration.ofSeconds(601));
        assertThatThrownBy(() -> flow.await(started)).isExactlyInstanceOf(UserNeededException.class);
        assertThat(waits).isEmpty();
        assertThat(script.requests).hasSize(1);
    }

    @Test
    void aFailureThatStaysOneEndsTheFlow() {
        DeviceAuthorization started = start();
        script.fail(new ResponseTooLargeException(1024));
        assertThatThrownBy(() -> flow.await(started)).isExactlyInstanceOf(ProviderUnavailableException.class);
        assertThat(waits).containsExactly(7L);
    }
}
