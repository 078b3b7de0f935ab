package dev.tokentrail.demo.flow.step;

import dev.tokentrail.core.secret.Secret;
import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Outcome;
import dev.tokentrail.demo.flow.Plan;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import java.util.Optional;
import java.util.function.Consumer;

/** Exchanges the code that the browser came back with. */
public final class ExchangeStep implements Step {

    private static final String NOTE = "returned";

    /** What the browser came back with, and what it is checked against. */
    private record Returned(AuthorizationTransaction login, AuthorizationCallback callback) {}

    private final AuthorizationCodeGrant grant;
    private final Consumer<Walk> afterwards;

    /**
     * A step.
     *
     * @param grant what it needs of the service
     * @param afterwards told of the walk once the token is kept
     */
    public ExchangeStep(AuthorizationCodeGrant grant, Consumer<Walk> afterwards) {
        this.grant = grant;
        this.afterwards = afterwards;
    }

    static void returned(Walk walk, AuthorizationTransaction login, AuthorizationCallback callback) {
        walk.note(NOTE, new Returned(login, callback));
    }

    @Override
    public String id() {
        return "exchange";
    }

    @Override
    public String title() {
        return "Exchange the code for a token";
    }

    @Override
    public String explanation() {
        return "The app sends the code straight to " + grant.service()
                + ", past the browser, with its own client secret"
                + " and with the code_verifier, the secret whose fingerprint went along with the sign-in. Whoever stole"
                + " the code from the address bar has neither. A code works once: run this step twice and the library"
                + " refuses before anything is sent.";
    }

    @Override
    public Optional<String> waitsFor(Walk walk) {
        return walk.noted(NOTE, Returned.class).isPresent() ? Optional.empty() : Optional.of("Sign in first.");
    }

    @Override
    public Plan plan(Walk walk, Values values) {
        Returned returned = returned(walk);
        Secret code = Secret.of(returned.callback().parameter("code").orElseThrow());
        return Plan.sending(
                grant.connecting(walk)
                        + "\n// login: what the session kept; callback: AuthorizationCallback.fromUri of the address that"
                        + " the browser came back to\n"
                        + "Token token = " + grant.variable() + ".complete(login, callback);",
                grant.exchangeRequest(walk, code, returned.login()));
    }

    @Override
    public Outcome run(Walk walk, Values values) {
        Returned returned = returned(walk);
        Token token = grant.complete(walk, returned.login(), returned.callback());
        walk.keep(token);
        afterwards.accept(walk);
        return Outcome.done(grant.service() + " took the code and gave a token. " + Told.of(token, walk.clock()));
    }

    private Returned returned(Walk walk) {
        CallStep.requireReady(this, walk);
        return walk.noted(NOTE, Returned.class).orElseThrow();
    }
}
