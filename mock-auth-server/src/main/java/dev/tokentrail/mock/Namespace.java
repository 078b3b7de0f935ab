package dev.tokentrail.mock;

import dev.tokentrail.mock.http.Answer;
import dev.tokentrail.mock.http.Arrival;
import dev.tokentrail.mock.http.HttpDate;
import dev.tokentrail.mock.http.Request;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An emulator below a prefix of its own, and how long it may stay. */
final class Namespace {

    private final String name;
    private final Emulator emulator;
    private final Emulator parent;
    private final HttpDate date;
    private final @Nullable Duration idle;
    private volatile long lastUsed;

    /**
     * Creates a namespace that is used now.
     *
     * @param name its name
     * @param emulator what answers there
     * @param parent with which it ends
     * @param idle after how long without a request it ends, null for never
     * @param now the moment, in nanoseconds
     */
    Namespace(String name, Emulator emulator, Emulator parent, @Nullable Duration idle, long now) {
        this.name = name;
        this.emulator = emulator;
        this.parent = parent;
        this.date = new HttpDate(emulator.clock());
        this.idle = idle;
        this.lastUsed = now;
    }

    String name() {
        return name;
    }

    Emulator emulator() {
        return emulator;
    }

    Emulator parent() {
        return parent;
    }

    boolean ends() {
        return idle != null;
    }

    Optional<Duration> idle() {
        return Optional.ofNullable(idle);
    }

    /** Hands a request over, as it is seen below the prefix. */
    Arrival arrived(Request head) {
        return new ArrivalBelow(emulator.arrived(head.below(emulator.prefix())));
    }

    private final class ArrivalBelow implements Arrival {

        private final Arrival arrival;

        ArrivalBelow(Arrival arrival) {
            this.arrival = arrival;
        }

        @Override
        public Answer answer(Request request) {
            return dated(arrival.answer(request.below(emulator.prefix())));
        }

        @Override
        public Answer refused(Answer answer) {
            return dated(arrival.refused(answer));
        }

        @Override
        public void ended() {
            arrival.ended();
        }
    }

    private Answer dated(Answer answer) {
        return answer.with("Date", date.now());
    }

    /** Notes a request, unless it comes too late. */
    boolean used(long now) {
        if (idleFor(now).isPresent()) {
            return false;
        }
        lastUsed = now;
        return true;
    }

    /** The time it may be idle, if it has been idle for longer. */
    Optional<Duration> idleFor(long now) {
        return idle().filter(most -> now - lastUsed > most.toNanos());
    }
}
