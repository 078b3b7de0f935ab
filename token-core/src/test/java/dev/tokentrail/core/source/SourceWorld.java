package dev.tokentrail.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.core.token.UserNeededException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A service, a store and three nodes, with what is known of what they may do. */
final class SourceWorld {

    static final int NODES = 3;
    private static final String KEY = "customer-42";
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
    /** What callers wait for when nothing is in the way; a machine may be busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration IMPATIENCE = Duration.ofMillis(50);

    private static final class Node {
        final MovedClock clock = new MovedClock();
        final Set<Token> rejected = new HashSet<>();
        TokenSource source;
        Token last;
        int starts;
    }

    private final MovedClock clock = new MovedClock();
    private final FakeService service = new FakeService(clock);
    private final BreakableStore store = new BreakableStore(clock);
    private final List<Node> nodes = new ArrayList<>();

    /** A refresh token may be used up without anybody having its successor, or the row is gone: a person may be needed. */
    private boolean lost;

    /** The service may have ended access tokens before their time. */
    private boolean ended;

    /** A token may be known to a node that is not in the store. */
    private boolean unsaved;

    private Instant trouble = Instant.EPOCH;

    SourceWorld(RefreshRotation rotation, boolean passwordAllowed) {
        service.rotation = rotation;
        service.passwordAllowed = passwordAllowed;
        store.save(KEY, 0, new IssuedToken(service.signIn(), clock.instant(), Duration.ZERO));
        for (int i = 0; i < NODES; i++) {
            nodes.add(new Node());
            start(i);
        }
    }

    private void start(int number) {
        Node node = nodes.get(number);
        node.starts++;
        node.rejected.clear();
        node.last = null;
        node.source = TokenSource.builder(service.client(node.clock))
                .name("model-" + number + "-" + node.starts)
                .store(store, KEY)
                .build();
    }

    void pass(Duration time) {
        clock.move(time);
        nodes.forEach(node -> node.clock.move(time));
        quiet();
    }

    void stepClock(int number, Duration by) {
        nodes.get(number).clock.move(by);
        quiet();
    }

    void ask(int number) {
        noteTrouble();
        Node node = nodes.get(number);
        try {
            given(node, node.source.token(patience()));
        } catch (TokenException failure) {
            failed(failure);
        }
        quiet();
    }

    private Duration patience() {
        return isTroubled() ? IMPATIENCE : PATIENCE;
    }

