package dev.tokentrail.retry;

import dev.tokentrail.core.http.RequestNotSentException;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.http.WireRequest;
import dev.tokentrail.core.http.WireResponse;
import io.github.resilience4j.retry.Retry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;

/** Sends again what certainly did not leave, because no connection came about. */
final class RepeatingTransport implements Transport {

    private static final int LONGEST_CHAIN_OF_CAUSES = 20;

    private final Transport transport;
    private final long patience;
    private final Retry retry;
    private final Waiting waiting;

    RepeatingTransport(Transport transport, Duration patience, Pauses pauses, Waiting waiting) {
        this.transport = transport;
        this.patience = patience.toNanos();
        this.retry = pauses.retry(RepeatingTransport::noConnectionForNow, failure -> Optional.empty());
        this.waiting = waiting;
    }

    @Override
    public WireResponse send(WireRequest request) throws IOException {
        long began = System.nanoTime();
        Retry.AsyncContext<WireResponse> attempts = retry.asyncContext();
        while (true) {
            try {
                return transport.send(request);
            } catch (RequestNotSentException failure) {
                Duration left = Duration.ofNanos(patience - (System.nanoTime() - began));
                pass(Pauses.after(failure, attempts, left).orElseThrow(() -> failure), request);
            }
        }
    }

    private void pass(Duration pause, WireRequest request) throws InterruptedIOException {
        try {
            waiting.pass(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting to connect to " + request.origin() + " again");
        }
    }

    /** What this machine refuses to send has no cause, and a certificate that is not trusted will not be in a minute either. */
    private static boolean noConnectionForNow(Throwable failure) {
        Throwable inner = failure.getCause();
        if (inner == null) {
            return false;
        }
        for (int depth = 0; inner != null && depth < LONGEST_CHAIN_OF_CAUSES; depth++) {
            if (inner instanceof CertificateException) {
                return false;
            }
            inner = inner.getCause();
        }
        return true;
    }
}
