package dev.tokentrail.conformance.nodes;

import dev.tokentrail.conformance.nodes.Ledger.Call;
import dev.tokentrail.conformance.nodes.Plan.Round;
import dev.tokentrail.conformance.nodes.Report.Kind;
import dev.tokentrail.core.source.TokenSource;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.store.jdbc.TokenKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs a fleet through a plan, round by round, and keeps the person's place when one is needed. */
final class Conductor implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * What a run is made of.
     *
     * @param name what it is called
     * @param nodes how many work at a time
     * @param lifetime of an access token, whole seconds
     * @param lease how long a lease lasts if its holder dies
     * @param rotation what becomes of a refresh token that was used
     * @param database where the token lies
     */
    record Setup(
            String name,
            int nodes,
            Duration lifetime,
            Duration lease,
            RefreshRotation rotation,
            SharedDatabase database) {}

    private final Setup setup;
    private final EmulatedX3 x3;
    private final Fleet fleet;
    private final SharedStore store;
    private final Figures figures;

    private Conductor(Setup setup, Path logs) throws IOException {
        this.setup = setup;
        this.x3 = new EmulatedX3(setup.lifetime(), setup.rotation());
        NodeSettings settings = new NodeSettings(
                x3.root(),
                setup.database().jdbcUrl(),
                TokenKeys.generate().revealJson().reveal(),
                setup.rotation(),
                setup.lease());
        this.store = SharedStore.open(settings);
        this.fleet = new Fleet(settings, logs);
        this.figures = new Figures(setup, x3.ledger(), fleet);
    }

    /** Runs a plan. Nodes that do not do as they should within a time that is ample make it fail here, all else is in the figures. */
    static Figures run(Setup setup, Plan plan) throws Exception {
        Path logs = Path.of("target", "nodes", setup.name());
        try (Conductor conductor = new Conductor(setup, logs)) {
            System.out.printf("%s: seed %d%n", setup.name(), plan.seed());
            conductor.run(plan);
            System.out.println(conductor.figures);
            return conductor.figures;
        }
    }

    private void run(Plan plan) throws Exception {
        fleet.start(setup.nodes());
        signIn();
        fleet.go();
        awaitRenewed(0);
        for (Round round : plan.rounds()) {
            long mark = x3.mark();
            long began = System.currentTimeMillis();
            long changed = disturb(round);
            Duration userNeeded = awaitRenewed(changed);
            figures.add(round, mark, began, userNeeded);
        }
        fleet.stop();
        figures.stopped(x3.verify());
    }

    private void signIn() throws IOException {
        try (TokenSource source = TokenSource.of(x3.provider(), store.store(), SharedStore.KEY)) {
            Token token = x3.signIn();
            figures.adopted(Prints.of(token.accessToken().reveal()), System.currentTimeMillis());
            source.adopt(token);
        }
    }

    /** Does what the round says; tells the number of the request after which a new token is due. */
    private long disturb(Round round) throws Exception {
        long mark = x3.mark();
        switch (round.disturbance()) {
            case NONE -> {}
            case KILLED_WITH_LEASE -> kill(fleet.awaitHalt(Point.LEASED, PATIENCE));
            case KILLED_BEFORE_REQUEST -> kill(fleet.awaitHalt(Point.SENDING, PATIENCE));
            case KILLED_BEFORE_COMMIT -> {
                x3.ignoreNextRefresh(setup.lease().dividedBy(3));
                kill(fleet.named(x3.awaitRefresh(mark, PATIENCE)));
            }
            case KILLED_BEFORE_ANSWER -> {
                x3.delayNextRefresh(setup.lease().dividedBy(3));
                kill(fleet.named(x3.awaitRefresh(mark, PATIENCE)));
            }
            case KILLED_BEFORE_SAVE -> kill(fleet.awaitHalt(Point.SAVING, PATIENCE));
            case KILLED_AFTER_SAVE -> kill(fleet.awaitHalt(Point.SAVED, PATIENCE));
            case KILLED_AT_ANY_MOMENT -> {
                Node holder = fleet.awaitLease(PATIENCE);
                Thread.sleep(round.length().toMillis());
                kill(holder);
            }
            case DATABASE_STOPPED -> {
                Thread.sleep(round.moment().toMillis());
                setup.database().stop();
                return restarted(round);
            }
            case DATABASE_CRASHED -> {
                Thread.sleep(round.moment().toMillis());
                setup.database().crash();
                return restarted(round);
            }
            case DATABASE_HANGS -> {
                Thread.sleep(round.moment().toMillis());
                setup.database().hang();
                Thread.sleep(round.length().toMillis());
                long back = x3.mark();
                setup.database().resume();
                return back;
            }
            case DATABASE_CRASHED_BEFORE_SAVE -> {
                Node holder = fleet.awaitHalt(Point.SAVING, PATIENCE);
                setup.database().crash();
                long failures = holder.count(Kind.SAVE_FAILED);
                holder.tell("resume");
                fleet.await("failure of the save", PATIENCE, () -> holder.count(Kind.SAVE_FAILED) > failures);
                setup.database().start();
            }
            case CLOCK_HOUR_AHEAD, CLOCK_HOUR_BACK, CLOCK_DECADE_AHEAD -> {
                Thread.sleep(round.moment().toMillis());
                chosen(round)
                        .forEach(node -> node.tell("step " + round.disturbance().step()));
            }
            case CLOCK_HOUR_AHEAD_IN_REQUEST -> {
                Node holder = fleet.awaitHalt(Point.SENDING, PATIENCE);
                holder.tell("step " + round.disturbance().step());
                holder.tell("resume"); // obeyed in this order
            }
        }
        return mark;
    }

    private void kill(Node node) throws IOException, InterruptedException {
        figures.killed(node);
        fleet.kill(node);
    }

    private long restarted(Round round) throws Exception {
        Thread.sleep(round.length().toMillis());
        long back = x3.mark();
        setup.database().start();
        return back;
    }

    private Stream<Node> chosen(Round round) {
        List<Node> living = fleet.living();
        int count = round.nodes() == 0 ? living.size() : round.nodes();
        int first = (int) (round.moment().toMillis() % living.size());
        return Stream.concat(living.stream(), living.stream()).skip(first).limit(count);
    }

    /**
     * Waits until every node has used the same token, which was given after a certain request. If a person is needed instead,
     * waits until every node says so, and signs in.
     *
     * @return how long it took from the refusal until every node said so; null if no person was needed
     */
    private @Nullable Duration awaitRenewed(long mark) throws Exception {
        fleet.await(
                "a new token in use everywhere",
                PATIENCE,
                () -> renewed(mark) || fleet.living().stream().anyMatch(Conductor::needsUser));
        if (renewed(mark)) {
            return null;
        }
        fleet.awaitAll("everybody says that a person is needed", PATIENCE, Conductor::needsUser);
        long refused = x3.ledger().since(mark).stream()
                .filter(call -> !call.succeeded())
                .mapToLong(Call::arrived)
                .findFirst()
                .orElseThrow();
        Duration said = Duration.ofMillis(System.currentTimeMillis() - refused);
        long signedIn = x3.mark();
        signIn();
        fleet.await("the token of the new sign-in in use everywhere", PATIENCE, () -> renewed(signedIn));
        return said;
    }

    private static boolean needsUser(Node node) {
        Report error = node.error();
        return error != null && error.detail().startsWith("UserNeededException");
    }

    private boolean renewed(long mark) {
        List<Node> living = fleet.living();
        String token = living.get(0).token();
        if (token == null || !living.stream().allMatch(node -> token.equals(node.token()) && node.used(token))) {
            return false;
        }
        Optional<Call> issuer = x3.ledger().issuer(token);
        return issuer.isPresent() && issuer.get().sequence() > mark;
    }

    @Override
    public void close() {
        fleet.close();
        store.close();
        x3.close();
    }
}