    /**
     * All nodes at once, several callers each; when all is well they cost the service one call at most. A node that renewed
     * by itself while it had no store may cost one of its own, at its first call afterwards.
     */
    void crowd() throws Exception {
        noteTrouble();
        boolean troubled = isTroubled();
        int before = service.refreshes + service.passwords;
        ExecutorService callers = Executors.newFixedThreadPool(3 * NODES);
        try {
            List<Future<Token>> answers = new ArrayList<>();
            for (int i = 0; i < 3 * NODES; i++) {
                Node node = nodes.get(i % NODES);
                answers.add(callers.submit(() -> node.source.token(patience())));
            }
            for (int i = 0; i < answers.size(); i++) {
                try {
                    given(nodes.get(i % NODES), answers.get(i).get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS));
                } catch (ExecutionException e) {
                    failed((TokenException) e.getCause());
                }
            }
        } finally {
            callers.shutdownNow();
        }
        quiet();
        if (!troubled && !lost) {
            assertThat(service.refreshes + service.passwords - before)
                    .as("calls of the service for a crowd")
                    .isLessThanOrEqualTo(unsaved ? NODES : 1);
        }
    }

    void reject(int number) {
        Node node = nodes.get(number);
        if (node.last != null && node.source.invalidate(node.last)) {
            node.rejected.add(node.last);
        }
    }

    void serviceDown(boolean down) {
        service.down = down;
    }

    void answersLost(boolean answersLost) {
        service.answersLost = answersLost;
        if (answersLost && service.rotation == RefreshRotation.STRICT) {
            lost = true;
            ended = true;
        }
    }

    void storeDown() {
        store.down = true;
        unsaved = true;
    }

    void storeUp() {
        noteTrouble();
        store.down = false;
        pass(Duration.ofSeconds(5));
    }

    /** The database ends between the answer and the save, and is back soon. */
    void saveFails(int number, boolean acknowledgementOnly) {
        unsaved = true;
        store.savesDown = !acknowledgementOnly;
        store.acknowledgementsLost = acknowledgementOnly;
        ask(number);
        store.savesDown = false;
        store.acknowledgementsLost = false;
        pass(Duration.ofSeconds(5));
        ask(number);
    }

    /** A process that has the lease dies. */
    void holderDies(int number) {
        if (store.lease(KEY, Duration.ofSeconds(45)) instanceof Lease.Acquired) {
            trouble = clock.instant();
            try {
                given(nodes.get(number), nodes.get(number).source.token(IMPATIENCE));
            } catch (TokenException failure) {
                failed(failure);
            }
            pass(Duration.ofSeconds(46));
        }
    }

    void restart(int number) {
        Node node = nodes.get(number);
        TokenSource closed = node.source;
        closed.close();
        assertThatThrownBy(closed::token).isInstanceOf(IllegalStateException.class);
        String threads = "tokentrail-model-" + number + "-" + node.starts;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(threads)) {
                assertThat(ended(thread)).as("%s ends with its source", threads).isTrue();
            }
        }
        start(number);
    }

    /** A renewal that is over may have its last instructions to do. */
    private static boolean ended(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
            return !thread.isAlive();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void signInAgain(int number) {
        if (!store.down) {
            adopt(number);
        }
    }

    private void adopt(int number) {
        Node node = nodes.get(number);
        node.source.adopt(service.signIn(node.clock));
    }

    void delete() {
        store.delete(KEY);
        lost = true;
    }

    /** Ends all trouble; then every node gives a token, after a sign-in if that had to be. */
    void heal() {
        service.down = false;
        service.answersLost = false;
        store.down = false;
        quiet();
        pass(Duration.ofHours(2));
        trouble = Instant.EPOCH;
        if (!everyNodeGivesAToken()) {
            assertThat(lost && !service.passwordAllowed)
                    .as("a sign-in was unavoidable")
                    .isTrue();
            adopt(0);
            pass(LONGEST_PAUSE);
            assertThat(everyNodeGivesAToken()).isTrue();
        }
        nodes.forEach(node -> assertThat(service.accepts(node.last))
                .as("%s given by %s at %s", node.last.accessToken().reveal(), node.source, clock.instant())
                .isTrue());
        Optional<StoredToken> stored = store.read(KEY);
        assertThat(stored.orElseThrow().issued().token()).isEqualTo(nodes.get(0).last);
        if (!lost) {
            assertThat(service.reuses).as("refresh tokens used again").isZero();
        }
    }

    private boolean everyNodeGivesAToken() {
        boolean all = true;
        for (Node node : nodes) {
            try {
                node.last = node.source.token(PATIENCE);
            } catch (UserNeededException needed) {
                all = false;
            }
            quiet();
        }
        return all;
    }

    void close() {
        nodes.forEach(node -> node.source.close());
    }

    private void given(Node node, Token token) {
        node.last = token;
        // A node that could not save its token may do so later, and give another node back what that one rejected.
        if (!unsaved) {
            assertThat(node.rejected).as("rejected tokens").doesNotContain(token);
            assertThat(store.saved)
                    .as("tokens that were saved")
                    .contains(token.accessToken().reveal());
        }
        if (!ended) {
            assertThat(service.accepts(token)).as("accepted by the service").isTrue();
        }
    }

    private void failed(TokenException failure) {
        if (failure instanceof UserNeededException) {
            assertThat(lost && !service.passwordAllowed)
                    .as("a person may be needed")
                    .isTrue();
        } else {
            assertThat(failure).isInstanceOf(ProviderUnavailableException.class);
            assertThat(isTroubled())
                    .as("a reason for: %s", failure.getMessage())
                    .isTrue();
        }
    }

    private void noteTrouble() {
        if (service.down || service.answersLost || store.down || store.savesDown || store.acknowledgementsLost) {
            trouble = clock.instant();
        }
    }

    private boolean isTroubled() {
        return clock.instant().isBefore(trouble.plus(LONGEST_PAUSE));
    }

    /** Waits until no renewal is under way. */
    private void quiet() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (nodes.stream().anyMatch(node -> node.source.toString().contains("renewing"))) {
            assertThat(System.nanoTime()).as("a renewal does not end").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
