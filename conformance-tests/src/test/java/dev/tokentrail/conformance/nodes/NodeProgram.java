package dev.tokentrail.conformance.nodes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tokentrail.conformance.nodes.Report.Kind;
import dev.tokentrail.core.http.JdkTransport;
import dev.tokentrail.core.http.Transport;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.source.TokenStore;
import dev.tokentrail.core.token.Token;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One process of an application that runs on many machines: it wants a token a hundred times a second, and has nothing but
 * the store to get it from. Its argument is its name; the rest is in {@link NodeSettings}. It prints {@link Report}s and
 * reads commands; when its input ends, it ends.
 */
final class NodeProgram {

    private static final long PACE = 10;

    private final Checkpoints checkpoints;
    private final SteppedClock clock;
    private final TokenSource source;
    private final ApiCalls api;
    private final CountDownLatch go = new CountDownLatch(1);
    private volatile boolean stopping;

    private String given = "";
    private long givenAt;
    private long count;
    private long longestWait;
    private String failure = "";
    private long failures;
    private long failingSince;

    private NodeProgram(Checkpoints checkpoints, SteppedClock clock, TokenSource source, ApiCalls api) {
        this.checkpoints = checkpoints;
        this.clock = clock;
        this.source = source;
        this.api = api;
    }

    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        Checkpoints checkpoints = new Checkpoints(System.out);
        System.setOut(System.err); // the log's
        NodeSettings settings = NodeSettings.from(System.getenv());
        SteppedClock clock = new SteppedClock();
        Transport transport = new WatchedTransport(
                JdkTransport.builder()
                        .connectTimeout(Duration.ofSeconds(1))
                        .totalTimeout(settings.lease().dividedBy(2))
                        .build(),
                name,
                checkpoints);
        SharedX3 x3 = SharedX3.at(settings.root(), transport, clock, settings.rotation());
        TokenStore store = new WatchedStore(SharedStore.open(settings).store(), checkpoints);
        TokenSource source = TokenSource.builder(x3)
                .store(store, SharedStore.KEY)
                .leaseLength(settings.lease())
                .build();
        ApiCalls api = new ApiCalls(settings.root(), name, checkpoints);
        api.warmUp();
        NodeProgram node = new NodeProgram(checkpoints, clock, source, api);
        Thread commands = new Thread(node::obey, "commands");
        commands.setDaemon(true);
        commands.start();
        checkpoints.report(Kind.READY, "");
        node.go.await();
        node.run();
        System.exit(0);
    }

    private void obey() {
        try (BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                obey(line.split(" ", -1));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            Runtime.getRuntime().halt(1); // whoever conducted is gone
        }
    }

    private void obey(String[] command) {
        switch (command[0]) {
            case "go" -> go.countDown();
            case "arm" -> checkpoints.arm(Point.valueOf(command[1]));
            case "disarm" -> checkpoints.arm(null);
            case "resume" -> checkpoints.resume();
            case "step" -> {
                clock.step(Duration.parse(command[1]));
                checkpoints.report(Kind.STEPPED, command[1]);
            }
            case "stop" -> stopping = true;
            default -> throw new IllegalArgumentException(command[0]);
        }
    }

    private void run() throws InterruptedException {
        while (!stopping) {
            long asked = System.nanoTime();
            long askedAt = System.currentTimeMillis();
            try {
                use(source.token(), asked, askedAt);
            } catch (RuntimeException | IOException e) {
                failed(e, askedAt);
            }
            Thread.sleep(PACE);
        }
        lastGiven();
        source.close();
        checkpoints.report(Kind.STOPPED, longestWait + " " + count);
    }

    private void use(Token token, long asked, long askedAt) throws IOException {
        long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked);
        longestWait = Math.max(longestWait, waited);
        String print = Prints.of(token.accessToken().reveal());
        if (!print.equals(given)) {
            lastGiven();
            given = print;
            checkpoints.report(Kind.TOKEN, print);
        }
        if (failures > 0) {
            checkpoints.report(Kind.RECOVERED, failures + " " + (System.currentTimeMillis() - failingSince));
            failures = 0;
            failure = "";
        }
        // The moment before it was asked for: later than that it was certainly given, if nobody had to wait for it.
        givenAt = askedAt;
        count++;
        if (!api.accepted(token, print)) {
            source.invalidate(token);
        }
    }

    private void failed(Exception e, long askedAt) {
        lastGiven();
        given = "";
        failingSince = failures == 0 ? askedAt : failingSince;
        failures++;
        String now = e.getClass().getSimpleName() + " " + e.getMessage();
        if (!now.equals(failure)) {
            failure = now;
            checkpoints.report(Kind.ERROR, now);
        }
    }

    private void lastGiven() {
        if (!given.isEmpty()) {
            checkpoints.report(Kind.LAST_GIVEN, givenAt + " " + given);
        }
    }
}
