package dev.tokentrail.demo.flow.step;

import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.demo.flow.Walk;
import java.time.Duration;
import java.util.function.Supplier;

/** A sign-in that was shown and is not under way yet, so that what is sent is what was shown. */
public final class PreparedSignIn {

    /** Longer addresses are cut or refused by browsers and servers on their way. */
    private static final int LONGEST_ADDRESS = 4_000;

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final String NOTE = "prepared sign-in";

    private record Prepared(Object asked, AuthorizationTransaction login) {}

    private PreparedSignIn() {}

    /**
     * The sign-in that was shown for what is asked, or a new one if none was or it waited for more than five minutes.
     *
     * @param walk the visitor's walk
     * @param asked all that the sign-in is made of
     * @param start starts one
     * @return the sign-in
     * @throws IllegalArgumentException if its address is longer than 4,000 characters
     */
    public static AuthorizationTransaction of(Walk walk, Object asked, Supplier<AuthorizationTransaction> start) {
        return walk.noted(NOTE, Prepared.class)
                .filter(shown -> shown.asked().equals(asked))
                .map(Prepared::login)
                .filter(login ->
                        walk.clock().instant().isBefore(login.startedAt().plus(LIFETIME)))
                .orElseGet(() -> prepare(walk, asked, start.get()));
    }

    /** Says that the browser is about to go: the next sign-in gets a state of its own. */
    public static void underWay(Walk walk) {
        walk.note(NOTE, "under way");
    }

    private static AuthorizationTransaction prepare(Walk walk, Object asked, AuthorizationTransaction login) {
        if (login.uri().length() > LONGEST_ADDRESS) {
            throw new IllegalArgumentException("With these scopes the address would have "
                    + login.uri().length() + " characters, more than browsers and servers carry: ask for fewer.");
        }
        walk.note(NOTE, new Prepared(asked, login));
        return login;
    }
}
