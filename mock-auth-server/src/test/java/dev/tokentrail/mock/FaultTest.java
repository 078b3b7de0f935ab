package dev.tokentrail.mock;

import static dev.tokentrail.mock.Caller.postJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.mock.RawCall.End;
import dev.tokentrail.mock.fault.FaultKind;
import dev.tokentrail.mock.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault on the wire: planned in Java and over HTTP it does the same. */
class FaultTest {

    private static final Instant NOW = Instant.parse("2030-01-31T00:00:00Z");
    private static final String BASIC = "Authorization: " + Caller.basic("goto-legacy", "goto-legacy-secret") + "\r\n";
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String PASSWORD = "grant_type=password&username=user%40example.com&password=password";

    @RegisterExtension
    private static final RunningEmulator emulator = RunningEmulator.start();

    private static final MockAuthServer mock = emulator.mock();

    /** A fault in both forms, and what a token call that meets it must see. */
    private record Row(Fault fault, String json, Consumer<RawCall> expected) {
        FaultKind kind() {
            return FaultKind.named(String.valueOf(fault.members().get("fault")));
        }

        @Override
        public String toString() {
            return json;
        }
    }

    private static Row row(Fault fault, String json, Consumer<RawCall> expected) {
        return new Row(fault, json, expected);
    }

