package dev.tokentrail.core.source;

import dev.tokentrail.core.source.Held.Phase;
import dev.tokentrail.core.token.ProviderUnavailableException;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.core.token.TokenException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** Keeps one token in memory and lets one renewal serve everybody. */
final class KeptTokenSource implements TokenSource {

    /** How long {@link #close} lets a renewal go on that is about to save. */
    private static final Duration TIME_TO_SAVE = Duration.ofSeconds(5);

    private static final AtomicReferenceFieldUpdater<KeptTokenSource, Held> HELD =
            AtomicReferenceFieldUpdater.newUpdater(KeptTokenSource.class, Held.class, "held");

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** A token that could not be saved yet is tried more often: nobody else can renew it until then. */
    private static final Duration LONGEST_PAUSE_BEFORE_SAVING = Duration.ofSeconds(1);

    private final String name;
    private final Renewal renewal;
    private final @Nullable SharedToken shared;
    private final Clock clock;
    private final TimeSource time;
    private final Lifetimes lifetimes;
    private final Duration patience;
    private final Announcer announcer;
    private final Backoff backoff;
    private final Backoff saving;
    private final AtomicReference<@Nullable Flight> flight = new AtomicReference<>();
    private volatile Held held;
    private volatile @Nullable Flight latest;
    private volatile boolean closed;
    private volatile boolean assumed;

    KeptTokenSource(
            TokenSourceBuilder description,
            Renewal renewal,
            @Nullable SharedToken shared,
            TimeSource time,
            Announcer announcer) {
        this.name = description.name();
        this.lifetimes = description.lifetimes();
        this.patience = description.patience();
        this.clock = description.clock();
        this.renewal = renewal;
        this.shared = shared;
        this.time = time;
        this.announcer = announcer;
        this.backoff = new Backoff(time, LONGEST_PAUSE);
        this.saving = new Backoff(time, LONGEST_PAUSE_BEFORE_SAVING);
        IssuedToken first = description.first();
        this.held = first == null ? Held.NOTHING : shared == null ? hold(first, 0) : Held.unchecked(first.token());
    }

    @Override
    public Token token() {
        Held now = held;
        Token token = now.token();
        return time.nanos() < now.checkAt() && token != null ? token : token(patience);
    }

    @Override
    public Token token(Duration longest) {
        Token usable = usable();
        if (usable != null) {
            return usable;
        }
        long begun = System.nanoTime();
        Duration left = longest;
        while (true) {
            Token given = join(left).await(left);
            if (!isOver(given)) {
                return given;
            }
            Duration rest = longest.minusNanos(System.nanoTime() - begun);
            left = rest.isNegative() ? Duration.ZERO : rest;
        }
    }

    /** Whether the machine slept, or a resource server refused the token, while it was handed over. */
    private boolean isOver(Token given) {
        Held now = held;
        return now.holds(given) && now.phase(time) == Phase.EXPIRED;
    }

    @Override
    public CompletableFuture<Token> tokenAsync() {
        try {
            Token usable = usable();
            return usable != null
                    ? CompletableFuture.completedFuture(usable)
                    : join(patience)
                            .promise(patience)
                            .thenCompose(
                                    given -> isOver(given) ? tokenAsync() : CompletableFuture.completedFuture(given));
        } catch (RuntimeException | Error failed) {
            return CompletableFuture.failedFuture(failed);
        }
    }

    /** The token, if it may be given out; starts its renewal if it is stale. */
    private @Nullable Token usable() {
        requireOpen();
        Held now = held;
        switch (now.phase(time)) {
            case FRESH -> HELD.compareAndSet(this, now, now.checked(time));
            case STALE -> {
                if (flight.get() == null && (unsettled() ? saving : backoff).failure(false) == null) {
                    Flight background = newFlight(Duration.ofNanos(now.usableFor(time)), false);
                    if (flight.compareAndSet(null, background)) {
                        begin(background);
                    }
                }
                announcer.servedStale();
            }
            case EXPIRED -> {
                return null;
            }
        }
        return now.token();
    }

    /** The renewal under way, or a new one; throws the last failure as long as it is too early for another. */
    private Flight join(Duration longest) {
        while (true) {
            Flight running = flight.get();
            if (running != null) {
                if (running.joinedBy(longest)) {
                    return running;
                }
                Thread.onSpinWait();
                continue;
            }
            Throwable tooEarly = backoff.failure(true);
            if (tooEarly != null) {
                throw Flight.rethrown(tooEarly);
            }
            Flight mine = newFlight(longest, true);
            if (flight.compareAndSet(null, mine)) {
                begin(mine);
                return mine;
            }
        }
    }

    private Flight newFlight(Duration useful, boolean awaited) {
        return new Flight(name, announcer, useful, awaited, this::fly);
    }

