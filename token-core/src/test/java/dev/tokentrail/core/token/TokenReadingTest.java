package dev.tokentrail.core.token;

import static dev.tokentrail.core.token.Script.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tokentrail.core.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens as services write them, on a clock that moves while the answer is on its way. */
class TokenReadingTest {

    private static final String HUNDRED_YEARS = "3155760000";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3600 | 3600",
                "\"3600\" | 3600",
                "\" 3600 \" | 3600",
                "3599.97 | 3599",
                "\"3.6e3\" | 3600",
                "0 | 0",
                "-1 | 0",
                "\"-5\" | 0",
                "-1e999999999 | 0",
                "1e-999999999 | 0",
                "9223372036854775 | " + HUNDRED_YEARS,
                "9223372036854775807 | " + HUNDRED_YEARS,
                "99999999999999999999999999999999999999999999999999 | " + HUNDRED_YEARS,
                "1e999999999 | " + HUNDRED_YEARS,
                "\"1e999999999\" | " + HUNDRED_YEARS,
            })
    void aLifetimeCountsFromTheMomentOfSending(String expiresIn, long seconds) {
        Token token = assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> read("{\"access_token\":\"abc\",\"expires_in\":" + expiresIn + "}"));
        assertThat(token.expiry()).isEqualTo(new Expiry(START.plusSeconds(seconds), ExpirySource.SERVER));
        assertThat(token.isExpired(START.plusSeconds(seconds))).isTrue();
        assertThat(token.isExpired(START.plusSeconds(seconds).minusNanos(1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"\"",
                "\"soon\"",
                "\"3600 seconds\"",
                "true",
                "[3600]",
                "{\"s\":1}",
                "\"NaN\"",
                "\"0x10\""
            })
    void aLifetimeThatIsNoNumberIsNone(String expiresIn) {
        Token token = read("{\"access_token\":\"abc\",\"expires_in\":" + expiresIn + "}");
        assertThat(token.expiry()).isEqualTo(Expiry.unknown());
        assertThat(token.isExpired(Instant.MAX)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1767229200",
        "1767229200000",
        "\"1767229200\"",
        "1767229200.5",
        "\"2026-01-01T01:00:00Z\"",
        "\"2026-01-01T02:00:00+01:00\""
    })
    void aStatedMomentIsTakenInItsEveryForm(String expiresAt) {
        assertThat(read("{\"access_token\":\"abc\",\"expires_at\":" + expiresAt + "}")
                        .expiry())
                .isEqualTo(new Expiry(START.plusSeconds(3600), ExpirySource.SERVER));
    }

    @ParameterizedTest
    @CsvSource({
        "1e999999999, " + HUNDRED_YEARS,
        "1e-999999999, 0",
        "-1, 0",
        "99999999999999999999, " + HUNDRED_YEARS,
        "\"+999999999-12-31T23:59:59-18:00\", " + HUNDRED_YEARS,
        "\"1999-12-31T23:59:59Z\", 0",
        "99999999999, " + HUNDRED_YEARS,
        "100000000000, 0"
    })
    void aStatedMomentIsBounded(String expiresAt, long seconds) {
        Token token = assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> read("{\"access_token\":\"abc\",\"expires_at\":" + expiresAt + "}"));
        assertThat(token.expiry().at()).contains(START.plusSeconds(seconds));
    }

    @Test
    void aJwtTellsItsLifetimeWhateverItsClock() {
        long skewed = START.getEpochSecond() + 5_000_000;
        String jwt = jwt("{\"iat\":" + skewed + ",\"exp\":" + (skewed + 300) + "}");
        assertThat(read("{\"access_token\":\"" + jwt + "\"}").expiry())
                .isEqualTo(new Expiry(START.plusSeconds(300), ExpirySource.JWT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"exp\":1767229200} | 3600",
                "{\"exp\":\"1767229200\"} | 3600",
                "{\"exp\":1767229200.9} | 3600",
                "{\"exp\":1767139200} | 0",
                "{\"iat\":1767229200,\"exp\":1767225600} | 0",
                "{\"exp\":253402300799} | " + HUNDRED_YEARS,
            })
    void aJwtWithoutAMomentOfIssueTellsItsEnd(String claims, long seconds) {
        assertThat(read("{\"access_token\":\"" + jwt(claims) + "\"}").expiry())
                .isEqualTo(new Expiry(START.plusSeconds(seconds), ExpirySource.JWT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"exp\":true}", "{\"exp\":-1}", "{\"exp\":1e999999999}", "{\"exp\":null}", "[]", "x"})
    void aJwtThatTellsNoEndLeavesItToTheDocumentation(String claims) {
        String answer = "{\"access_token\":\"" + jwt(claims) + "\"}";
        assertThat(read(answer).expiry()).isEqualTo(Expiry.unknown());
        TokenDialect documented =
                TokenDialect.builder().defaultLifetime(Duration.ofMinutes(2)).build();
        assertThat(read(answer, documented).expiry())
                .isEqualTo(new Expiry(START.plusSeconds(120), ExpirySource.PROVIDER_DEFAULT));
    }

    @Test
    void theServersWordGoesBeforeTheJwtAndTheDocumentation() {
        TokenDialect documented =
                TokenDialect.builder().defaultLifetime(Duration.ofMinutes(2)).build();
        String jwt = jwt("{\"iat\":0,\"exp\":50}");
        assertThat(read("{\"access_token\":\"" + jwt + "\",\"expires_in\":7,\"expires_at\":1}", documented)
                        .expiry())
                .isEqualTo(new Expiry(START.plusSeconds(7), ExpirySource.SERVER));
        assertThat(read("{\"access_token\":\"" + jwt + "\"}", documented)
                        .expiry()
                        .source())
                .isEqualTo(ExpirySource.JWT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"a b\" | a,b",
                "\"  a   b \" | a,b",
                "[\"a\",\"b\"] | a,b",
                "[\"a\",1,null] | a",
                "\"\" | ''",
                "null | ''",
                "7 | 7",
                "{} | ''"
            })
    void scopesAreAStringOrAnArray(String scope, String expected) {
        List<String> scopes = expected.isEmpty() ? List.of() : List.of(expected.split(","));
        assertThat(read("{\"access_token\":\"abc\",\"scope\":" + scope + "}").scopes())
                .isEqualTo(scopes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"bearer\"|Bearer",
                "\"BEARER\"|Bearer",
                "null|Bearer",
                "\"\"|Bearer",
                "\"a\\nb\"|Bearer",
                "\"DPoP\"|DPoP"
            })
    void theTypeIsReadInAnyCase(String type, String expected) {
        Token token = read("{\"access_token\":\"abc\",\"token_type\":" + type + "}");
        assertThat(token.type()).isEqualTo(expected);
        assertThat(token.revealAuthorization()).isEqualTo(expected + " abc");
    }

    @Test
    void aMissingTypeIsBearer() {
        assertThat(read("{\"access_token\":\"abc\"}").revealAuthorization()).isEqualTo("Bearer abc");
    }

    @Test
    void unknownMembersAreKeptAndNotPrinted() {
        Token token = read(
                "{\"access_token\":\"abc\",\"token_type\":\"b\",\"customerId\":\"canary\",\"n\":1.50,\"none\":null,"
                        + "\"list\":[1,\"x\",null,{\"a\":true}],\"refresh_token\":\"r\",\"expires_in\":1,\"scope\":\"s\"}");
        assertThat(token.extras()).containsOnlyKeys("customerId", "n", "list");
        assertThat(token.extra("customerId")).contains("canary");
        assertThat(token.extra("list")).contains(List.of(1, "x", Map.of("a", true)));
        assertThat(token.extra("none")).isEmpty();
        assertThat(token)
                .asString()
                .contains("customerId")
                .doesNotContain("canary")
                .doesNotContain("abc");
        assertThatThrownBy(() -> token.extras().put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void pointersReachIntoAnEnvelopeAndTakeTheTokenOutOfTheExtras() {
        TokenDialect dialect = TokenDialect.builder()
                .accessToken("/data/tokens/0/a~1b")
                .refreshToken("/data/refreshToken")
                .expiresIn("/data/meta/lifetime")
                .build();
        Token token = read(
                "{\"success\":true,\"data\":{\"tokens\":[{\"a/b\":\"abc\"}],\"refreshToken\":\"def\","
                        + "\"meta\":{\"lifetime\":\"60\"},\"org\":\"o\"}}",
                dialect);
        assertThat(token.accessToken()).isEqualTo(Secret.of("abc"));
        assertThat(token.refreshToken()).isEqualTo(Secret.of("def"));
        assertThat(token.expiry().at()).contains(START.plusSeconds(60));
        assertThat(token.extras()).isEqualTo(Map.of("success", true, "data", Map.of("org", "o")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "access_token", "a/b"})
    void aPointerThatCannotPointIsRefusedAtOnce(String pointer) {
        assertThatThrownBy(() -> TokenDialect.builder().accessToken(pointer))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TokenDialect.builder().failureMark(pointer, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aByteOrderMarkIsNoReasonToFail() {
        assertThat(read("\uFEFF{\"access_token\":\"abc\"}").accessToken()).isEqualTo(Secret.of("abc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"canary1\",\"access_token\":\"canary2\"}",
                "{\"access_token\":\"canary\"} x",
                "{\"access_token\":\"canary\"",
                "{\"access_token\":\"canary",
                "[{\"access_token\":\"canary\"}]",
                "\"long-canary\"",
                "long-canary\n",
                "access_token=long-canary&expires_in=1",
                "{'access_token':'canary'}",
                "{\"access_token\":\"\"}",
                "{\"access_token\":null}",
                "{\"access_token\":12345}",
                "{\"access_token\":{\"value\":\"x\"}}",
                "{\"access_token\":\"canary with blank\"}",
                "{\"access_token\":\"canary\\r\\nX: y\"}",
                "{\"access_token\":\"canaryé\"}",
            })
    void whatIsNoTokenIsATypedErrorThatQuotesNone(String body) {
        Script script = new Script().json(200, body);
        assertThatThrownBy(() -> script.provider.clientCredentials())
                .isInstanceOf(ProviderUnavailableException.class)
                .satisfies(thrown -> assertThat(FailureTest.everythingOf((TokenException) thrown))
                        .doesNotContain("canary"));
    }

    @Test
    void deepNestingAndAMegabyteEndInTime() {
        String deep = "{\"access_token\":\"abc\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        String large = "{\"access_token\":\"abc\",\"x\":\"" + "y".repeat(1024 * 1024) + "\"}";
        String shallow = "{\"access_token\":\"abc\",\"x\":" + "{\"y\":".repeat(400) + "1" + "}".repeat(400) + "}";
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThatThrownBy(() -> read(deep)).isInstanceOf(ProviderUnavailableException.class);
            assertThat(read(large).extra("x").orElseThrow().toString()).hasSize(1024 * 1024);
            assertThat(read(shallow).extras()).containsOnlyKeys("x");
        });
    }

    @Test
    void aRefreshKeepsWhatDoesNotComeBack() {
        Script script = new Script().json(200, "{\"access_token\":\"new\"}");
        Token old = new Token(
                Secret.of("old"),
                "Bearer",
                Expiry.unknown(),
                Secret.of("keep"),
                new Expiry(START.plusSeconds(9), ExpirySource.SERVER),
                List.of("a"),
                Map.of("x", 1));
        Token renewed = script.provider.refresh(old);
        assertThat(renewed.accessToken()).isEqualTo(Secret.of("new"));
        assertThat(renewed.refreshToken()).isEqualTo(Secret.of("keep"));
        assertThat(renewed.refreshExpiry().at()).contains(START.plusSeconds(9));
        assertThat(renewed.scopes()).containsExactly("a");
        assertThat(renewed.extras()).isEmpty();
    }

    @Test
    void aRefreshTakesWhatComesBack() {
        Script script = new Script()
                .json(
                        200,
                        "{\"access_token\":\"n\",\"refresh_token\":\"r2\",\"refresh_token_expires_in\":60,\"scope\":\"b\"}");
        Token old = new Token(
                Secret.of("old"),
                "Bearer",
                Expiry.unknown(),
                Secret.of("r1"),
                Expiry.unknown(),
                List.of("a"),
                Map.of());
        Token renewed = script.provider.refresh(old);
        assertThat(renewed.refreshToken()).isEqualTo(Secret.of("r2"));
        assertThat(renewed.refreshExpiry()).isEqualTo(new Expiry(START.plusSeconds(60), ExpirySource.SERVER));
        assertThat(renewed.scopes()).containsExactly("b");
    }

    @Test
    void aTokenWithoutARefreshTokenNeedsItsUser() {
        assertThatThrownBy(() -> new Script().provider.refresh(Token.of(Secret.of("abc"))))
                .isInstanceOf(UserNeededException.class);
    }

    @Test
    void aMomentOfAJwtLiesBetween1970And9999() {
        assertThat(endingAt("0").expiresAt()).hasValue(Instant.EPOCH);
        assertThat(endingAt("\"1\"").expiresAt()).hasValue(Instant.ofEpochSecond(1));
        assertThat(endingAt("253402300799").expiresAt()).hasValue(Instant.parse("9999-12-31T23:59:59Z"));
        for (String none : List.of("253402300800", "-1", "true", "[1]", "{}", "null")) {
            assertThat(endingAt(none).expiresAt()).as(none).isEmpty();
        }
    }

    private static UnverifiedJwt endingAt(String exp) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return UnverifiedJwt.read(base64.encodeToString("{}".getBytes(StandardCharsets.UTF_8)) + "."
                        + base64.encodeToString(("{\"exp\":" + exp + "}").getBytes(StandardCharsets.UTF_8)) + ".x")
                .orElseThrow();
    }

    @Test
    void aNumberOfAThousandDigitsIsReadAndALongerOneIsNot() {
        for (int digits : new int[] {1_000, 1_001}) {
            Script script =
                    new Script().json(200, "{\"access_token\":\"a\",\"expires_in\":\"" + "9".repeat(digits) + "\"}");
            assertThat(script.provider.clientCredentials().expiry().at().isPresent())
                    .isEqualTo(digits == 1_000);
        }
    }

    @Test
    void aTokenIsVisibleAsciiUpToItsLongest() {
        for (String good : List.of("!~", "x".repeat(256 * 1024))) {
            Script script = new Script().json(200, "{\"access_token\":\"" + good + "\"}");
            assertThat(script.provider.clientCredentials().accessToken()).isEqualTo(Secret.of(good));
        }
        for (String bad : List.of("a b", "a\\u007f", "a\\u001f", "x".repeat(256 * 1024 + 1))) {
            Script script = new Script().json(200, "{\"access_token\":\"" + bad + "\"}");
            assertThatThrownBy(script.provider::clientCredentials).hasMessageContaining("without a usable token");
        }
    }

    @Test
    void whatIsEmptyInTheAnswerStaysThereUnlessItHeldATokenOnly() {
        TokenDialect dialect = TokenDialect.builder()
                .accessToken("/data/ticket")
                .refreshToken("/other/again")
                .build();
        Script script = new Script().json(200, "{\"data\":{\"ticket\":\"a\"},\"other\":{}}");
        Token token = script.client.requestToken(script.provider.requests().clientCredentials(List.of()), dialect);
        assertThat(token.extras()).isEqualTo(Map.of("other", Map.of()));
    }

    @Test
    void aJwtIsShownAndNotPrinted() {
        UnverifiedJwt jwt = UnverifiedJwt.read(jwt("{\"sub\":\"canary\",\"none\":null,\"exp\":5}"))
                .orElseThrow();
        assertThat(jwt.header()).containsEntry("alg", "RS256");
        assertThat(jwt.claim("sub")).contains("canary");
        assertThat(jwt.claims()).doesNotContainKey("none");
        assertThat(jwt.expiresAt()).contains(Instant.ofEpochSecond(5));
        assertThat(jwt).asString().doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b", "a.b.c.d", "!.!.!", "e30.e30", "W10.W10.x"})
    void anOpaqueTokenIsNoJwt(String token) {
        assertThat(UnverifiedJwt.read(token)).isEmpty();
        assertThat(UnverifiedJwt.read(".".repeat(1_000_000))).isEmpty();
    }

    private static String jwt(String claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2ln";
    }

    private static Token read(String body) {
        return read(body, TokenDialect.standard());
    }

    /** The answer takes ten seconds, which must not count. */
    private static Token read(String body, TokenDialect dialect) {
        Script script = new Script().takes(Duration.ofSeconds(10)).json(200, body);
        return script.client.requestToken(script.provider.requests().clientCredentials(List.of()), dialect);
    }

    @Test
    void aJwtOfSixtyFourKibibytesIsLookedAtAndALongerOneIsNot() {
        String jwt = jwt("{\"sub\":\"x\"}");
        String longest = jwt + "A".repeat(UnverifiedJwt.LONGEST_TOKEN - jwt.length());
        assertThat(UnverifiedJwt.read(longest)).isPresent();
        assertThat(UnverifiedJwt.read(longest + "A")).isEmpty();
        assertThat(UnverifiedJwt.read(jwt).orElseThrow()).hasToString("UnverifiedJwt[header=[alg], claims=[sub]]");
    }

    @Test
    void eachMemberIsReadWhereTheDialectSays() {
        TokenDialect dialect = TokenDialect.builder()
                .tokenType("/t/type")
                .expiresAt("/t/end")
                .refreshToken("/t/again")
                .refreshExpiresIn("/t/again_for")
                .scope("/t/rights")
                .build();
        Token token = read(
                "{\"access_token\":\"abc\",\"t\":{\"type\":\"DPoP\",\"end\":\"2026-01-01T01:00:00Z\",\"again\":\"def\","
                        + "\"again_for\":7200,\"rights\":\"a b\"}}",
                dialect);
        assertThat(token.type()).isEqualTo("DPoP");
        assertThat(token.expiry().at()).contains(START.plusSeconds(3600));
        assertThat(token.refreshExpiry().at()).contains(START.plusSeconds(7200));
        assertThat(token.scopes()).containsExactly("a", "b");
        assertThat(token.extras()).isEmpty();
    }

    @Test
    void aRefreshTokenLivesAsLongAsTheDocumentationSaysIfNothingElseDoes() {
        TokenDialect dialect = TokenDialect.builder()
                .defaultRefreshLifetime(Duration.ofDays(30))
                .build();
        assertThat(read("{\"access_token\":\"abc\",\"refresh_token\":\"def\"}", dialect)
                        .refreshExpiry())
                .isEqualTo(new Expiry(START.plus(Duration.ofDays(30)), ExpirySource.PROVIDER_DEFAULT));
        assertThat(read("{\"access_token\":\"abc\"}", dialect).refreshExpiry()).isEqualTo(Expiry.unknown());
    }

    @Test
    void ofTheMeaningsThatFitTheLongestCounts() {
        TokenDialect dialect = TokenDialect.builder()
                .means("E-*", "invalid_request", "Some error.")
                .means("E-40*", "invalid_grant", "Some refusal.")
                .means("E-401", "invalid_client", "This refusal.")
                .build();
        assertThat(dialect.meaning("E-401").code()).isEqualTo("invalid_client");
        assertThat(dialect.meaning("E-400").code()).isEqualTo("invalid_grant");
        assertThat(dialect.meaning("E-40").code()).isEqualTo("invalid_grant");
        assertThat(dialect.meaning("E-5").code()).isEqualTo("invalid_request");
        assertThat(dialect.meaning("E-401 ").code()).isEqualTo("invalid_grant");
        assertThat(dialect.meaning("F-401")).isNull();
    }
}
