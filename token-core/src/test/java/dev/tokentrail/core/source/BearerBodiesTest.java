package dev.tokentrail.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.SubmissionPublisher;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is kept of the body of a refusal, in case that it is the last answer. */
@Timeout(60)
class BearerBodiesTest extends BearerCalls {

    BearerBodiesTest() throws IOException {}

    @Test
    void ofALargeRefusalOnlyTheBeginningIsKept() throws Exception {
        api.refusal = "x".repeat(3_000_000);
        tokens.token();
        service.forgetAccessTokens();

        assertThat(authorization.send(client, get(), BodyHandlers.ofString()).body())
                .isEqualTo("welcome");

        KeptBody body = new KeptBody();
        try (SubmissionPublisher<List<ByteBuffer>> publisher = new SubmissionPublisher<>(Runnable::run, 16)) {
            publisher.subscribe(body);
            for (int chunk = 0; chunk < 10; chunk++) {
                publisher.submit(List.of(ByteBuffer.allocate(10_000), ByteBuffer.allocate(10_000)));
            }
            assertThat(publisher.hasSubscribers()).isFalse();
        }
        assertThat(body.bytes()).hasSize(65_536);
    }

    @Test
    void aRefusalWhoseBodyBreaksOffIsAFailure() {
        KeptBody body = new KeptBody();
        IOException cut = new IOException("cut");

        body.onNext(List.of(ByteBuffer.allocate(10)));
        body.onError(cut);

        assertThat(body.getBody().toCompletableFuture())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCause(cut);
    }

    @Test
    void aBodyThatIsReadLateLeavesTheRestOfTheAnswer() {
        HttpResponse<String> before = answer(null, null);
        SSLSession session = (SSLSession) Proxy.newProxyInstance(
                SSLSession.class.getClassLoader(), new Class<?>[] {SSLSession.class}, (proxy, method, values) -> null);
        FirstAnswer<String> first = new FirstAnswer<>(BodyHandlers.ofString(), head -> true);
        BodySubscriber<String> subscriber = first.apply(head());
        try (SubmissionPublisher<List<ByteBuffer>> publisher = new SubmissionPublisher<>(Runnable::run, 1)) {
            publisher.subscribe(subscriber);
            publisher.submit(List.of(ByteBuffer.wrap("refused".getBytes(StandardCharsets.UTF_8))));
        }

        HttpResponse<String> late = first.handled(answer(before, session)).join();

        assertThat(late.body()).isEqualTo("refused");
        assertThat(late.previousResponse()).containsSame(before);
        assertThat(late.sslSession()).containsSame(session);
        assertThat(late.statusCode()).isEqualTo(401);
        assertThat(late).hasToString("the answer");
    }

    private static ResponseInfo head() {
        return new ResponseInfo() {
            @Override
            public int statusCode() {
                return 401;
            }

            @Override
            public HttpHeaders headers() {
                return HttpHeaders.of(Map.of(), (name, value) -> true);
            }

            @Override
            public HttpClient.Version version() {
                return HttpClient.Version.HTTP_2;
            }
        };
    }

    private HttpResponse<String> answer(HttpResponse<String> before, SSLSession session) {
        return new HttpResponse<>() {
            @Override
            public int statusCode() {
                return 401;
            }

            @Override
            public HttpRequest request() {
                return get();
            }

            @Override
            public Optional<HttpResponse<String>> previousResponse() {
                return Optional.ofNullable(before);
            }

            @Override
            public HttpHeaders headers() {
                return head().headers();
            }

            @Override
            public String body() {
                return "not read yet";
            }

            @Override
            public Optional<SSLSession> sslSession() {
                return Optional.ofNullable(session);
            }

            @Override
            public URI uri() {
                return get().uri();
            }

            @Override
            public HttpClient.Version version() {
                return HttpClient.Version.HTTP_2;
            }

            @Override
            public String toString() {
                return "the answer";
            }
        };
    }
}
