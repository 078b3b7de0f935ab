package dev.tokentrail.core.source;

import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.UserNeededException;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the listener of one source what it does; a listener that throws disturbs nothing. */
final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(TokenSource.class);

    private final String source;
    private final TokenSourceListener listener;

    Announcer(String source, TokenSourceListener listener) {
        this.source = source;
        this.listener = listener;
    }

    void acquired(Duration took) {
        LOG.debug("{}: got a token in {} ms", source, took.toMillis());
        tell(to -> to.acquired(source, took));
    }

    void refreshed(Duration took) {
        LOG.debug("{}: refreshed the token in {} ms", source, took.toMillis());
        tell(to -> to.refreshed(source, took));
    }

    void refreshTokenRefused(TokenException refusal) {
        LOG.warn(
                "{}: the refresh token is refused; asking for a new token without it. {}",
                source,
                refusal.getMessage());
    }

    void servedStale() {
        tell(to -> to.servedStale(source));
    }

    void retried(int attempt, TokenException failure, Duration pause) {
        LOG.info(
                "{}: attempt {} failed, the next one in {} ms. {}",
                source,
                attempt,
                pause.toMillis(),
                failure.getMessage());
        tell(to -> to.retried(source, attempt, failure, pause));
    }

    void failed(Throwable failure) {
        if (failure instanceof UserNeededException) {
            LOG.error("{}: a person is needed. {}", source, failure.getMessage());
        } else if (failure instanceof TokenException) {
            LOG.warn("{}: no new token. {}", source, failure.getMessage());
        } else {
            LOG.error("{}: the renewal broke", source, failure);
        }
        if (failure instanceof TokenException known) {
            tell(to -> to.failed(source, known));
        }
    }

    void rejected() {
        LOG.info("{}: a resource server refused the current token", source);
        tell(to -> to.rejected(source));
    }

    void saved() {
        LOG.debug("{}: saved the token", source);
        tell(to -> to.saved(source));
    }

    void taken() {
        LOG.debug("{}: took the token that another process got", source);
        tell(to -> to.taken(source));
    }

    void storeUnreachable(TokenStoreException failure) {
        LOG.warn("{}: the token store cannot be reached. {}", source, failure.getMessage());
        tell(to -> to.storeUnreachable(source, failure));
    }

    void notSaved(TokenStoreException failure) {
        LOG.error(
                "{}: a new token could not be saved. It is kept in memory and saved when the store is back; if this process ends"
                        + " before, a rotated refresh token is lost. {}",
                source,
                failure.getMessage());
        tell(to -> to.storeUnreachable(source, failure));
    }

    void renewedTwice() {
        LOG.error(
                "{}: another process has renewed the same token although this one held the lease; the lease must be longer than"
                        + " any answer takes",
                source);
    }

    void lifetimeAssumed(Duration lifetime) {
        LOG.warn(
                "{}: nobody says how long its tokens live; {} is assumed. Set TokenSourceBuilder.assumedLifetime if you know"
                        + " better",
                source,
                lifetime);
    }

    void stillRunning() {
        LOG.warn("{}: closed, but a renewal has not ended yet; it ends with the answer it waits for", source);
    }

    private void tell(Consumer<TokenSourceListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException | Error broken) {
            LOG.warn("{}: a listener failed", source, broken);
        }
    }
}
