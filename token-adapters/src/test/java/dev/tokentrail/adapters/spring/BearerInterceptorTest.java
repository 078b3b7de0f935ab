package dev.tokentrail.adapters.spring;

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
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

@Timeout(60)
class BearerInterceptorTest {

    private final CountingProvider provider = new CountingProvider();
    private final TokenSource tokens = TokenSource.of(provider);
    private final Api api = new Api();
    private final Api elsewhere = new Api();
    private final BearerAuthorization authorization = BearerAuthorization.of(tokens, api.origin());
    private final RestClient client = RestClient.builder()
            .apply(BearerInterceptor.of(authorization).withoutRedirects())
            .build();

    BearerInterceptorTest() throws IOException {}

    @AfterEach
    void close() {
        tokens.close();
        api.close();
        elsewhere.close();
    }

    private static String get(RestClient sender, String address) {
        return sender.get()
                .uri(address)
                .exchange((request, response) -> response.getStatusCode().value() + " "
                        + new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void asTheReadmeShowsIt() {
        String api = this.api.origin();
        // region spring
        BearerAuthorization authorization = BearerAuthorization.of(tokens, api); // https://api.example.com
        RestClient client = RestClient.builder()
                .apply(BearerInterceptor.of(authorization).withoutRedirects())
                .build();
        // endregion
        assertThat(get(client, api + "/account")).isEqualTo("200 welcome");
    }

    @Test
    void aRefusedTokenIsReplacedOnce() {
        assertThat(get(client, api.origin() + "/account")).isEqualTo("200 welcome");
        api.accepted = "canary-2";

        String answer = client.post()
                .uri(api.origin() + "/messages")
                .header("X-One", "1")
                .body("text")
                .retrieve()
                .body(String.class);

        assertThat(answer).isEqualTo("welcome");
        assertThat(api.authorizations()).containsExactly("Bearer canary-1", "Bearer canary-1", "Bearer canary-2");
        assertThat(api.requests.subList(1, 3))
                .allMatch(request -> request.getBody().utf8().equals("text")
                        && "1".equals(request.getHeaders().get("X-One")));
        assertThat(provider.given).hasValue(2);
    }

    @Test
    void interceptorsBehindItSeeBothRequests() {
        List<String> seen = new ArrayList<>();
        RestClient watched = client.mutate()
                .requestInterceptor((request, body, execution) -> {
                    seen.add(request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION));
                    return execution.execute(request, body);
                })
                .build();
        tokens.token();
        api.accepted = "canary-2";

        assertThat(get(watched, api.origin() + "/account")).isEqualTo("200 welcome");

        assertThat(seen).containsExactly("Bearer canary-1", "Bearer canary-2");
        assertThat(api.authorizations()).isEqualTo(seen);
    }

    @Test
    void aServerThatRefusesEverythingCausesOneRenewal() {
        api.accepted = "none";

        for (int call = 0; call < 20; call++) {
            assertThat(get(client, api.origin() + "/account")).isEqualTo("401 refused");
        }

        assertThat(provider.given).hasValue(2);
        assertThat(api.requests).hasSize(21);
    }

    @Test
    void aHundredThreadsThatAreRefusedCauseOneRenewal() throws Exception {
        tokens.token();
        api.accepted = "canary-2";

        Herd.calls(
                api,
                () -> Integer.valueOf(get(client, api.origin() + "/account").substring(0, 3)));

        assertThat(provider.given).hasValue(2);
        assertThat(api.requests).hasSize(2 * Herd.SIZE);
    }

    @Test
    void nothingIsSentAThirdTime() {
        api.accepted = "none";
        RestClient eager = RestClient.builder()
                .apply(BearerInterceptor.of(BearerAuthorization.of(new AnotherEachTime(), api.origin()))
                        .withoutRedirects())
                .build();

        assertThat(get(eager, api.origin() + "/account")).isEqualTo("401 refused");
        assertThat(api.authorizations()).containsExactly("Bearer canary-1", "Bearer canary-2");
    }

    @Test
    void aTokenThatIsNotEnoughIsKept() {
        api.accepted = "none";
        api.challenge = "Bearer error=\"insufficient_scope\", scope=\"more\"";

        assertThat(get(client, api.origin() + "/account")).isEqualTo("401 refused");
        assertThat(api.requests).hasSize(1);
        assertThat(provider.given).hasValue(1);
    }

    @Test
    void aRedirectIsNotFollowed() {
        api.location = elsewhere.origin() + "/account";
        RestClient configuredBefore = RestClient.builder()
                .requestFactory(new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.ALWAYS)
                        .build()))
                .apply(BearerInterceptor.of(authorization).withoutRedirects())
                .build();

