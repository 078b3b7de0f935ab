package dev.tokentrail.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.RedirectPolicy;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.token.ProviderRefusedException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenClient;
import dev.tokentrail.core.token.TokenDialect;
import dev.tokentrail.core.token.UserNeededException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BearerAuthorizationTest extends BearerCalls {

    BearerAuthorizationTest() throws IOException {}

    @Test
    void everythingOfTheRequestIsKept() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.origin() + "/messages?x=%20"))
                .header("X-One", "1")
                .header("X-One", "2")
                .timeout(Duration.ofSeconds(9))
                .version(HttpClient.Version.HTTP_1_1)
                .PUT(HttpRequest.BodyPublishers.ofString("text"))
                .build();

        HttpRequest authorized = authorization.authorize(request);
        client.send(authorized, BodyHandlers.discarding());

        assertThat(authorized.timeout()).contains(Duration.ofSeconds(9));
        assertThat(authorized.version()).contains(HttpClient.Version.HTTP_1_1);
        assertThat(api.requests).hasSize(1);
        assertThat(api.requests.get(0).getRequestLine()).isEqualTo("PUT /messages?x=%20 HTTP/1.1");
        assertThat(api.requests.get(0).getHeaders().values("X-One")).containsExactly("1", "2");
        assertThat(api.requests.get(0).getBody().utf8()).isEqualTo("text");
        assertThat(api.authorizations()).containsExactly("Bearer access-1");
        assertThat(authorization
                        .authorize(HttpRequest.newBuilder(request.uri()))
                        .headers()
                        .allValues("Authorization"))
                .containsExactly("Bearer access-1");
    }

    @Test
    void asTheReadmeShowsIt() throws Exception {
        String api = this.api.origin();
        // region jdk
        HttpClient client = HttpClient.newHttpClient(); // does not follow redirects
        BearerAuthorization authorization = BearerAuthorization.of(tokens, api); // https://api.example.com
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(api + "/account")).build();
        HttpResponse<String> answer = authorization.send(client, request, BodyHandlers.ofString());
        // endregion
        assertThat(answer.body()).isEqualTo("welcome");
    }

    @Test
    void aRefusedTokenIsReplacedOnce() throws Exception {
        tokens.token();
        service.forgetAccessTokens();
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.origin() + "/messages"))
                .POST(HttpRequest.BodyPublishers.ofString("text"))
                .build();

        HttpResponse<String> answer = authorization.send(client, request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("welcome");
        assertThat(api.authorizations()).containsExactly("Bearer access-1", "Bearer access-2");
        assertThat(api.requests).allMatch(received -> received.getBody().utf8().equals("text"));
        assertThat(service.refreshes).isEqualTo(1);
    }

    @Test
    void aBodyThatMayBeEmptyTheSecondTimeIsNotSentAgain() throws Exception {
        tokens.token();
        service.forgetAccessTokens();
        InputStream once = new ByteArrayInputStream("text".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.origin() + "/messages"))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> once))
                .build();

        HttpResponse<String> refusal = authorization.send(client, request, BodyHandlers.ofString());

        assertThat(refusal.statusCode()).isEqualTo(401);
        assertThat(api.authorizations()).containsExactly("Bearer access-1");
        assertThat(authorization.send(client, get(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        assertThat(api.authorizations()).containsExactly("Bearer access-1", "Bearer access-2");
    }

    @Test
    void aRequestWithAnEmptyBodyIsSentAgain() throws Exception {
        tokens.token();
        service.forgetAccessTokens();
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.origin() + "/messages"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();

        assertThat(authorization
                        .send(client, request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aCallThatIsNotRefusedIsMadeOnce() {
        List<String> seen = new ArrayList<>();
        Function<Token, String> call = token -> {
            seen.add(token.accessToken().reveal());
            return "welcome";
        };

        assertThat(TokenUse.call(tokens, call)).isEqualTo("welcome");
        assertThat(TokenUse.call(tokens, call, result -> false)).isEqualTo("welcome");

        assertThat(seen).containsExactly("access-1", "access-1");
        assertThat(renewals()).isEqualTo(1);
    }

    @Test
    void theSameWithoutWaiting() throws Exception {
        tokens.token();
        service.forgetAccessTokens();

        HttpResponse<String> answer =
                authorization.sendAsync(client, get(), BodyHandlers.ofString()).get(20, TimeUnit.SECONDS);

        assertThat(answer.body()).isEqualTo("welcome");
        assertThat(api.authorizations()).containsExactly("Bearer access-1", "Bearer access-2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerThatRefusesEverythingCausesOneRenewal(boolean waiting) throws Exception {
        api.refusesAll = true;
        for (int call = 0; call < 20; call++) {
            HttpResponse<String> answer = waiting
                    ? authorization.send(client, get(), BodyHandlers.ofString())
                    : authorization
                            .sendAsync(client, get(), BodyHandlers.ofString())
                            .get(20, TimeUnit.SECONDS);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("refused");
        }
        assertThat(service.passwords).isEqualTo(1);
        assertThat(service.refreshes).isEqualTo(1);
        assertThat(api.requests).hasSize(21);
    }

    @Test
    void aHundredThreadsThatAreRefusedCauseOneRenewal() throws Exception {
        tokens.token();
        service.forgetAccessTokens();
        CountDownLatch allRefused = new CountDownLatch(100);
        api.beforeRefusal = () -> {
            allRefused.countDown();
            await(allRefused);
        };
        ExecutorService threads = Executors.newFixedThreadPool(100);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int thread = 0; thread < 100; thread++) {
                answers.add(threads.submit(() -> authorization
                        .send(client, get(), BodyHandlers.discarding())
                        .statusCode()));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get(50, TimeUnit.SECONDS)).isEqualTo(200);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(service.refreshes).isEqualTo(1);
        assertThat(service.passwords).isEqualTo(1);
        assertThat(api.requests).hasSize(200);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(40, TimeUnit.SECONDS)) {
                throw new IllegalStateException("not all came");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer error=\"insufficient_scope\", scope=\"more\"",
                "bearer realm=\"a\",error=insufficient_scope",
                "Basic realm=\"a\", Bearer realm=\"b\", error=\"insufficient_scope\""
            })
    void aTokenThatIsNotEnoughIsKept(String challenge) throws Exception {
        api.refusesAll = true;
        api.challenge = challenge;

        assertThat(authorization.send(client, get(), BodyHandlers.ofString()).body())
                .isEqualTo("refused");

        assertThat(api.requests).hasSize(1);
        assertThat(renewals()).isEqualTo(1);
    }

    @Test
    void aFileGetsTheLastAnswerOnly(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("answer");
        tokens.token();
        service.forgetAccessTokens();

        authorization.send(client, get(), BodyHandlers.ofFile(file));

        assertThat(file).hasContent("welcome");
    }

    @Test
    void theSameTokenAgainIsNotTried() throws Exception {
        Token first = tokens.token();
        TokenSource stubborn = new TokenSource() {
            @Override
            public Token token() {
                return first;
            }

            @Override
            public Token token(Duration patience) {
                return first;
            }

            @Override
            public CompletableFuture<Token> tokenAsync() {
                return CompletableFuture.completedFuture(first);
            }

            @Override
            public boolean invalidate(Token rejected) {
                return true;
            }

            @Override
            public void adopt(Token token) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {}
        };
        BearerAuthorization same = BearerAuthorization.of(stubborn, api.origin());
        api.refusesAll = true;

        HttpResponse<InputStream> answer = same.send(client, get(), BodyHandlers.ofInputStream());
        HttpResponse<String> later =
                same.sendAsync(client, get(), BodyHandlers.ofString()).get(20, TimeUnit.SECONDS);

        assertThat(api.requests).hasSize(2);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(answer.uri()).isEqualTo(get().uri());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(answer.request().headers().firstValue("Authorization")).contains("Bearer access-1");
        assertThat(new String(answer.body().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("refused");
        assertThat(later.body()).isEqualTo("refused");
        assertThat(TokenUse.another(stubborn, first)).isEmpty();
        assertThat(answer.toString()).doesNotContain("access-1");
    }

    @Test
    void whyThereIsNoOtherTokenIsSaid() throws Exception {
        service.passwordAllowed = false;
        try (TokenSource once = TokenSource.builder(service.client(clock))
                .startingWith(service.signIn().withoutRefreshToken())
                .build()) {
            BearerAuthorization mine = BearerAuthorization.of(once, api.origin());
            service.forgetAccessTokens();

            assertThatThrownBy(() -> mine.send(client, get(), BodyHandlers.discarding()))
                    .isInstanceOf(UserNeededException.class);
            assertThatThrownBy(() -> mine.sendAsync(client, get(), BodyHandlers.discarding())
                            .get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UserNeededException.class);
        }
    }

    @Test
    void anAuthorizationThatIsThereIsNotReplaced() {
        HttpRequest request = HttpRequest.newBuilder(get().uri())
                .header("authorization", "Basic canary")
                .build();

        assertThatThrownBy(() -> authorization.send(client, request, BodyHandlers.discarding()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has an Authorization header already")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> authorization.sendAsync(client, request, BodyHandlers.discarding()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has an Authorization header already");
        assertThatThrownBy(() -> authorization.authorize(request)).isInstanceOf(IllegalArgumentException.class);
        assertThat(renewals()).isZero();
    }

    @Test
    void anyCallIsMadeOnceMoreWithAnotherToken() {
        List<String> seen = new ArrayList<>();
        Token first = tokens.token();
        service.forgetAccessTokens();

        boolean accepted = TokenUse.call(
                tokens,
                token -> {
                    seen.add(token.accessToken().reveal());
                    return service.accepts(token);
                },
                result -> !result);

        assertThat(accepted).isTrue();
        assertThat(seen).containsExactly(first.accessToken().reveal(), "access-2");
        boolean refusedForEver = TokenUse.call(tokens, token -> seen.add("again"), result -> true);
        assertThat(refusedForEver).isTrue();
        assertThat(seen).hasSize(3);
        assertThat(renewals()).isEqualTo(2);
    }

    @Test
    void otherFailuresOfACallGoOut() {
        IllegalStateException broken = new IllegalStateException("broken");

        assertThatThrownBy(() -> TokenUse.call(tokens, token -> {
                    throw broken;
                }))
                .isSameAs(broken);
        assertThat(renewals()).isEqualTo(1);
    }

    @Test
    void nothingSecretIsPrinted() {
        assertThat(authorization.tokens()).isSameAs(tokens);
        assertThat(authorization).hasToString("BearerAuthorization[" + api.origin() + "]");
        assertThat(authorization.authorize(get()).toString()).doesNotContain("access-1");
    }

    @ParameterizedTest
    @CsvSource({
        "401, '', true",
        "401, Bearer, true",
        "401, 'Bearer error=\"invalid_token\", error_description=\"not insufficient_scope\"', true",
        "401, 'Bearer error=\"insufficient_scope\"', false",
        "403, 'Bearer error=\"invalid_token\"', false",
        "200, '', false"
    })
    void onlyATokenThatIsNotValidIsRefused(int status, String challenge, boolean refused) {
        assertThat(TokenUse.isRefused(status, List.of(challenge))).isEqualTo(refused);
        assertThat(TokenUse.isRefused(status, List.of())).isEqualTo(status == 401);
    }

    @Test
    void aMethodOfAProviderIsCalledOnceMoreWithAnotherToken() {
        TokenClient providers = TokenClient.of("API", JdkTransport.create(), clock, RedirectPolicy.sameOrigin());
        Function<Token, String> account = token -> providers
                .requestContent(
                        WireRequest.get(api.origin() + "/account")
                                .bearer(token.accessToken())
                                .build(),
                        TokenDialect.standard())
                .text();
        tokens.token();
        service.forgetAccessTokens();

        assertThat(TokenUse.call(tokens, account)).isEqualTo("welcome");

        api.refusesAll = true;
        for (int call = 0; call < 5; call++) {
            assertThatThrownBy(() -> TokenUse.call(tokens, account)).isInstanceOf(ProviderRefusedException.class);
        }
        assertThat(service.refreshes).isEqualTo(1);
        assertThat(api.requests).hasSize(2 + 5);
    }

    @Test
    void aMethodThatWantsMoreRightsIsNotRepeated() {
        api.refusesAll = true;
        api.challenge = "Bearer error=\"insufficient_scope\"";
        TokenClient providers = TokenClient.of("API", JdkTransport.create(), clock, RedirectPolicy.sameOrigin());

        assertThatThrownBy(() -> TokenUse.call(
                        tokens,
                        token -> providers.requestContent(
                                WireRequest.get(api.origin() + "/account")
                                        .bearer(token.accessToken())
                                        .build(),
                                TokenDialect.standard())))
                .isInstanceOf(ProviderRefusedException.class);
        assertThat(api.requests).hasSize(1);
        assertThat(renewals()).isEqualTo(1);
    }
}
