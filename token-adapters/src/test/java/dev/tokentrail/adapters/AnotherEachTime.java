package dev.tokentrail.adapters;

import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.token.Token;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A source that believes every refusal and gives another token at each call. */
public final class AnotherEachTime implements TokenSource {

    private final CountingProvider provider = new CountingProvider();

    @Override
    public Token token() {
        return provider.token();
    }

    @Override
    public Token token(Duration patience) {
        return token();
    }

    @Override
    public CompletableFuture<Token> tokenAsync() {
        return CompletableFuture.completedFuture(token());
    }

    @Override
    public boolean invalidate(Token rejected) {
        return true;
    }

    @Override
    public void adopt(Token token) {
        throw new UnsupportedOperationException("nobody signs in here");
    }

    @Override
    public void close() {}
}
