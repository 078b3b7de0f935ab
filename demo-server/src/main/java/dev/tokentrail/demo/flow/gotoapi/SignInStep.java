package dev.tokentrail.demo.flow.gotoapi;

import dev.tokentrail.core.token.AuthorizationCallback;
import dev.tokentrail.core.token.AuthorizationTransaction;
import dev.tokentrail.demo.flow.Field;
import dev.tokentrail.demo.flow.Outcome;
import dev.tokentrail.demo.flow.Plan;
import dev.tokentrail.demo.flow.Step;
import dev.tokentrail.demo.flow.Values;
import dev.tokentrail.demo.flow.Walk;
import java.util.List;

/** Sends the browser to GoTo, and exchanges the code that it comes back with. */
final class SignInStep implements Step {

    @Override
    public String id() {
        return "sign-in";
    }

    @Override
    public String title() {
        return "Sign in and exchange the code";
    }

    @Override
    public String explanation() {
        return "Your browser goes to GoTo's own page, where you sign in and allow the app. GoTo sends it back with a code,"
                + " which this app exchanges for a token, with the PKCE verifier that nobody else has.";
    }

    @Override
    public List<Field> fields(Walk walk) {
        return List.of(Field.text("scope", "Scopes", "messaging.v1.send", "What the app asks for, between spaces."));
    }

    @Override
    public Plan plan(Walk walk, Values values) {
        return Plan.browsing(
                GoToService.at(walk).authorize(values.words("scope")).uri(),
                "AuthorizationTransaction login = goTo.authorize(\"" + values.text("scope") + "\");\n"
                        + "session.put(\"login\", login.toJson());\n"
                        + "// redirect the browser to login.uri()");
    }

    @Override
    public Outcome run(Walk walk, Values values) {
        AuthorizationTransaction login = GoToService.at(walk).authorize(values.words("scope"));
        walk.awaitCallback(login);
        return Outcome.sendBrowserTo(login.uri());
    }

    @Override
    public Outcome complete(Walk walk, AuthorizationTransaction signIn, AuthorizationCallback callback) {
        walk.keep(GoToService.at(walk).complete(signIn, callback));
        return Outcome.done("GoTo gave a token for the code.");
    }
}