        assertThat(get(client, api.origin() + "/moved")).startsWith("302");
        assertThat(get(configuredBefore, api.origin() + "/moved")).startsWith("302");
        assertThat(elsewhere.requests).isEmpty();
    }

    @Test
    void nobodyElseIsCalled() {
        assertThatThrownBy(() -> get(client, elsewhere.origin() + "/account"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The token is not sent to " + elsewhere.origin() + ", only to " + api.origin() + ".");
        assertThat(elsewhere.requests).isEmpty();
        assertThat(provider.given).hasValue(0);
    }

    @Test
    void aHeaderOfItsOwnIsLeftAlone() {
        RestClient basic = client.mutate()
                .defaultHeaders(headers -> headers.setBasicAuth("x", "y"))
                .build();

        assertThat(get(basic, elsewhere.origin() + "/token")).isEqualTo("401 refused");
        assertThat(elsewhere.authorizations()).containsExactly("Basic eDp5");
        assertThat(provider.given).hasValue(0);
    }

    @Test
    void whyThereIsNoTokenIsSaid() {
        assertThat(get(client, api.origin() + "/account")).isEqualTo("200 welcome");
        api.accepted = "none";
        provider.down = true;

        assertThatThrownBy(() -> get(client, api.origin() + "/account"))
                .isInstanceOf(ProviderUnavailableException.class);
    }

    @Test
    void theOlderRestTemplateWorksToo() {
        RestTemplate template = new RestTemplate(new JdkClientHttpRequestFactory(HttpClient.newHttpClient()));
        template.getInterceptors().add(BearerInterceptor.of(authorization));
        tokens.token();
        api.accepted = "canary-2";

        assertThat(template.getForObject(api.origin() + "/account", String.class))
                .isEqualTo("welcome");
        assertThat(api.authorizations()).containsExactly("Bearer canary-1", "Bearer canary-2");
    }

    @Test
    void nothingSecretIsPrinted() {
        tokens.token();
        assertThat(BearerInterceptor.of(authorization))
                .hasToString("BearerInterceptor[BearerAuthorization[" + api.origin() + "]]");
    }

    /** An answer without a body that knows whether it was closed. */
    private static final class Answer implements ClientHttpResponse {
        private final int status;
        private int closed;

        Answer(int status) {
            this.status = status;
        }

        @Override
        public HttpStatusCode getStatusCode() throws IOException {
            if (status == 0) {
                throw new IOException("cut");
            }
            return HttpStatusCode.valueOf(status);
        }

        @Override
        public String getStatusText() {
            return "";
        }

        @Override
        public void close() {
            closed++;
        }

        @Override
        public InputStream getBody() {
            return InputStream.nullInputStream();
        }

        @Override
        public HttpHeaders getHeaders() {
            return new HttpHeaders();
        }
    }

    private HttpRequest request() throws IOException {
        return new JdkClientHttpRequestFactory().createRequest(URI.create(api.origin() + "/account"), HttpMethod.GET);
    }

    @Test
    void anAnswerThatTheCallerDoesNotGetIsClosed() throws IOException {
        BearerInterceptor interceptor = BearerInterceptor.of(authorization);
        HttpRequest request = request();
        Answer refused = new Answer(401);
        Answer good = new Answer(200);
        Deque<Answer> answers = new ArrayDeque<>(List.of(refused, good));

        assertThat(interceptor.intercept(request, new byte[0], (sent, body) -> answers.remove()))
                .isSameAs(good);
        assertThat(refused.closed).isEqualTo(1);
        assertThat(good.closed).isZero();

        Answer broken = new Answer(0);
        HttpRequest again = request();
        assertThatThrownBy(() -> interceptor.intercept(again, new byte[0], (sent, body) -> broken))
                .isInstanceOf(IOException.class)
                .hasMessage("cut");
        assertThat(broken.closed).isEqualTo(1);
    }
}