    private void begin(Flight mine) {
        Held now = held;
        Phase phase = now.phase(time);
        if (closed) {
            land(mine, null, closedFailure());
        } else if (phase == Phase.FRESH || (phase == Phase.STALE && mine.awaited())) {
            // Another renewal ended between this caller's look at the token and its look at the flight.
            land(mine, now.token(), null);
        } else {
            latest = mine;
            try {
                mine.start();
            } catch (RuntimeException | Error noThread) {
                land(mine, null, noThread);
            }
        }
    }

    private void fly(Flight mine) {
        boolean background = !mine.awaited();
        Held before = held;
        try {
            requireOpen();
            IssuedToken issued = renewed(before, mine);
            Held next = hold(issued, before.rejected() ? before.rejections() : 0);
            boolean over = next.phase(time) == Phase.EXPIRED;
            Token given = publish(before, next, over);
            if (over && next.holds(given)) {
                throw ProviderUnavailableException.because(
                        name + " gave a token whose life was over on arrival.",
                        "Look at what the service says of its lifetimes, and how long its answers take.",
                        null);
            }
            backoff.clear();
            saving.clear();
            land(mine, given, null);
        } catch (InterruptedException e) {
            land(mine, null, closedFailure());
        } catch (RuntimeException failed) {
            if (!background || closed || !nothingWasSent(failed)) {
                failed(mine, failed);
            } else if (mine.endedUnawaited()) {
                (unsettled() ? saving : backoff).failed(failed, false);
                land(mine, null, failed);
                announcer.failed(failed); // last: who comes now waits until it has landed
            } else {
                fly(mine); // given up because nobody waited, while somebody began to
            }
        } catch (Throwable broken) { // an Error, or a checked exception from where they are not checked
            failed(mine, broken);
        }
    }

    private void failed(Flight mine, Throwable failure) {
        try {
            if (!closed) {
                (unsettled() ? saving : backoff).failed(failure, mine.awaited());
                announcer.failed(failure);
            }
        } finally {
            land(mine, null, failure);
        }
    }

    private static boolean nothingWasSent(RuntimeException failed) {
        return failed instanceof TokenException known && !known.mayHaveReachedProvider();
    }

    private IssuedToken renewed(Held before, Flight mine) throws InterruptedException {
        Renewal.Need need = new Renewal.Need(before.token(), before.rejected());
        IssuedToken issued = renewal.renew(need, mine);
        if (before.holds(issued.token()) && lifetimes.left(issued).usable().isZero()) {
            // Some services give the same token until its last second, and lifetimes are counted in seconds.
            TimeUnit.SECONDS.sleep(1);
            return renewal.renew(need, mine);
        }
        return issued;
    }

    private Held hold(IssuedToken issued, int rejections) {
        if (issued.token().expiry().at().isEmpty() && !assumed) {
            assumed = true;
            announcer.lifetimeAssumed(lifetimes.assumed());
        }
        Held next = Held.of(issued, lifetimes.left(issued), rejections, time);
        return unsettled() ? next.unsettled() : next;
    }

    private boolean unsettled() {
        return shared != null && shared.unsettled();
    }

    /** Puts the next token in place, unless another was adopted meanwhile; gives the one that is there then. */
    private @Nullable Token publish(Held before, Held next, boolean over) {
        while (true) {
            Held now = held;
            if (!now.holds(before.token())) {
                requireOpen();
                return now.token();
            }
            if (HELD.compareAndSet(this, now, over ? now.goingOnWith(next, time) : next)) {
                if (closed) {
                    held = Held.NOTHING;
                    throw closedFailure();
                }
                return next.token();
            }
        }
    }

    private void land(Flight mine, @Nullable Token token, @Nullable Throwable failure) {
        flight.compareAndSet(mine, null);
        mine.land(token, failure);
    }

    @Override
    public boolean invalidate(Token rejected) {
        while (true) {
            Held now = held;
            if (!now.holds(rejected) || now.rejected()) {
                return true;
            }
            if (now.tooYoungToReject(time)) {
                return false;
            }
            if (HELD.compareAndSet(this, now, now.spent(time))) {
                announcer.rejected();
                return true;
            }
        }
    }

    @Override
    public void adopt(Token token) {
        requireOpen();
        IssuedToken adopted = new IssuedToken(token, clock.instant(), Duration.ZERO);
        if (shared != null) {
            SharedToken.Aside granted = shared.issued(adopted);
            shared.replace(granted);
            adopted = shared.aged(granted);
        }
        Held next = hold(adopted, 0);
        held = next;
        backoff.clear();
        if (closed) {
            held = Held.NOTHING;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw closedFailure();
        }
    }

    private IllegalStateException closedFailure() {
        return new IllegalStateException("The token source of " + name + " is closed");
    }

    @Override
    public void close() {
        closed = true;
        held = Held.NOTHING;
        Flight last = latest;
        if (last != null && !last.cancel(closedFailure(), shared == null ? Duration.ZERO : TIME_TO_SAVE)) {
            announcer.stillRunning();
        }
    }

    @Override
    public String toString() {
        return "TokenSource[" + name + ", " + (closed ? "closed" : held.phase(time))
                + (flight.get() == null ? "" : ", renewing") + "]";
    }
}
