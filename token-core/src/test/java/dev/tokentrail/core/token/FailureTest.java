package dev.tokentrail.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.RequestNotSentException;
import dev.tokentrail.core.http.ResponseTooLargeException;
import dev.tokentrail.core.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bad answer, and the exception that comes of it. */
class FailureTest {

    private static final String HTML = "<html><body>Bad gateway</body></html>";

    /** One bad answer and what must come of it; null where it does not matter. */
    private record Case(
            String name,
            int status,
            String type,
            String body,
            List<String> headers,
            Class<? extends TokenException> family,
            String code,
            boolean retryable,
            String message,
            String advice) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        Class<? extends TokenException> refused = ProviderRefusedException.class;
        Class<? extends TokenException> unavailable = ProviderUnavailableException.class;
        Class<? extends TokenException> user = UserNeededException.class;
        String json = "application/json";
        List<String> none = List.of();
        return List.of(
                new Case(
                        "RFC error",
                        400,
                        json,
                        "{\"error\":\"invalid_grant\",\"error_description\":\"Code used\"}",
                        none,
                        refused,
                        "invalid_grant",
                        false,
                        "refused the request (400 invalid_grant): Code used.",
                        "start this flow anew"),
                new Case(
                        "RFC error with 401",
                        401,
                        json,
                        "{\"error\":\"invalid_client\"}",
                        none,
                        refused,
                        "invalid_client",
                        false,
                        "(401 invalid_client)",
                        "client secret"),
                new Case(
                        "RFC error of passing kind",
                        400,
                        json,
                        "{\"error\":\"temporarily_unavailable\"}",
                        none,
                        unavailable,
                        "temporarily_unavailable",
                        true,
                        "cannot serve",
                        "try again later"),
                new Case(
                        "error although 200",
                        200,
                        json,
                        "{\"error\":\"invalid_scope\",\"access_token\":\"token-canary\"}",
                        none,
                        refused,
                        "invalid_scope",
                        false,
                        "(200 invalid_scope)",
                        "scopes"),
                new Case(
                        "error although 201",
                        201,
                        json,
                        "{\"error\":\"x\"}",
                        none,
                        refused,
                        "x",
                        false,
                        "(201 x)",
                        "documentation"),
                new Case(
                        "login required",
                        400,
                        json,
                        "{\"error\":\"login_required\"}",
                        none,
                        user,
                        "login_required",
                        false,
                        "login_required",
                        "sign in"),
                new Case(
                        "unknown error code",
                        400,
                        json,
                        "{\"error\":\"vendor_says_no\"}",
                        none,
                        refused,
                        "vendor_says_no",
                        false,
                        "vendor_says_no",
                        "documentation"),
                new Case(
                        "words only",
                        400,
                        json,
                        "{\"error_description\":\"No such thing\"}",
                        none,
                        refused,
                        null,
                        false,
                        "No such thing",
                        "documentation"),
                new Case(
                        "numeric error",
                        400,
                        json,
                        "{\"error\":4711}",
                        none,
                        refused,
                        "4711",
                        false,
                        "4711",
                        "documentation"),
                new Case(
                        "error as an object",
                        400,
                        json,
                        "{\"error\":{\"message\":\"x\"}}",
                        none,
                        unavailable,
                        null,
                        false,
                        "answered 400",
                        "documentation"),
                new Case(
                        "HTML 502",
                        502,
                        "text/html",
                        HTML,
                        none,
                        unavailable,
                        null,
                        true,
                        "answered 502, with text/html",
                        "proxy"),
                new Case(
                        "HTML 200",
                        200,
                        "text/html",
                        HTML,
                        none,
                        unavailable,
                        null,
                        false,
                        "with text/html instead of the documented JSON",
                        "sign-in page"),
                new Case(
                        "HTML called JSON",
                        200,
                        json,
                        HTML,
                        none,
                        unavailable,
                        null,
                        false,
                        "incomplete or not the documented object",
                        "proxy"),
                new Case(
                        "HTML 403", 403, "text/html", HTML, none, unavailable, null, false, "answered 403", "firewall"),
                new Case(
                        "HTML 404",
                        404,
                        "text/html",
                        HTML,
                        none,
                        unavailable,
                        null,
                        false,
                        "answered 404",
                        "nothing there"),
                new Case(
                        "empty 401",
                        401,
                        "",
                        "",
                        none,
                        refused,
                        null,
                        false,
                        "refused the request (401) without a word",
                        "client secret"),
                new Case("empty 403", 403, "", "", none, refused, null, false, "(403) without a word", "firewall"),
                new Case(
                        "empty 400",
                        400,
                        "",
                        "",
                        none,
                        unavailable,
                        null,
                        false,
                        "with an empty body",
                        "documentation"),
                new Case(
                        "empty 200",
                        200,
                        json,
                        "",
                        none,
                        unavailable,
                        null,
                        false,
                        "answered 200, with an empty body",
                        "Check the address"),
                new Case(
                        "204",
                        204,
                        "",
                        "",
                        none,
                        unavailable,
                        null,
                        false,
                        "answered 204, with an empty body",
                        "Check the address"),
                new Case("empty 500", 500, "", "", none, unavailable, null, true, "answered 500", "try again later"),
                new Case(
                        "truncated JSON",
                        200,
                        json,
                        "{\"access_token\":\"token-canary\",\"expi",
                        none,
                        unavailable,
                        null,
                        true,
                        "incomplete",
                        "Check the address"),
                new Case(
                        "JSON array",
                        200,
                        json,
                        "[]",
                        none,
                        unavailable,
                        null,
                        false,
                        "not the documented object",
                        "Check the address"),
                new Case(
                        "JSON without a token",
                        200,
                        json,
                        "{\"ok\":true}",
                        none,
                        unavailable,
                        null,
                        false,
                        "without a usable token at /access_token",
                        "Check the address"),
                new Case(
                        "no content type",
                        200,
                        "",
                        "hello",
                        none,
                        unavailable,
                        null,
                        false,
                        "a body of no stated type",
                        "Check the address"),
                new Case(
                        "redirect",
                        302,
                        "",
                        "",
                        List.of("Location", "https://evil.example/login?x=1"),
                        unavailable,
                        null,
                        false,
                        "a redirect to https://evil.example that is not followed",
                        "name that address"),
                new Case(
                        "307 to elsewhere",
                        307,
                        "",
                        "",
                        List.of("Location", "https://evil.example/"),
                        unavailable,
                        null,
                        false,
                        "to https://evil.example",
                        "name that address"),
                new Case(
                        "429 in seconds",
                        429,
                        json,
                        "{\"error\":\"slow\"}",
                        List.of("Retry-After", "120"),
                        unavailable,
                        "slow",
                        true,
                        "cannot serve",
                        "wait"),
                new Case(
                        "429 in HTML",
                        429,
                        "text/html",
                        HTML,
                        List.of("Retry-After", "120"),
                        unavailable,
                        null,
                        true,
                        "answered 429",
                        "wait"),
                new Case(
                        "503",
                        503,
                        "text/plain",
                        "down",
                        List.of("Retry-After", "120"),
                        unavailable,
                        null,
                        true,
                        "answered 503",
                        "later"),
                new Case("408", 408, "", "", none, unavailable, null, true, "answered 408", "Try again"),
                new Case(
                        "challenge in a header",
                        401,
                        "text/plain",
                        "no",
                        List.of("WWW-Authenticate", "Bearer realm=\"x\", error=\"invalid_token\""),
                        refused,
                        "invalid_token",
                        false,
                        "invalid_token",
                        "new access token"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachBadAnswerHasItsOwnClearOutcome(Case bad) {
        Script script = new Script().answer(bad.status, bad.type, bad.body, bad.headers.toArray(String[]::new));
        TokenException thrown = thrown(script);
        assertThat(thrown).isExactlyInstanceOf(bad.family);
        assertThat(thrown.status()).hasValue(bad.status);
        assertThat(thrown.code()).isEqualTo(Optional.ofNullable(bad.code));
        assertThat(thrown.retryable()).isEqualTo(bad.retryable);
        assertThat(thrown.mayHaveReachedProvider()).isTrue();
        assertThat(thrown).hasMessageStartingWith("Example ").hasMessageContaining(bad.message);
        assertThat(thrown.advice())
                .containsIgnoringCase(bad.advice)
                .endsWith(".")
                .doesNotContain("\n");
        assertThat(thrown.redactedBody()).isPresent();
        assertThat(thrown.redactedCurl().orElseThrow()).contains("\ncurl ").contains("https://as.example/token");
        assertThat(everythingOf(thrown)).doesNotContain("canary");
        if (bad.headers.contains("Retry-After")) {
            assertThat(thrown.retryAfter()).contains(Duration.ofSeconds(120));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | 120",
                "0 | 0",
                "99999999999999999999 | 31536000",
                "Thu, 01 Jan 2026 00:02:00 GMT | 120",
                "Thursday, 01-Jan-26 00:02:00 GMT | 120",
                "Thu Jan  1 00:02:00 2026 | 120",
                "Wed, 31 Dec 2025 23:00:00 GMT | 0",
            })
    void retryAfterIsReadInBothForms(String value, long seconds) {
        Script script = new Script().answer(503, "", "", "Retry-After", value);
        assertThat(thrown(script).retryAfter()).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void retryAfterAsADateCountsFromTheServersOwnClock() {
        Script script = new Script()
                .answer(
                        503,
                        "",
                        "",
                        "Date",
                        "Thu, 01 Jan 2026 05:00:00 GMT",
                        "Retry-After",
                        "Thu, 01 Jan 2026 05:02:00 GMT");
        assertThat(thrown(script).retryAfter()).contains(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", "", "Thu, 99 Jan 2026 00:02:00 GMT"})
    void aRetryAfterThatIsNeitherIsNone(String value) {
        assertThat(thrown(new Script().answer(503, "", "", "Retry-After", value))
                        .retryAfter())
                .isEmpty();
    }

    @Test
    void aCertificateThatIsNotTrustedIsNotAMatterOfTime() {
        IOException untrusted = new SSLHandshakeException("PKIX path building failed");
        untrusted.initCause(new CertificateException("unable to find valid certification path"));
        TokenException thrown =
                thrown(new Script().fail(new RequestNotSentException("No trusted TLS connection", untrusted)));
        assertThat(thrown).hasMessageContaining("will not help").hasMessageNotContaining("later");
        assertThat(thrown.retryable()).isFalse();
        assertThat(thrown.mayHaveReachedProvider()).isFalse();
    }

    static List<IOException> breaks() {
        return List.of(
                new SocketTimeoutException("https://as.example did not answer completely within 30000 ms"),
                new RequestNotSentException("No connection to https://as.example", new IOException("refused")),
                new RequestNotSentException("Not sent: neither https nor loopback"),
                new InterruptedIOException("Interrupted"),
                new ResponseTooLargeException(1024),
                new IOException("The connection broke"),
                new IOException());
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void aBrokenConnectionSaysWhetherToTryAgainAndWhetherTheRequestMayHaveArrived(IOException broken) {
        TokenException thrown = thrown(new Script().fail(broken));
        assertThat(thrown)
                .isExactlyInstanceOf(ProviderUnavailableException.class)
                .hasMessageStartingWith("Example gave no usable answer: ")
                .hasMessageNotContaining("null")
                .hasCause(broken);
        assertThat(thrown.status()).isEmpty();
        boolean refusedHere = broken instanceof RequestNotSentException && broken.getCause() == null;
        boolean interrupted = broken.getClass() == InterruptedIOException.class;
        assertThat(thrown.retryable())
                .isEqualTo(!refusedHere && !interrupted && !(broken instanceof ResponseTooLargeException));
        assertThat(thrown.mayHaveReachedProvider()).isEqualTo(!(broken instanceof RequestNotSentException));
    }

    @Test
    void aCauseThatQuotesASecretGivesWayToOneThatDoesNot() {
        IOException broken =
                new IOException("outer", new IllegalArgumentException("POST with client-secret-canary refused"));
        TokenException thrown = thrown(new Script().fail(broken));
        assertThat(thrown).hasCauseInstanceOf(IOException.class);
        assertThat(everythingOf(thrown)).contains("outer").doesNotContain("canary");
    }

    @Test
    void theServicesOwnWordsAreTranslatedAndItsNumberKept() {
        TokenDialect dialect = TokenDialect.builder()
                .successStatus(201)
                .failureMark("/success", "false")
                .errorCode()
                .vendorCode("/fault/code", "/no")
                .errorMessage("/message", "/fault/text")
                .means("Invalid client secret", "invalid_client", "Ask for a new secret.")
                .means("An internal error occurred: *", "server_error", "Wait.")
                .build();
        TokenException refused = thrown(
                new Script().json(200, "{\"success\":false,\"message\":\"Invalid client secret\",\"no\":900901}"),
                dialect);
        assertThat(refused).isExactlyInstanceOf(ProviderRefusedException.class);
        assertThat(refused.code()).contains("invalid_client");
        assertThat(refused.vendorCode()).contains("900901");
        assertThat(refused.providerMessage()).contains("Invalid client secret");
        assertThat(refused.advice()).isEqualTo("Ask for a new secret.");

        TokenException passing = thrown(
                new Script().json(501, "{\"fault\":{\"text\":\"An internal error occurred: x\",\"code\":\"7\"}}"),
                dialect);
        assertThat(passing).isExactlyInstanceOf(ProviderUnavailableException.class);
        assertThat(passing.code()).contains("server_error");
        assertThat(passing.vendorCode()).contains("7");
        assertThat(passing.retryable()).isTrue();

        TokenException unmarked = thrown(new Script().json(200, "{\"access_token\":\"token-canary\"}"), dialect);
        assertThat(unmarked).hasMessageContaining("answered 200");
        assertThat(everythingOf(unmarked)).doesNotContain("canary");
    }

    @Test
    void aTokenUnderANameOfItsOwnIsFoundWholeOrCutOff() {
        TokenDialect dialect = TokenDialect.builder()
                .successStatus(201)
                .accessToken("/data/ticket")
                .refreshToken("/data/again")
                .build();
        for (String body : List.of(
                "{\"data\":{\"ticket\":\"token-canary\",\"again\":\"token-canary2\"},\"echo\":\"x token-canary y\"}",
                "{\"data\":{\"ticket\":\"token-canary\",\"again\":\"token-can")) {
            TokenException thrown = thrown(new Script().json(200, body), dialect);
            assertThat(everythingOf(thrown)).doesNotContain("token-can");
        }
    }

    @Test
    void nothingSecretLeavesInAnySpelling() {
        String secret = "client-secret-canary";
        String echo = String.join(
                " ",
                secret,
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                Base64.getEncoder().encodeToString(("client:" + secret).getBytes(StandardCharsets.UTF_8)),
                "Authorization: Basic "
                        + Base64.getEncoder().encodeToString(("client:" + secret).getBytes(StandardCharsets.UTF_8)));
        String base64 = Base64.getEncoder()
                .encodeToString(secret.getBytes(StandardCharsets.UTF_8))
                .substring(0, 20);
        for (Script script : List.of(
                new Script().answer(502, "text/html", "<pre>" + echo + "</pre>"),
                new Script().json(400, "{\"error\":\"" + echo + "\",\"error_description\":\"" + echo + "\"}"),
                new Script().json(200, "{\"refresh_token\":\"token-canary\",\"echo\":\"" + echo + "\"}"),
                new Script().fail(new IOException(echo)))) {
            String everything = everythingOf(thrown(script));
            assertThat(everything).contains("***").doesNotContain("canary").doesNotContain(base64);
            assertThat(everything).doesNotContain("Y2xpZW50OmNsaWVudC1zZWNyZXQ");
        }
    }

    @Test
    void whatIsCutIsRedactedBefore() {
        String secret = "client-secret-canary";
        String body = (secret + " ").repeat(2_000);
        for (int shift = 0; shift < 25; shift++) {
            TokenException thrown = thrown(new Script().answer(500, "text/plain", "x".repeat(shift) + body));
            assertThat(thrown.redactedBody().orElseThrow())
                    .hasSizeLessThanOrEqualTo(2_000)
                    .doesNotContain("client-")
                    .doesNotContain("cli");
        }
    }

    @Test
    void controlCharactersNeverReachAMessage() {
        TokenException thrown = thrown(new Script()
                .json(400, "{\"error\":\"a\\u001b[31m\\n\",\"error_description\":\"b\\u202ec\\r\\nd\\u0000\"}"));
        assertThat(thrown.getMessage() + thrown.code() + thrown.providerMessage())
                .doesNotContainPattern("\\p{C}");
    }

    @Test
    void longWordsAreCut() {
        TokenException thrown = thrown(
                new Script().json(400, "{\"error\":\"x\",\"error_description\":\"" + "y".repeat(100_000) + "\"}"));
        assertThat(thrown.providerMessage().orElseThrow()).hasSize(300);
        assertThat(thrown.getMessage()).hasSizeLessThan(1_000);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void survivesSerialisationWhole(Case bad) throws Exception {
        TokenException thrown =
                thrown(new Script().answer(bad.status, bad.type, bad.body, bad.headers.toArray(String[]::new)));
        assertThat(everythingOf(copy(thrown))).isEqualTo(everythingOf(thrown));
        assertThat(copy(thrown)).isExactlyInstanceOf(thrown.getClass());
        assertThat(copy(thrown).retryAfter()).isEqualTo(thrown.retryAfter());
    }

    @Test
    void survivesSerialisationWithItsCause() throws Exception {
        TokenException thrown = thrown(new Script().fail(new SocketTimeoutException("late")));
        assertThat(copy(thrown)).hasCauseInstanceOf(SocketTimeoutException.class);
        assertThat(copy(thrown).retryable()).isTrue();
        assertThat(copy(thrown).redactedBody()).isEmpty();
    }

    private static TokenException copy(TokenException thrown) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrown);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (TokenException) in.readObject();
        }
    }

    /** All that a log, a page or a debugger could show of an exception. */
    static String everythingOf(TokenException thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return String.join(
                "\n",
                text.toString(),
                thrown.status().toString(),
                thrown.code().toString(),
                thrown.vendorCode().toString(),
                thrown.providerMessage().toString(),
                thrown.redactedBody().toString(),
                thrown.redactedCurl().toString(),
                thrown.advice(),
                thrown.failure().toString());
    }

    private static TokenException thrown(Script script) {
        return thrown(script, TokenDialect.standard());
    }

    private static TokenException thrown(Script script, TokenDialect dialect) {
        return catchThrowableOfType(
                TokenException.class,
                () -> script.client.requestToken(
                        script.provider.requests().password("user", Secret.of("password-canary"), List.of()), dialect));
    }
}