    private static final List<Row> ROWS = List.of(
            row(Fault.status(418, "{\"a\":1}"), "{'fault':'status','status':418,'body':'{\\\"a\\\":1}'}", got -> {
                answered(got, 418);
                assertThat(got.header("Content-Type")).isEqualTo("application/json");
                assertThat(got.text()).isEqualTo("{\"a\":1}");
            }),
            row(
                    Fault.status(302, Map.of("Location", "https://elsewhere.example/"), ""),
                    "{'status':302,'headers':{'Location':'https://elsewhere.example/'}}",
                    got -> {
                        answered(got, 302);
                        assertThat(got.header("Location")).isEqualTo("https://elsewhere.example/");
                    }),
            row(Fault.htmlError(502), "{'fault':'html-error'}", got -> {
                answered(got, 502);
                assertThat(got.header("Content-Type")).isEqualTo("text/html");
                assertThat(got.text()).contains("<title>502 Bad Gateway</title>");
            }),
            row(Fault.htmlError(503), "{'fault':'html-error','status':503}", got -> {
                answered(got, 503);
                assertThat(got.text()).contains("<h1>503 Service Temporarily Unavailable</h1>");
            }),
            row(Fault.tooManyRequests(7), "{'fault':'too-many-requests','seconds':7}", got -> {
                answered(got, 429);
                assertThat(got.header("Retry-After")).isEqualTo("7");
            }),
            row(Fault.tooManyRequestsUntil(90), "{'fault':'too-many-requests','seconds':90,'date':true}", got -> {
                answered(got, 429);
                assertThat(got.header("Retry-After")).isEqualTo("Thu, 31 Jan 2030 00:01:30 GMT");
            }),
            row(Fault.okWithError("invalid_grant"), "{'fault':'ok-with-error'}", got -> {
                answered(got, 200);
                assertThat(json(got)).containsEntry("error", "invalid_grant").doesNotContainKey("access_token");
            }),
            row(Fault.secretEchoed(), "{'fault':'secret-echoed'}", got -> {
                answered(got, 400);
                assertThat(String.valueOf(json(got).get("error_description")))
                        .contains("goto-legacy:goto-legacy-secret", "password=password", "user@example.com")
                        .contains(Caller.basic("goto-legacy", "goto-legacy-secret"));
            }),
            row(Fault.delay(Duration.ofMillis(300)), "{'fault':'delay','for':'PT0.3S'}", got -> {
                token(got);
                assertThat(got.time()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
            }),
            row(Fault.hang(Duration.ofMillis(300)), "{'fault':'hang','for':'PT0.3S'}", got -> {
                assertThat(got.time()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
                nothing(got, End.CLOSED);
            }),
            row(
                    Fault.droppedBeforeProcessing(),
                    "{'fault':'dropped-before-processing'}",
                    got -> nothing(got, End.CLOSED)),
            row(
                    Fault.droppedBeforeProcessing().byReset(),
                    "{'fault':'dropped-before-processing','reset':true}",
                    got -> nothing(got, End.RESET)),
            row(Fault.answerLost(), "{'fault':'answer-lost'}", got -> nothing(got, End.CLOSED)),
            row(Fault.answerLost().byReset(), "{'fault':'answer-lost','reset':true}", got -> nothing(got, End.RESET)),
            row(Fault.droppedInBody(), "{'fault':'dropped-in-body'}", got -> {
                assertThat(got.status()).isEqualTo(200);
                assertThat(got.end()).isEqualTo(End.CLOSED);
                assertThat(got.body()).hasSize(Integer.parseInt(got.header("Content-Length")) / 2);
            }),
            row(
                    Fault.slowDrip(100, Duration.ofMillis(20)),
                    "{'fault':'slow-drip','bytes':100,'every':'PT0.02S'}",
                    got -> {
                        token(got);
                        assertThat(got.time())
                                .isGreaterThanOrEqualTo(Duration.ofMillis(20L * ((got.body().length - 1) / 100)));
                    }),
            row(Fault.wrongContentType("text/html"), "{'fault':'wrong-content-type'}", got -> {
                token(got);
                assertThat(got.header("Content-Type")).isEqualTo("text/html");
            }),
            row(Fault.truncatedJson(), "{'fault':'truncated-json'}", got -> {
                answered(got, 200);
                assertThat(got.text()).startsWith("{\"access_token\":\"ey").doesNotEndWith("}");
            }),
            row(Fault.hugeBody(1_048_576), "{'fault':'huge-body'}", got -> {
                assertThat(got.body()).hasSize(1_048_576);
                assertThat(token(got)).containsKey("padding");
            }),
            row(
                    Fault.expiryMissing(),
                    "{'fault':'expiry-missing'}",
                    got -> assertThat(token(got)).doesNotContainKey("expires_in")),
            row(Fault.expiryZero(), "{'fault':'expiry-zero'}", got -> expires(got, 0)),
            row(Fault.expiryNegative(), "{'fault':'expiry-negative'}", got -> expires(got, -1)),
            row(Fault.expiryText(), "{'fault':'expiry-text'}", got -> expires(got, "3600")),
            row(
                    Fault.expiryAbsolute(),
                    "{'fault':'expiry-absolute'}",
                    got -> expires(got, (int) NOW.plusSeconds(3600).getEpochSecond())),
            row(Fault.expiryHuge(), "{'fault':'expiry-huge'}", got -> expires(got, Long.MAX_VALUE)),
            row(
                    Fault.withoutTokenType(),
                    "{'fault':'without-token-type'}",
                    got -> assertThat(token(got)).doesNotContainKey("token_type")),
            row(
                    Fault.withoutRefreshToken(),
                    "{'fault':'without-refresh-token'}",
                    got -> assertThat(token(got)).doesNotContainKey("refresh_token")),
            row(Fault.expiredOnArrival(), "{'fault':'expired-on-arrival'}", got -> {
                assertThat(token(got)).containsEntry("expires_in", 3600);
                assertThat(Jwt.seconds(claims(got), "exp")).isEqualTo(NOW.getEpochSecond() - 1);
            }),
            row(
                    Fault.wrongIssuer("https://evil.example"),
                    "{'fault':'wrong-issuer','issuer':'https://evil.example'}",
                    got -> assertThat(claims(got)).containsEntry("iss", "https://evil.example")),
            row(
                    Fault.unknownKeyId(),
                    "{'fault':'unknown-key-id'}",
                    got -> assertThat(header(got)).containsEntry("kid", "unknown-key")),
            row(
                    Fault.keyRotated(),
                    "{'fault':'key-rotated'}",
                    got -> assertThat(header(got)).containsEntry("kid", "oauthv2.lmi.test-key-2")),
            row(
                    Fault.tamperedSignature(),
                    "{'fault':'tampered-signature'}",
                    got -> assertThat(Jwt.verifies(access(got), keys())).isFalse()),
            row(Fault.denied(), "{'fault':'denied'}", FaultTest::token));

    private static Stream<Row> rows() {
        return ROWS.stream();
    }

    @Test
    void every_fault_has_its_row() {
        assertThat(ROWS.stream().map(Row::kind).distinct())
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(FaultKind.values()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_fault_is_the_same_on_the_wire_from_java_and_over_http(Row row) throws IOException {
        mock.clock().set(NOW);
        mock.plan(row.fault());
        RawCall planned = passwordGrant();
        row.expected().accept(planned);

        mock.reset();
        mock.clock().set(NOW);
        assertThat(postJson(emulator.control("faults"), row.json().replace('\'', '"'))
                        .status())
                .isEqualTo(200);
        RawCall posted = passwordGrant();
        row.expected().accept(posted);

        assertThat(withoutTokens(posted)).isEqualTo(withoutTokens(planned));
        assertThat(mock.requests().get(0).fault())
                .isEqualTo(
                        row.kind() == FaultKind.DENIED
                                ? java.util.Optional.empty()
                                : java.util.Optional.of(row.kind().json()));
        mock.clearFaults();
        assertThat(Jwt.verifies(access(passwordGrant()), keys())).isTrue();
    }

    private static RawCall passwordGrant() throws IOException {
        return RawCall.send(mock, "POST /goto/oauth/token HTTP/1.1\r\n" + BASIC + FORM, PASSWORD);
    }

    /** What two answers have in common that differ in the random parts of their tokens. */
    private static List<Object> withoutTokens(RawCall got) {
        return List.of(got.end(), got.lines(), got.body().length);
    }

    private static void answered(RawCall got, int status) {
        assertThat(got.status()).isEqualTo(status);
        assertThat(got.end()).isEqualTo(End.WHOLE);
    }

    private static Map<String, Object> token(RawCall got) {
        answered(got, 200);
        assertThat(json(got)).containsKey("access_token");
        return json(got);
    }

    private static void expires(RawCall got, Object value) {
        assertThat(token(got)).containsEntry("expires_in", value);
    }

    private static void nothing(RawCall got, End end) {
        assertThat(got.lines()).isEmpty();
        assertThat(got.body()).isEmpty();
        assertThat(got.end()).isEqualTo(end);
    }

    private static Map<String, Object> json(RawCall got) {
        return new LinkedHashMap<>(Json.object(got.text().getBytes(StandardCharsets.UTF_8)));
    }

    private static String access(RawCall got) {
        return String.valueOf(token(got).get("access_token"));
    }

    private static Map<String, Object> claims(RawCall got) {
        return Jwt.claims(access(got));
    }

    private static Map<String, Object> header(RawCall got) {
        return Json.object(Jwt.header(access(got)).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> keys() {
        return Caller.get(mock.goTo().uri("/oauth/jwks.json")).json();
    }
}
