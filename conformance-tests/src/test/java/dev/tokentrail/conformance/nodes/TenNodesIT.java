package dev.tokentrail.conformance.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tokentrail.conformance.nodes.Conductor.Setup;
import dev.tokentrail.core.token.RefreshRotation;
import dev.tokentrail.testsupport.LocalPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Proves that processes which share a store share their refreshes: one for each expiry, whoever is killed, wherever the
 * database is, whatever the clocks show. The README of this module says how to run and how to repeat it.
 */
class TenNodesIT {

    private static final int TEN = 10;
    private static final int EXPIRIES = 20;
    private static final Duration LIFETIME = Duration.ofSeconds(3);
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final long SEED = Long.getLong("nodes.seed", System.nanoTime() & 0xFFFFFF);

    @Test
    @EnabledIfEnvironmentVariable(named = "CI", matches = "true", disabledReason = "takes a minute")
    @DisabledIfSystemProperty(named = "tests.short", matches = "true", disabledReason = "three nodes are asked for")
    void tenNodesRefreshOnceForEachExpiry() throws Exception {
        together(
                () -> undisturbed("postgresql", RefreshRotation.STRICT, postgres()),
                () -> undisturbed("h2", RefreshRotation.STRICT, H2Database.open()));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "CI", matches = "true", disabledReason = "takes two minutes")
    @DisabledIfSystemProperty(named = "tests.short", matches = "true", disabledReason = "three nodes are asked for")
    void tenNodesLoseNothingThatNeedNotBeLost() throws Exception {
        together(
                () -> disturbed("grace", TEN, LIFETIME, RefreshRotation.GRACE, everything()),
                () -> disturbed("strict", TEN, LIFETIME, RefreshRotation.STRICT, everything()));
    }

    @Test
    void threeNodesDoInShort() throws Exception {
        assumeTrue(
                !"true".equals(System.getenv("CI")) || Boolean.getBoolean("tests.short"),
                "Ten nodes do all of this and more");
        disturbed(
                "short",
                3,
                Duration.ofSeconds(2),
                RefreshRotation.STRICT,
                List.of(Disturbance.KILLED_BEFORE_SAVE, Disturbance.DATABASE_STOPPED, Disturbance.CLOCK_HOUR_AHEAD));
    }

    /** Everything there is once, and the more random of them more often. */
    private static List<Disturbance> everything() {
        EnumSet<Disturbance> all = EnumSet.allOf(Disturbance.class);
        all.remove(Disturbance.NONE);
        List<Disturbance> disturbances = new ArrayList<>(all);
        disturbances.addAll(List.of(
                Disturbance.KILLED_AT_ANY_MOMENT,
                Disturbance.KILLED_AT_ANY_MOMENT,
                Disturbance.DATABASE_STOPPED,
                Disturbance.DATABASE_CRASHED,
                Disturbance.DATABASE_HANGS));
        assertThat(disturbances).hasSize(EXPIRIES);
        return disturbances;
    }

    private static Void undisturbed(String name, RefreshRotation rotation, SharedDatabase database) throws Exception {
        Plan plan = Plan.of(SEED, LIFETIME, Collections.nCopies(EXPIRIES, Disturbance.NONE));
        try (database) {
            Expectations.undisturbed(Conductor.run(new Setup(name, TEN, LIFETIME, LEASE, rotation, database), plan));
        }
        return null;
    }

    private static Void disturbed(
            String name, int nodes, Duration lifetime, RefreshRotation rotation, List<Disturbance> disturbances)
            throws Exception {
        Plan plan = Plan.of(SEED, lifetime, disturbances);
        try (SharedDatabase database = postgres()) {
            Expectations.disturbed(Conductor.run(new Setup(name, nodes, lifetime, LEASE, rotation, database), plan));
        }
        return null;
    }

    private static SharedDatabase postgres() {
        Optional<LocalPostgres> server = LocalPostgres.start();
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(server.isPresent(), "PostgreSQL is not installed (Debian: apt-get install postgresql)");
        }
        return new PostgresDatabase(server.orElseThrow());
    }

    /** Most of the time of a run is spent waiting, so two runs take hardly longer than one. */
    private static void together(Callable<Void> one, Callable<Void> other) throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            SoftAssertions softly = new SoftAssertions();
            for (Future<Void> run : both.invokeAll(List.of(one, other))) {
                softly.assertThatCode(run::get).doesNotThrowAnyException();
            }
            softly.assertAll();
        } finally {
            both.shutdownNow();
        }
    }
}
