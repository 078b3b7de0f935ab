package dev.tokentrail.demo.flow;

import dev.tokentrail.core.http.Exchange;
import dev.tokentrail.core.http.Trail;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.source.IssuedToken;
import dev.tokentrail.core.source.StoredToken;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import dev.tokentrail.demo.trail.SessionTrail;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One visitor at one service: what was done so far, and how the next step reaches the service. Runs one step at a time. */
public final class Walk {

    /** A sign-in whose browser has not come back yet. */
    private record SignIn(Flow flow, Step step, AuthorizationTransaction transaction) {}

    /** A step under way, and what it did so far. */
    private static final class Run {
        private final Flow flow;
        private final Step step;
        private final List<Integer> calls = new ArrayList<>();
        private @Nullable TokenChange change;
        private @Nullable TokenException failure;
        private boolean successful;

        Run(Flow flow, Step step) {
            this.flow = flow;
            this.step = step;
        }

        Outcome attempt(Supplier<Outcome> doing) {
            try {
                Outcome outcome = doing.get();
                successful = true;
                return outcome;
            } catch (TokenException thrown) {
                failure = thrown;
                return Outcome.done(String.valueOf(thrown.getMessage()));
            } catch (IllegalArgumentException unusable) {
                return Outcome.done(String.valueOf(unusable.getMessage()));
            }
        }
    }

    private final DemoService service;
    private final Connections connections;
    private final Clock clock;
    private final SessionTrail trail;
    private final Transport transport;
    private final TokenStore store;
    private final ReentrantLock running = new ReentrantLock();
    private final Map<String, Object> notes = new ConcurrentHashMap<>();
    private final Map<String, StepResult> results = new ConcurrentHashMap<>();
    private volatile @Nullable SignIn signIn;
    private volatile @Nullable TokenChange lastChange;
    private volatile @Nullable Run run;

    /**
     * Begins at a service.
     *
     * @param service the service
     * @param connections how this visitor reaches it
     * @param network what carries the calls
     * @param clock this visitor's time
     * @param trail where every call is shown
     * @param store where the service's token is kept, under the service's id
     */
    public Walk(
            DemoService service,
            Connections connections,
            Transport network,
            Clock clock,
            SessionTrail trail,
            TokenStore store) {
        this.service = service;
        this.connections = connections;
        this.clock = clock;
        this.trail = trail;
        this.transport = Trail.of(network, Clock.systemUTC(), 1, this::sent);
        this.store = store;
    }

    private void sent(Exchange exchange) {
        Run now = run;
        String flow = now == null ? "" : now.flow.id();
        String step = now == null ? "" : now.step.id();
        int number =
                trail.call(service.id(), flow, step, clock.instant(), exchange).number();
        if (now != null) {
            now.calls.add(number);
        }
    }

    /** The service. */
    public DemoService service() {
        return service;
    }

    /** How this visitor reaches the services. */
    public Connections connections() {
        return connections;
    }

    /** Whether the service is the emulator. */
    public boolean emulated() {
        return connections.emulated(service.id());
    }

    /** This visitor's time: that of the emulator's namespace, which can be moved, or the system's. */
    public Clock clock() {
        return clock;
    }

    /** What a provider is built with, so that its calls are in the trail. */
    public Transport transport() {
        return transport;
    }

    /** The token that is kept, empty before the first and after a revocation. */
    public Optional<Token> token() {
        return store.read(service.id()).map(stored -> stored.issued().token());
    }

    /**
     * The token that is kept.
     *
     * @return the token
     * @throws IllegalArgumentException if there is none; the message says what to do
     */
    public Token requireToken() {
        return token().orElseThrow(() -> new IllegalArgumentException("There is no token yet: get one first."));
    }

    /** Keeps a token in place of the one before. */
    public void keep(Token token) {
        Optional<StoredToken> before = store.read(service.id());
        long version = before.map(StoredToken::version).orElse(0L);
        if (store.save(service.id(), version, new IssuedToken(token, clock.instant(), Duration.ZERO))
                .isEmpty()) {
            throw new IllegalStateException("Two steps kept a token at the same time.");
        }
        changed(before.map(stored -> stored.issued().token()).orElse(null), token);
    }

