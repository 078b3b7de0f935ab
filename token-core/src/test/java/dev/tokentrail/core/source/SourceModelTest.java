package dev.tokentrail.core.source;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tokentrail.core.token.RefreshRotation;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;
import org.slf4j.LoggerFactory;

/**
 * Three nodes over one store, and everything that can happen to them in any order: time, clocks that jump, a service or a store
 * that fails in several ways, rejections, sign-ins, deletions, dead holders of the lease, restarts, and crowds of callers at
 * once. The rules of {@link SourceWorld} hold after each; at the end, when all is well again, every node has a token.
 */
@Tag("slow")
class SourceModelTest {

    private static final Logger CORE = (Logger) LoggerFactory.getLogger("dev.tokentrail.core");

    private SourceWorld world;

    @BeforeContainer
    static void silence() {
        CORE.setLevel(Level.OFF);
    }

    @AfterContainer
    static void speak() {
        CORE.setLevel(null);
    }

    @AfterTry
    void close() {
        if (world != null) {
            world.close();
        }
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void whateverHappensTheRulesHold(@ForAll("happenings") ActionChain<SourceWorld> happenings) {
        world = happenings.run();
        world.heal();
    }

    @Provide
    Arbitrary<ActionChain<SourceWorld>> happenings() {
        return Combinators.combine(Arbitraries.of(RefreshRotation.class), Arbitraries.of(false, true))
                .flatAs((rotation, passwordAllowed) -> ActionChain.startWith(
                                () -> new SourceWorld(rotation, passwordAllowed))
                        .withAction(8, onNode("ask", SourceWorld::ask))
                        .withAction(4, once("crowd", SourceModelTest::crowd))
                        .withAction(6, passing())
                        .withAction(2, stepping())
                        .withAction(3, onNode("reject", SourceWorld::reject))
                        .withAction(2, once("service down", world -> world.serviceDown(true)))
                        .withAction(2, once("service up", world -> world.serviceDown(false)))
                        .withAction(1, once("answers lost", world -> world.answersLost(true)))
                        .withAction(2, once("answers arrive", world -> world.answersLost(false)))
                        .withAction(2, once("store down", SourceWorld::storeDown))
                        .withAction(3, once("store up", SourceWorld::storeUp))
                        .withAction(2, onNode("save fails", (world, node) -> world.saveFails(node, false)))
                        .withAction(2, onNode("save unknown", (world, node) -> world.saveFails(node, true)))
                        .withAction(2, onNode("holder dies", SourceWorld::holderDies))
                        .withAction(2, onNode("restart", SourceWorld::restart))
                        .withAction(1, onNode("sign in", SourceWorld::signInAgain))
                        .withAction(1, once("delete", SourceWorld::delete))
                        .withMaxTransformations(40));
    }

    private interface OnNode {
        void happen(SourceWorld world, int node);
    }

    private static Action<SourceWorld> onNode(String name, OnNode happening) {
        return with(
                Arbitraries.integers().between(0, SourceWorld.NODES - 1),
                node -> name + " " + node,
                node -> world -> happening.happen(world, node));
    }

    private static Action<SourceWorld> passing() {
        Arbitrary<Duration> times = Arbitraries.of(
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                Duration.ofSeconds(40),
                Duration.ofMinutes(30),
                Duration.ofMinutes(59).plusSeconds(10),
                Duration.ofHours(2),
                Duration.ofDays(3650));
        return with(times, time -> time + " pass", time -> world -> world.pass(time));
    }

    private static Action<SourceWorld> stepping() {
        Arbitrary<Duration> steps = Arbitraries.of(
                Duration.ofHours(1), Duration.ofHours(-1), Duration.ofDays(3650), Duration.ofDays(-3650));
        return with(steps, step -> "a clock jumps by " + step, step -> world -> world.stepClock(0, step));
    }

    private static Action<SourceWorld> once(String name, Consumer<SourceWorld> happening) {
        return Action.just(Transformer.mutate(name, happening));
    }

    private static <T> Action<SourceWorld> with(
            Arbitrary<T> values, Function<T, String> name, Function<T, Consumer<SourceWorld>> happening) {
        Action.Independent<SourceWorld> action =
                () -> values.map(value -> Transformer.mutate(name.apply(value), happening.apply(value)));
        return action;
    }

    private static void crowd(SourceWorld world) {
        try {
            world.crowd();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
