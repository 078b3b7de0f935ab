package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Arrival;
import dev.tokentrail.mock.http.Arrivals;
import dev.tokentrail.mock.http.ErrorShape;
import dev.tokentrail.mock.http.Request;
import dev.tokentrail.mock.token.RandomText;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The emulators of one server: one at its root, the others below a prefix of their own, {@code /_ns/NAME}. */
final class Namespaces implements Arrivals {

    /** Whoever opens more has forgotten to close them. */
    static final int MOST = 1000;

    /** The most with an end by idleness, which are those that are opened over HTTP. */
    static final int MOST_IDLING = 100;

    private static final int MOST_REMEMBERED = 1000;
    private static final String PREFIX = "/_ns";
    private static final String WELL_KNOWN = "/.well-known/";
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    private final Semaphore waiting = new Semaphore(JournalControl.MOST_WAITING);
    private final Emulator root;
    private final Gate gate;
    private final LongSupplier nanoseconds;
    private final ConcurrentMap<String, Namespace> open = new ConcurrentHashMap<>();

    /** Why a name no longer answers. Guarded by this. */
    private final Map<String, String> closed = new LinkedHashMap<>();

    private boolean over;

    /**
     * Creates the emulator at the root.
     *
     * @param configuration its configuration
     * @param only the service that it runs alone, null for all
     * @param nanoseconds real time, by which idleness is measured
     */
    Namespaces(Configuration configuration, @Nullable String only, LongSupplier nanoseconds) {
        this(configuration, only, nanoseconds, new Gate(null));
    }

    /** Creates the emulator at the root, with a gate before its control and that of every namespace. */
    Namespaces(Configuration configuration, @Nullable String only, LongSupplier nanoseconds, Gate gate) {
        this.gate = gate;
        this.root = new Emulator(configuration, only, this, "");
        this.nanoseconds = nanoseconds;
    }

    /** How many more may wait for a request over HTTP. */
    Semaphore waiting() {
        return waiting;
    }

    Gate gate() {
        return gate;
    }

    Emulator root() {
        return root;
    }

    @Override
    public Arrival arrived(Request head) {
        String name = nameIn(head.path());
        if (name == null) {
            return root.arrived(head);
        }
        Namespace namespace = open.get(name);
        return namespace != null && namespace.used(nanoseconds.getAsLong())
                ? namespace.arrived(head)
                : new ArrivalAtNobody(nobody(name));
    }

    /** A request of which no journal knows. */
    private record ArrivalAtNobody(Answer answer) implements Arrival {

        @Override
        public Answer answer(Request request) {
            return answer;
        }

        @Override
        public Answer refused(Answer refusal) {
            return refusal;
        }

        @Override
        public void ended() {}
    }

    /** The name of the namespace that a path is below, null for none. */
    private static @Nullable String nameIn(String path) {
        // The metadata of an issuer that has a path is at the root of the host (RFC 8414 section 3.1).
        int start = path.startsWith(WELL_KNOWN) ? path.indexOf('/', WELL_KNOWN.length()) : 0;
        int after = start + PREFIX.length();
        if (start < 0 || !path.startsWith(PREFIX, start) || (path.length() > after && path.charAt(after) != '/')) {
            return null;
        }
        int end = path.indexOf('/', after + 1);
        return path.substring(Math.min(after + 1, path.length()), end < 0 ? path.length() : end);
    }

    private synchronized Answer nobody(String name) {
        String reason = closed.get(name);
        if (reason == null && open.containsKey(name)) {
            expireIdle();
            reason = closed.get(name);
        }
        return reason != null
                ? ErrorShape.OAUTH.answer(410, "closed_namespace", "The namespace " + name + " is closed: " + reason)
                : ErrorShape.OAUTH.answer(
                        404, "unknown_namespace", "No namespace has this name; POST /_mock/namespaces opens one");
    }

    /**
     * Opens a namespace.
     *
     * @param parent with which it ends
     * @param name its name, null for one that no other had
     * @param configuration its configuration
     * @param idle after how long without a request it may be closed, null for never
     * @throws IllegalArgumentException if the name is not one
     * @throws IllegalStateException if the name is taken, there are too many, or the parent is closed
     */
    synchronized Namespace open(
            Emulator parent, @Nullable String name, Configuration configuration, @Nullable Duration idle) {
        if (name != null && !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The name of a namespace has 1 to 40 characters of a-z, 0-9 and the hyphen");
        }
        expireIdle();
        refuseFull(idle != null);
        if (over || (parent != root && !has(parent))) {
            throw new IllegalStateException("No namespace can be opened below an emulator that is closed");
        }
        String chosen = name == null ? unused() : name;
        if (open.containsKey(chosen)) {
            throw new IllegalStateException("The namespace " + chosen + " is already open");
        }
        closed.remove(chosen);
        Emulator emulator = new Emulator(configuration, parent.only(), this, PREFIX + "/" + chosen);
        Namespace namespace = new Namespace(chosen, emulator, parent, idle, nanoseconds.getAsLong());
        open.put(chosen, namespace);
        return namespace;
    }

    private void refuseFull(boolean idling) {
        long others = open.values().stream()
                .filter(namespace -> !idling || namespace.ends())
                .count();
        int most = idling ? MOST_IDLING : MOST;
        if (others >= most) {
            throw new IllegalStateException(
                    "There are " + most + " open namespaces, which is the most; close those that are no longer used");
        }
    }

    private String unused() {
        String name;
        do {
            name = RandomText.userCode(10).toLowerCase(Locale.ROOT);
        } while (open.containsKey(name) || closed.containsKey(name));
        return name;
    }

    private boolean has(Emulator emulator) {
        return open.values().stream().anyMatch(namespace -> namespace.emulator() == emulator);
    }

    /** Those that were opened below an emulator, by name. */
    synchronized List<Namespace> below(Emulator parent) {
        expireIdle();
        return open.values().stream()
                .filter(namespace -> namespace.parent() == parent)
                .sorted(Comparator.comparing(Namespace::name))
                .toList();
    }

    /** Closes an emulator and those below it. */
    synchronized void close(Emulator emulator) {
        over |= emulator == root;
        for (Namespace namespace : open.values()) {
            if (namespace.emulator() == emulator) {
                close(namespace, "who opened it has closed it");
            } else if (emulator == root) {
                open.remove(namespace.name());
                namespace.emulator().services().close();
            }
        }
    }

    private void close(Namespace namespace, String reason) {
        open.remove(namespace.name());
        namespace.emulator().faults().clear();
        namespace.emulator().services().close();
        closed.put(namespace.name(), reason);
        if (closed.size() > MOST_REMEMBERED) {
            closed.remove(closed.keySet().iterator().next());
        }
        open.values().stream()
                .filter(child -> child.parent() == namespace.emulator())
                .forEach(child -> close(child, reason));
    }

    private void expireIdle() {
        long now = nanoseconds.getAsLong();
        for (Namespace namespace : open.values()) {
            namespace
                    .idleFor(now)
                    .ifPresent(idle -> close(namespace, "it had no request for " + idle + ", the idle time it has"));
        }
    }
}
