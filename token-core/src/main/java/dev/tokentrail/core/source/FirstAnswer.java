package dev.tokentrail.core.source;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Predicate;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Receives the answer to the first of at most two requests. One that leads to the second is kept from the caller's handler, which
 * may write to a file; if there is no second one after all, the handler gets it then.
 */
final class FirstAnswer<T> implements BodyHandler<T> {

    private record Kept(ResponseInfo head, KeptBody body) {}

    private final BodyHandler<T> handler;
    private final Predicate<ResponseInfo> leadsToAnother;
    private volatile @Nullable Kept kept;

    FirstAnswer(BodyHandler<T> handler, Predicate<ResponseInfo> leadsToAnother) {
        this.handler = handler;
        this.leadsToAnother = leadsToAnother;
    }

    @Override
    public BodySubscriber<T> apply(ResponseInfo head) {
        if (!leadsToAnother.test(head)) {
            return handler.apply(head);
        }
        KeptBody body = new KeptBody();
        kept = new Kept(head, body);
        return BodySubscribers.mapping(body, bytes -> null);
    }

    boolean isKept() {
        return kept != null;
    }

    /** The answer as the caller's handler reads it. */
    CompletableFuture<HttpResponse<T>> handled(HttpResponse<T> response) {
        Kept first = kept;
        if (first == null) {
            return CompletableFuture.completedFuture(response);
        }
        BodySubscriber<T> subscriber = handler.apply(first.head());
        try (SubmissionPublisher<List<ByteBuffer>> publisher = new SubmissionPublisher<>(Runnable::run, 1)) {
            publisher.subscribe(subscriber);
            publisher.submit(List.of(ByteBuffer.wrap(first.body().bytes()).asReadOnlyBuffer()));
        }
        return subscriber
                .getBody()
                .<HttpResponse<T>>thenApply(body -> new Handled<>(response, body))
                .toCompletableFuture();
    }

    /** A response with the body that was read late. */
    private record Handled<T>(HttpResponse<T> response, T body) implements HttpResponse<T> {

        @Override
        public int statusCode() {
            return response.statusCode();
        }

        @Override
        public HttpRequest request() {
            return response.request();
        }

        @Override
        public Optional<HttpResponse<T>> previousResponse() {
            return response.previousResponse();
        }

        @Override
        public HttpHeaders headers() {
            return response.headers();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return response.sslSession();
        }

        @Override
        public URI uri() {
            return response.uri();
        }

        @Override
        public HttpClient.Version version() {
            return response.version();
        }

        @Override
        public String toString() {
            return response.toString();
        }
    }
}
