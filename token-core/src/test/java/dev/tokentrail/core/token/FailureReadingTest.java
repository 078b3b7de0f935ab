package dev.tokentrail.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokentrail.core.http.RequestNotSentException;
import dev.tokentrail.core.http.ResponseTooLargeException;
import dev.tokentrail.core.secret.Secret;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an answer stops being a failure, and where it begins to be one. */
class FailureReadingTest {

    private static final TokenDialect MARKED =
            TokenDialect.builder().failureMark("/success", "false").build();

    private final Script script = new Script();

    @Test
    void wordsBesideATokenAreNoFailure() {
        script.json(200, "{\"access_token\":\"abc\",\"error_description\":\"none\"}");
        assertThat(token(TokenDialect.standard()).accessToken()).isEqualTo(Secret.of("abc"));
    }

    @Test
    void aNumberOfTheServiceBesideATokenIsNoFailure() {
        script.json(200, "{\"access_token\":\"abc\",\"no\":0}");
        TokenDialect dialect = TokenDialect.builder().vendorCode("/no").build();
        assertThat(token(dialect).accessToken()).isEqualTo(Secret.of("abc"));
    }

    @Test
    void aMarkAloneIsAFailure() {
        script.json(200, "{\"success\":false,\"access_token\":\"token-canary\"}");
        TokenException refused = failure(() -> token(MARKED));
        assertThat(refused)
                .isExactlyInstanceOf(ProviderRefusedException.class)
                .hasMessageStartingWith("Example refused the request (200). ");
        assertThat(refused.code()).isEmpty();
        assertThat(refused.providerMessage()).isEmpty();

        script.json(200, "{\"success\":true,\"access_token\":\"abc\"}");
        assertThat(token(MARKED).accessToken()).isEqualTo(Secret.of("abc"));
    }

    @Test
    void whereNoWordsCameTheCodeStandsForThem() {
        script.json(401, "{\"error\":\"invalid_client\"}");
        TokenException refused = failure(() -> token(TokenDialect.standard()));
        assertThat(refused.providerMessage()).hasValue("invalid_client");
        assertThat(refused)
                .hasMessageStartingWith("Example refused the request (401 invalid_client): invalid_client. ");
    }

    @Test
    void aChallengeNamesTheErrorThatTheBodyDoesNot() {
        String challenge = "Bearer realm=\"x\", error=\"invalid_token\"";
        script.answer(400, "application/json", "{\"note\":1}", "WWW-Authenticate", challenge);
        assertThat(failure(() -> token(TokenDialect.standard())).code()).hasValue("invalid_token");

        script.answer(200, "application/json", "{\"access_token\":\"abc\"}", "WWW-Authenticate", challenge);
        assertThat(token(TokenDialect.standard()).accessToken()).isEqualTo(Secret.of("abc"));
    }

    @ParameterizedTest
    @CsvSource({"401, Get a new access token", "403, Something refuses this client here"})
    void whoPresentedATokenIsToldOfTheToken(int status, String advice) {
        script.answer(status, "", "");
        TokenException refused = failure(() -> script.provider.userinfo(Token.of(Secret.of("abc"))));
        assertThat(refused.advice()).startsWith(advice);
    }

    @Test
    void whoPresentedClientCredentialsIsToldOfThem() {
        script.answer(401, "", "");
        assertThat(failure(() -> token(TokenDialect.standard())).advice()).startsWith("Check the client id");
    }

    @Test
    void whatWillNotHelpIsNotAdvised() {
        script.fail(new ResponseTooLargeException(1024)).fail(new SocketTimeoutException("late"));
        assertThat(failure(() -> token(TokenDialect.standard())).advice())
                .isEqualTo("Trying again as it is will not help.");
        assertThat(failure(() -> token(TokenDialect.standard())).advice()).isEqualTo("Try again later.");
    }

    @Test
    void aCertificateIsLookedForInTwentyCausesAndNotForever() {
        script.fail(wrapped(19, new CertificateException("expired")))
                .fail(wrapped(20, new CertificateException("expired")));
        assertThat(failure(() -> token(TokenDialect.standard())).retryable()).isFalse();
        assertThat(failure(() -> token(TokenDialect.standard())).retryable()).isTrue();

        IOException outer = new IOException("outer");
        outer.initCause(new IOException("inner", outer));
        script.fail(new RequestNotSentException("No connection", outer));
        assertThat(failure(() -> token(TokenDialect.standard())).retryable()).isTrue();
    }

