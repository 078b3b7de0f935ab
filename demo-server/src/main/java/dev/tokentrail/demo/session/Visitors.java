package dev.tokentrail.demo.session;

import dev.tokentrail.core.http.Transport;
import dev.tokentrail.demo.flow.DemoService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All browser sessions, bounded in number and age: the one that was idle longest goes first. Thread-safe. */
public final class Visitors {

    /** The most sessions at a time. */
    public static final int MOST = 500;

    /** A session ends after this time without a request: 30 minutes. */
    public static final Duration IDLE = Duration.ofMinutes(30);

    /** A session ends after this time in any case: 12 hours. */
    public static final Duration LONGEST = Duration.ofHours(12);

    private static final class Seen {
        private final Visitor visitor;
        private final Instant begun;
        private Instant last;

        Seen(Visitor visitor, Instant begun) {
            this.visitor = visitor;
            this.begun = begun;
            this.last = begun;
        }

        boolean isOver(Instant now) {
            return last.plus(IDLE).isBefore(now) || begun.plus(LONGEST).isBefore(now);
        }
    }

    private final Visitor.Gate gate;
    private final Collection<DemoService> services;
    private final Transport network;
    private final Clock clock;
    private final Map<String, Seen> sessions = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Creates an empty collection.
     *
     * @param gate how each visitor reaches the services
     * @param services the services
     * @param network what carries the calls
     * @param clock tells when sessions end
     */
    public Visitors(Visitor.Gate gate, Collection<DemoService> services, Transport network, Clock clock) {
        this.gate = gate;
        this.services = List.copyOf(services);
        this.network = network;
        this.clock = clock;
    }

    /**
     * Finds a session and notes that it is in use.
     *
     * @param id what the cookie holds
     * @return the visitor, empty if there is no such session any more
     */
    public Optional<Visitor> find(String id) {
        List<Visitor> over = new ArrayList<>();
        Optional<Visitor> found;
        synchronized (this) {
            Instant now = clock.instant();
            endIdle(now, over);
            Seen seen = sessions.get(id);
            if (seen != null && seen.isOver(now)) {
                sessions.remove(id);
                over.add(seen.visitor);
                seen = null;
            } else if (seen != null) {
                seen.last = now;
            }
            found = Optional.ofNullable(seen).map(known -> known.visitor);
        }
        over.forEach(Visitor::end);
        return found;
    }

    /** A session that begins. */
    public record Begun(String id, Visitor visitor) {}

    /**
     * Begins a session.
     *
     * @param former the id that the browser still has of a session that is not known here, whose tokens the new one has if the
     *     token store kept them over a restart; empty if it has none
     */
    public Begun begin(Optional<String> former) {
        String id = UnguessableText.next();
        Begun begun = new Begun(id, new Visitor(gate, services, network, id));
        former.ifPresent(begun.visitor()::adopt);
        keep(begun);
        return begun;
    }

    /**
     * Gives a session a new id; the old one is worth nothing from then on.
     *
     * @param id the id so far
     * @return the new id, empty if there is no such session
     */
    public Optional<String> rotate(String id) {
        Seen seen = known(id);
        if (seen == null) {
            return Optional.empty();
        }
        String next = UnguessableText.next();
        synchronized (seen) { // the token store may take its time, which is for nobody else to wait for
            if (known(id) != seen) {
                return Optional.empty();
            }
            seen.visitor.rename(next);
            synchronized (this) {
                sessions.remove(id);
                sessions.put(next, seen);
            }
        }
        return Optional.of(next);
    }

    private synchronized @Nullable Seen known(String id) {
        return sessions.get(id);
    }

    private void keep(Begun begun) {
        List<Visitor> over = new ArrayList<>();
        synchronized (this) {
            Instant now = clock.instant();
            sessions.put(begun.id(), new Seen(begun.visitor(), now));
            endIdle(now, over);
            Iterator<Seen> idlest = sessions.values().iterator();
            while (sessions.size() > MOST) {
                over.add(idlest.next().visitor);
                idlest.remove();
            }
        }
        over.forEach(Visitor::end);
    }

    private void endIdle(Instant now, List<Visitor> over) {
        Iterator<Seen> idlest = sessions.values().iterator();
        while (idlest.hasNext()) {
            Seen seen = idlest.next();
            if (!seen.isOver(now)) {
                break;
            }
            over.add(seen.visitor);
            idlest.remove();
        }
    }

    /** How many sessions there are. */
    public synchronized int count() {
        return sessions.size();
    }

    /** Leaves all sessions, because the server ends. */
    public void leaveAll() {
        List<Visitor> all;
        synchronized (this) {
            all = sessions.values().stream().map(seen -> seen.visitor).toList();
            sessions.clear();
        }
        all.forEach(Visitor::leave);
    }
}
