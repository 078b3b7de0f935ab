package dev.tokentrail.conformance.nodes;

import dev.tokentrail.conformance.nodes.Report.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The processes of a run: those that work, and one that is started and waits to take the place of the next that is killed. */
final class Fleet implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Map<String, String> settings;
    private final Path logs;
    private final List<Node> all = new ArrayList<>();
    private final List<Node> working = new ArrayList<>();
    private final Object news = new Object();
    private @Nullable CompletableFuture<Node> halt;
    private @Nullable CompletableFuture<Node> lease;

    Fleet(NodeSettings settings, Path logs) throws IOException {
        this.settings = settings.environment();
        this.logs = Files.createDirectories(logs);
    }

    /** Starts so many processes and one more, which do nothing yet. */
    void start(int count) throws IOException, InterruptedException {
        for (int i = 0; i <= count; i++) {
            all.add(Node.start("node-" + (all.size() + 1), settings, logs, this::heard));
        }
        await("start", START, () -> all.stream().allMatch(node -> node.reported(Kind.READY)));
    }

    /** Lets all that wait begin, but for the last. */
    void go() {
        while (working.size() < all.size() - 1) {
            begin(all.get(working.size()));
        }
    }

    private void begin(Node node) {
        working.add(node);
        node.tell("go");
    }

    /** SIGKILL; the process that waits takes over, knowing nothing, and another is started to wait. */
    void kill(Node node) throws IOException, InterruptedException {
        node.kill();
        Node next = all.get(all.size() - 1);
        await("start of " + next, START, () -> next.reported(Kind.READY));
        begin(next);
        all.add(Node.start("node-" + (all.size() + 1), settings, logs, this::heard));
    }

    private void heard(Node node, Report report) {
        synchronized (this) {
            if (report.kind() == Kind.HALTED && (halt == null || !halt.complete(node))) {
                node.tell("resume");
            } else if (report.kind() == Kind.REACHED && report.detail().equals(Point.LEASED.name()) && lease != null) {
                lease.complete(node);
            }
        }
        synchronized (news) {
            news.notifyAll();
        }
    }

    /** Every process that ever worked. */
    List<Node> all() {
        return List.copyOf(working);
    }

    List<Node> living() {
        return working.stream().filter(Node::living).toList();
    }

    Node named(String name) {
        return working.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Waits for the next node that takes a lease. */
    Node awaitLease(Duration patience) throws InterruptedException {
        CompletableFuture<Node> next = new CompletableFuture<>();
        synchronized (this) {
            lease = next;
        }
        return got(next, "a lease", patience);
    }

    /** Waits for the next node that comes by a point; it stops there. Those that come by after it go on. */
    Node awaitHalt(Point point, Duration patience) throws InterruptedException {
        CompletableFuture<Node> next = new CompletableFuture<>();
        synchronized (this) {
            halt = next;
        }
        living().forEach(node -> node.tell("arm " + point));
        try {
            return got(next, point.name(), patience);
        } finally {
            living().forEach(node -> node.tell("disarm"));
        }
    }

    private Node got(CompletableFuture<Node> next, String what, Duration patience) throws InterruptedException {
        try {
            return next.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("No node came to " + what + " within " + patience + described(), late);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitAll(String what, Duration patience, Predicate<Node> condition) throws InterruptedException {
        await(what, patience, () -> living().stream().allMatch(condition));
    }

    /** Waits until something is so; looks when a node says anything, and every now and then, since the service has news too. */
    void await(String what, Duration patience, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Not within " + patience + ": " + what + described());
            }
            synchronized (news) {
                news.wait(20);
            }
        }
    }

    private String described() {
        StringBuilder text = new StringBuilder();
        living().forEach(node -> text.append("\n  ").append(node));
        return text.append("\n  logs in ").append(logs).toString();
    }

    /** Asks all to stop, and waits until they have. */
    void stop() throws InterruptedException {
        List<Node> last = living();
        last.forEach(node -> node.tell("stop"));
        await("stop", START, () -> last.stream().noneMatch(Node::living));
    }

    @Override
    public void close() {
        all.forEach(Node::end);
    }
}
