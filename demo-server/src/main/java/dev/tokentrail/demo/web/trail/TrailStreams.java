package dev.tokentrail.demo.web.trail;

import dev.tokentrail.demo.session.Visitor;
import dev.tokentrail.demo.trail.SessionTrail;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The streams of events that keep trails live. An event says that there is something new, not what, so that a stream that
 * is read slowly holds back nothing: what waits is one number. A stream that begins tells of what is newer than the page that
 * asks ({@code after}), or than the last event that its browser saw. Streams are bounded for each visitor, whose newest pages
 * listen, because that a page was left is found out late; and in all: who is refused gets 204, after which a browser does not
 * ask again.
 */
final class TrailStreams implements AutoCloseable {

    /** The most streams of one visitor, so that a browser has connections left for pages. */
    static final int MOST_OF_A_VISITOR = 4;

    /** The most streams in all. */
    static final int MOST = 200;

    /** The most that are written to at the same time; only one that is not read takes long. */
    private static final int MOST_SENDERS = 32;

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Set<Listening> streams = new LinkedHashSet<>();
    private final ThreadPoolExecutor senders = new ThreadPoolExecutor(
            0, MOST_SENDERS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> daemon(work, "trail-sender"));
    private final ScheduledExecutorService heart =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "trail-heartbeat"));

    TrailStreams() {
        this(HEARTBEAT);
    }

    TrailStreams(Duration heartbeat) {
        Future<?> unused = heart.scheduleAtFixedRate(
                this::beat, heartbeat.toMillis(), heartbeat.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Answers requests for a stream.
     *
     * @param session finds the visitor of a request
     * @return what answers
     */
    Handler handler(Function<Context, Optional<Visitor>> session) {
        SseHandler accepting = new SseHandler(
                client -> session.apply(client.ctx()).ifPresentOrElse(v -> open(v, client), client::close));
        return context -> {
            String accept = Optional.ofNullable(context.header("Accept")).orElse("");
            if (!accept.contains("text/event-stream")) {
                context.status(HttpStatus.NOT_ACCEPTABLE).result("This is a stream of events (text/event-stream).");
            } else if (session.apply(context).filter(this::hasRoom).isEmpty()) {
                context.status(HttpStatus.NO_CONTENT);
            } else {
                accepting.handle(context);
            }
        };
    }

    private synchronized boolean hasRoom(Visitor visitor) {
        return streams.size() < MOST || of(visitor).size() == MOST_OF_A_VISITOR;
    }

    /** The streams of a visitor, oldest first. */
    private synchronized List<Listening> of(Visitor visitor) {
        return streams.stream().filter(stream -> stream.isOf(visitor)).toList();
    }

    private void open(Visitor visitor, SseClient client) {
        Listening stream = new Listening(visitor, client);
        synchronized (this) {
            if (!hasRoom(visitor) || heart.isShutdown()) {
                client.close();
                return;
            }
            List<Listening> before = of(visitor);
            if (before.size() == MOST_OF_A_VISITOR) {
                streams.remove(before.get(0));
                before.get(0).dismiss();
            }
            streams.add(stream);
        }
        client.onClose(() -> forget(stream));
        client.keepAlive();
        stream.begin(known(client.ctx()));
    }

    /** The newest entry that is known to who asks; empty if he does not say. */
    private static OptionalInt known(Context context) {
        return Stream.of(context.queryParam("after"), context.header("Last-Event-ID"))
                .filter(number -> number != null && number.matches("[0-9]{1,9}"))
                .mapToInt(Integer::parseInt)
                .max();
    }

    private void forget(Listening stream) {
        synchronized (this) {
            streams.remove(stream);
        }
        stream.end();
    }

    private void beat() {
        snapshot().forEach(Listening::beat);
    }

    private synchronized List<Listening> snapshot() {
        return List.copyOf(streams);
    }

    /** How many are open. */
    int open() {
        return snapshot().size();
    }

    @Override
    public void close() {
        heart.shutdownNow();
        snapshot().forEach(Listening::close);
        senders.shutdownNow();
    }

    /** One browser that listens. */
    private final class Listening {

        private static final int NOTHING = -1;
        private static final int HEARTBEAT_ONLY = 0;

        private final Visitor visitor;
        private final SseClient client;
        private final AtomicInteger waiting = new AtomicInteger(NOTHING);
        private final AtomicBoolean sending = new AtomicBoolean();
        private final Runnable ending = this::close;
        private volatile @Nullable Runnable silence;
        private volatile boolean dismissed;

        Listening(Visitor visitor, SseClient client) {
            this.visitor = visitor;
            this.client = client;
        }

        @SuppressWarnings("ReferenceEquality") // a visitor is one object
        boolean isOf(Visitor other) {
            return visitor == other;
        }

        void begin(OptionalInt known) {
            SessionTrail trail = visitor.trail();
            silence = trail.listen(entry -> tell(entry.number()));
            visitor.onEnd(ending);
            int newest = trail.newest(); // after listening began, so that nothing is between them
            if (newest > known.orElse(newest)) {
                tell(newest);
            }
            beat();
        }

        void beat() {
            waiting.compareAndSet(NOTHING, HEARTBEAT_ONLY);
            send();
        }

        /** Ends it for good: its page does not ask again. */
        void dismiss() {
            dismissed = true;
            beat();
        }

        private void tell(int number) {
            waiting.accumulateAndGet(number, Math::max);
            send();
        }

        private void send() {
            if (waiting.get() == NOTHING || !sending.compareAndSet(false, true)) {
                return;
            }
            try {
                senders.execute(this::write);
            } catch (RejectedExecutionException tooMany) {
                sending.set(false);
                close();
            }
        }

        private void write() {
            try {
                int number = waiting.getAndSet(NOTHING);
                if (client.terminated() || number == NOTHING) {
                    return;
                }
                if (dismissed) {
                    client.sendEvent("over", "Newer pages listen.");
                    close();
                } else if (number == HEARTBEAT_ONLY) {
                    client.sendComment("still here");
                } else {
                    client.sendEvent("trail", String.valueOf(number), String.valueOf(number));
                }
            } finally {
                sending.set(false);
            }
            send();
        }

        void end() {
            Runnable listening = silence;
            if (listening != null) {
                listening.run();
            }
            visitor.forgetEnding(ending);
        }

        void close() {
            client.close();
        }
    }
}
