package dev.tokentrail.mock.token;

import dev.tokentrail.mock.config.Section;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * JWTs that are signed in the background before anybody asks for them, so that many at once need not wait for signatures.
 *
 * <p>Each is handed out once. Its {@code iat} and {@code exp} are those of the moment in which it was signed, by the one
 * clock; it is not handed out after a minute or a tenth of its life, whichever is shorter, nor to whom that moment is yet to
 * come. Signing begins when a kind of token is first asked for, and ends when enough are there.
 */
public final class SigningAhead {

    /**
     * A JWT, and what its claims say of it.
     *
     * @param token the JWT in its compact form
     * @param id its {@code jti}
     * @param issued its {@code iat}
     */
    public record Signed(String token, String id, Instant issued) {
        @Override
        public String toString() {
            return "Signed[id=" + id + ", issued=" + issued + "]";
        }
    }

    private static final long MOST = 50_000;
    private static final int MOST_KINDS = 4;
    private static final Duration LONGEST_KEPT = Duration.ofMinutes(1);
    private static final long SHARE_OF_LIFE = 10;

    private final int most;
    private final Clock clock;
    private final SigningKey key;
    private final Map<Object, Pool> pools = new LinkedHashMap<>(8, 0.75f, true);
    private boolean closed;

    /**
     * Has none yet.
     *
     * @param most how many of each kind are kept, 0 to sign each when it is asked for
     * @param clock the one clock
     * @param key what signs them
     */
    public SigningAhead(int most, Clock clock, SigningKey key) {
        this.most = most;
        this.clock = clock;
        this.key = key;
    }

    /**
     * Reads how many tokens a service signs ahead.
     *
     * @throws IllegalArgumentException if it is not a number from 0 to 50,000
     */
    public static int read(Section section) {
        return (int) section.number("tokensSignedAhead", 0, 0, MOST);
    }

    /**
     * The next token of a kind, signed now if none is at hand.
     *
     * @param kind all that its claims depend on but its {@code jti} and its times
     * @param now the moment of the request, in whole seconds
     * @param life how long it lives
     * @param signer signs one that was issued at a moment
     */
    public Signed next(Object kind, Instant now, Duration life, Function<Instant, Signed> signer) {
        Pool pool = most == 0 ? null : pool(List.of(key.id(), kind), life, signer);
        Signed ready = pool == null ? null : pool.take(now);
        return ready == null ? signer.apply(now) : ready;
    }

    private synchronized @Nullable Pool pool(Object kind, Duration life, Function<Instant, Signed> signer) {
        if (closed) {
            return null;
        }
        Pool pool = pools.computeIfAbsent(kind, unused -> new Pool(life, signer));
        if (pools.size() > MOST_KINDS) {
            Iterator<Pool> oldest = pools.values().iterator();
            oldest.next().drop();
            oldest.remove();
        }
        return pool;
    }

    /** Forgets all that is signed. */
    public synchronized void clear() {
        pools.values().forEach(Pool::drop);
        pools.clear();
    }

    /** Signs none ahead any more. */
    public synchronized void close() {
        closed = true;
        clear();
    }

    /** The tokens of one kind. */
    private final class Pool {

        private final Duration longestKept;
        private final Function<Instant, Signed> signer;
        private final Deque<Signed> ready = new ArrayDeque<>();
        private boolean filling;
        private boolean dropped;

        Pool(Duration life, Function<Instant, Signed> signer) {
            Duration share = life.dividedBy(SHARE_OF_LIFE);
            this.longestKept = share.compareTo(LONGEST_KEPT) < 0 ? share : LONGEST_KEPT;
            this.signer = signer;
        }

        /** One that may be handed out at a moment, null if there is none. */
        synchronized @Nullable Signed take(Instant now) {
            forgetOld(now);
            if (!filling && !dropped && ready.size() <= most / 2) {
                filling = true;
                Thread thread = new Thread(this::fill, "sign-ahead");
                thread.setDaemon(true);
                thread.start();
            }
            Signed first = ready.peek();
            // A fault lets a request come from the past, and a clock may be set back.
            return first == null || first.issued().isAfter(now) ? null : ready.remove();
        }

        private void forgetOld(Instant now) {
            while (!ready.isEmpty()
                    && ready.getFirst().issued().plus(longestKept).isBefore(now)) {
                ready.removeFirst();
            }
        }

        private void fill() {
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            while (wantsMore(now)) {
                Signed signed = signer.apply(now);
                synchronized (this) {
                    ready.addLast(signed);
                }
                now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            }
        }

        private synchronized boolean wantsMore(Instant now) {
            forgetOld(now);
            if (!ready.isEmpty() && ready.getLast().issued().isAfter(now)) {
                // The clock was set back.
                ready.removeIf(signed -> signed.issued().isAfter(now));
            }
            filling = !dropped && ready.size() < most;
            return filling;
        }

        synchronized void drop() {
            dropped = true;
            ready.clear();
        }
    }
}
