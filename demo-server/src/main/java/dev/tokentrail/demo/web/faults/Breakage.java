package dev.tokentrail.demo.web.faults;

import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.demo.flow.Outcome;
import dev.tokentrail.demo.flow.Plan;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import dev.tokentrail.mock.MockAuthServer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One thing that goes wrong on purpose. It is a step, so that its calls are in the trail and what the library throws is kept
 * as the result.
 *
 * @param id its name in addresses
 * @param title what goes wrong, as a heading
 * @param explanation what is done and what that stands for in the world
 * @param missing what has to be done before: a sentence, or empty
 * @param breaking does it; what the library throws is let through
 * @param returning goes on when the browser is back
 */
record Breakage(
        String id,
        String title,
        String explanation,
        Function<Walk, Optional<String>> missing,
        BiFunction<Walk, MockAuthServer, Outcome> breaking,
        Returning returning)
        implements Step {

    private static final String NOTE = "emulator to break";

    /** Goes on when the browser is back. */
    interface Returning {

        /** Breaks what is left to break. */
        Outcome complete(
                Walk walk, MockAuthServer emulator, AuthorizationTransaction signIn, AuthorizationCallback callback);
    }

    /** Says in which emulator the visitor may break things: the namespace that is theirs. */
    static void allow(Walk walk, MockAuthServer namespace) {
        walk.note(NOTE, namespace);
    }

    private static MockAuthServer emulator(Walk walk) {
        return walk.noted(NOTE, MockAuthServer.class)
                .orElseThrow(() -> new IllegalArgumentException("Only the emulator can be broken on purpose."));
    }

    @Override
    public Optional<String> waitsFor(Walk walk) {
        return missing.apply(walk);
    }

    @Override
    public Plan plan(Walk walk, Values values) {
        return new Plan(List.of(), Optional.empty(), "");
    }

    /** Takes back what an earlier fault left, and does not leave one behind unless the browser still has to meet it. */
    @Override
    public Outcome run(Walk walk, Values values) {
        MockAuthServer emulator = emulator(walk);
        emulator.clearFaults();
        boolean away = false;
        try {
            Outcome outcome = breaking.apply(walk, emulator);
            away = outcome.browserAddress().isPresent();
            return outcome;
        } finally {
            if (!away) {
                emulator.clearFaults();
            }
        }
    }

    @Override
    public Outcome complete(Walk walk, AuthorizationTransaction signIn, AuthorizationCallback callback) {
        MockAuthServer emulator = emulator(walk);
        try {
            return returning.complete(walk, emulator, signIn, callback);
        } finally {
            emulator.clearFaults();
        }
    }
}