    /** Takes the token out, after a revocation say. */
    public void forget() {
        token().ifPresent(before -> {
            store.delete(service.id());
            changed(before, null);
        });
    }

    private void changed(@Nullable Token before, @Nullable Token after) {
        TokenChange change = new TokenChange(clock.instant(), before, after);
        lastChange = change;
        Run now = run;
        if (now != null) {
            now.change = change;
        }
    }

    /** The last change in the token store, empty if it was never touched. */
    public Optional<TokenChange> lastChange() {
        return Optional.ofNullable(lastChange);
    }

    /** Remembers something other than a token for a later step of this service: a device code, a JWKS, a callback. */
    public void note(String name, Object value) {
        notes.put(name, value);
    }

    /** Finds what was remembered. */
    public <T> Optional<T> noted(String name, Class<T> type) {
        return Optional.ofNullable(notes.get(name)).filter(type::isInstance).map(type::cast);
    }

    /** What the last run of a step brought, empty if it was not run. */
    public Optional<StepResult> result(Flow flow, Step step) {
        return Optional.ofNullable(results.get(flow.id() + "/" + step.id()));
    }

    /**
     * Says, during {@link Step#run}, that the browser is about to be sent away.
     *
     * @param transaction what its return is checked against
     */
    public void awaitCallback(AuthorizationTransaction transaction) {
        Run now = Objects.requireNonNull(run, "no step is under way");
        signIn = new SignIn(now.flow, now.step, transaction);
    }

    /** Whether the state of a callback is that of the sign-in that waits here. Says nothing on whether it is genuine. */
    public boolean awaits(AuthorizationCallback callback) {
        SignIn waiting = signIn;
        return waiting != null
                && callback.parameter("state")
                        .map(state -> waiting.transaction.state().equals(Secret.of(state)))
                        .orElse(false);
    }

    /**
     * Tells whether the sign-in that waits here comes back to a path: the answer of one service is not taken at the
     * address of another (RFC 9700 section 4.4.2).
     */
    public boolean comesBackTo(String path) {
        SignIn waiting = signIn;
        return waiting != null
                && path.equals(URI.create(waiting.transaction.redirectUri()).getPath());
    }

    /**
     * Runs a step.
     *
     * @param flow its flow
     * @param step the step
     * @param sent what was sent for its fields
     * @return what came of it; a step that sends the browser away has an address there
     * @throws IllegalStateException if another step is still under way
     */
    public Outcome run(Flow flow, Step step, Map<String, String> sent) {
        return under(flow, step, () -> {
            step.waitsFor(this).ifPresent(missing -> {
                throw new IllegalArgumentException(missing);
            });
            return step.run(this, Values.of(step.fields(this), sent));
        });
    }

    /**
     * Goes on with the step that sent the browser away.
     *
     * @param callback what came back
     * @return where the sign-in began: flow and step, in this order
     * @throws IllegalArgumentException if no browser is awaited
     */
    public FlowStep complete(AuthorizationCallback callback) {
        SignIn waiting = signIn;
        if (waiting == null) {
            throw new IllegalArgumentException("No sign-in at " + service.title() + " is waiting for this answer.");
        }
        signIn = null;
        trail.browser(
                service.id(),
                waiting.flow.id(),
                waiting.step.id(),
                clock.instant(),
                true,
                waiting.transaction.redirectUri());
        under(waiting.flow, waiting.step, () -> waiting.step.complete(this, waiting.transaction, callback));
        return new FlowStep(waiting.flow, waiting.step);
    }

    private Outcome under(Flow flow, Step step, Supplier<Outcome> doing) {
        if (!running.tryLock()) {
            throw new IllegalStateException("Another step at " + service.title() + " is still under way.");
        }
        try {
            Run now = new Run(flow, step);
            run = now;
            Outcome outcome = now.attempt(doing);
            results.put(
                    flow.id() + "/" + step.id(),
                    new StepResult(
                            clock.instant(), now.successful, outcome.sentence(), now.failure, now.calls, now.change));
            outcome.browserAddress()
                    .ifPresent(address ->
                            trail.browser(service.id(), flow.id(), step.id(), clock.instant(), false, address));
            return outcome;
        } finally {
            run = null;
            running.unlock();
        }
    }

    /** Where a visitor is. */
    public record FlowStep(Flow flow, Step step) {}
}
