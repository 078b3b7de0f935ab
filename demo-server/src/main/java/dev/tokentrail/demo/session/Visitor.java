package dev.tokentrail.demo.session;

import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.source.InMemoryTokenStore;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.core.source.TokenStoreException;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.demo.flow.Connections;
import dev.tokentrail.demo.flow.DemoService;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.demo.trail.SessionTrail;
import dev.tokentrail.mock.MockAuthServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One browser session: its walks, its trail, its CSRF token and its namespace of the emulator. */
public final class Visitor {

    private static final Logger LOG = LoggerFactory.getLogger(Visitor.class);

    /** How a visitor's services are reached, once he needs one. */
    public interface Gate {

        /** A namespace of the emulator that nobody else has; null if there is no emulator. */
        @Nullable
        MockAuthServer openNamespace();

        /**
         * The services for one visitor.
         *
         * @param namespace his namespace, null if there is no emulator
         */
        Connections connections(@Nullable MockAuthServer namespace);

        /** Where tokens of real services outlive this process, empty if they are in memory like those of the emulator. */
        Optional<TokenStore> tokenStore();
    }

    private final String csrfToken = UnguessableText.next();
    private final SessionTrail trail = new SessionTrail();
    private final Gate gate;
    private final Collection<DemoService> services;
    private final Transport network;
    private final Map<String, Walk> walks = new LinkedHashMap<>();
    private final List<Runnable> endings = new ArrayList<>();
    private final Optional<SessionTokens> tokens;
    private @Nullable MockAuthServer namespace;
    private @Nullable Connections connections;
    private boolean ended;
    private volatile boolean revealing;

    Visitor(Gate gate, Collection<DemoService> services, Transport network, String id) {
        this.tokens = gate.tokenStore().map(store -> new SessionTokens(store, id));
        this.gate = gate;
        this.services = services;
        this.network = network;
    }

    /** What every form of this visitor carries. */
    public String csrfToken() {
        return csrfToken;
    }

    /**
     * Compares a CSRF token in constant time.
     *
     * @param sent what a form or a header carried, null if it carried none
     * @return whether it is this visitor's
     */
    public boolean ownsCsrfToken(@Nullable String sent) {
        return sent != null
                && MessageDigest.isEqual(
                        sent.getBytes(StandardCharsets.UTF_8), csrfToken.getBytes(StandardCharsets.UTF_8));
    }

    /** What happened in this session. */
    public SessionTrail trail() {
        return trail;
    }

    /** Whether pages of this session show the emulator's secrets in clear. */
    public boolean revealing() {
        return revealing;
    }

    /** Switches that on or off. */
    public void reveal(boolean on) {
        revealing = on;
    }

    /**
     * The walk at a service; opens the emulator's namespace if this is the first.
     *
     * @param service the service
     * @return the walk
     * @throws IllegalStateException if the session has ended
     */
    public synchronized Walk walk(DemoService service) {
        if (ended) {
            throw new IllegalStateException("This session has ended; load the page again.");
        }
        return walks.computeIfAbsent(service.id(), id -> {
            Connections reached = connections();
            MockAuthServer own = namespace;
            Clock clock = own != null && reached.emulated(id) ? own.clock() : Clock.systemUTC();
            TokenStore store = reached.emulated(id) || tokens.isEmpty() ? new InMemoryTokenStore(clock) : tokens.get();
            return new Walk(service, reached, network, clock, trail, store);
        });
    }

    /** Takes over the tokens of a session that this process does not know. */
    void adopt(String former) {
        tokens.ifPresent(own -> own.adopt(keys(), former));
    }

    /** Keeps the tokens under a new id. */
    void rename(String id) {
        tokens.ifPresent(own -> own.rename(keys(), id));
    }

    private List<String> keys() {
        return services.stream().map(DemoService::id).toList();
    }

    private Connections connections() {
        Connections known = connections;
        if (known == null) {
            namespace = gate.openNamespace();
            known = gate.connections(namespace);
            connections = known;
        }
        return known;
    }

    /** The walk at a service if it has begun. */
    public synchronized Optional<Walk> begunWalk(DemoService service) {
        return Optional.ofNullable(walks.get(service.id()));
    }

    /** The visitor's namespace of the emulator, empty if he needed none yet or there is no emulator. */
    public synchronized Optional<MockAuthServer> namespace() {
        return Optional.ofNullable(namespace);
    }

    /** The walk whose sign-in awaits this callback at this path, empty if none does. */
    public synchronized Optional<Walk> awaiting(String path, AuthorizationCallback callback) {
        return services.stream()
                .map(service -> walks.get(service.id()))
                .filter(walk -> walk != null && walk.comesBackTo(path) && walk.awaits(callback))
                .findFirst();
    }

    /** Has something done when the session ends; at once if it has. */
    public void onEnd(Runnable ending) {
        synchronized (this) {
            if (!ended) {
                endings.add(ending);
                return;
            }
        }
        ending.run();
    }

    /** Takes back what {@link #onEnd} was given. */
    public synchronized void forgetEnding(Runnable ending) {
        endings.remove(ending);
    }

    /** Ends the session and forgets its tokens. */
    void end() {
        leave();
        try {
            tokens.ifPresent(own -> keys().forEach(own::delete));
        } catch (TokenStoreException unanswered) {
            LOG.warn("The tokens of a session that has ended stay in the store: {}", unanswered.getMessage());
        }
    }

    /** Ends the session; what is in the token store stays there for when the server is back. */
    void leave() {
        List<Runnable> last;
        MockAuthServer own;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            last = List.copyOf(endings);
            own = namespace;
        }
        last.forEach(Runnable::run);
        if (own != null) {
            own.close();
        }
    }
}
