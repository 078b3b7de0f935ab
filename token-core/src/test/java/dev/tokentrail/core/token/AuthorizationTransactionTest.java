package dev.tokentrail.core.token;

import static dev.tokentrail.core.token.Script.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.http.RedirectPolicy;
import dev.tokentrail.core.secret.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTransactionTest {

    private static final String REDIRECT = "https://app.example/callback";

    private final Script script = new Script();
    private final AuthorizationTransaction login = script.provider.authorize(REDIRECT, "read", "write");
    private final String state = login.state().reveal();

    @Test
    void theAddressHoldsAllThatTheServiceMustKnow() {
        assertThat(login.uri())
                .startsWith("https://as.example/authorize?tenant=1&client_id=client&")
                .contains("scope=read%20write");
        Map<String, String> query = query(login.uri());
        assertThat(query)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "client")
                .containsEntry("redirect_uri", REDIRECT)
                .containsEntry("state", state)
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("code_challenge", AuthorizationTransactionBuilder.challenge(login.codeVerifier()));
        assertThat(login.uri()).doesNotContain(login.codeVerifier().reveal());
        assertThat(state).matches("[A-Za-z0-9_-]{43}");
        assertThat(login.codeVerifier().reveal()).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void anAddressWithoutAQueryGetsOne() {
        AuthorizationTransaction one = builder().lifetime(Duration.ofSeconds(1)).start(script.client);
        assertThat(one.uri()).startsWith("https://as.example/authorize?client_id=client&redirect_uri=");
        assertThat(one.codeVerifier()).isNull();
        assertThat(one.startedAt()).isEqualTo(START);
        assertThat(one.expiresAt()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void itSaysWhoseItIsAndHowLongItLives() {
        assertThat(login.provider()).isEqualTo("Example");
        assertThat(login.startedAt()).isEqualTo(START);
        assertThat(login.expiresAt()).isEqualTo(START.plus(Duration.ofMinutes(10)));
        assertThat(login)
                .hasToString("AuthorizationTransaction[provider=Example, redirectUri=" + REDIRECT
                        + ", expiresAt=2026-01-01T00:10:00Z]");
    }

    @Test
    void aRedirectWithoutStateIsToldFromOneWithAnother() {
        assertThatThrownBy(() -> receive(login, callback("code=x"))).hasMessageContaining("holds no state");
        assertThatThrownBy(() -> receive(login, callback("code=x&state=y")))
                .hasMessageContaining("not the one of this authorization");
    }

    @Test
    void theServicesOwnErrorNumberIsKept() {
        TokenDialect dialect =
                TokenDialect.builder().vendorCode("/error_number").build();
        assertThatThrownBy(() -> login.receiveCode(
                        callback("error=access_denied&error_number=4711&state=" + state),
                        script.client,
                        dialect,
                        "code"))
                .isInstanceOfSatisfying(
                        UserNeededException.class,
                        refused -> assertThat(refused.vendorCode()).hasValue("4711"));
    }

    @Test
    void aRedirectThatRepeatsItsStateOrCodeInOtherParametersIsToldWithoutThem() {
        TokenDialect dialect =
                TokenDialect.builder().vendorCode("/error_number").build();
        AuthorizationCallback callback = callback("code=SplxlOBeZQQ&error=no-" + state
                + "&error_description=by+SplxlOBeZQQ+%3A" + state + "&error_number=n" + state + "&state=" + state);
        assertThat(callback.shown("error_description")).hasValue("by *** :***");
        assertThat(callback.shown("missing")).isEmpty();
        assertThatThrownBy(() -> login.receiveCode(callback, script.client, dialect, "code"))
                .isInstanceOfSatisfying(ProviderRefusedException.class, refused -> {
                    assertThat(refused.vendorCode()).hasValue("n***");
                    assertThat(refused.code()).hasValue("no-***");
                })
                .hasMessageContaining("by *** :***")
                .hasMessageNotContaining(state)
                .hasMessageNotContaining("SplxlOBeZQQ");
    }

    @Test
    void aProviderMayRejectARedirectForAReasonOfItsOwn() {
        CallbackRejectedException rejected = CallbackRejectedException.because("It is odd.", "Start again.");
        assertThat(rejected).hasMessageContaining("It is odd.").hasMessageContaining("Start again.");
        assertThat(rejected.advice()).isEqualTo("Start again.");
        assertThat(rejected.mayHaveReachedProvider()).isFalse();
    }

    @Test
    void theLastTenThousandStatesAreRemembered() {
        ConsumedStates states = new ConsumedStates();
        Secret first = Secret.of("first");
        assertThat(states.add(first)).isTrue();
        for (int i = 1; i < 10_000; i++) {
            states.add(Secret.of("state-" + i));
        }
        assertThat(states.add(first)).as("after 9,999 others").isFalse();
        states.add(Secret.of("one-more"));
        assertThat(states.add(first)).as("after 10,000 others").isTrue();
    }

    @Test
    void onlyTheQueryOfAnAddressIsRead() {
        assertThat(AuthorizationCallback.fromUri("?code=x#code=y").parameter("code"))
                .hasValue("x");
        assertThat(AuthorizationCallback.fromUri("#?code=x").parameter("code")).isEmpty();
        assertThat(AuthorizationCallback.fromUri("code=x").parameter("code")).isEmpty();
    }

    @Test
    void aParameterMayLackItsNameOrItsValue() {
        AuthorizationCallback callback = AuthorizationCallback.fromForm("=nameless&code&a=b=c&");
        assertThat(callback.parameter("")).hasValue("nameless");
        assertThat(callback.parameter("code")).isEmpty();
        assertThat(callback.parameter("a")).hasValue("b=c");
        assertThat(callback).hasToString("AuthorizationCallback[, code, a]");
    }

    @Test
    void theChallengeIsThatOfRfc7636AppendixB() {
        assertThat(AuthorizationTransactionBuilder.challenge(Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")))
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void noTwoTransactionsShareStateOrVerifier() {
        Set<Secret> drawn = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            AuthorizationTransaction another = script.provider.authorize(REDIRECT);
            drawn.add(another.state());
            drawn.add(another.codeVerifier());
        }
        assertThat(drawn).hasSize(2_000);
    }

    @Test
    void aCodeIsExchangedWithVerifierAndRedirectUri() {
        script.json(200, "{\"access_token\":\"abc\"}");
        Token token = script.provider.complete(login, callback("code=the-code&state=" + state));
        assertThat(token.accessToken()).isEqualTo(Secret.of("abc"));
        assertThat(new String(script.last().body().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("grant_type=authorization_code&code=the-code&redirect_uri="
                        + "https%3A%2F%2Fapp.example%2Fcallback&code_verifier="
                        + login.codeVerifier().reveal());
    }

    @Test
    void aPostedFormIsReadAsAQueryIs() {
        AuthorizationCallback posted = AuthorizationCallback.fromForm("code=a%2Bb+c&state=" + state);
        assertThat(receive(login, posted)).isEqualTo(Secret.of("a+b c"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "code=x", "code=x&state=", "code=x&state=wrong", "error=access_denied&state=wrong", "state"})
    void withoutItsStateNothingElseIsLookedAtAndNothingIsUsedUp(String query) {
        assertThatThrownBy(() -> receive(login, callback(query)))
                .isExactlyInstanceOf(CallbackRejectedException.class)
                .hasMessageContaining("state");
        assertThat(receive(login, callback("code=x&state=" + state))).isEqualTo(Secret.of("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code=x&state=%s&state=%s",
                "code=x&code=y&state=%s",
                "code=x&code=x&state=%s",
                "code=x&state=%s&iss=a&iss=b",
                "error=a&error=b&state=%s",
                "error=a&error_description=b&error_description=c&state=%s"
            })
    void aRepeatedParameterIsRejectedBeforeAnythingIsUsedUp(String query) {
        assertThatThrownBy(() -> receive(login, callback(query.replace("%s", state))))
                .isExactlyInstanceOf(CallbackRejectedException.class)
                .hasMessageContaining("more than once");
        assertThat(receive(login, callback("code=x&state=" + state))).isEqualTo(Secret.of("x"));
    }

    @Test
    void anotherIssuerIsRejectedBeforeItsErrorOrCodeIsBelieved() {
        for (String query : List.of("code=x", "error=access_denied")) {
            assertThatThrownBy(() -> receive(login, callback(query + "&iss=https%3A%2F%2Fevil.example&state=" + state)))
                    .isExactlyInstanceOf(CallbackRejectedException.class)
                    .hasMessageContaining("another issuer");
        }
        assertThat(receive(login, callback("code=x&iss=https%3A%2F%2Fas.example&state=" + state)))
                .isEqualTo(Secret.of("x"));
    }

    @Test
    void aServiceThatAlwaysNamesItsIssuerMust() {
        AuthorizationTransaction strict =
                builder().issuer("https://as.example", true).start(script.client);
        String strictState = strict.state().reveal();
        assertThatThrownBy(() -> receive(strict, callback("code=x&state=" + strictState)))
                .isExactlyInstanceOf(CallbackRejectedException.class)
                .hasMessageContaining("does not name its issuer");
        AuthorizationTransaction restored = AuthorizationTransaction.fromJson(strict.toJson());
        assertThatThrownBy(() -> receive(restored, callback("code=x&state=" + strictState)))
                .hasMessageContaining("does not name its issuer");
        assertThatThrownBy(() -> builder().issuer(null, true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIssuerThatNobodyKnowsIsNotCompared() {
        AuthorizationTransaction unknown = builder().start(script.client);
        String query =
                "code=x&iss=https%3A%2F%2Fas.example&state=" + unknown.state().reveal();
        assertThat(receive(unknown, callback(query))).isEqualTo(Secret.of("x"));
    }

    @Test
    void aTokenInTheRedirectIsNotTaken() {
        String query = "access_token=canary&token_type=bearer&expires_in=3600&state=" + state;
        assertThatThrownBy(() -> script.provider.complete(login, callback(query)))
                .isExactlyInstanceOf(CallbackRejectedException.class)
                .hasMessageContaining("neither a code nor an error")
                .hasMessageNotContaining("canary");
        assertThat(script.requests).isEmpty();
    }

    @Test
    void anotherProviderCannotCompleteIt() {
        TokenClient other = TokenClient.of("Other", script, script, RedirectPolicy.sameOrigin());
        assertThatThrownBy(() ->
                        login.receiveCode(callback("code=x&state=" + state), other, TokenDialect.standard(), "code"))
                .isExactlyInstanceOf(CallbackRejectedException.class)
                .hasMessageContaining("Example")
                .hasMessageContaining("Other");
    }

    @Test
    void itEndsAtItsTimeAndNotBefore() {
        script.pass(Duration.ofMinutes(10).minusNanos(1));
        assertThat(receive(login, callback("code=x&state=" + state))).isNotNull();
        AuthorizationTransaction late = script.provider.authorize(REDIRECT);
        script.pass(Duration.ofMinutes(10));
        assertThatThrownBy(() ->
                        receive(late, callback("code=x&state=" + late.state().reveal())))
                .isExactlyInstanceOf(CallbackRejectedException.class)
                .hasMessageContaining("expired");
    }

    @Test
    void itCompletesOnceHoweverOftenItIsRestored() {
        String json = login.toJson();
        assertThat(receive(AuthorizationTransaction.fromJson(json), callback("code=x&state=" + state)))
                .isNotNull();
        for (AuthorizationTransaction again : List.of(login, AuthorizationTransaction.fromJson(json))) {
            assertThatThrownBy(() -> receive(again, callback("code=x&state=" + state)))
                    .isExactlyInstanceOf(CallbackRejectedException.class)
                    .hasMessageContaining("completed before");
        }
    }

    @Test
    void anErrorUsesItUpToo() {
        assertThatThrownBy(() -> receive(login, callback("error=access_denied&state=" + state)))
                .isExactlyInstanceOf(UserNeededException.class);
        assertThatThrownBy(() -> receive(login, callback("code=x&state=" + state)))
                .hasMessageContaining("completed before");
    }

    @Test
    void ofAHundredThreadsOneCompletesIt() throws Exception {
        String json = login.toJson();
        ExecutorService threads = Executors.newFixedThreadPool(100);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> results = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            AuthorizationTransaction one = i % 2 == 0 ? login : AuthorizationTransaction.fromJson(json);
            results.add(threads.submit(() -> {
                start.await();
                try {
                    receive(one, callback("code=x&state=" + state));
                    return true;
                } catch (CallbackRejectedException late) {
                    return false;
                }
            }));
        }
        start.countDown();
        int completed = 0;
        for (Future<Boolean> result : results) {
            completed += result.get() ? 1 : 0;
        }
        threads.shutdown();
        assertThat(completed).isEqualTo(1);
    }

    @Test
    void theErrorGoesBeforeTheCodeAndItsFamilyFollowsFromIt() {
        Map<String, Class<?>> families = new LinkedHashMap<>();
        families.put("access_denied", UserNeededException.class);
        families.put("login_required", UserNeededException.class);
        families.put("consent_required", UserNeededException.class);
        families.put("invalid_scope", ProviderRefusedException.class);
        families.put("unauthorized_client", ProviderRefusedException.class);
        families.put("server_error", ProviderUnavailableException.class);
        families.put("temporarily_unavailable", ProviderUnavailableException.class);
        families.forEach((error, family) -> {
            AuthorizationTransaction one = script.provider.authorize(REDIRECT);
            assertThatThrownBy(() -> receive(
                            one,
                            callback("code=x&error=" + error + "&error_description=It%0D%0Awas+so%1B&state="
                                    + one.state().reveal())))
                    .isExactlyInstanceOf(family)
                    .hasMessageContaining("It  was so")
                    .satisfies(thrown ->
                            assertThat(((TokenException) thrown).code()).contains(error));
        });
    }

    @Test
    void aDescriptionThatEndsLikeASentenceGetsNoSecondFullStop() {
        assertThatThrownBy(() ->
                        receive(login, callback("error=access_denied&error_description=She+said+no.&state=" + state)))
                .hasMessageContaining("without a code: She said no. ")
                .hasMessageNotContaining("..");
    }

    @Test
    void neitherCodeNorErrorIsRejected() {
        assertThatThrownBy(() -> receive(login, callback("code=&state=" + state)))
                .isExactlyInstanceOf(CallbackRejectedException.class)
                .hasMessageContaining("neither a code nor an error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=%zz", "%=1", "a=%u0041", "a=%", "code=\uD800"})
    void aMalformedQueryIsRejected(String query) {
        assertThatThrownBy(() -> callback(query)).isExactlyInstanceOf(CallbackRejectedException.class);
    }

    @Test
    void anEndlessQueryIsRejected() {
        assertThatThrownBy(() -> callback("a=" + "x".repeat(AuthorizationCallback.LONGEST_TEXT)))
                .isExactlyInstanceOf(CallbackRejectedException.class);
        assertThatCode(() -> AuthorizationCallback.fromForm("&".repeat(AuthorizationCallback.LONGEST_TEXT)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> AuthorizationCallback.fromForm("&".repeat(AuthorizationCallback.LONGEST_TEXT + 1)))
                .isExactlyInstanceOf(CallbackRejectedException.class)
                .hasMessageContaining("65536 characters");
    }

    @Property(tries = 1000)
    void anyQueryIsReadOrRejectedAndNeverAnythingElse(@ForAll String query) {
        try {
            AuthorizationCallback callback = AuthorizationCallback.fromUri("https://app.example/cb?" + query);
            assertThat(callback.toString()).doesNotContain("\n", "\r");
            receive(login, callback);
        } catch (CallbackRejectedException rejected) {
            assertThat(rejected.getMessage()).doesNotContain("\n");
        }
    }

    @Property(tries = 500)
    void theJsonFormIsReadBackWhole(
            @ForAll @NotEmpty String provider,
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
            @ForAll @LongRange(min = 0, max = 999_999_999) long nano,
            @ForAll boolean issInResponse) {
        Instant started = Instant.ofEpochSecond(second, nano);
        AuthorizationTransaction one = new AuthorizationTransaction(
                provider,
                "https://as.example/?q=" + URLEncoder.encode(provider, StandardCharsets.UTF_8),
                Secret.of("state-canary" + nano),
                nano % 2 == 0 ? null : Secret.of("verifier-canary" + second),
                REDIRECT,
                issInResponse || nano % 3 == 0 ? "https://as.example" : null,
                issInResponse,
                started,
                started.plusSeconds(600));
        AuthorizationTransaction read = AuthorizationTransaction.fromJson(one.toJson());
        assertThat(read).usingRecursiveComparison().isEqualTo(one);
        assertThat(read).asString().doesNotContain("canary");
    }

    @Test
    void aSessionThatIsGoneIsSaidToBe() {
        assertThatThrownBy(() -> AuthorizationTransaction.fromJson(null)).hasMessageContaining("session lost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "\"x\"", "{\"provider\":\"canary\"}", "{\"state\":1}"})
    void whatIsNoTransactionIsRefusedInOneSentence(String json) {
        assertThatThrownBy(() -> AuthorizationTransaction.fromJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("session")
                .hasMessageNotContaining("canary")
                .hasNoCause();
        assertThatThrownBy(() ->
                        AuthorizationTransaction.fromJson(login.toJson().replace(START.toString(), "yesterday-canary")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example/cb",
                "https://app.example/cb?fixed=1",
                "http://127.0.0.1:8080/cb",
                "http://localhost/cb",
                "http://[::1]:5000/cb",
                "com.example.app:/cb"
            })
    void takesARedirectUriThatIsSafe(String redirectUri) {
        assertThat(script.provider.authorize(redirectUri).redirectUri()).isEqualTo(redirectUri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/cb",
                "//app.example/cb",
                "http://app.example/cb",
                "http://localhost.example/cb",
                "https://app.example/cb#x",
                "https:app.example",
                "https:///cb",
                "javascript:alert(1)",
                "data:text/html,x",
                "myapp:/cb",
                "https://app.example/ cb",
                "https://app.example/*\\@evil.example"
            })
    void refusesARedirectUriThatIsNot(String redirectUri) {
        assertThatThrownBy(() -> script.provider.authorize(redirectUri)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "client_id", "redirect_uri", "code_challenge", "code_challenge_method"})
    void itsOwnParametersCannotBeAddedTwice(String name) {
        assertThatThrownBy(() -> builder().parameter(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAnInsecureEndpointAndALifetimeOfNothing() {
        assertThatThrownBy(() -> AuthorizationTransaction.of("http://as.example/authorize", "c", REDIRECT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().lifetime(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().lifetime(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    private static AuthorizationTransactionBuilder builder() {
        return AuthorizationTransaction.of("https://as.example/authorize", "client", REDIRECT);
    }

    private Secret receive(AuthorizationTransaction transaction, AuthorizationCallback callback) {
        return transaction.receiveCode(callback, script.client, TokenDialect.standard(), "code");
    }

    private static AuthorizationCallback callback(String query) {
        return AuthorizationCallback.fromUri(REDIRECT + "?" + query + "#ignored");
    }

    private static Map<String, String> query(String uri) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : URI.create(uri).getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            assertThat(query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8)))
                    .isNull();
        }
        return query;
    }
}
