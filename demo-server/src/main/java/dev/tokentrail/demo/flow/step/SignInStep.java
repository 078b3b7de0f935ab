package dev.tokentrail.demo.flow.step;

import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.core.token.Token;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Outcome;
import dev.tokentrail.demo.flow.Plan;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import java.util.List;
import java.util.Optional;

/** Sends the browser to the service's own page, and takes what it comes back with. */
public final class SignInStep implements Step {

    private final AuthorizationCodeGrant grant;

    /**
     * A step.
     *
     * @param grant what it needs of the service
     */
    public SignInStep(AuthorizationCodeGrant grant) {
        this.grant = grant;
    }

    @Override
    public String id() {
        return "sign-in";
    }

    @Override
    public String title() {
        return "Sign in at " + grant.service();
    }

    @Override
    public String explanation() {
        return "Your browser goes to a page of " + grant.service() + ", where you sign in and decide what this app may"
                + " do. The password is typed in there and nowhere else. The address carries two safeguards: state, a"
                + " random value that has to come back unchanged, so that nobody can slip somebody else's sign-in into"
                + " your session; and code_challenge (PKCE), the fingerprint of a secret that only this app has.";
    }

    @Override
    public Optional<String> waitsFor(Walk walk) {
        return grant.missing(walk);
    }

    @Override
    public List<Field> fields(Walk walk) {
        return List.of(Field.text(
                "scope",
                "Scopes",
                grant.scopes(walk),
                "What the app asks to be allowed, between spaces. Less is better: you will be asked to agree."));
    }

    @Override
    public Plan plan(Walk walk, Values values) {
        CallStep.requireReady(this, walk);
        List<String> scopes = Words.of(values, "scope");
        return Plan.browsing(
                prepared(walk, scopes).uri(),
                grant.connecting(walk) + "\nAuthorizationTransaction login = " + grant.variable() + ".authorize("
                        + JavaText.quoted(scopes) + ");\n"
                        + "String kept = login.toJson(); // in the person's session, on the server\n"
                        + "String address = login.uri(); // redirect the browser there");
    }

    @Override
    public Outcome run(Walk walk, Values values) {
        CallStep.requireReady(this, walk);
        AuthorizationTransaction login = prepared(walk, Words.of(values, "scope"));
        PreparedSignIn.underWay(walk);
        walk.awaitCallback(login);
        return Outcome.sendBrowserTo(login.uri());
    }

    @Override
    public Outcome complete(Walk walk, AuthorizationTransaction signIn, AuthorizationCallback callback) {
        if (callback.parameter("error").isPresent()
                || callback.parameter("code").isEmpty()) {
            Token token = grant.complete(walk, signIn, callback);
            walk.keep(token);
            return Outcome.done(Told.of(token, walk.clock()));
        }
        ExchangeStep.returned(walk, signIn, callback);
        return Outcome.done("The browser is back with an authorization code. A code is no token: it is good once, for"
                + " a few minutes, and only together with the secret behind the code_challenge. Exchange it next.");
    }

    private AuthorizationTransaction prepared(Walk walk, List<String> scopes) {
        return PreparedSignIn.of(walk, scopes, () -> grant.authorize(walk, scopes));
    }
}