    @Test
    void eachGrantOfTheProviderGivesItsToken() {
        Map<String, Supplier<Token>> grants = Map.of(
                "grant_type=client_credentials&scope=a",
                () -> script.provider.clientCredentials("a"),
                "grant_type=password&username=u&password=p",
                () -> script.provider.password("u", Secret.of("p")),
                "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=j",
                () -> script.provider.jwtBearer(Secret.of("j")),
                "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Asaml2-bearer&assertion=s",
                () -> script.provider.saml2Bearer(Secret.of("s")),
                "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&subject_token=t"
                        + "&subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Ajwt",
                () -> script.provider.exchange(TokenExchange.of(Secret.of("t"), TokenExchange.JWT)));
        grants.forEach((body, grant) -> {
            script.json(200, "{\"access_token\":\"abc\"}");
            assertThat(grant.get().accessToken()).as(body).isEqualTo(Secret.of("abc"));
            assertThat(script.last().body().bytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(body);
        });
    }

    private Token token(TokenDialect dialect) {
        return script.client.requestToken(
                script.provider.requests().password("user", Secret.of("password-canary"), List.of()), dialect);
    }

    private static TokenException failure(Supplier<?> call) {
        return catchThrowableOfType(TokenException.class, call::get);
    }

    private static IOException wrapped(int times, Exception cause) {
        Exception outer = cause;
        for (int i = 0; i < times; i++) {
            outer = new IOException("around", outer);
        }
        return (IOException) outer;
    }

    @Test
    void theServicesOwnErrorMayStandInTheChallengeAndItsWordsInTheBody() {
        script.answer(
                401,
                "application/json",
                "{\"error_description\":\"It has expired\"}",
                "WWW-Authenticate",
                "Bearer error=\"invalid_token\"");
        TokenException refused = failure(() -> token(TokenDialect.standard()));
        assertThat(refused.code()).hasValue("invalid_token");
        assertThat(refused.providerMessage()).hasValue("It has expired");
    }

    @Test
    void whatIsOnlyMarkedIsToBeLookedUp() {
        script.json(200, "{\"success\":false}");
        assertThat(failure(() -> token(MARKED)).advice())
                .isEqualTo("Look this error up in the service's documentation.");
    }

    @ParameterizedTest
    @CsvSource({"Gone!, Gone!", "Gone?, Gone?", "Gone., Gone.", "Gone, Gone."})
    void wordsEndLikeASentence(String words, String shown) {
        script.json(400, "{\"error\":\"x\",\"error_description\":\"" + words + "\"}");
        assertThat(failure(() -> token(TokenDialect.standard()))).hasMessageContaining("(400 x): " + shown + " Look");
    }

    @Test
    void wordsOfThreeHundredCharactersAreShownWhole() {
        for (int length : new int[] {300, 301}) {
            script.json(
                    400,
                    "{\"error\":\"x\",\"error_description\":\""
                            + "word ".repeat(60).substring(0, 299) + ".".repeat(length - 299) + "\"}");
            assertThat(failure(() -> token(TokenDialect.standard())).providerMessage())
                    .hasValueSatisfying(
                            words -> assertThat(words).hasSize(300).endsWith(length == 300 ? "." : "\u2026"));
        }
    }

    @Test
    void aWordThatIsNoTokenBecauseTheAnswerIsAnErrorIsShown() {
        script.answer(503, "text/plain", "maintenance").answer(200, "text/plain", "token-canary");
        assertThat(failure(() -> token(TokenDialect.standard())).redactedBody()).hasValue("maintenance");
        assertThat(failure(() -> token(TokenDialect.standard())).redactedBody()).hasValue(Secret.MASK);
    }

    @Test
    void aCauseThatQuotesASecretIsReplacedAndStillTellsWhere() {
        IOException quoting = new IOException("cannot send password-canary");
        script.fail(quoting);
        Throwable cause = failure(() -> token(TokenDialect.standard())).getCause();
        assertThat(cause).hasMessage("cannot send " + Secret.MASK);
        assertThat(cause.getStackTrace()).isEqualTo(quoting.getStackTrace());
    }

    @ParameterizedTest
    @CsvSource({
        "'Fri, 01 Jan 2027 00:00:00 GMT', P365D",
        "'Sat, 02 Jan 2027 00:00:00 GMT', P365D",
        "'Wed, 31 Dec 2025 23:59:59 GMT', PT0S",
        "'Thu, 01 Jan 2026 00:00:01 GMT', PT1S"
    })
    void aMomentToComeAgainIsAYearAwayAtMost(String moment, Duration wait) {
        script.answer(503, "", "", "Retry-After", moment);
        assertThat(failure(() -> token(TokenDialect.standard())).retryAfter()).hasValue(wait);
    }
}
