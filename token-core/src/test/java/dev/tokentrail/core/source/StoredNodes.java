package dev.tokentrail.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokentrail.core.token.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Several sources over one store that a test breaks, by a clock that it moves. */
abstract class StoredNodes {

    static final String KEY = "customer-42";

    final MovedClock clock = new MovedClock();
    final FakeService service = new FakeService(clock);
    final BreakableStore store = new BreakableStore(clock);
    final List<TokenSource> nodes = new ArrayList<>();

    TokenSourceBuilder described() {
        return TokenSource.builder(service.client(clock)).store(store, KEY);
    }

    TokenSource started(TokenSourceBuilder description) {
        TokenSource node = description.patience(Duration.ofSeconds(20)).build();
        nodes.add(node);
        return node;
    }

    TokenSource node() {
        return started(described());
    }

    /** A source that has seen the token of a person in its store. */
    TokenSource signedInNode() {
        signedIn();
        TokenSource node = node();
        node.token();
        return node;
    }

    /** A token in the store, as if somebody had signed in. */
    Token signedIn() {
        Token token = service.signIn();
        save(token, Duration.ZERO);
        return token;
    }

    void save(Token token, Duration age) {
        assertThat(store.save(KEY, version(), new IssuedToken(token, clock.instant(), age)))
                .isPresent();
    }

    long version() {
        return store.read(KEY).map(StoredToken::version).orElse(0L);
    }

    Token inStore() {
        return store.read(KEY).orElseThrow().issued().token();
    }

    /** Asks once more, as callers do: the token that they get is saved behind their backs. */
    void waitUntilStored(TokenSource node, Token token) {
        clock.move(Duration.ofSeconds(1));
        assertThat(node.token()).isEqualTo(token);
        awaitQuiet(node);
        assertThat(inStore()).isEqualTo(token);
    }

    static void awaitQuiet(TokenSource node) {
        while (node.toString().contains("renewing")) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void close() {
        store.outrun = false;
        nodes.forEach(TokenSource::close);
    }
}
