package dev.tokentrail.adapters.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.adapters.AnotherEachTime;
import dev.tokentrail.adapters.Api;
import dev.tokentrail.adapters.CountingProvider;
import dev.tokentrail.adapters.Herd;
import dev.tokentrail.core.source.BearerAuthorization;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.token.ProviderUnavailableException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OkHttpBearerTest {

    private final CountingProvider provider = new CountingProvider();
    private final TokenSource tokens = TokenSource.of(provider);
    private final Api api = new Api();
    private final Api elsewhere = new Api();
    private final BearerAuthorization authorization = BearerAuthorization.of(tokens, api.origin());
    private final OkHttpClient client =
            OkHttpBearer.of(authorization).installIn(new OkHttpClient.Builder()).build();

    OkHttpBearerTest() throws IOException {}

    @AfterEach
    void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
        tokens.close();
        api.close();
        elsewhere.close();
    }

    private static Request get(String address) {
        return new Request.Builder().url(address).build();
    }

    private String body(Request request) throws IOException {
        return body(client, request);
    }

    private static String body(OkHttpClient sender, Request request) throws IOException {
        try (Response response = sender.newCall(request).execute()) {
            return response.code() + " " + response.body().string();
        }
    }

    @Test
    void asTheReadmeShowsIt() throws IOException {
        String api = this.api.origin();
        // region okhttp
        BearerAuthorization authorization = BearerAuthorization.of(tokens, api); // https://api.example.com
        OkHttpClient client = OkHttpBearer.of(authorization)
                .installIn(new OkHttpClient.Builder())
                .build();
        // endregion
        assertThat(body(client, get(api + "/account"))).isEqualTo("200 welcome");
        client.dispatcher().executorService().shutdown();
    }

    @Test
    void aRefusedTokenIsReplacedOnce() throws IOException {
        assertThat(body(get(api.origin() + "/account"))).isEqualTo("200 welcome");
        api.accepted = "canary-2";
        Request post = new Request.Builder()
                .url(api.origin() + "/messages")
                .header("X-One", "1")
                .post(RequestBody.create("text", MediaType.get("text/plain")))
                .build();

        assertThat(body(post)).isEqualTo("200 welcome");

        assertThat(api.authorizations()).containsExactly("Bearer canary-1", "Bearer canary-1", "Bearer canary-2");
        assertThat(api.requests.subList(1, 3))
                .allMatch(request -> request.getBody().utf8().equals("text")
                        && "1".equals(request.getHeaders().get("X-One")));
        assertThat(provider.given).hasValue(2);
    }

    @Test
    void aServerThatRefusesEverythingCausesOneRenewal() throws IOException {
        api.accepted = "none";

        for (int call = 0; call < 20; call++) {
            assertThat(body(get(api.origin() + "/account"))).isEqualTo("401 refused");
        }

        assertThat(provider.given).hasValue(2);
        assertThat(api.requests).hasSize(21);
    }

    @Test
    void aHundredThreadsThatAreRefusedCauseOneRenewal() throws Exception {
        tokens.token();
        api.accepted = "canary-2";

        Herd.calls(api, () -> {
            try (Response response =
                    client.newCall(get(api.origin() + "/account")).execute()) {
                return response.code();
            }
        });

        assertThat(provider.given).hasValue(2);
        assertThat(api.requests).hasSize(2 * Herd.SIZE);
    }

    @Test
    void aTokenThatIsNotEnoughIsKept() throws IOException {
        api.accepted = "none";
        api.challenge = "Bearer error=\"insufficient_scope\", scope=\"more\"";

        assertThat(body(get(api.origin() + "/account"))).isEqualTo("401 refused");
        assertThat(api.requests).hasSize(1);
        assertThat(provider.given).hasValue(1);
    }

    @Test
    void aRedirectElsewhereDoesNotTakeTheTokenAlong() throws IOException {
        api.location = elsewhere.origin() + "/account";

        assertThat(body(get(api.origin() + "/moved"))).isEqualTo("401 refused");

        assertThat(api.authorizations()).containsExactly("Bearer canary-1");
        assertThat(elsewhere.authorizations()).containsExactly("null");
        assertThat(provider.given).hasValue(1);
    }

    @Test
    void aRedirectToAnotherAllowedOriginGetsTheTokenWhenItAsks() throws IOException {
        OkHttpClient both = OkHttpBearer.of(BearerAuthorization.of(tokens, api.origin(), elsewhere.origin()))
                .installIn(new OkHttpClient.Builder())
                .build();
        api.location = elsewhere.origin() + "/account";
        assertThat(body(both, get(api.origin() + "/moved"))).isEqualTo("200 welcome");
        assertThat(elsewhere.authorizations()).containsExactly("null", "Bearer canary-1");

        elsewhere.accepted = "canary-2";
        assertThat(body(both, get(api.origin() + "/moved"))).isEqualTo("200 welcome");
        assertThat(elsewhere.authorizations())
                .containsExactly("null", "Bearer canary-1", "null", "Bearer canary-1", "Bearer canary-2");

        elsewhere.accepted = "none";
        assertThat(body(both, get(api.origin() + "/moved"))).isEqualTo("401 refused");
        assertThat(elsewhere.requests).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void aRedirectWithinTheOriginKeepsTheToken() throws IOException {
        api.location = "/account";

        assertThat(body(get(api.origin() + "/moved"))).isEqualTo("200 welcome");
        assertThat(api.authorizations()).containsExactly("Bearer canary-1", "Bearer canary-1");
    }

    @Test
    void nobodyElseIsCalled() {
        assertThatThrownBy(() -> body(get(elsewhere.origin() + "/account")))
                .isInstanceOf(IOException.class)
                .hasMessage("The token is not sent to " + elsewhere.origin() + ", only to " + api.origin() + ".");
        assertThat(elsewhere.requests).isEmpty();
        assertThat(provider.given).hasValue(0);
    }

    @Test
    void aHeaderOfItsOwnIsLeftAlone() throws IOException {
        Request basic = get(elsewhere.origin() + "/token")
                .newBuilder()
                .header("Authorization", "Basic eDp5")
                .build();

        assertThat(body(basic)).isEqualTo("401 refused");
        assertThat(elsewhere.authorizations()).containsExactly("Basic eDp5");
        assertThat(provider.given).hasValue(0);
    }

    @Test
    void whyThereIsNoTokenIsSaidToTheCallback() throws Exception {
        provider.down = true;
        CompletableFuture<IOException> failure = new CompletableFuture<>();

        client.newCall(get(api.origin() + "/account")).enqueue(new Callback() {
            @Override
            public void onFailure(Call call, IOException e) {
                failure.complete(e);
            }

            @Override
            public void onResponse(Call call, Response response) {
                response.close();
                failure.completeExceptionally(new AssertionError("there was an answer"));
            }
        });

        assertThat(failure.get(20, TimeUnit.SECONDS))
                .hasMessageContaining("It is down.")
                .hasCauseInstanceOf(ProviderUnavailableException.class);
        assertThat(api.requests).isEmpty();
    }

    @Test
    void whyThereIsNoOtherTokenIsSaid() throws IOException {
        assertThat(body(get(api.origin() + "/account"))).isEqualTo("200 welcome");
        api.accepted = "none";
        provider.down = true;

        assertThatThrownBy(() -> body(get(api.origin() + "/account")))
                .isInstanceOf(IOException.class)
                .hasCauseInstanceOf(ProviderUnavailableException.class);
    }

    @Test
    void nothingIsSentAThirdTime() throws IOException {
        api.accepted = "none";
        AnotherEachTime source = new AnotherEachTime();
        OkHttpClient eager = OkHttpBearer.of(BearerAuthorization.of(source, api.origin()))
                .installIn(new OkHttpClient.Builder())
                .build();

        assertThat(body(eager, get(api.origin() + "/account"))).isEqualTo("401 refused");
        assertThat(api.authorizations()).containsExactly("Bearer canary-1", "Bearer canary-2");
    }

    @Test
    void aBodyThatCanBeSentOnceIsSentOnce() throws IOException {
        api.accepted = "none";
        RequestBody once = new RequestBody() {
            @Override
            public MediaType contentType() {
                return MediaType.get("text/plain");
            }

            @Override
            public boolean isOneShot() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                sink.writeUtf8("text");
            }
        };

        assertThat(body(new Request.Builder()
                        .url(api.origin() + "/x")
                        .post(once)
                        .build()))
                .isEqualTo("401 refused");
        assertThat(api.requests).hasSize(1);
    }

    @Test
    void nothingSecretIsPrinted() throws IOException {
        try (Response response = client.newCall(get(api.origin() + "/account")).execute()) {
            assertThat(response.request().header("Authorization")).isEqualTo("Bearer canary-1");
            assertThat(response.request().toString() + response + OkHttpBearer.of(authorization))
                    .doesNotContain("canary");
        }
    }
}
